/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/forecast.h"
#include "model/eval.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/model.h"
#include "tui/facts.h"
#include "tui/formula.h"
#include "tui/view.h"
#include "tui/views.h"

struct subject { /* what the view is about, as it is now */
	const struct signal *signal;
	const struct series *series;
	const struct figure *figure;
	const struct vintage *vintage;
};

static bool
find_subject(struct subject *subject, const struct view *view)
{
	memset(subject, 0, sizeof(*subject));
	subject->signal = target_signal_of(&view->target, view_model(view));
	subject->series = target_series_of(&view->target, view_model(view));
	if (subject->series != NULL)
		subject->figure =
		    series_find(subject->series, view->target.period);
	if (subject->figure != NULL)
		subject->vintage = figure_at(
		    subject->figure, model_as_of(view_model(view)));
	return subject->figure != NULL;
}

static void
add_value(struct view *view, const struct subject *subject)
{
	struct line *line = page_add(&view->page, NULL);
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	if (subject->vintage != NULL)
		amount_format(&text, &subject->vintage->amount,
		    &subject->signal->definition->unit);
	else
		(void)buf_text(&text, "—");
	line_text(line, STYLE_STRONG, buf_string(&text));
	if (subject->vintage == NULL)
		line_add(line, STYLE_LATE, "  %s",
		    subject->figure->missing != NULL
			? subject->figure->missing
			: "nothing was known then");
	buf_release(&text);
}

static void
add_period(struct view *view, const struct subject *subject)
{
	struct period period = subject->figure->period;
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	period_format_fiscal(
	    &text, period, subject->signal->definition->fiscal_end);
	if (period.end > period.start) {
		(void)buf_text(&text, ", ");
		date_format(&text, date_day_of(period.start));
		(void)buf_text(&text, " to ");
		date_format(&text, date_day_of(period.end - 1));
	}
	facts_add(&view->page, view->width, "period", STYLE_PLAIN,
	    buf_string(&text), NULL);
	buf_release(&text);
}

/* Which of the signal's series: a score without its model says nothing. */
static void
add_series(struct view *view, const struct subject *subject)
{
	struct buf text;

	if (subject->series->labels.count == 0)
		return;
	buf_init(&text, LIMIT_LABEL);
	labels_format(&text, &subject->series->labels);
	facts_add(&view->page, view->width, "series", STYLE_PLAIN,
	    buf_string(&text), NULL);
	buf_release(&text);
}

static void
add_vintage_facts(struct view *view, const struct subject *subject)
{
	const struct vintage *vintage = subject->vintage;
	struct page *page = &view->page;
	struct buf text;

	if (vintage == NULL)
		return;
	facts_add(page, view->width, "basis", STYLE_PLAIN,
	    vintage_word(vintage, &subject->figure->period), NULL);
	facts_add(page, view->width, "bound", STYLE_PLAIN,
	    bound_name(amount_bound(vintage->amount)), NULL);
	facts_add(page, view->width, "confidence", STYLE_PLAIN,
	    vintage->confidence, NULL);
	buf_init(&text, LIMIT_LABEL);
	date_format(&text, date_day_of(vintage->known_at));
	facts_add(page, view->width, "known", STYLE_PLAIN, buf_string(&text),
	    NULL);
	buf_release(&text);
	facts_add(page, view->width, "remark", STYLE_PLAIN, vintage->remark,
	    NULL);
}

/* Newest first; those learned after the as-of day are not told. */
static void
add_vintages(struct view *view, const struct subject *subject)
{
	int64_t as_of = model_as_of(view_model(view));
	struct buf text;

	if (subject->figure->vintage_count < 2)
		return;
	facts_title(&view->page, "Vintages");
	buf_init(&text, LIMIT_LABEL);
	for (size_t i = subject->figure->vintage_count; i > 0; i--) {
		const struct vintage *vintage =
		    &subject->figure->vintages[i - 1];
		struct buf known;

		if (vintage->known_at > as_of)
			continue;
		buf_clear(&text);
		amount_format(&text, &vintage->amount,
		    &subject->signal->definition->unit);
		(void)buf_printf(
		    &text, "  %s",
		    vintage_word(vintage, &subject->figure->period));
		if (vintage->remark != NULL)
			(void)buf_printf(&text, "  %s", vintage->remark);
		buf_init(&known, LIMIT_LABEL);
		date_format(&known, date_day_of(vintage->known_at));
		facts_add(&view->page, view->width, buf_string(&known),
		    vintage == subject->vintage ? STYLE_STRONG : STYLE_PLAIN,
		    buf_string(&text), NULL);
		buf_release(&known);
	}
	buf_release(&text);
}

static void
add_formula(struct view *view, const struct subject *subject)
{
	struct explained *explained;

	if (subject->signal->definition->expr == NULL)
		return;
	explained = explain_signal(view_model(view), subject->signal,
	    &subject->series->labels, subject->figure->period);
	facts_title(&view->page, "Formula");
	if (explained != NULL)
		formula_add(view, explained);
	else
		page_paragraph(&view->page, STYLE_PLAIN, 2, view->width,
		    subject->signal->definition->expr->text);
	explained_free(explained);
}

static void
build(struct view *view)
{
	struct subject subject;

	if (!find_subject(&subject, view)) {
		line_text(page_add(&view->page, NULL), STYLE_FAILED,
		    "there is no such figure any more");
		return;
	}
	add_value(view, &subject);
	add_series(view, &subject);
	add_period(view, &subject);
	add_vintage_facts(view, &subject);
	add_vintages(view, &subject);
	if (subject.vintage != NULL && subject.vintage->evidence != NULL)
		facts_evidence(view, subject.vintage->evidence);
	add_formula(view, &subject);
	if (subject.signal->definition->note != NULL) {
		facts_title(&view->page, "Note");
		page_paragraph(&view->page, STYLE_PLAIN, 2, view->width,
		    subject.signal->definition->note);
	}
}

static void
crumb(const struct view *view, struct buf *out)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));

	(void)buf_printf(out, "%s ",
	    signal != NULL ? signal->definition->title : view->target.name);
	period_format(out, view->target.period);
}

static void
detail(const struct view *view, struct line *line)
{
	const struct target *target = page_target(&view->page);

	if (target != NULL && target->kind == TARGET_FIGURE)
		line_text(line, STYLE_DIM, "Enter: what this rests on");
	else if (target != NULL && target->kind == TARGET_DOCUMENT)
		line_text(line, STYLE_DIM,
		    "Enter: the document, where this was read");
	else if (target != NULL && target->kind == TARGET_SOURCE)
		line_text(line, STYLE_DIM, "Enter: the source");
}

const struct view_ops view_figure = {
	.name = "figure",
	.build = build,
	.crumb = crumb,
	.detail = detail,
};
