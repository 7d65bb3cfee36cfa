/* SPDX-License-Identifier: MIT */
#include "command/asking.h"

#include <math.h>
#include <stdint.h>

#include "base/limits.h"
#include "command/output.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/event_functions.h"
#include "model/evidence.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/model.h"

static why_leaf json_leaf;

void
why_json_evidence(
    struct json_writer *json, const struct evidence *evidence)
{
	const struct document *document =
	    evidence != NULL ? evidence->document : NULL;

	json_key(json, "evidence");
	if (evidence == NULL) {
		json_null(json);
		return;
	}
	json_object(json);
	json_key(json, "source");
	json_text(json, document != NULL ? document->source : NULL);
	json_key(json, "url");
	json_text(json, document != NULL ? document->url : NULL);
	json_key(json, "retrieved_at");
	if (document != NULL)
		json_time(json, document->retrieved_at);
	else
		json_null(json);
	json_key(json, "sha256");
	json_text(json, document != NULL ? document->sha256 : NULL);
	json_key(json, "path");
	json_text(json, evidence->path);
	json_key(json, "offset");
	if (evidence->offset >= 0)
		json_integer(json, evidence->offset);
	else
		json_null(json);
	json_key(json, "text");
	json_text(json, evidence->text);
	json_key(json, "remark");
	json_text(json, evidence->remark);
	json_object_end(json);
}

static void
json_cell(struct json_writer *json, const struct explained *part)
{
	const struct cell *cell = &part->cell;
	bool has_period = cell->period.end != 0;

	json_key(json, "value");
	if (cell->missing)
		json_null(json);
	else if (cell->is_truth)
		json_flag(json, cell->truth == TRUTH_TRUE);
	else
		json_number(json, cell->amount.value);
	json_key(json, "unit");
	output_unit(json, &part->node->unit);
	json_key(json, "period");
	if (has_period) {
		struct buf label;

		buf_init(&label, LIMIT_LABEL);
		period_format(&label, cell->period);
		json_text(json, buf_string(&label));
		buf_release(&label);
	} else {
		json_null(json);
	}
	json_key(json, "reason");
	json_text(json, cell->missing ? cell->reason : NULL);
}

/* How it is written, between which ends it lies, and since when it is known. */
static void
json_facts(struct json_writer *json, const struct explained *part)
{
	const struct cell *cell = &part->cell;
	bool number = !cell->missing && !cell->is_truth;

	json_key(json, "text");
	json_text(json, part->text);
	json_key(json, "low"); /* an open end is not finite: null */
	json_number(json, number ? cell->amount.low : (double)NAN);
	json_key(json, "high");
	json_number(json, number ? cell->amount.high : (double)NAN);
	json_key(json, "known_at");
	if (cell->known_at != INT64_MIN)
		json_time(json, cell->known_at);
	else
		json_null(json);
	json_key(json, "labels");
	output_labels(json, &part->labels);
}

/* As of when it is known, if that is not what is asked for, and whether what is
 * above it is made of it; PART may be NULL: the whole. */
static void
json_place(struct asking *asking, int64_t as_of, const struct explained *part)
{
	struct json_writer *json = &asking->json;

	json_key(json, "as_of");
	if (as_of != model_as_of(asking->model))
		json_time(json, as_of);
	else
		json_null(json);
	json_key(json, "first_said");
	json_flag(json, part != NULL && part->first_said);
	json_key(json, "used");
	json_flag(json, part == NULL || !part->unused);
}

static const char *
part_key(const struct node *node)
{
	switch (node->kind) {
	case NODE_CALL:
	case NODE_AGGREGATE:
	case NODE_SIGNAL: /* of which several figures came together */
		return "function";
	case NODE_BINARY:
	case NODE_NEGATE:
	case NODE_NOT:
		return "operator";
	default:
		return "literal";
	}
}

struct counted { /* the events of one function */
	struct asking *asking;
	size_t count;
};

static void
json_counted(void *context, const struct signal *signal,
    const struct event *event)
{
	struct counted *counted = context;

	if (counted->count++ < ASKING_EVENTS)
		why_json_event(counted->asking, signal, event);
}

/* What a function of events has counted; false where it is none. */
static bool
json_events(struct asking *asking, const struct explained *part)
{
	struct eval *eval = eval_new(asking->model);
	struct counted counted = { asking, 0 };
	bool events = explained_events(eval, part, json_counted, &counted);

	eval_free(eval);
	return events;
}

void
why_json_part(
    struct asking *asking, const struct explained *part, int depth)
{
	if (part->node->kind == NODE_SIGNAL && part->signal != NULL) {
		why_leaf_then(asking, part, depth + 1, json_leaf);
		return;
	}
	json_object(&asking->json);
	json_key(&asking->json, part_key(part->node));
	json_text(&asking->json, part->label);
	json_cell(&asking->json, part);
	json_facts(&asking->json, part);
	json_place(asking, part->as_of, part);
	json_key(&asking->json, "left_out");
	json_integer(&asking->json, (int64_t)part->left_out);
	json_key(&asking->json, "inputs");
	json_array(&asking->json);
	if (!json_events(asking, part))
		for (size_t i = 0; i < part->input_count; i++)
			why_json_part(asking, part->inputs[i], depth);
	json_array_end(&asking->json);
	json_object_end(&asking->json);
}

static void
json_inputs(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure, int depth)
{
	struct explained *explained = NULL;

	json_key(&asking->json, "inputs");
	json_array(&asking->json);
	if (figure != NULL && depth < ASKING_DEEPEST)
		explained = explain_signal_then(asking->model, signal,
		    &series->labels, figure->period, asking->then);
	if (explained != NULL)
		why_json_part(asking, explained, depth);
	explained_free(explained);
	json_array_end(&asking->json);
}

static void
json_no_figure(struct json_writer *json)
{
	static const char *const before[] = { "period", "start", "end" };
	static const char *const after[] = { "basis", "forecast", "confidence",
		"remark", "known_at" };

	for (size_t i = 0; i < 3; i++) {
		json_key(json, before[i]);
		json_null(json);
	}
	output_amount(json, NULL);
	for (size_t i = 0; i < 5; i++) {
		json_key(json, after[i]);
		json_null(json);
	}
	json_key(json, "vintages");
	json_array(json);
	json_array_end(json);
	json_key(json, "source");
	json_null(json);
}

static void
json_why(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure, int depth,
    const struct explained *part)
{
	int64_t as_of = asking->then.as_of;
	const struct definition *definition = signal->definition;
	const struct labels none = { NULL, 0 };
	const struct vintage *vintage = figure != NULL
	    ? figure_at(figure, as_of)
	    : NULL;
	struct json_writer *json = &asking->json;

	json_object(json);
	if (figure != NULL)
		output_figure_keys(json, as_of, signal, figure);
	else
		json_no_figure(json);
	json_key(json, "signal");
	json_text(json, definition->name);
	json_key(json, "unit");
	output_unit(json, &definition->unit);
	json_key(json, "labels");
	output_labels(json, series != NULL ? &series->labels : &none);
	json_key(json, "expression");
	json_text(json,
	    definition->expr != NULL ? definition->expr->text : NULL);
	json_key(json, "reason");
	json_text(json, why_reason(asking, signal, series, figure));
	json_place(asking, as_of, part);
	json_inputs(asking, signal, series, figure, depth);
	why_json_evidence(json, vintage != NULL ? vintage->evidence : NULL);
	json_object_end(json);
}

static void
json_leaf(struct asking *asking, const struct explained *part,
    const struct series *series, const struct figure *figure, int depth)
{
	json_why(asking, part->signal, series, figure, depth, part);
}

void
why_json_figure(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	json_why(asking, signal, series, figure, 0, NULL);
}

void
why_json_event(struct asking *asking, const struct signal *signal,
    const struct event *event)
{
	json_object(&asking->json);
	output_event_keys(&asking->json, event);
	json_key(&asking->json, "signal");
	json_text(&asking->json, signal->definition->name);
	why_json_evidence(&asking->json, event->evidence);
	json_object_end(&asking->json);
}
