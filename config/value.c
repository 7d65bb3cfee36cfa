/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "config/parts.h"

struct value *
value_new(enum value_kind kind, struct place place)
{
	struct value *value = mem_new(sizeof(*value));

	value->kind = kind;
	value->place = place;
	return value;
}

void
value_free(struct value *value)
{
	if (value == NULL)
		return;
	for (size_t i = 0; i < value->count; i++) {
		value_free(value->items[i]);
		if (value->keys != NULL)
			mem_free(value->keys[i]);
	}
	if (value->shown != value->text)
		mem_free(value->shown);
	mem_free(value->text);
	mem_free(value->keys);
	mem_free(value->items);
	mem_free(value);
}

void
value_append(struct value *value, const char *key, struct value *item)
{
	if (key != NULL) {
		value->keys =
		    mem_room(value->keys, value->count, sizeof(*value->keys));
		value->keys[value->count] = mem_text(key);
	}
	value->items =
	    mem_room(value->items, value->count, sizeof(*value->items));
	value->items[value->count++] = item;
}

const struct value *
value_entry(const struct value *map, const char *key)
{
	if (map == NULL || map->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (!strcmp(map->keys[i], key))
			return map->items[i];
	return NULL;
}
