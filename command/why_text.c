/* SPDX-License-Identifier: MIT */
#include "command/asking.h"

#include "base/date.h"
#include "base/limits.h"
#include "command/excerpt.h"
#include "command/output.h"
#include "command/table.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/forecast.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/event_functions.h"
#include "model/evidence.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/model.h"

static why_leaf text_leaf;

void
why_text_line(struct asking *asking, struct buf *line, int depth)
{
	int indent = 2 * depth;

	for (int i = 0; i < indent; i++)
		(void)buf_char(&asking->out, ' ');
	table_wrap(&asking->out, buf_string(line), indent, indent + 4);
	buf_clear(line);
}

void
why_text_evidence(
    struct asking *asking, const struct evidence *evidence, int depth)
{
	const struct document *document = evidence->document;
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_printf(&line, "read '%s' at %s",
	    evidence->text != NULL ? evidence->text : "",
	    evidence->path != NULL ? evidence->path : "?");
	if (evidence->offset >= 0)
		(void)buf_printf(
		    &line, ", byte %lld", (long long)evidence->offset);
	why_text_line(asking, &line, depth);
	if (evidence->remark != NULL) {
		(void)buf_text(&line, evidence->remark);
		why_text_line(asking, &line, depth);
	}
	if (excerpt_format(&line, asking->engine, evidence))
		why_text_line(asking, &line, depth);
	if (document != NULL) {
		(void)buf_printf(&line, "of source %s, %s, retrieved ",
		    document->source,
		    document->url != NULL ? document->url : "?");
		date_format_time(&line, document->retrieved_at);
		why_text_line(asking, &line, depth);
	}
	if (document != NULL && document->sha256 != NULL) {
		(void)buf_printf(&line, "sha256 %s", document->sha256);
		why_text_line(asking, &line, depth);
	}
	buf_release(&line);
}

static void
add_cell(struct buf *line, const struct explained *part)
{
	const struct cell *cell = &part->cell;

	if (cell->missing)
		(void)buf_printf(line, "— (%s)",
		    cell->reason != NULL ? cell->reason : "no figure");
	else if (cell->is_truth)
		(void)buf_text(
		    line, cell->truth == TRUTH_TRUE ? "true" : "false");
	else
		amount_format(line, &cell->amount,
		    part->node->unit.bare ? NULL : &part->node->unit);
}

static void
text_event(struct asking *asking, const struct event *event, int depth)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	date_format(&line, date_day_of(event->date));
	(void)buf_printf(&line, " %s: %s", event->kind, event->title);
	why_text_line(asking, &line, depth);
	buf_release(&line);
	if (event->evidence != NULL)
		why_text_evidence(asking, event->evidence, depth + 1);
}

struct counted { /* the events of one function */
	struct asking *asking;
	int depth;
	size_t count;
};

static void
text_counted(void *context, const struct signal *signal,
    const struct event *event)
{
	struct counted *counted = context;

	(void)signal;
	if (counted->count++ < ASKING_EVENTS)
		text_event(counted->asking, event, counted->depth);
}

/* What a function of events has counted; false where it is none. */
static bool
text_events(struct asking *asking, const struct explained *part, int depth)
{
	struct eval *eval = eval_new(asking->model);
	struct counted counted = { asking, depth, 0 };
	bool events = explained_events(eval, part, text_counted, &counted);
	struct buf line;

	eval_free(eval);
	if (counted.count <= ASKING_EVENTS)
		return events;
	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_printf(
	    &line, "and %zu more", counted.count - ASKING_EVENTS);
	why_text_line(asking, &line, depth);
	buf_release(&line);
	return events;
}

static bool
is_literal(const struct node *node)
{
	return node->kind == NODE_NUMBER || node->kind == NODE_DATE ||
	    node->kind == NODE_DURATION || node->kind == NODE_PERIOD ||
	    node->kind == NODE_TEXT;
}

static void
text_inputs(struct asking *asking, const struct explained *part, int depth)
{
	struct buf line;

	for (size_t i = 0; i < part->input_count; i++)
		if (!is_literal(part->inputs[i]->node))
			why_text_part(asking, part->inputs[i], depth);
	if (part->left_out == 0)
		return;
	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_printf(&line, "and %zu more", part->left_out);
	why_text_line(asking, &line, depth);
	buf_release(&line);
}

void
why_text_part(
    struct asking *asking, const struct explained *part, int depth)
{
	const struct knowing outer = asking->then;
	struct buf line;

	if (part->node->kind == NODE_SIGNAL && part->signal != NULL) {
		why_leaf_then(asking, part, depth, text_leaf);
		return;
	}
	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_text(&line, part->text);
	if (part->listed && part->cell.period.end != 0) {
		(void)buf_char(&line, ' ');
		period_format(&line, part->cell.period);
	}
	(void)buf_text(&line, " = ");
	add_cell(&line, part);
	explained_place(&line, part);
	why_text_line(asking, &line, depth);
	buf_release(&line);
	asking->then = explained_knowing(part);
	if (!text_events(asking, part, depth + 1))
		text_inputs(asking, part, depth + 1);
	asking->then = outer;
}

/* What was known before LATEST. */
static void
text_vintages(struct asking *asking, const struct signal *signal,
    const struct figure *figure, const struct vintage *latest, int depth)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	for (size_t i = 0; &figure->vintages[i] < latest; i++) {
		(void)buf_text(&line, "before: ");
		amount_format(&line, &figure->vintages[i].amount,
		    &signal->definition->unit);
		(void)buf_text(&line, ", known ");
		date_format(
		    &line, date_day_of(figure->vintages[i].known_at));
		why_text_line(asking, &line, depth);
	}
	buf_release(&line);
}

static void
add_head(struct buf *line, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	(void)buf_text(line, signal->definition->name);
	if (series != NULL)
		labels_format(line, &series->labels);
	if (figure == NULL)
		return;
	(void)buf_char(line, ' ');
	output_period_text(
	    line, figure->period, signal->definition->fiscal_end);
}

static void
add_vintage(struct buf *line, const struct signal *signal,
    const struct figure *figure, const struct vintage *vintage)
{
	amount_format(line, &vintage->amount, &signal->definition->unit);
	(void)buf_printf(line, ", %s, known ",
	    vintage_word(vintage, &figure->period));
	date_format(line, date_day_of(vintage->known_at));
	if (vintage->confidence != NULL)
		(void)buf_printf(line, ", %s", vintage->confidence);
	if (vintage->remark != NULL)
		(void)buf_printf(line, "; %s", vintage->remark);
}

static void
text_formula(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure, int depth)
{
	struct explained *explained;

	if (signal->definition->expr == NULL || depth >= ASKING_DEEPEST)
		return;
	explained = explain_signal_then(asking->model, signal, &series->labels,
	    figure->period, asking->then);
	if (explained != NULL)
		why_text_part(asking, explained, depth + 1);
	explained_free(explained);
}

static void
text_why(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure, int depth,
    const char *place)
{
	const struct vintage *vintage = figure != NULL
	    ? figure_at(figure, asking->then.as_of)
	    : NULL;
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	add_head(&line, signal, series, figure);
	(void)buf_text(&line, ": ");
	if (vintage != NULL)
		add_vintage(&line, signal, figure, vintage);
	else
		(void)buf_printf(&line, "— (%s)",
		    why_reason(asking, signal, series, figure));
	(void)buf_text(&line, place);
	why_text_line(asking, &line, depth);
	buf_release(&line);
	if (vintage != NULL)
		text_vintages(asking, signal, figure, vintage, depth + 1);
	if (vintage != NULL && vintage->evidence != NULL)
		why_text_evidence(asking, vintage->evidence, depth + 1);
	if (figure != NULL)
		text_formula(asking, signal, series, figure, depth);
}

static void
text_leaf(struct asking *asking, const struct explained *part,
    const struct series *series, const struct figure *figure, int depth)
{
	struct buf place;

	buf_init(&place, LIMIT_LABEL);
	explained_place(&place, part);
	text_why(asking, part->signal, series, figure, depth,
	    buf_string(&place));
	buf_release(&place);
}

void
why_text_figure(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	text_why(asking, signal, series, figure, 0, "");
}

void
why_text_event(struct asking *asking, const struct signal *signal,
    const struct event *event)
{
	(void)signal;
	text_event(asking, event, 0);
}
