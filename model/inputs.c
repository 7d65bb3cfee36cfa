/* SPDX-License-Identifier: MIT */
#include "model/inputs.h"

#include <stddef.h>

#include "base/mem.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/model.h"

struct walk {
	const struct model *model;
	const struct signal **waiting;
	size_t count;
	bool *seen; /* by signal->index */
};

static void
add(struct walk *walk, const struct signal *signal)
{
	if (walk->seen[signal->index])
		return;
	walk->seen[signal->index] = true;
	walk->waiting =
	    mem_room(walk->waiting, walk->count, sizeof(*walk->waiting));
	walk->waiting[walk->count++] = signal;
}

static void
add_named(void *context, const struct node *node)
{
	struct walk *walk = context;
	const struct signal *signal = node->kind == NODE_SIGNAL
	    ? model_find(walk->model, node->name)
	    : NULL;

	if (signal != NULL)
		add(walk, signal);
}

void
inputs_each(const struct model *model, const struct signal *signal,
    bool (*each)(void *context, const struct signal *input), void *context)
{
	struct walk walk = { .model = model };

	if (!each(context, signal) || signal->definition->expr == NULL)
		return;
	/* One more: an outcome stands beside those of the model. */
	walk.seen = mem_new_array(model_count(model) + 1, sizeof(bool));
	walk.seen[signal->index] = true;
	expr_names(signal->definition->expr, add_named, &walk);
	for (size_t i = 0; i < walk.count; i++) {
		const struct expr *expr = walk.waiting[i]->definition->expr;

		if (each(context, walk.waiting[i]) && expr != NULL)
			expr_names(expr, add_named, &walk);
	}
	mem_free(walk.waiting);
	mem_free(walk.seen);
}
