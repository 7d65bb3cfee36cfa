/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "fetch/json_path.h"
#include "fetch/json_tape.h"

struct walk { /* one evaluation */
	const struct json_tape *tape;
	const struct json_path *path;
	json_found found;
	void *context;
	struct json_steps steps;
};

static void eval_segment(struct walk *walk, size_t segment, uint32_t node);

/* False: it has taken all the steps that it may. */
static bool
pay(const struct json_tape *tape, int64_t steps)
{
	struct json_budget *budget = tape->budget;

	if (budget == NULL)
		return true;
	budget->left -= steps;
	budget->spent = budget->spent || budget->left < 0;
	return !budget->spent;
}

static const struct json_node *
node_at(const struct json_tape *tape, uint32_t i)
{
	return &tape->nodes[i];
}

static bool
is_container(const struct json_node *node)
{
	return node->kind == JSON_ARRAY || node->kind == JSON_OBJECT;
}

static const char *
key_of(const struct json_tape *tape, const struct json_node *node)
{
	return buf_string(&tape->bytes) + node->key;
}

static bool
has_key(const struct json_tape *tape, const struct json_node *node,
    const struct json_selector *selector)
{
	return node->key_length == selector->name_length &&
	    !memcmp(key_of(tape, node), selector->name,
		selector->name_length);
}

void
json_slice_range(const struct json_selector *selector, int64_t length,
    int64_t *lower, int64_t *upper)
{
	int64_t start = selector->has_start ? selector->start
	    : selector->step >= 0	    ? 0
					    : length - 1;
	int64_t end = selector->has_end	? selector->end
	    : selector->step >= 0	? length
					: -length - 1;
	int64_t least = selector->step >= 0 ? 0 : -1;
	int64_t most = selector->step >= 0 ? length : length - 1;

	start += start < 0 ? length : 0;
	end += end < 0 ? length : 0;
	start = start < least ? least : start > most ? most : start;
	end = end < least ? least : end > most ? most : end;
	*lower = selector->step >= 0 ? start : end;
	*upper = selector->step >= 0 ? end : start;
}

/* With bounds and a step that need no length. */
bool
json_slice_has(
    const struct json_selector *selector, int64_t length, int64_t index)
{
	int64_t lower, upper;

	json_slice_range(selector, length, &lower, &upper);
	return selector->step > 0 && index >= lower && index < upper &&
	    (index - lower) % selector->step == 0;
}

static void
go_down(struct walk *walk, size_t segment, uint32_t child,
    struct json_step step)
{
	walk->steps.items = mem_room(
	    walk->steps.items, walk->steps.count, sizeof(struct json_step));
	walk->steps.items[walk->steps.count++] = step;
	eval_segment(walk, segment, child);
	walk->steps.count--;
}

static struct json_step
step_to(const struct json_tape *tape, const struct json_node *parent,
    uint32_t child)
{
	const struct json_node *node = node_at(tape, child);

	return parent->kind == JSON_ARRAY
	    ? (struct json_step){ .is_index = true,
			      .index = node->index }
	    : (struct json_step){ .name = key_of(tape, node),
		      .length = node->key_length };
}

/* The child of an array at INDEX, which counts from the end where it is below
 * zero: such an array is held with all its children. */
static bool
find_index(
    const struct json_tape *tape, uint32_t node, int64_t index, uint32_t *child)
{
	const struct json_node *parent = node_at(tape, node);
	uint32_t at = node + 1;

	if (parent->kind != JSON_ARRAY)
		return false;
	index += index < 0 ? parent->children : 0;
	for (uint32_t i = 0; i < parent->children && pay(tape, 1); i++) {
		if (node_at(tape, at)->index == index) {
			*child = at;
			return true;
		}
		at = node_at(tape, at)->end;
	}
	return false;
}

static void
select_index(struct walk *walk, size_t segment, uint32_t node,
    const struct json_selector *selector)
{
	uint32_t child;

	if (find_index(walk->tape, node, selector->index, &child))
		go_down(walk, segment, child,
		    step_to(walk->tape, node_at(walk->tape, node), child));
}

/* Where the children of a whole array begin: a step back is as cheap as one
 * forth. */
static uint32_t *
list_children(const struct json_tape *tape, uint32_t node)
{
	const struct json_node *parent = node_at(tape, node);
	uint32_t *list = mem_new_array(parent->children, sizeof(*list));
	uint32_t child = node + 1;

	for (uint32_t i = 0; i < parent->children; i++) {
		list[i] = child;
		child = node_at(tape, child)->end;
	}
	return list;
}

static void
select_slice(struct walk *walk, size_t segment, uint32_t node,
    const struct json_selector *selector)
{
	const struct json_node *parent = node_at(walk->tape, node);
	int64_t lower, upper, step = selector->step;
	uint32_t *list;

	if (parent->kind != JSON_ARRAY || step == 0)
		return;
	json_slice_range(selector, parent->children, &lower, &upper);
	if (!pay(walk->tape, parent->children))
		return;
	list = list_children(walk->tape, node);
	for (int64_t i = step > 0 ? lower : upper;
	    step > 0 ? i < upper : i > lower; i += step)
		go_down(walk, segment, list[i],
		    (struct json_step){ .is_index = true,
			.index = (size_t)i });
	mem_free(list);
}

static bool
wants_child(const struct walk *walk, const struct json_selector *selector,
    const struct json_node *parent, uint32_t child)
{
	switch (selector->kind) {
	case SELECT_NAME:
		return parent->kind == JSON_OBJECT &&
		    has_key(walk->tape, node_at(walk->tape, child), selector);
	case SELECT_FILTER:
		return json_filter_holds(walk->tape, selector->filter, child);
	case SELECT_SLICE:
		return parent->kind == JSON_ARRAY &&
		    json_slice_has(selector, INT64_MAX / 2,
			node_at(walk->tape, child)->index);
	default:
		return true;
	}
}

static void
select_children(struct walk *walk, size_t segment, uint32_t node,
    const struct json_selector *selector)
{
	const struct json_node *parent = node_at(walk->tape, node);
	uint32_t child = node + 1;

	for (size_t i = 0; i < parent->children && pay(walk->tape, 1); i++) {
		if (wants_child(walk, selector, parent, child))
			go_down(walk, segment, child,
			    step_to(walk->tape, parent, child));
		child = node_at(walk->tape, child)->end;
	}
}

static void
apply(struct walk *walk, size_t segment, uint32_t node)
{
	const struct json_segment *here = &walk->path->segments[segment];

	if (!is_container(node_at(walk->tape, node)))
		return;
	for (size_t i = 0; i < here->count; i++) {
		const struct json_selector *selector = &here->selectors[i];

		if (selector->kind == SELECT_INDEX)
			select_index(walk, segment + 1, node, selector);
		else if (selector->kind == SELECT_SLICE &&
		    !json_selector_streams(selector))
			select_slice(walk, segment + 1, node, selector);
		else
			select_children(walk, segment + 1, node, selector);
	}
}

/* A node's own matches come before its descendants'. */
static void
apply_below(struct walk *walk, size_t segment, uint32_t node)
{
	const struct json_node *parent = node_at(walk->tape, node);
	uint32_t child = node + 1;

	apply(walk, segment, node);
	for (size_t i = 0; i < parent->children && pay(walk->tape, 1); i++) {
		walk->steps.items = mem_room(walk->steps.items,
		    walk->steps.count, sizeof(struct json_step));
		walk->steps.items[walk->steps.count++] =
		    step_to(walk->tape, parent, child);
		apply_below(walk, segment, child);
		walk->steps.count--;
		child = node_at(walk->tape, child)->end;
	}
}

static void
eval_segment(struct walk *walk, size_t segment, uint32_t node)
{
	if (!pay(walk->tape, 1))
		return;
	if (segment == walk->path->count)
		walk->found(walk->context, walk->tape, node, &walk->steps);
	else if (walk->path->segments[segment].descendant)
		apply_below(walk, segment, node);
	else
		apply(walk, segment, node);
}

void
json_eval(const struct json_tape *tape, const struct json_path *path,
    size_t first, uint32_t node, const struct json_steps *steps,
    json_found found, void *context)
{
	struct walk walk = { tape, path, found, context, { NULL, 0 } };

	for (size_t i = 0; i < steps->count; i++) {
		walk.steps.items = mem_room(walk.steps.items,
		    walk.steps.count, sizeof(struct json_step));
		walk.steps.items[walk.steps.count++] = steps->items[i];
	}
	eval_segment(&walk, first, node);
	mem_free(walk.steps.items);
}

/* Duplicate names: the first. */
static bool
step_single(const struct json_tape *tape,
    const struct json_selector *selector, uint32_t *node)
{
	const struct json_node *parent = node_at(tape, *node);
	uint32_t child = *node + 1;

	if (selector->kind == SELECT_INDEX)
		return find_index(tape, *node, selector->index, node);
	if (parent->kind != JSON_OBJECT)
		return false;
	for (size_t i = 0; i < parent->children && pay(tape, 1); i++) {
		if (has_key(tape, node_at(tape, child), selector)) {
			*node = child;
			return true;
		}
		child = node_at(tape, child)->end;
	}
	return false;
}

bool
json_single(const struct json_tape *tape, const struct json_path *path,
    uint32_t node, uint32_t *result)
{
	for (size_t i = 0; i < path->count; i++)
		if (!step_single(
			tape, &path->segments[i].selectors[0], &node))
			return false;
	*result = node;
	return true;
}
