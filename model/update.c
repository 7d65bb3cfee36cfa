/* SPDX-License-Identifier: MIT */
/* What is to be computed anew, in order of what rests on what. */
#include "base/date.h"
#include "base/heap.h"
#include "model/definition.h"
#include "model/derived.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/graph.h"
#include "model/model.h"

static void
enqueue(struct graph *graph, const struct signal *signal)
{
	if (signal->derivation->rank != INT64_MAX)
		heap_put(
		    graph->queue, signal->index, signal->derivation->rank);
}

/* What rests on SIGNAL is looked at: where that CHANGED it is computed, else
 * only where it reads the past, which may be another. */
static void
wake_dependents(struct graph *graph, const struct signal *signal,
    bool changed, int64_t news_from)
{
	const struct derivation *below = signal->derivation;

	for (size_t i = 0; i < below->dependent_count; i++) {
		struct derivation *above = below->dependents[i]->derivation;

		above->changed_below = above->changed_below || changed;
		above->news_below = true;
		if (news_from < above->news_from)
			above->news_from = news_from;
		enqueue(graph, below->dependents[i]);
	}
}

static void
wake_all(struct graph *graph, const struct model *model)
{
	for (size_t i = 0; i < model_count(model); i++) {
		struct signal *signal = model_signal(model, i);

		signal->derivation->news_from = INT64_MAX;
		if (signal->definition->expr == NULL)
			continue;
		signal->derivation->changed_below = true;
		signal->derivation->news_from = INT64_MIN;
		enqueue(graph, signal);
	}
}

static void
wake_touched(struct graph *graph, const struct model *model)
{
	const struct signal *signal = model_touched(model);

	for (; signal != NULL && signal->touched > graph->seen;
	     signal = signal->touched_before) {
		wake_dependents(
		    graph, signal, true, signal->derivation->news_from);
		signal->derivation->news_from = INT64_MAX;
	}
}

static void
wake_timely(struct graph *graph, const struct model *model)
{
	int64_t now = model_now(model), at;
	size_t i;

	while (heap_first(graph->timetable, &i, &at) && at <= now) {
		heap_drop(graph->timetable, i);
		enqueue(graph, model_signal(model, i));
	}
}

static void
set_timetable(struct graph *graph, const struct signal *signal)
{
	if (signal->derivation->wakes_at != INT64_MAX)
		heap_put(graph->timetable, signal->index,
		    signal->derivation->wakes_at);
	else
		heap_drop(graph->timetable, signal->index);
}

/* One that is woken by time alone, and is as it was, is no news. */
static void
update(struct graph *graph, struct model *model, struct signal *signal)
{
	struct derivation *derivation = signal->derivation;
	int64_t now = model_now(model), news_from = derivation->news_from;
	bool news = derivation->news_below, changed = false;

	if (!derivation->computed || derivation->changed_below ||
	    (news && derivation->reads_past) || derivation->wakes_at <= now) {
		changed = derived_compute(model, signal);
		signal->computed = ++graph->computations;
		set_timetable(graph, signal);
	} else if (news) {
		derived_note_inputs(derivation);
	}
	derivation->changed_below = derivation->news_below = false;
	if (changed || news) {
		model_touch(model, signal, INT64_MAX);
		wake_dependents(graph, signal, changed,
		    news_from < now ? news_from : now);
	}
	derivation->news_from = INT64_MAX;
}

/* Whether from what was known at the last time it goes on in time: what becomes
 * known meanwhile wakes what rests on it. */
static bool
goes_on(const struct graph *graph, int64_t as_of, int64_t now)
{
	return graph->evaluated && now >= graph->evaluated_at &&
	    (as_of == ALWAYS) == (graph->as_of == ALWAYS);
}

static void
find_next(int64_t *next, int64_t known_at, int64_t as_of)
{
	if (known_at > as_of && known_at < *next)
		*next = known_at;
}

static int64_t
known_after(const struct signal *signal, int64_t as_of)
{
	int64_t next = ALWAYS;

	for (size_t i = 0; i < signal->series_count; i++)
		for (size_t k = 0; k < signal->series[i]->count; k++) {
			const struct figure *figure =
			    &signal->series[i]->figures[k];

			for (size_t v = 0; v < figure->vintage_count; v++)
				find_next(&next, figure->vintages[v].known_at,
				    as_of);
		}
	for (size_t i = 0; i < signal->event_count; i++)
		find_next(&next, signal->events[i]->known_at, as_of);
	return next;
}

/* What became known between two earlier times is news at the second. */
static void
touch_learned(struct graph *graph, struct model *model)
{
	int64_t as_of = model_as_of(model);

	for (size_t i = 0; i < model_count(model); i++) {
		struct signal *signal = model_signal(model, i);
		int64_t comes_at = signal->derivation->comes_at;

		if (signal->definition->expr != NULL ||
		    (graph->evaluated && comes_at > as_of))
			continue;
		signal->derivation->comes_at = known_after(signal, as_of);
		if (graph->evaluated)
			model_touch(model, signal, comes_at);
	}
}

void
eval_derived(struct model *model)
{
	struct graph *graph = model_graph(model);
	int64_t as_of = model_as_of(model), now = model_now(model);
	size_t i;

	graph->evaluated = goes_on(graph, as_of, now);
	if (as_of != ALWAYS)
		touch_learned(graph, model);
	if (graph->evaluated)
		wake_touched(graph, model);
	else
		wake_all(graph, model);
	wake_timely(graph, model);
	while (heap_first(graph->queue, &i, NULL)) {
		heap_drop(graph->queue, i);
		update(graph, model, model_signal(model, i));
	}
	graph->evaluated = true;
	graph->as_of = as_of;
	graph->evaluated_at = now;
	graph->seen = model_touches(model);
}
