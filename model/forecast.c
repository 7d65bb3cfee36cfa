/* SPDX-License-Identifier: MIT */
#include "model/forecast.h"

#include <stddef.h>

#include "model/definition.h"
#include "model/model.h"
#include "model/series.h"

/* A day is over when its figure is known, whatever the hour. */
bool
vintage_is_forecast(const struct vintage *vintage, const struct period *period)
{
	switch (vintage->basis) {
	case BASIS_GUIDED:
		return true;
	case BASIS_ESTIMATED:
	case BASIS_DERIVED:
		return period->kind > PERIOD_DAY &&
		    vintage->known_at < period->end;
	default:
		return false;
	}
}

const char *
vintage_word(const struct vintage *vintage, const struct period *period)
{
	if (!vintage_is_forecast(vintage, period))
		return basis_name(vintage->basis);
	return vintage->basis == BASIS_GUIDED ? "guided (forecast)"
	    : vintage->basis == BASIS_DERIVED ? "derived (forecast)"
					      : "estimated (forecast)";
}

static bool
is_known(const struct figure *figure, int64_t as_of)
{
	const struct vintage *vintage = figure_at(figure, as_of);

	return vintage != NULL &&
	    !vintage_is_forecast(vintage, &figure->period);
}

const struct figure *
signal_latest(const struct signal *signal, const struct series *series,
    int64_t as_of)
{
	if (!signal->definition->basis_varies)
		return series_latest(series, as_of);
	for (size_t i = series->count; i > 0; i--)
		if (is_known(&series->figures[i - 1], as_of))
			return &series->figures[i - 1];
	return series_latest(series, as_of);
}

bool
signal_only_forecasts(const struct signal *signal,
    const struct series *series, int64_t as_of)
{
	bool any = false;

	if (!signal->definition->basis_varies || signal->series_count < 2)
		return false;
	for (size_t i = 0; i < series->count; i++) {
		if (is_known(&series->figures[i], as_of))
			return false;
		any = any || figure_at(&series->figures[i], as_of) != NULL;
	}
	return any;
}

const struct series *
signal_main_series(const struct signal *signal, int64_t as_of)
{
	const struct series *found = NULL;

	if (signal->series_count == 1)
		return signal->series[0];
	for (size_t i = 0; i < signal->series_count; i++) {
		if (signal_only_forecasts(signal, signal->series[i], as_of))
			continue;
		if (found != NULL)
			return NULL;
		found = signal->series[i];
	}
	return found;
}

static bool
is_beside(const struct series *other, const struct series *series)
{
	struct labels labels;
	bool beside;

	labels_init(&labels);
	labels_copy(&labels, &other->labels);
	labels_drop(&labels, "basis");
	beside = other != series && !labels_compare(&labels, &series->labels);
	labels_release(&labels);
	return beside;
}

const struct figure *
signal_forecast(const struct signal *signal, const struct series *series,
    const struct figure *figure, int64_t as_of, const struct series **other)
{
	const struct figure *first = NULL;

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *beside = signal->series[i];

		if (!is_beside(beside, series) ||
		    !signal_only_forecasts(signal, beside, as_of))
			continue;
		for (size_t k = 0; k < beside->count; k++) {
			const struct figure *next = &beside->figures[k];

			if (figure_at(next, as_of) == NULL ||
			    (figure != NULL &&
				period_compare(
				    next->period, figure->period) <= 0))
				continue;
			if (first == NULL ||
			    period_compare(next->period, first->period) < 0) {
				first = next;
				*other = beside;
			}
			break;
		}
	}
	return first;
}
