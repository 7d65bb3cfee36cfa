/* SPDX-License-Identifier: MIT */
#include "tui/formula.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/event_functions.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/model.h"
#include "tui/view.h"

enum { DEEPEST = 24, INDENT = 2, MOST_EVENTS = 100 };

static void
say_cell(struct line *line, const struct explained *part)
{
	const struct cell *cell = &part->cell;
	struct buf text;

	if (cell->missing) {
		line_add(line, STYLE_LATE, "— %s",
		    cell->reason != NULL ? cell->reason : "no figure");
		return;
	}
	if (cell->is_truth) {
		line_text(line, STYLE_STRONG,
		    cell->truth == TRUTH_TRUE	   ? "true"
			: cell->truth == TRUTH_FALSE ? "false"
						     : "not known");
		return;
	}
	buf_init(&text, LIMIT_LABEL);
	amount_format(&text, &cell->amount,
	    part->node->unit.bare ? NULL : &part->node->unit);
	line_text(line, STYLE_STRONG, buf_string(&text));
	buf_release(&text);
}

/* What a leaf stands for on the next page down. */
static struct target
target_of(const struct explained *part, const struct figure *figure,
    const struct series *series)
{
	if (figure != NULL)
		return target_figure(part->signal, series, figure->period);
	if (part->signal != NULL)
		return target_named(
		    TARGET_SIGNAL, part->signal->definition->name);
	if (part->node->kind == NODE_ALERT)
		return target_named(TARGET_ALERT, part->node->name);
	return target_named(TARGET_NONE, NULL);
}

static bool
is_literal(const struct explained *part)
{
	return part->node->kind == NODE_NUMBER ||
	    part->node->kind == NODE_DATE || part->node->kind == NODE_TEXT ||
	    part->node->kind == NODE_PERIOD ||
	    part->node->kind == NODE_DURATION;
}

/* Whether the same figure stands among the parts before it already: of ttm(x)
 * the argument is one of the figures that were added up. */
static bool
is_again(const struct explained *whole, size_t i)
{
	const struct explained *part = whole->inputs[i];

	for (size_t k = 0; k < i; k++) {
		const struct explained *other = whole->inputs[k];

		if (part->signal != NULL && other->signal == part->signal &&
		    period_equal(other->cell.period, part->cell.period) &&
		    !labels_compare(&other->labels, &part->labels) &&
		    other->as_of == part->as_of &&
		    other->first_said == part->first_said &&
		    !strcmp(other->text, part->text))
			return true;
	}
	return false;
}

struct counted { /* the events of one function */
	struct view *view;
	int depth;
	size_t count;
};

static void
add_counted(void *context, const struct signal *signal,
    const struct event *event)
{
	struct counted *counted = context;
	struct target target = target_event(signal, event);
	struct line *line;
	struct buf date;

	if (counted->count++ >= MOST_EVENTS) {
		target_release(&target);
		return;
	}
	line = page_add(&counted->view->page, &target);
	buf_init(&date, LIMIT_LABEL);
	date_format(&date, date_day_of(event->date));
	line_pad(line, counted->depth * INDENT);
	line_add(line, STYLE_DIM, "%s ", buf_string(&date));
	line_add(line, STYLE_PLAIN, "%s: %s", event->kind, event->title);
	buf_release(&date);
}

/* What a function of events has counted; false where it is none. */
static bool
add_events(struct view *view, const struct explained *part, int depth)
{
	struct eval *eval = eval_new(view_model(view));
	struct counted counted = { view, depth, 0 };
	bool events = explained_events(eval, part, add_counted, &counted);
	struct line *line;

	eval_free(eval);
	if (counted.count <= MOST_EVENTS)
		return events;
	line = page_add(&view->page, NULL);
	line_pad(line, depth * INDENT);
	line_add(line, STYLE_DIM, "and %zu more", counted.count - MOST_EVENTS);
	return events;
}

static void
add_place(struct line *line, const struct explained *part)
{
	struct buf place;

	buf_init(&place, LIMIT_LABEL);
	explained_place(&place, part);
	line_text(line, STYLE_DIM, buf_string(&place));
	buf_release(&place);
}

static void
add_part(struct view *view, const struct explained *part, int depth)
{
	const struct series *series;
	const struct figure *figure = explained_figure(part, &series);
	struct target target = target_of(part, figure, series);
	struct line *line = page_add(&view->page, &target);
	struct buf period;

	line_pad(line, depth * INDENT);
	line_text(line, STYLE_PLAIN, part->text);
	if ((part->signal != NULL || part->listed) &&
	    part->cell.period.end != 0) {
		buf_init(&period, LIMIT_LABEL);
		period_format(&period, part->cell.period);
		line_add(line, STYLE_DIM, " %s", buf_string(&period));
		buf_release(&period);
	}
	line_text(line, STYLE_PLAIN, " = ");
	say_cell(line, part);
	add_place(line, part);
	if (depth >= DEEPEST || add_events(view, part, depth + 1))
		return;
	for (size_t i = 0; i < part->input_count; i++)
		if (!is_literal(part->inputs[i]) && !is_again(part, i))
			add_part(view, part->inputs[i], depth + 1);
	if (part->left_out > 0) {
		line = page_add(&view->page, NULL);
		line_pad(line, (depth + 1) * INDENT);
		line_add(line, STYLE_DIM, "and %zu more", part->left_out);
	}
}

void
formula_add(struct view *view, const struct explained *explained)
{
	add_part(view, explained, 1);
}
