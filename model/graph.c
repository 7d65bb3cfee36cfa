/* SPDX-License-Identifier: MIT */
#include "model/graph.h"

#include "base/heap.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/inputs.h"
#include "model/model.h"

struct derivation *
derivation_new(void)
{
	struct derivation *derivation = mem_new(sizeof(*derivation));

	derivation->youngest = INT64_MIN;
	derivation->news_from = INT64_MAX;
	derivation->wakes_at = INT64_MAX;
	return derivation;
}

static void
unlink_all(struct derivation *derivation)
{
	mem_free(derivation->inputs);
	mem_free(derivation->dependents);
	mem_free(derivation->breaks);
	derivation->inputs = derivation->dependents = NULL;
	derivation->breaks = NULL;
	derivation->input_count = derivation->dependent_count = 0;
	derivation->break_count = 0;
}

void
derivation_free(struct derivation *derivation)
{
	unlink_all(derivation);
	mem_free(derivation->days);
	mem_free(derivation);
}

static void
add_signal(struct signal ***list, size_t *count, struct signal *signal)
{
	*list = mem_room(*list, *count, sizeof(**list));
	(*list)[(*count)++] = signal;
}

static void
link_input(void *context, struct signal *input)
{
	struct signal *signal = context;
	struct derivation *below = input->derivation;

	/* The dependents are added one signal after the other. */
	if (below->dependent_count > 0 &&
	    below->dependents[below->dependent_count - 1] == signal)
		return;
	add_signal(&below->dependents, &below->dependent_count, signal);
	add_signal(&signal->derivation->inputs,
	    &signal->derivation->input_count, input);
}

static void
add_break(struct derivation *derivation, struct period period)
{
	for (size_t i = 0; i < derivation->break_count; i++)
		if (period_equal(derivation->breaks[i], period))
			return;
	derivation->breaks = mem_room(derivation->breaks,
	    derivation->break_count, sizeof(*derivation->breaks));
	derivation->breaks[derivation->break_count++] = period;
}

/* What is dated by when it became known has no periods that could break. */
static void
inherit_breaks(
    struct derivation *derivation, const struct definition *definition)
{

	for (size_t i = 0; i < definition->break_count; i++)
		if (definition->breaks[i].is_period)
			add_break(derivation, definition->breaks[i].period);
	if (definition->expr == NULL || !definition->expr->is_series)
		return;
	for (size_t i = 0; i < derivation->input_count; i++) {
		const struct derivation *input =
		    derivation->inputs[i]->derivation;

		for (size_t k = 0; k < input->break_count; k++)
			add_break(derivation, input->breaks[k]);
	}
}

/* Kahn's: a signal is next once all that it rests on has its rank. Circles were
 * refused at load; what is in one is never computed. */
static void
rank_all(const struct model *model)
{
	size_t count = model_count(model), ranked = 0, first = 0;
	size_t *waiting = mem_new_array(count, sizeof(*waiting));
	struct signal **order = mem_new_array(count, sizeof(struct signal *));

	for (size_t i = 0; i < count; i++) {
		struct signal *signal = model_signal(model, i);

		signal->derivation->rank = INT64_MAX;
		waiting[i] = signal->derivation->input_count;
		if (waiting[i] == 0)
			order[ranked++] = signal;
	}
	while (first < ranked) {
		struct derivation *at = order[first]->derivation;

		at->rank = (int64_t)first;
		inherit_breaks(at, order[first++]->definition);
		for (size_t i = 0; i < at->dependent_count; i++)
			if (--waiting[at->dependents[i]->index] == 0)
				order[ranked++] = at->dependents[i];
	}
	mem_free(order);
	mem_free(waiting);
}

static void
add_input(void *context, struct signal *input)
{
	struct derivation *derivation = context;

	for (size_t i = 0; i < derivation->input_count; i++)
		if (derivation->inputs[i] == input)
			return;
	add_signal(&derivation->inputs, &derivation->input_count, input);
}

struct derivation *
derivation_beside(const struct model *model, const struct signal *signal)
{
	struct derivation *derivation = derivation_new();

	(void)model_graph(model);
	inputs_named(
	    model, signal->definition->expr, add_input, derivation);
	inherit_breaks(derivation, signal->definition);
	return derivation;
}

void
graph_build(struct graph *graph, const struct model *model)
{
	size_t count = model_count(model);

	graph_release(graph);
	for (size_t i = 0; i < count; i++) {
		struct derivation *derivation =
		    model_signal(model, i)->derivation;

		unlink_all(derivation);
		derivation->computed = false;
		derivation->walk = 0;
	}
	for (size_t i = 0; i < count; i++) {
		struct signal *signal = model_signal(model, i);

		if (signal->definition->expr != NULL)
			inputs_named(model, signal->definition->expr,
			    link_input, signal);
	}
	rank_all(model);
	graph->queue = heap_new(count);
	graph->timetable = heap_new(count);
	graph->walks = 0;
	graph->evaluated = false;
	graph->built = true;
}

void
graph_release(struct graph *graph)
{
	heap_free(graph->queue);
	heap_free(graph->timetable);
	graph->queue = graph->timetable = NULL;
	graph->built = false;
}
