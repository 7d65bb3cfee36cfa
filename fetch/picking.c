/* SPDX-License-Identifier: MIT */
#include "fetch/picking.h"

#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"

void
picking_add(struct picking *picking, struct recipe *recipe)
{
	size_t i = picking->count;

	picking->recipes =
	    mem_room(picking->recipes, i, sizeof(*picking->recipes));
	picking->harvests =
	    mem_room(picking->harvests, i, sizeof(*picking->harvests));
	picking->harvests[i] = (struct harvest){ .items = NULL };
	picking->recipes[i] = recipe;
	picking->count++;
	picking->columns.hold = picking->hold;
	for (int part = 0; part < PART_COUNT; part++)
		columns_add(&picking->columns, &recipe->parts[part]);
	for (size_t k = 0; k < recipe->label_count; k++)
		columns_add(&picking->columns, &recipe->labels[k].field);
}

void
picking_release(struct picking *picking)
{
	for (size_t i = 0; i < picking->count; i++) {
		struct harvest *harvest = &picking->harvests[i];

		for (size_t k = 0; k < harvest->count; k++)
			gathered_release(
			    &harvest->items[k], picking->recipes[i]);
		mem_free(harvest->items);
		mem_free(harvest->missing);
		recipe_free(picking->recipes[i]);
	}
	columns_release(&picking->columns);
	mem_free(picking->recipes);
	mem_free(picking->harvests);
	memset(picking, 0, sizeof(*picking));
}

static size_t
value_count(const struct picking *picking, size_t i)
{
	return picking->recipes[i]->slot_count +
	    picking->recipes[i]->label_count;
}

struct gathered *
picking_node(struct picking *picking, size_t i, size_t each)
{
	struct harvest *harvest = &picking->harvests[i];
	struct gathered *gathered;

	if (picking->matches++ >= LIMIT_MATCHES ||
	    picking->held > picking->hold)
		return NULL;
	harvest->items =
	    mem_room(harvest->items, harvest->count, sizeof(*gathered));
	gathered = &harvest->items[harvest->count++];
	gathered->values = mem_new_array(
	    value_count(picking, i), sizeof(struct text_value));
	memset(gathered->own_indices, 0, sizeof(gathered->own_indices));
	gathered->each = each;
	return gathered;
}

void
picking_weigh(struct picking *picking, size_t i,
    const struct gathered *gathered)
{
	size_t count = value_count(picking, i);

	picking->held += sizeof(*gathered) + count * sizeof(struct text_value);
	for (size_t k = 0; k < count; k++)
		picking->held += text_value_size(&gathered->values[k]);
}

void
picking_missing(struct picking *picking, size_t i, char *sentence)
{
	if (picking->harvests[i].missing != NULL)
		mem_free(sentence);
	else
		picking->harvests[i].missing = sentence;
}

bool
picking_is_too_much(const struct picking *picking, struct err *err)
{
	size_t held = picking->held;

	if (picking->matches > LIMIT_MATCHES) {
		(void)err_set(
		    err, "it has more than %d matches", LIMIT_MATCHES);
		return true;
	}
	for (size_t i = 0; i < picking->columns.count; i++)
		if (picking->columns.items[i].held > held)
			held = picking->columns.items[i].held;
	if (held > picking->hold)
		(void)err_set(err,
		    "what is picked from it is more than %zu MiB, which is "
		    "the ceiling (hold)",
		    picking->hold / MIB);
	return held > picking->hold;
}
