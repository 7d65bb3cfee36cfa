/* SPDX-License-Identifier: MIT */
#include "command/why.h"

#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "command/selection.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/expr.h"
#include "model/model.h"

enum { DEEPEST = 16 }; /* derived signals over derived ones */

struct asking {
	struct model *model;
	struct buf out;
	struct json_writer json;
	bool as_json;
	size_t answers;
};

static void json_why(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure, int depth);
static void text_why(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure, int depth);

static void
json_evidence(struct json_writer *json, const struct evidence *evidence)
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

static const char *
part_key(const struct node *node)
{
	switch (node->kind) {
	case NODE_CALL:
	case NODE_AGGREGATE:
		return "function";
	case NODE_BINARY:
	case NODE_NEGATE:
	case NODE_NOT:
		return "operator";
	default:
		return "literal";
	}
}

static void
json_part(struct asking *asking, const struct explained *part, int depth)
{
	const struct series *series;
	const struct figure *figure;

	if (part->node->kind == NODE_SIGNAL && part->signal != NULL) {
		figure = explained_figure(part, &series);
		json_why(asking, part->signal, series, figure, depth + 1);
		return;
	}
	json_object(&asking->json);
	json_key(&asking->json, part_key(part->node));
	json_text(&asking->json, part->label);
	json_cell(&asking->json, part);
	json_key(&asking->json, "inputs");
	json_array(&asking->json);
	for (size_t i = 0; i < part->input_count; i++)
		json_part(asking, part->inputs[i], depth);
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
	if (figure != NULL && depth < DEEPEST)
		explained = explain_signal(asking->model, signal,
		    &series->labels, figure->period);
	if (explained != NULL)
		json_part(asking, explained, depth);
	explained_free(explained);
	json_array_end(&asking->json);
}

static void
json_no_figure(struct json_writer *json)
{
	static const char *const before[] = { "period", "start", "end" };
	static const char *const after[] = { "basis", "confidence", "remark",
		"known_at" };

	for (size_t i = 0; i < 3; i++) {
		json_key(json, before[i]);
		json_null(json);
	}
	output_amount(json, NULL);
	for (size_t i = 0; i < 4; i++) {
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
    const struct series *series, const struct figure *figure, int depth)
{
	const struct definition *definition = signal->definition;
	const struct labels none = { NULL, 0 };
	const struct vintage *vintage = figure != NULL
	    ? figure_at(figure, model_as_of(asking->model))
	    : NULL;
	struct json_writer *json = &asking->json;

	json_object(json);
	if (figure != NULL)
		output_figure_keys(json, asking->model, figure);
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
	if (figure == NULL)
		json_text(json, output_reason(asking->model, signal, series));
	else
		json_text(json, figure->missing);
	json_inputs(asking, signal, series, figure, depth);
	json_evidence(json, vintage != NULL ? vintage->evidence : NULL);
	json_object_end(json);
}

static void
indent(struct asking *asking, int depth)
{
	for (int i = 0; i < depth; i++)
		(void)buf_text(&asking->out, "  ");
}

static void
text_evidence(
    struct asking *asking, const struct evidence *evidence, int depth)
{
	const struct document *document = evidence->document;
	struct buf *out = &asking->out;

	indent(asking, depth);
	(void)buf_printf(out, "read '%s' at %s",
	    evidence->text != NULL ? evidence->text : "",
	    evidence->path != NULL ? evidence->path : "?");
	if (evidence->offset >= 0)
		(void)buf_printf(
		    out, ", byte %lld", (long long)evidence->offset);
	(void)buf_char(out, '\n');
	if (document == NULL)
		return;
	indent(asking, depth);
	(void)buf_printf(out, "of source %s, %s, retrieved ",
	    document->source, document->url != NULL ? document->url : "?");
	date_format_time(out, document->retrieved_at);
	(void)buf_char(out, '\n');
	if (document->sha256 == NULL)
		return;
	indent(asking, depth);
	(void)buf_printf(out, "sha256 %s\n", document->sha256);
}

static void
text_cell(struct asking *asking, const struct explained *part)
{
	const struct cell *cell = &part->cell;

	if (cell->missing)
		(void)buf_printf(&asking->out, "— (%s)",
		    cell->reason != NULL ? cell->reason : "no figure");
	else if (cell->is_truth)
		(void)buf_text(&asking->out,
		    cell->truth == TRUTH_TRUE ? "true" : "false");
	else
		amount_format(&asking->out, &cell->amount,
		    part->node->unit.bare ? NULL : &part->node->unit);
}

static void
text_part(struct asking *asking, const struct explained *part, int depth)
{
	const struct series *series;
	const struct figure *figure;

	if (part->node->kind == NODE_SIGNAL && part->signal != NULL) {
		figure = explained_figure(part, &series);
		text_why(asking, part->signal, series, figure, depth);
		return;
	}
	indent(asking, depth);
	(void)buf_printf(&asking->out, "%s = ", part->text);
	text_cell(asking, part);
	(void)buf_char(&asking->out, '\n');
	for (size_t i = 0; i < part->input_count; i++)
		if (part->inputs[i]->node->kind != NODE_NUMBER &&
		    part->inputs[i]->node->kind != NODE_DATE)
			text_part(asking, part->inputs[i], depth + 1);
}

static void
text_vintages(struct asking *asking, const struct signal *signal,
    const struct figure *figure, int depth)
{
	for (size_t i = 0; i + 1 < figure->vintage_count; i++) {
		indent(asking, depth);
		(void)buf_text(&asking->out, "before: ");
		amount_format(&asking->out, &figure->vintages[i].amount,
		    &signal->definition->unit);
		(void)buf_text(&asking->out, ", known ");
		date_format(&asking->out,
		    date_day_of(figure->vintages[i].known_at));
		(void)buf_char(&asking->out, '\n');
	}
}

static void
text_head(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	struct buf *out = &asking->out;

	(void)buf_text(out, signal->definition->name);
	if (series != NULL)
		labels_format(out, &series->labels);
	if (figure == NULL) {
		const char *reason =
		    output_reason(asking->model, signal, series);

		(void)buf_printf(
		    out, " — %s\n", reason != NULL ? reason : "no figure");
		return;
	}
	(void)buf_char(out, ' ');
	output_period_text(
	    out, figure->period, signal->definition->fiscal_end);
	(void)buf_text(out, ": ");
}

static void
text_why(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure, int depth)
{
	struct buf *out = &asking->out;
	const struct vintage *vintage = figure != NULL
	    ? figure_at(figure, model_as_of(asking->model))
	    : NULL;
	struct explained *explained;

	indent(asking, depth);
	text_head(asking, signal, series, figure);
	if (figure == NULL)
		return;
	if (vintage == NULL) {
		(void)buf_printf(out, "— (%s)\n",
		    figure->missing != NULL ? figure->missing
					    : "nothing was known then");
	} else {
		amount_format(
		    out, &vintage->amount, &signal->definition->unit);
		(void)buf_printf(out, ", %s, known ",
		    basis_name(vintage->basis));
		date_format(out, date_day_of(vintage->known_at));
		if (vintage->confidence != NULL)
			(void)buf_printf(out, ", %s", vintage->confidence);
		if (vintage->remark != NULL)
			(void)buf_printf(out, "; %s", vintage->remark);
		(void)buf_char(out, '\n');
		text_vintages(asking, signal, figure, depth + 1);
		if (vintage->evidence != NULL)
			text_evidence(asking, vintage->evidence, depth + 1);
	}
	if (signal->definition->expr == NULL || depth >= DEEPEST)
		return;
	explained = explain_signal(
	    asking->model, signal, &series->labels, figure->period);
	if (explained != NULL)
		text_part(asking, explained, depth + 1);
	explained_free(explained);
}

static void
answer(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	asking->answers++;
	if (asking->as_json)
		json_why(asking, signal, series, figure, 0);
	else
		text_why(asking, signal, series, figure, 0);
}

static void
answer_event(struct asking *asking, const struct signal *signal,
    const struct event *event)
{
	asking->answers++;
	if (asking->as_json) {
		json_object(&asking->json);
		output_event_keys(&asking->json, event);
		json_key(&asking->json, "signal");
		json_text(&asking->json, signal->definition->name);
		json_evidence(&asking->json, event->evidence);
		json_object_end(&asking->json);
		return;
	}
	date_format(&asking->out, date_day_of(event->date));
	(void)buf_printf(&asking->out, " %s: %s\n", event->kind, event->title);
	if (event->evidence != NULL)
		text_evidence(asking, event->evidence, 1);
}

/* The newest that has a value; else the newest, which says why it has none. */
static const struct figure *
default_figure(const struct asking *asking, const struct series *series)
{
	const struct figure *latest =
	    series_latest(series, model_as_of(asking->model));

	if (latest == NULL && series->count > 0)
		latest = &series->figures[series->count - 1];
	return latest;
}

static size_t
count_series(const struct selection *selection)
{
	size_t count = 0;

	for (size_t i = 0; i < selection->signal->series_count; i++)
		count += selection_has_series(
		    selection, selection->signal->series[i]);
	return count;
}

static void
answer_series(struct asking *asking, const struct selection *selection,
    const struct period *period)
{
	const struct signal *signal = selection->signal;

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (!selection_has_series(selection, series))
			continue;
		answer(asking, signal, series,
		    period != NULL ? series_find(series, *period)
				   : default_figure(asking, series));
	}
	if (asking->answers == 0)
		answer(asking, signal, NULL, NULL);
}

static void
answer_events(struct asking *asking, const struct selection *selection)
{
	const struct signal *signal = selection->signal;

	for (size_t i = 0; i < signal->event_count; i++)
		if (signal_event_is_current(
			signal, i, model_as_of(asking->model)) &&
		    selection_has_event(selection, signal->events[i]))
			answer_event(asking, signal, signal->events[i]);
}

static bool
ask(struct asking *asking, const struct invocation *invocation,
    struct err *err)
{
	const char *label =
	    invocation->operand_count > 1 ? invocation->operands[1] : NULL;
	struct selection selection;
	struct period period;
	bool several;

	if (!selection_read(
		&selection, asking->model, invocation->operands[0], err) ||
	    (label != NULL &&
		!period_parse(&period, label,
		    selection.signal->definition->fiscal_end, err))) {
		selection_release(&selection);
		return false;
	}
	several = selection.signal->definition->events ||
	    count_series(&selection) > 1;
	if (asking->as_json && several)
		json_array(&asking->json);
	if (selection.signal->definition->events)
		answer_events(asking, &selection);
	else
		answer_series(
		    asking, &selection, label != NULL ? &period : NULL);
	if (asking->as_json) {
		if (several)
			json_array_end(&asking->json);
		(void)buf_char(&asking->out, '\n');
	}
	selection_release(&selection);
	return true;
}

static int
run(const struct invocation *invocation)
{
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct asking asking = {
		.as_json = invocation->format == FORMAT_JSON
	};
	struct err err;

	if (engine == NULL)
		return status;
	engine_run(engine);
	asking.model = engine_model(engine);
	buf_init(&asking.out, LIMIT_OUTPUT);
	json_init(&asking.json, &asking.out);
	if (!ask(&asking, invocation, &err))
		status = say_failure(EX_USAGE, "%s", err.text);
	else if (!print_all(&asking.out))
		status = EX_IOERR;
	buf_release(&asking.out);
	engine_free(engine);
	return status;
}

const struct command command_why = {
	.name = "why",
	.operands = "SIGNAL [PERIOD]",
	.help = "Print what a figure rests on: its evidence, or its formula",
	.least = 1,
	.most = 2,
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.run = run,
};
