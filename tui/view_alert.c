/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/model.h"
#include "tui/alert_row.h"
#include "tui/facts.h"
#include "tui/formula.h"
#include "tui/glyphs.h"
#include "tui/quieting.h"
#include "tui/view.h"
#include "tui/views.h"

enum {
	TOLD = 12, /* transitions that are listed */
	CAUSES = 6 /* of each */
};

static const struct alert *
alert_of(const struct view *view)
{
	return alerts_find(
	    engine_alerts(view->scene->engine), view->target.name);
}

static void
add_quiet(struct view *view, const struct alert *alert)
{
	struct buf words;

	buf_init(&words, LIMIT_MESSAGE);
	(void)buf_printf(&words, "%s ", view->scene->glyphs->quiet);
	quieting_words(&words, view->scene, alert);
	if (words.length > strlen(view->scene->glyphs->quiet) + 1)
		page_paragraph(&view->page, STYLE_DIM, 0, view->width,
		    buf_string(&words));
	buf_release(&words);
}

static void
add_state(struct view *view, const struct alert *alert)
{
	struct line *line = page_add(&view->page, NULL);
	struct buf since;

	buf_init(&since, LIMIT_LABEL);
	line_add(line, style_of_state(alert->state), "%s %s",
	    view->scene->glyphs->states[alert->state],
	    alert_state_name(alert->state));
	if (alert->late)
		line_add(line, STYLE_LATE, " %s late",
		    view->scene->glyphs->late);
	if (alert->since != 0) {
		date_format_time(&since, alert->since);
		line_add(line, STYLE_DIM, "  since %s", buf_string(&since));
	}
	buf_release(&since);
	if (alert->reason != NULL && alert->reason[0] != '\0')
		page_paragraph(&view->page, STYLE_PLAIN, 0, view->width,
		    alert->reason);
	add_quiet(view, alert);
}

static void
add_rule(struct view *view, const struct alert *alert)
{
	static const char *const conditions[] = { "warn", "crit", "clear" };
	static const char *const others[] = { "for", "when_missing",
		"remind", "mute" };
	struct page *page = &view->page;

	facts_title(page, "Rule");
	for (size_t i = 0; i < 3; i++) {
		const struct expr *expr =
		    section_expr(alert->section, conditions[i]);

		if (expr != NULL)
			facts_add(page, view->width, conditions[i],
			    STYLE_PLAIN, expr->text, NULL);
	}
	for (size_t i = 0; i < 4; i++) {
		const struct value *value =
		    section_value(alert->section, others[i]);

		if (value != NULL && value->kind == VALUE_ONE)
			facts_add(page, view->width, others[i], STYLE_PLAIN,
			    value->shown, NULL);
	}
	facts_add(page, view->width, "why", STYLE_PLAIN, alert->note, NULL);
}

static void
add_members(struct view *view, const struct alert *alert)
{
	const struct alerts *alerts = engine_alerts(view->scene->engine);

	if (alert->member_count == 0)
		return;
	facts_title(&view->page, "Members");
	for (size_t i = 0; i < alert->member_count; i++) {
		const struct alert *member =
		    alerts_find(alerts, alert->members[i].name);
		struct target target;

		if (member == NULL)
			continue;
		target = target_named(TARGET_ALERT, member->name);
		alert_row(page_add(&view->page, &target), view->scene, member,
		    view->width);
	}
}

static void
add_series(struct view *view, const struct alert *alert)
{
	struct buf text;

	if (alert->series_count < 2)
		return;
	facts_title(&view->page, "Series");
	buf_init(&text, LIMIT_MESSAGE);
	for (size_t i = 0; i < alert->series_count; i++) {
		const struct alert_series *series = &alert->series[i];
		struct line *line = page_add(&view->page, NULL);

		buf_clear(&text);
		labels_format(&text, &series->labels);
		line_add(line, style_of_state(series->state), "  %s %-10s ",
		    view->scene->glyphs->states[series->state],
		    alert_state_name(series->state));
		line_add(line, STYLE_PLAIN, "%s ", buf_string(&text));
		buf_clear(&text);
		if (series->has_value)
			amount_format(&text, &series->value, NULL);
		line_add(line, STYLE_STRONG, "%s %s", buf_string(&text),
		    series->has_value ? alert->unit : "");
	}
	buf_release(&text);
}

static void
add_formula(struct view *view, const struct alert *alert)
{
	const struct labels none = { NULL, 0 };
	const struct expr *expr = alert_condition(alert);
	struct explained *explained;
	struct eval *eval;

	if (expr == NULL || alert->member_count > 0)
		return;
	eval = eval_new(view_model(view));
	explained = explain_expr(eval, expr,
	    alert->series_count > 0 ? &alert->series[0].labels : &none,
	    alert->period);
	facts_title(&view->page, "What it rests on");
	if (explained != NULL)
		formula_add(view, explained);
	explained_free(explained);
	eval_free(eval);
}

/* The event that GROUND was, as it is known now; or NULL. */
static const struct event *
event_of(const struct view *view, const struct signal *signal,
    const struct ground *ground)
{
	for (size_t i = 0; i < signal->event_count; i++) {
		const struct event *event = signal->events[i];

		if (signal_event_is_current(
			signal, i, model_as_of(view_model(view))) &&
		    ground->title != NULL &&
		    !strcmp(event->title, ground->title))
			return event;
	}
	return NULL;
}

/* Where it is still there, it is a way further down. */
static struct target
target_of(const struct view *view, const struct ground *ground)
{
	const struct signal *signal =
	    model_find(view_model(view), ground->name);
	const struct series *series;
	const struct event *event;

	if (ground->of == GROUND_MEMBER)
		return target_named(TARGET_ALERT, ground->name);
	if (signal == NULL)
		return target_named(TARGET_NONE, NULL);
	event = ground->of == GROUND_EVENT ? event_of(view, signal, ground)
					   : NULL;
	if (event != NULL)
		return target_event(signal, event);
	series = signal_series(
	    signal, &ground->labels, basis_voice(ground->basis));
	if (series != NULL && series_find(series, ground->period) != NULL)
		return target_figure(signal, series, ground->period);
	return target_named(TARGET_SIGNAL, ground->name);
}

static void
add_ground(struct view *view, const struct ground *ground)
{
	struct target target = target_of(view, ground);
	struct line *line = page_add(&view->page, &target);
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	ground_format_name(&text, ground);
	line_add(line, STYLE_PLAIN, "    %*s%s ", 2 * ground->depth, "",
	    buf_string(&text));
	buf_clear(&text);
	ground_format_value(&text, ground);
	line_add(line, STYLE_STRONG, "%s", buf_string(&text));
	buf_clear(&text);
	ground_format_before(&text, ground);
	if (text.length > 0)
		line_add(line, STYLE_DIM, ", was %s", buf_string(&text));
	buf_release(&text);
}

/* The cause: what has changed of all that it rests on. */
static void
add_causes(struct view *view, const struct grounds *grounds)
{
	size_t said = 0, more = 0;

	for (size_t i = 0; i < grounds->count; i++) {
		if (!grounds->items[i].changed)
			continue;
		if (said < CAUSES)
			add_ground(view, &grounds->items[i]);
		more += said++ >= CAUSES;
	}
	if (more > 0)
		line_add(page_add(&view->page, NULL), STYLE_DIM,
		    "    and %zu more", more);
}

/* Beside what stands on LINE where it fits there, else beneath. */
static void
add_reason(struct view *view, struct line *line, const char *reason)
{
	int width = utf8_text_width(buf_string(&line->text));

	if (reason == NULL || reason[0] == '\0')
		return;
	if (width + 2 + utf8_text_width(reason) <= view->width)
		line_add(line, STYLE_PLAIN, ": %s", reason);
	else
		page_paragraph(
		    &view->page, STYLE_PLAIN, 4, view->width, reason);
}

static void
add_transition(struct view *view, const struct transition *transition)
{
	struct line *line = page_add(&view->page, NULL);
	struct buf at;

	buf_init(&at, LIMIT_LABEL);
	date_format_time(&at, transition->at);
	line_add(line, STYLE_DIM, "  %s ", buf_string(&at));
	line_add(line, style_of_state(transition->state), "%-11s",
	    alert_state_name(transition->state));
	line_add(line, STYLE_DIM, " %s%s%s", alert_why_name(transition->why),
	    transition->quiet != QUIET_NOT ? ", not told: " : "",
	    quiet_name(transition->quiet));
	buf_release(&at);
	add_reason(view, line, transition->reason);
	if (transition->why != WHY_BASELINE)
		add_causes(view, &transition->grounds);
}

static void
add_transitions(struct view *view, const struct alert *alert)
{
	struct transition *transitions = NULL;
	size_t count = 0;
	struct err err;

	if (!engine_transitions(view->scene->engine, alert->name, TOLD,
		&transitions, &count, &err)) {
		page_paragraph(&view->page, STYLE_FAILED, 2, view->width,
		    err.text);
		return;
	}
	if (count > 0)
		facts_title(&view->page, "What it was");
	for (size_t i = 0; i < count; i++) {
		if (transitions[i].at <= model_as_of(view_model(view)))
			add_transition(view, &transitions[i]);
		transition_release(&transitions[i]);
	}
	mem_free(transitions);
}

static void
build(struct view *view)
{
	const struct alert *alert = alert_of(view);

	if (alert == NULL) {
		line_text(page_add(&view->page, NULL), STYLE_FAILED,
		    "the watchlist has no such alert");
		return;
	}
	add_state(view, alert);
	add_members(view, alert);
	add_series(view, alert);
	add_formula(view, alert);
	add_rule(view, alert);
	add_transitions(view, alert);
}

static void
crumb(const struct view *view, struct buf *out)
{
	const struct alert *alert = alert_of(view);

	(void)buf_text(
	    out, alert != NULL ? alert->title : view->target.name);
}

static void
detail(const struct view *view, struct line *line)
{
	const struct target *target = page_target(&view->page);

	if (target != NULL)
		line_text(line, STYLE_DIM,
		    target->kind == TARGET_ALERT
			? "Enter: the alert"
			: "Enter: the figure and its evidence");
}

const struct view_ops view_alert = {
	.name = "alert",
	.build = build,
	.crumb = crumb,
	.detail = detail,
};
