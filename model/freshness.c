/* SPDX-License-Identifier: MIT */
#include "model/definition.h"
#include "model/event.h"
#include "model/forecast.h"
#include "model/graph.h"
#include "model/inputs.h"
#include "model/model.h"

/* The newest figure over all series, by the end of its period. A forecast
 * stands only for itself. */
static const struct figure *
newest_figure(const struct model *model, const struct signal *signal)
{
	const struct figure *newest = NULL;
	bool forecast = true;
	int64_t as_of = model_as_of(model);

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];
		const struct figure *latest =
		    signal_latest(signal, series, as_of);
		bool plans = latest != NULL &&
		    vintage_is_forecast(
			figure_at(latest, as_of), &latest->period);

		if (latest == NULL || (plans && !forecast))
			continue;
		if (newest == NULL || plans != forecast ||
		    period_compare(latest->period, newest->period) > 0)
			newest = latest;
		forecast = forecast && plans;
	}
	return newest;
}

/* The newest vintage of SERIES. Guidance beside what is reported is no news of
 * the signal. */
static int64_t
last_vintage(const struct signal *signal, const struct series *series,
    int64_t as_of)
{
	int64_t last = NO_DATE;

	if (signal_only_forecasts(signal, series, as_of))
		return NO_DATE;
	for (size_t k = 0; k < series->count; k++) {
		const struct vintage *vintage =
		    figure_at(&series->figures[k], as_of);

		if (vintage != NULL && vintage->known_at > last)
			last = vintage->known_at;
	}
	return last;
}

static int64_t
last_learned(const struct model *model, const struct signal *signal)
{
	int64_t as_of = model_as_of(model), last = NO_DATE;

	for (size_t i = 0; i < signal->series_count; i++) {
		int64_t of_series =
		    last_vintage(signal, signal->series[i], as_of);

		if (of_series > last)
			last = of_series;
	}
	for (size_t i = 0; i < signal->event_count; i++)
		if (signal->events[i]->known_at <= as_of &&
		    signal->events[i]->known_at > last)
			last = signal->events[i]->known_at;
	return last;
}

/* When the next figure is expected; NO_DATE where nothing can be: there is no
 * figure yet to count from, or nothing is expected. */
static int64_t
expected_at(const struct model *model, const struct signal *signal)
{
	const struct expectation *expect = &signal->definition->expect;
	const struct figure *newest;
	int64_t learned;

	switch (expect->of) {
	case EXPECT_AFTER_PERIOD_END:
		newest = newest_figure(model, signal);
		if (newest == NULL)
			return NO_DATE;
		if (period_per_year(newest->period.kind) == 0)
			return newest->period.end + expect->seconds;
		return period_shift(newest->period, 1).end + expect->seconds;
	case EXPECT_AFTER_LEARNED:
		learned = last_learned(model, signal);
		return learned != NO_DATE ? learned + expect->seconds
					  : NO_DATE;
	default:
		return NO_DATE;
	}
}

struct waiting {
	const struct model *model;
	int64_t due; /* the earliest, or NO_DATE */
};

static bool
look_at(void *context, const struct signal *signal)
{
	struct waiting *waiting = context;
	int64_t due = expected_at(waiting->model, signal);

	if (due != NO_DATE &&
	    (waiting->due == NO_DATE || due < waiting->due))
		waiting->due = due;
	return true;
}

int64_t
signal_due(const struct model *model, const struct signal *signal)
{
	struct waiting waiting = { model, NO_DATE };

	inputs_each(model, signal, look_at, &waiting);
	return waiting.due;
}

bool
signal_is_late(const struct model *model, const struct signal *signal,
    int64_t *due)
{
	int64_t earliest = signal_due(model, signal);
	bool late = earliest != NO_DATE && earliest < model_now(model);

	if (late && due != NULL)
		*due = earliest;
	return late;
}

bool
signal_breaks_between(const struct model *model, const struct signal *signal,
    const struct series *series, struct period earlier, struct period later)
{
	const struct derivation *derivation = signal->derivation;

	(void)series; /* a label that breaks tells series apart already */
	(void)model_graph(model);
	for (size_t i = 0; i < derivation->break_count; i++)
		if (period_precedes(earlier, derivation->breaks[i]) &&
		    !period_precedes(later, derivation->breaks[i]))
			return true;
	return false;
}
