/* SPDX-License-Identifier: MIT */
/* What is to be computed anew, in order of what rests on what. */
#include "base/date.h"
#include "base/heap.h"
#include "model/definition.h"
#include "model/derived.h"
#include "model/eval.h"
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
	}
	derivation->changed_below = derivation->news_below = false;
	if (changed || news) {
		model_touch(model, signal, INT64_MAX);
		wake_dependents(graph, signal, changed,
		    news_from < now ? news_from : now);
	}
	derivation->news_from = INT64_MAX;
}

void
eval_derived(struct model *model)
{
	struct graph *graph = model_graph(model);
	int64_t as_of = model_as_of(model), now = model_now(model);
	size_t i;

	if (!graph->evaluated || as_of != graph->as_of ||
	    now < graph->evaluated_at)
		wake_all(graph, model);
	else
		wake_touched(graph, model);
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
