/* SPDX-License-Identifier: MIT */
#include "model/definition.h"
#include "model/event.h"
#include "model/graph.h"
#include "model/inputs.h"
#include "model/model.h"

/* The newest figure over all series, by the end of its period. What is guided
 * is of a period to come: it stands only for itself. */
static const struct figure *
newest_figure(const struct model *model, const struct signal *signal)
{
	const struct figure *newest = NULL;
	bool guided = true;

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];
		const struct figure *latest =
		    series_latest(series, model_as_of(model));
		bool plans = series->voice == BASIS_GUIDED;

		if (latest == NULL || (plans && !guided))
			continue;
		if (newest == NULL || plans != guided ||
		    period_compare(latest->period, newest->period) > 0)
			newest = latest;
		guided = guided && plans;
	}
	return newest;
}

static int64_t
last_learned(const struct model *model, const struct signal *signal)
{
	int64_t as_of = model_as_of(model), last = NO_DATE;

	for (size_t i = 0; i < signal->series_count; i++)
		for (size_t k = 0; k < signal->series[i]->count; k++) {
			const struct vintage *vintage = figure_at(
			    &signal->series[i]->figures[k], as_of);

			if (vintage != NULL && vintage->known_at > last)
				last = vintage->known_at;
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
