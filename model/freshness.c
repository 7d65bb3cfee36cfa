/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/limits.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/model.h"

/* The newest figure over all series, by the end of its period. */
static const struct figure *
newest_figure(const struct model *model, const struct signal *signal)
{
	const struct figure *newest = NULL;

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct figure *latest = series_latest(
		    signal->series[i], model_as_of(model));

		if (latest != NULL &&
		    (newest == NULL ||
			period_compare(latest->period, newest->period) > 0))
			newest = latest;
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

struct lateness {
	const struct model *model;
	int depth;
	bool late;
	int64_t due; /* the earliest that passed */
};

static void look_at(struct lateness *lateness, const struct signal *signal);

static void
look_at_input(void *context, const struct node *node)
{
	struct lateness *lateness = context;
	const struct signal *input = node->kind == NODE_SIGNAL
	    ? model_find(lateness->model, node->name)
	    : NULL;

	if (input != NULL && lateness->depth < LIMIT_DERIVED_DEPTH)
		look_at(lateness, input);
}

static void
look_at(struct lateness *lateness, const struct signal *signal)
{
	int64_t due = expected_at(lateness->model, signal);

	if (due != NO_DATE && due < model_now(lateness->model)) {
		if (!lateness->late || due < lateness->due)
			lateness->due = due;
		lateness->late = true;
	}
	if (signal->definition->expr == NULL)
		return;
	lateness->depth++;
	expr_names(signal->definition->expr, look_at_input, lateness);
	lateness->depth--;
}

bool
signal_is_late(const struct model *model, const struct signal *signal,
    int64_t *due)
{
	struct lateness lateness = { .model = model };

	look_at(&lateness, signal);
	if (lateness.late && due != NULL)
		*due = lateness.due;
	return lateness.late;
}

struct gap { /* between two periods, and whether a break lies in it */
	const struct model *model;
	struct period earlier, later;
	int depth;
	bool broken;
};

static void look_for_break(struct gap *gap, const struct signal *signal);

static void
look_into_input(void *context, const struct node *node)
{
	struct gap *gap = context;
	const struct signal *input = node->kind == NODE_SIGNAL
	    ? model_find(gap->model, node->name)
	    : NULL;

	if (input != NULL && gap->depth < LIMIT_DERIVED_DEPTH)
		look_for_break(gap, input);
}

static void
look_for_break(struct gap *gap, const struct signal *signal)
{
	const struct definition *definition = signal->definition;

	for (size_t i = 0; i < definition->break_count; i++) {
		const struct breakpoint *at = &definition->breaks[i];

		if (at->is_period &&
		    gap->earlier.start < at->period.start &&
		    at->period.start <= gap->later.start)
			gap->broken = true;
	}
	if (definition->expr == NULL || gap->broken)
		return;
	gap->depth++;
	expr_names(definition->expr, look_into_input, gap);
	gap->depth--;
}

bool
signal_breaks_between(const struct model *model, const struct signal *signal,
    const struct series *series, struct period earlier, struct period later)
{
	struct gap gap = { .model = model, .earlier = earlier, .later = later };

	(void)series; /* a label that breaks tells series apart already */
	look_for_break(&gap, signal);
	return gap.broken;
}
