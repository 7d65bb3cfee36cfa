/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/model.h"
#include "tui/facts.h"
#include "tui/said.h"
#include "tui/view.h"
#include "tui/views.h"

enum { DATE_WIDTH = 10, KIND_WIDTH = 13, BASIS_WIDTH = 11, NARROW = 60 };

static void
add_status(struct line *line, const struct event *event, int64_t now)
{
	struct buf due;

	if (event->status != NULL)
		line_add(line, STYLE_DIM, " (%s)", event->status);
	if (event->due == NO_DATE)
		return;
	buf_init(&due, LIMIT_LABEL);
	date_format(&due, date_day_of(event->due));
	line_add(line,
	    event_is_overdue(event, now) ? STYLE_CRIT : STYLE_DIM,
	    " %s %s", event_is_overdue(event, now) ? "overdue since" : "due",
	    buf_string(&due));
	buf_release(&due);
}

static void
add_event(struct view *view, const struct signal *signal,
    const struct event *event)
{
	struct target target = target_event(signal, event);
	struct line *line = page_add(&view->page, &target);
	const char *multi_year = labels_find(&event->labels, "multi_year");
	int64_t now = model_now(view_model(view));
	struct buf date;

	buf_init(&date, LIMIT_LABEL);
	date_format(&date, date_day_of(event->date));
	line_cell(line, event->date > now ? STYLE_DIM : STYLE_STRONG,
	    DATE_WIDTH, false, buf_string(&date));
	line_text(line, STYLE_PLAIN, " ");
	line_cell(line, STYLE_PLAIN,
	    view->width >= NARROW ? KIND_WIDTH : DATE_WIDTH, false,
	    event->kind != NULL ? event->kind : "");
	line_text(line, STYLE_PLAIN, " ");
	if (view->width >= NARROW) {
		line_cell(line, STYLE_DIM, BASIS_WIDTH, false,
		    basis_name(event->basis));
		line_text(line, STYLE_PLAIN, " ");
	}
	if (multi_year != NULL && multi_year[0] == 'y')
		line_text(line, STYLE_OK, "multi-year ");
	line_text(line, STYLE_PLAIN, event->title);
	add_status(line, event, now);
	page_words(&view->page, event->title);
	buf_release(&date);
}

static void
build(struct view *view)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));
	int64_t as_of = model_as_of(view_model(view));

	if (signal == NULL)
		return;
	for (size_t i = signal->event_count; i > 0; i--)
		if (signal_event_is_current(signal, i - 1, as_of))
			add_event(view, signal, signal->events[i - 1]);
	if (view->page.count == 0)
		line_text(page_add(&view->page, NULL), STYLE_DIM,
		    "no event is known");
	if (signal->definition->note != NULL) {
		(void)page_add(&view->page, NULL);
		page_paragraph(&view->page, STYLE_DIM, 0, view->width,
		    signal->definition->note);
	}
}

static const struct event *
find_event(const struct signal *signal, const char *id, int64_t as_of)
{
	for (size_t i = 0; signal != NULL && i < signal->event_count; i++)
		if (signal_event_is_current(signal, i, as_of) &&
		    strcmp(signal->events[i]->id, id) == 0)
			return signal->events[i];
	return NULL;
}

static const struct event *
event_of(const struct view *view, const struct target *target)
{
	return target == NULL || target->kind != TARGET_EVENT
	    ? NULL
	    : find_event(target_signal_of(target, view_model(view)),
		  target->id, model_as_of(view_model(view)));
}

static void
detail(const struct view *view, struct line *line)
{
	const struct event *event = event_of(view, page_target(&view->page));

	if (event != NULL && event->remark != NULL)
		line_text(line, STYLE_DIM, event->remark);
	else if (event != NULL && event->link != NULL)
		line_text(line, STYLE_DIM, event->link);
}

const struct view_ops view_events = {
	.name = "events",
	.build = build,
	.crumb = crumb_of_signal,
	.detail = detail,
};

static void
add_day(struct view *view, const char *name, int64_t time)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	date_format(&text, date_day_of(time));
	facts_add(&view->page, view->width, name, STYLE_PLAIN,
	    buf_string(&text), NULL);
	buf_release(&text);
}

static void
add_amount(struct view *view, const struct event *event)
{
	struct buf text;

	if (!event->has_amount)
		return;
	buf_init(&text, LIMIT_LABEL);
	amount_format(&text, &event->amount, &event->unit);
	facts_add(&view->page, view->width, "value", STYLE_STRONG,
	    buf_string(&text), NULL);
	buf_release(&text);
}

static void
build_event(struct view *view)
{
	const struct event *event = event_of(view, &view->target);
	struct page *page = &view->page;
	int width = view->width;

	if (event == NULL) {
		line_text(page_add(page, NULL), STYLE_FAILED,
		    "there is no such event any more");
		return;
	}
	page_paragraph(page, STYLE_STRONG, 0, width, event->title);
	add_day(view, "date", event->date);
	facts_add(page, width, "kind", STYLE_PLAIN, event->kind, NULL);
	facts_add(page, width, "basis", STYLE_PLAIN,
	    basis_name(event->basis), NULL);
	facts_add(page, width, "status", STYLE_PLAIN, event->status, NULL);
	if (event->due != NO_DATE)
		add_day(view, "due", event->due);
	add_amount(view, event);
	for (size_t i = 0; i < event->labels.count; i++)
		facts_add(page, width, event->labels.pairs[i].name,
		    STYLE_PLAIN, event->labels.pairs[i].value, NULL);
	facts_add(page, width, "link", STYLE_PLAIN, event->link, NULL);
	facts_add(page, width, "remark", STYLE_PLAIN, event->remark, NULL);
	add_day(view, "known", event->known_at);
	if (event->evidence != NULL)
		facts_evidence(view, event->evidence);
}

static void
crumb_event(const struct view *view, struct buf *out)
{
	const struct event *event = event_of(view, &view->target);

	if (event != NULL)
		date_format(out, date_day_of(event->date));
	else
		(void)buf_text(out, "event");
}

const struct view_ops view_event = {
	.name = "event",
	.build = build_event,
	.crumb = crumb_event,
};
