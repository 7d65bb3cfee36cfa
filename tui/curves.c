/* SPDX-License-Identifier: MIT */
#include "tui/curves.h"

#include <math.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/model.h"
#include "tui/glyphs.h"

void
curves_init(struct curves *curves, const struct model *model,
    const struct glyphs *glyphs)
{
	memset(curves, 0, sizeof(*curves));
	curves->model = model;
	curves->glyphs = glyphs;
	curves->low = INFINITY;
	curves->high = -INFINITY;
}

void
curves_release(struct curves *curves)
{
	for (size_t i = 0; i < curves->series_count; i++)
		mem_free(curves->series[i].points);
	mem_free(curves->series);
	mem_free(curves->levels);
	mem_free(curves->breaks);
	mem_free(curves->events);
	memset(curves, 0, sizeof(*curves));
}

double
curves_time(struct period period)
{
	return ((double)period.start + (double)period.end) / 2;
}

static void
add_break(struct curves *curves, double at)
{
	for (size_t i = 0; i < curves->break_count; i++)
		if (curves->breaks[i] == at)
			return;
	curves->breaks = mem_room(
	    curves->breaks, curves->break_count, sizeof(*curves->breaks));
	curves->breaks[curves->break_count++] = at;
}

/* An open end is shown as what it is: the figure may be beyond its mark. */
static const char *
bound_mark(const struct curves *curves, const struct amount *amount)
{
	switch (amount_bound(*amount)) {
	case BOUND_AT_LEAST:
		return curves->glyphs->up;
	case BOUND_AT_MOST:
		return curves->glyphs->down;
	default:
		return NULL;
	}
}

/* Whether a line may lead from one figure to the next: nothing lies between
 * them in the calendar, and no break. */
static bool
joins(struct curves *curves, const struct signal *signal,
    const struct series *series, const struct figure *before,
    const struct figure *figure)
{
	if (signal_breaks_between(curves->model, signal, series,
		before->period, figure->period)) {
		add_break(curves, (curves_time(before->period) +
				      curves_time(figure->period)) / 2);
		return false;
	}
	return period_per_year(figure->period.kind) == 0 ||
	    period_slot(figure->period) == period_slot(before->period) + 1;
}

static void
add_point(struct chart_series *curve, struct chart_point point)
{
	curve->points =
	    mem_room(curve->points, curve->count, sizeof(*curve->points));
	curve->points[curve->count++] = point;
}

void
curves_add(struct curves *curves, const struct signal *signal,
    const struct series *series, bool marked)
{
	struct chart_series curve = { NULL, 0, NULL,
		style_of_series(curves->series_count) };
	const struct figure *before = NULL;

	if (marked)
		curve.mark = curves->glyphs
		    ->series[curves->series_count % GLYPH_SERIES];
	for (size_t i = 0; i < series->count; i++) {
		const struct figure *figure = &series->figures[i];
		const struct vintage *vintage =
		    figure_at(figure, model_as_of(curves->model));

		if (vintage == NULL)
			continue;
		add_point(&curve, (struct chart_point){
		    .at = curves_time(figure->period),
		    .value = vintage->amount.value,
		    .joined = before != NULL &&
			joins(curves, signal, series, before, figure),
		    .mark = bound_mark(curves, &vintage->amount) });
		if (vintage->amount.value < curves->low)
			curves->low = vintage->amount.value;
		if (vintage->amount.value > curves->high)
			curves->high = vintage->amount.value;
		before = figure;
	}
	curves->series = mem_room(
	    curves->series, curves->series_count, sizeof(*curves->series));
	curves->series[curves->series_count++] = curve;
}

static void
add_level(struct curves *curves, double value, const char *name,
    enum style style)
{
	double span = curves->high - curves->low;

	if (isnan(value) || !(span >= 0) || value > curves->high + span ||
	    value < curves->low - span)
		return;
	curves->levels = mem_room(
	    curves->levels, curves->level_count, sizeof(*curves->levels));
	curves->levels[curves->level_count++] =
	    (struct chart_level){ value, name, style };
}

void
curves_add_levels(struct curves *curves, const struct alerts *alerts,
    const struct signal *signal)
{
	const char *name = signal->definition->name;
	const struct alert *alert;

	for (size_t i = 0;
	     (alert = alerts_of_signal(alerts, name, i)) != NULL; i++) {
		if (alert->watched == NULL || strcmp(alert->watched, name) != 0)
			continue;
		add_level(curves, alert->warn_level, "warn", STYLE_WARN);
		add_level(curves, alert->crit_level, "crit", STYLE_CRIT);
	}
}

static void
add_events_of(struct curves *curves, const struct signal *signal)
{
	for (size_t i = 0; i < signal->event_count; i++) {
		if (!signal_event_is_current(
			signal, i, model_as_of(curves->model)))
			continue;
		curves->events = mem_room(curves->events, curves->event_count,
		    sizeof(*curves->events));
		curves->events[curves->event_count++] =
		    (double)signal->events[i]->date;
	}
}

void
curves_add_events(struct curves *curves)
{
	for (size_t i = 0; i < model_count(curves->model); i++)
		add_events_of(curves, model_signal(curves->model, i));
}

void
curves_chart(struct chart *chart, const struct curves *curves)
{
	memset(chart, 0, sizeof(*chart));
	chart->series = curves->series;
	chart->series_count = curves->series_count;
	chart->levels = curves->levels;
	chart->level_count = curves->level_count;
	chart->breaks = curves->breaks;
	chart->break_count = curves->break_count;
	chart->events = curves->events;
	chart->event_count = curves->event_count;
}
