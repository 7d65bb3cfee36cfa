/* A signal's history: the chart, and beneath it the table whose row is the
 * chart's cursor. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/forecast.h"
#include "model/evidence.h"
#include "model/model.h"
#include "tui/alert_row.h"
#include "tui/canvas.h"
#include "tui/curves.h"
#include "tui/glyphs.h"
#include "tui/history.h"
#include "tui/row_text.h"
#include "tui/spark.h"
#include "tui/standing.h"
#include "tui/view.h"
#include "tui/views.h"

struct signal_view {
	struct history history;
	bool table_alone;
};

static void
stand(struct standing *standing, const struct view *view)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));

	memset(standing, 0, sizeof(*standing));
	if (signal != NULL)
		standing_of(standing, view_model(view),
		    engine_alerts(view->scene->engine), signal,
		    target_series_of(&view->target, view_model(view)));
}

enum {
	PERIOD_WIDTH = 10,
	FISCAL_WIDTH = 9,
	VALUE_WIDTH = 16,
	CHANGE_WIDTH = 13,
	STEP_WIDTH = 11,
	BASIS_WIDTH = 11,
	DATE_WIDTH = 10,
	NARROW_VALUE_WIDTH = 14,
	NARROW = 60,   /* below it the value has less room, fiscal none */
	STEP_FROM = 96 /* from this width on the step has a column */
};

static void
cell(struct line *line, enum style style, int width, bool right,
    const char *text)
{
	line_cell(line, style, width, right, text);
	line_text(line, STYLE_PLAIN, " ");
}

static int
value_width(const struct view *view)
{
	return view->width >= NARROW ? VALUE_WIDTH : NARROW_VALUE_WIDTH;
}

static void
head_row(struct line *line, const struct view *view, bool fiscal)
{
	cell(line, STYLE_DIM, PERIOD_WIDTH, false, "period");
	if (fiscal)
		cell(line, STYLE_DIM, FISCAL_WIDTH, false, "fiscal");
	cell(line, STYLE_DIM, value_width(view), true, "value");
	cell(line, STYLE_DIM, CHANGE_WIDTH, true, "change");
	if (view->width >= STEP_FROM)
		cell(line, STYLE_DIM, STEP_WIDTH, true, "on previous");
	cell(line, STYLE_DIM, BASIS_WIDTH, false, "basis");
	cell(line, STYLE_DIM, DATE_WIDTH + 1, false, "known");
	line_text(line, STYLE_DIM, "remark");
}

static void
add_remark(struct line *line, const struct vintage *vintage,
    const struct period *period)
{
	if (vintage_is_forecast(vintage, period))
		line_text(line, STYLE_LATE, "forecast ");
	line_text(line, STYLE_DIM,
	    vintage->confidence != NULL ? vintage->confidence : "");
	if (vintage->remark != NULL)
		line_add(line, STYLE_DIM, "%s%s",
		    vintage->confidence != NULL ? "; " : "", vintage->remark);
}

static void
add_known_cells(struct line *line, const struct view *view,
    const struct standing *standing, const struct figure *figure,
    const struct vintage *vintage)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	amount_format(&text, &vintage->amount,
	    &standing->signal->definition->unit);
	cell(line, STYLE_STRONG, value_width(view), true, buf_string(&text));
	buf_clear(&text);
	standing_change(&text, standing, figure);
	cell(line, STYLE_PLAIN, CHANGE_WIDTH, true, buf_string(&text));
	if (view->width >= STEP_FROM) {
		buf_clear(&text);
		standing_step(&text, standing, figure);
		cell(line, STYLE_PLAIN, STEP_WIDTH, true, buf_string(&text));
	}
	cell(line, STYLE_PLAIN, BASIS_WIDTH, false,
	    basis_name(vintage->basis));
	buf_clear(&text);
	date_format(&text, date_day_of(vintage->known_at));
	if (figure->vintage_count > 1) /* restated: the figure shows both */
		(void)buf_char(&text, '*');
	cell(line, STYLE_DIM, DATE_WIDTH + 1, false, buf_string(&text));
	add_remark(line, vintage, &figure->period);
	buf_release(&text);
}

static void
add_figure(struct view *view, const struct standing *standing,
    const struct figure *figure, bool fiscal)
{
	const struct vintage *vintage =
	    figure_at(figure, model_as_of(standing->model));
	struct target target = target_figure(
	    standing->signal, standing->series, figure->period);
	struct line *line = page_add(&view->page, &target);
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	period_format(&text, figure->period);
	cell(line, STYLE_PLAIN, PERIOD_WIDTH, false, buf_string(&text));
	if (fiscal) {
		buf_clear(&text);
		period_format_fiscal(&text, figure->period,
		    standing->signal->definition->fiscal_end);
		cell(line, STYLE_DIM, FISCAL_WIDTH, false, buf_string(&text));
	}
	buf_release(&text);
	if (vintage != NULL) {
		add_known_cells(line, view, standing, figure, vintage);
		return;
	}
	cell(line, STYLE_DIM, value_width(view), true, "—");
	line_text(line, STYLE_LATE,
	    figure->missing != NULL ? figure->missing : "");
}

static void
add_break(struct view *view, const struct standing *standing,
    const struct figure *later, const struct figure *earlier)
{
	if (signal_breaks_between(standing->model, standing->signal,
		standing->series, earlier->period, later->period))
		line_add(page_add(&view->page, NULL), STYLE_DIM,
		    "%s break: not comparable with what is below",
		    view->scene->glyphs->gap);
}

static bool
has_fiscal(const struct view *view, const struct standing *standing)
{
	return view->width >= NARROW &&
	    standing->signal->definition->fiscal_end != FISCAL_CALENDAR &&
	    standing->newest != NULL &&
	    (standing->newest->period.kind == PERIOD_QUARTER ||
		standing->newest->period.kind == PERIOD_YEAR);
}

static void
add_figures(struct view *view, const struct standing *standing)
{
	const struct series *series = standing->series;
	const struct figure *later = NULL;

	for (size_t i = series->count; i > 0; i--) {
		const struct figure *figure = &series->figures[i - 1];

		if (figure_at(figure, model_as_of(standing->model)) == NULL &&
		    figure->missing == NULL)
			continue;
		if (later != NULL)
			add_break(view, standing, later, figure);
		add_figure(view, standing, figure, has_fiscal(view, standing));
		later = figure;
	}
}

static void
add_alerts(struct view *view, const struct signal *signal)
{
	const struct alerts *alerts = engine_alerts(view->scene->engine);
	const struct alert *alert;

	for (size_t i = 0; (alert = alerts_of_signal(alerts,
				signal->definition->name, i)) != NULL;
	     i++) {
		struct target target =
		    target_named(TARGET_ALERT, alert->name);

		if (i == 0) {
			(void)page_add(&view->page, NULL);
			line_text(page_add(&view->page, NULL), STYLE_TITLE,
			    "Alerts");
		}
		alert_row(page_add(&view->page, &target), view->scene, alert,
		    view->width);
	}
}

static void
add_nothing(struct view *view, const struct standing *standing)
{
	const struct definition *definition = standing->signal->definition;
	struct buf text;

	if (!definition->not_disclosed) {
		buf_init(&text, LIMIT_MESSAGE);
		row_nothing(&text, view->scene, standing);
		page_paragraph(&view->page, STYLE_LATE, 0, view->width,
		    buf_string(&text));
		buf_release(&text);
	} else {
		line_text(page_add(&view->page, NULL), STYLE_STRONG,
		    "not disclosed");
	}
	if (definition->proxy != NULL) {
		struct target target =
		    target_named(TARGET_SIGNAL, definition->proxy);

		line_add(page_add(&view->page, &target), STYLE_PLAIN,
		    "its proxy: %s", definition->proxy);
	}
	if (definition->note != NULL)
		page_paragraph(&view->page, STYLE_DIM, 0, view->width,
		    definition->note);
}

static void
build(struct view *view)
{
	struct signal_view *state = view->state;
	struct standing standing;

	stand(&standing, view);
	history_clear(&state->history);
	if (standing.signal == NULL) {
		line_text(page_add(&view->page, NULL), STYLE_FAILED,
		    "the watchlist has no such signal any more");
		return;
	}
	if (standing.series == NULL || standing.series->count == 0)
		add_nothing(view, &standing);
	else
		add_figures(view, &standing);
	add_alerts(view, standing.signal);
	if (standing.series != NULL)
		history_fill(
		    &state->history, view, standing.signal, standing.series);
}

static void
release(struct view *view)
{
	history_clear(&((struct signal_view *)view->state)->history);
}

static void
draw(struct view *view, struct canvas *canvas, int x, int y)
{
	struct signal_view *state = view->state;
	const struct target *target = page_target(&view->page);
	struct standing standing;
	struct line head;
	int used = 0;

	stand(&standing, view);
	if (!state->table_alone)
		used = history_draw(&state->history, view,
		    target != NULL && target->kind == TARGET_FIGURE
			? &target->period
			: NULL,
		    canvas, x, y);
	if (standing.series != NULL && standing.series->count > 0 &&
	    view->height - used > 2) {
		line_init(&head);
		head_row(&head, view, has_fiscal(view, &standing));
		(void)line_draw(
		    &head, canvas, x, y + used, view->width, false);
		line_release(&head);
		used++;
	}
	page_draw(&view->page, canvas, x, y + used, view->width,
	    view->height - used);
}

static void
crumb(const struct view *view, struct buf *out)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));
	const struct series *series =
	    target_series_of(&view->target, view_model(view));
	struct buf unit;

	if (signal == NULL) {
		(void)buf_text(out, view->target.name);
		return;
	}
	buf_init(&unit, LIMIT_LABEL);
	(void)buf_text(out, signal->definition->title);
	if (series != NULL && series->labels.count > 0)
		labels_format(out, &series->labels);
	unit_format(&unit, &signal->definition->unit);
	if (unit.length > 0)
		(void)buf_printf(out, ", %s", buf_string(&unit));
	buf_release(&unit);
}

static void
detail(const struct view *view, struct line *line)
{
	const struct target *target = page_target(&view->page);
	const struct series *series;
	const struct figure *figure = NULL;
	const struct vintage *vintage = NULL;

	if (target != NULL && target->kind == TARGET_FIGURE) {
		series = target_series_of(target, view_model(view));
		if (series != NULL)
			figure = series_find(series, target->period);
	}
	if (figure != NULL)
		vintage = figure_at(figure, model_as_of(view_model(view)));
	if (vintage == NULL)
		return;
	add_remark(line, vintage, &figure->period);
	if (vintage->evidence != NULL)
		line_add(line, STYLE_DIM, "%sread '%s' at %s",
		    line->text.length > 0 ? "; " : "",
		    vintage->evidence->text != NULL ? vintage->evidence->text
						   : "",
		    vintage->evidence->path != NULL ? vintage->evidence->path
						   : "?");
}

/* The table is newest first: a step back in time is a row down. */
static unsigned
earlier(struct view *view)
{
	page_move(&view->page, 1);
	return REACT_DRAW;
}

static unsigned
later(struct view *view)
{
	page_move(&view->page, -1);
	return REACT_DRAW;
}

static unsigned
toggle_chart(struct view *view)
{
	struct signal_view *state = view->state;

	state->table_alone = !state->table_alone;
	return REACT_DRAW;
}

static const struct view_action actions[] = {
	{ CMD_LEFT, earlier },
	{ CMD_RIGHT, later },
	{ CMD_CHART, toggle_chart },
	{ CMD_NONE, NULL },
};

const struct view_ops view_signal = {
	.name = "signal",
	.state_size = sizeof(struct signal_view),
	.release = release,
	.build = build,
	.draw = draw,
	.crumb = crumb,
	.detail = detail,
	.actions = actions,
};
