/* SPDX-License-Identifier: MIT */
#include "model/inputs.h"

#include <stddef.h>

#include "base/mem.h"
#include "model/expr.h"
#include "model/graph.h"
#include "model/model.h"

struct naming {
	const struct model *model;
	void (*each)(void *context, struct signal *input);
	void *context;
};

static void
look_up(void *context, const struct node *node)
{
	const struct naming *naming = context;
	struct signal *signal = node->kind == NODE_SIGNAL
	    ? model_find(naming->model, node->name)
	    : NULL;

	if (signal != NULL)
		naming->each(naming->context, signal);
}

void
inputs_named(const struct model *model, const struct expr *expr,
    void (*each)(void *context, struct signal *input), void *context)
{
	struct naming naming = { model, each, context };

	expr_names(expr, look_up, &naming);
}

struct walk {
	unsigned number;
	const struct signal **waiting;
	size_t count;
};

static void
add_inputs(struct walk *walk, const struct signal *signal)
{
	const struct derivation *derivation = signal->derivation;

	for (size_t i = 0; i < derivation->input_count; i++) {
		struct signal *input = derivation->inputs[i];

		if (input->derivation->walk == walk->number)
			continue;
		input->derivation->walk = walk->number;
		walk->waiting = mem_room(
		    walk->waiting, walk->count, sizeof(*walk->waiting));
		walk->waiting[walk->count++] = input;
	}
}

void
inputs_each(const struct model *model, const struct signal *signal,
    bool (*each)(void *context, const struct signal *input), void *context)
{
	struct walk walk = { .number = ++model_graph(model)->walks };

	if (!each(context, signal))
		return;
	signal->derivation->walk = walk.number;
	add_inputs(&walk, signal);
	for (size_t i = 0; i < walk.count; i++)
		if (each(context, walk.waiting[i]))
			add_inputs(&walk, walk.waiting[i]);
	mem_free(walk.waiting);
}
