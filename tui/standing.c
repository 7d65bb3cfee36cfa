/* SPDX-License-Identifier: MIT */
#include "tui/standing.h"

#include <math.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/forecast.h"
#include "model/model.h"
#include "model/series.h"

static const char *
reason_of(const struct standing *standing)
{
	const struct series *series = standing->series;

	if (standing->signal->definition->events ||
	    (series == NULL && standing->signal->series_count > 1))
		return NULL;
	if (series == NULL || series->count == 0)
		return "no figure yet";
	if (standing->newest->missing != NULL)
		return standing->newest->missing;
	return standing->figure == NULL ? "nothing was known then" : NULL;
}

void
standing_of(struct standing *standing, const struct model *model,
    const struct alerts *alerts, const struct signal *signal,
    const struct series *series)
{
	memset(standing, 0, sizeof(*standing));
	if (series == NULL)
		series = signal_main_series(signal, model_as_of(model));
	standing->model = model;
	standing->signal = signal;
	standing->series = series;
	if (series != NULL && series->count > 0) {
		standing->newest = &series->figures[series->count - 1];
		standing->figure =
		    signal_latest(signal, series, model_as_of(model));
	}
	if (standing->figure != NULL)
		standing->vintage =
		    figure_at(standing->figure, model_as_of(model));
	standing->reason = reason_of(standing);
	standing->late = signal_is_late(model, signal, NULL);
	if (alerts != NULL)
		standing->alert = alerts_of_signal(
		    alerts, signal->definition->name, 0);
}

/* Rates and scores are compared by difference: growth of a rate misleads. */
static bool
is_rate(const struct unit *unit)
{
	return unit_is(unit, "%") || unit_is(unit, "pp") ||
	    unit_is(unit, "score") || unit_is(unit, "x") ||
	    unit_is(unit, "days");
}

static void
say_difference(struct buf *out, const struct unit *unit, double now,
    double before)
{
	const struct unit points = unit_named("pp");

	if (!unit_is(unit, "%") && !unit_is(unit, "pp")) {
		amount_format_number(out, now - before, unit, true);
		return;
	}
	amount_format_number(out, now - before, &points, true);
	(void)buf_text(out, "pp");
}

static bool
say_change(struct buf *out, const struct standing *standing,
    const struct figure *now, const struct figure *before)
{
	const struct unit *unit = &standing->signal->definition->unit;
	const struct unit points = unit_named("pp");
	int64_t as_of = model_as_of(standing->model);
	const struct vintage *new = figure_at(now, as_of);
	const struct vintage *old =
	    before != NULL ? figure_at(before, as_of) : NULL;

	if (new == NULL || old == NULL ||
	    !amount_is_point(new->amount) || !amount_is_point(old->amount) ||
	    signal_breaks_between(standing->model, standing->signal,
		standing->series, before->period, now->period))
		return false;
	/* Nor is there growth from, or to, less than nothing. */
	if (is_rate(unit) || !(old->amount.value > 0) ||
	    !(new->amount.value >= 0)) {
		say_difference(
		    out, unit, new->amount.value, old->amount.value);
		return true;
	}
	amount_format_number(out,
	    (new->amount.value / old->amount.value - 1) * 100, &points,
	    true);
	(void)buf_char(out, '%');
	return true;
}

static const struct figure *
year_before(const struct standing *standing, const struct figure *figure)
{
	int per_year = period_per_year(figure->period.kind);

	return per_year == 0 ? NULL
			     : series_find(standing->series,
				   period_shift(figure->period, -per_year));
}

static const char *
step_name(enum period_kind kind)
{
	switch (kind) {
	case PERIOD_QUARTER:
		return " q/q";
	case PERIOD_MONTH:
		return " m/m";
	case PERIOD_YEAR:
		return " y/y";
	default:
		return " prev";
	}
}

void
standing_change(struct buf *out, const struct standing *standing,
    const struct figure *figure)
{
	const struct figure *before;

	if (figure == NULL || standing->series == NULL)
		return;
	if (say_change(out, standing, figure, year_before(standing, figure))) {
		(void)buf_text(out, " y/y");
		return;
	}
	before = series_before(
	    standing->series, figure, model_as_of(standing->model));
	if (say_change(out, standing, figure, before))
		(void)buf_text(out, step_name(figure->period.kind));
}

void
standing_step(struct buf *out, const struct standing *standing,
    const struct figure *figure)
{
	if (standing->series != NULL)
		(void)say_change(out, standing, figure,
		    series_before(standing->series, figure,
			model_as_of(standing->model)));
}

void
standing_age(struct buf *out, const struct standing *standing)
{
	int64_t since, age;

	if (standing->figure == NULL || standing->vintage == NULL)
		return;
	since = standing->figure->period.end > standing->figure->period.start
	    ? standing->figure->period.end
	    : standing->vintage->known_at;
	age = model_now(standing->model) - since;
	if (age >= DAY_S)
		(void)buf_printf(out, "%lldd", (long long)(age / DAY_S));
	else if (age >= 3600)
		(void)buf_printf(out, "%lldh", (long long)(age / 3600));
	else if (age >= 0)
		(void)buf_text(out, "now");
}

/* A firing alert without a worse level is told by how far it is past its
 * own. */
static const char *
distance_to(const struct alert *alert)
{
	if (alert->level == ALERT_CRIT)
		return " past crit";
	if (alert->level != ALERT_WARN)
		return " to warn";
	return isnan(alert->crit_level) ? " past warn" : " to crit";
}

void
standing_distance(struct buf *out, const struct standing *standing,
    const struct alerts *alerts)
{
	const char *name = standing->signal->definition->name;
	const struct alert *alert;

	for (size_t i = 0;
	     (alert = alerts_of_signal(alerts, name, i)) != NULL; i++) {
		if (!alert->has_distance || alert->watched == NULL ||
		    strcmp(alert->watched, name) != 0)
			continue;
		amount_format_number(out, fabs(alert->distance),
		    &standing->signal->definition->unit, false);
		(void)buf_text(out, distance_to(alert));
		return;
	}
}

void
standing_marks(char marks[3], const struct vintage *vintage,
    const struct period *period)
{
	static const char letters[BASIS_COUNT] = {
		[BASIS_REPORTED] = ' ',	   [BASIS_ESTIMATED] = 'e',
		[BASIS_GUIDED] = 'g',	   [BASIS_CLAIMED] = 'c',
		[BASIS_INDEPENDENT] = 'i', [BASIS_DERIVED] = ' ',
		[BASIS_MANUAL] = 'm',
	};

	memcpy(marks, "  ", 3);
	if (vintage == NULL)
		return;
	marks[0] = letters[vintage->basis];
	if (vintage_is_forecast(vintage, period))
		marks[1] = 'f';
	if (vintage->confidence != NULL &&
	    strncmp(vintage->confidence, "unverified", 10) == 0)
		marks[1] = 'u';
}
