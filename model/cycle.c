/* SPDX-License-Identifier: MIT */
#include "model/cycle.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/expr.h"

struct walk {
	const struct cycle_entry *entries;
	struct map *by_name; /* name → index + 1 */
	size_t *trail;
	size_t length;
	bool *seen;
	size_t goal;
	bool found;
};

static void look_into(struct walk *walk, size_t i);

static void
follow(void *context, const struct node *node)
{
	struct walk *walk = context;
	size_t next = (size_t)(uintptr_t)map_find(walk->by_name, node->name);

	if (walk->found || next == 0)
		return;
	next--;
	/* A circle is told once, by its first member. */
	if (next < walk->goal)
		return;
	if (next == walk->goal)
		walk->found = true;
	else if (!walk->seen[next])
		look_into(walk, next);
}

static void
look_into(struct walk *walk, size_t i)
{
	const struct cycle_entry *entry = &walk->entries[i];

	walk->seen[i] = true;
	walk->trail[walk->length++] = i;
	for (size_t k = 0; k < 3 && !walk->found; k++)
		if (entry->exprs[k] != NULL)
			expr_names(entry->exprs[k], follow, walk);
	if (!walk->found)
		walk->length--;
}

static char *
spell(const struct walk *walk)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	for (size_t i = 0; i < walk->length; i++)
		(void)buf_printf(
		    &out, "%s → ", walk->entries[walk->trail[i]].name);
	(void)buf_text(&out, walk->entries[walk->goal].name);
	return buf_take(&out);
}

char *
cycle_through(const struct cycle_entry *entries, size_t count, size_t i)
{
	struct walk walk = { .entries = entries,
		.by_name = map_new(),
		.trail = mem_new_array(count, sizeof(size_t)),
		.seen = mem_new_array(count, sizeof(bool)),
		.goal = i };
	char *text;

	for (size_t k = 0; k < count; k++)
		map_put(walk.by_name, entries[k].name,
		    (void *)(uintptr_t)(k + 1));
	look_into(&walk, i);
	text = walk.found ? spell(&walk) : NULL;
	map_free(walk.by_name);
	mem_free(walk.trail);
	mem_free(walk.seen);
	return text;
}
