/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

struct entry {
	char *key;
	void *value;
	uint64_t hash;
};

struct map {
	struct entry *entries; /* in order of insertion */
	size_t count;
	uint32_t *slots; /* index + 1 into entries, 0: empty; open addressing */
	size_t slot_count; /* a power of two, over twice the count */
};

static const size_t first_slots = 16;

/* FNV-1a with a final mix, so that similar names do not cluster. */
static uint64_t
hash_of(const char *key)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *key != '\0'; key++)
		hash = (hash ^ (unsigned char)*key) * 0x100000001b3u;
	return hash ^ (hash >> 29);
}

struct map *
map_new(void)
{
	struct map *map = mem_new(sizeof(*map));

	map->slot_count = first_slots;
	map->slots = mem_new_array(first_slots, sizeof(*map->slots));
	return map;
}

void
map_free(struct map *map)
{
	if (map == NULL)
		return;
	for (size_t i = 0; i < map->count; i++)
		mem_free(map->entries[i].key);
	mem_free(map->entries);
	mem_free(map->slots);
	mem_free(map);
}

/* The slot that holds KEY, or the empty one where it belongs. */
static size_t
slot_of(const struct map *map, const char *key, uint64_t hash)
{
	size_t mask = map->slot_count - 1, slot = (size_t)hash & mask;

	while (map->slots[slot] != 0) {
		const struct entry *entry =
		    &map->entries[map->slots[slot] - 1];

		if (entry->hash == hash && !strcmp(entry->key, key))
			break;
		slot = (slot + 1) & mask;
	}
	return slot;
}

static void
grow(struct map *map)
{
	mem_free(map->slots);
	map->slot_count *= 2;
	map->slots = mem_new_array(map->slot_count, sizeof(*map->slots));
	for (size_t i = 0; i < map->count; i++)
		map->slots[slot_of(
		    map, map->entries[i].key, map->entries[i].hash)] =
		    (uint32_t)i + 1;
}

void
map_put(struct map *map, const char *key, void *value)
{
	uint64_t hash = hash_of(key);
	size_t slot = slot_of(map, key, hash);

	if (map->slots[slot] != 0) {
		map->entries[map->slots[slot] - 1].value = value;
		return;
	}
	map->entries =
	    mem_room(map->entries, map->count, sizeof(*map->entries));
	map->entries[map->count++] =
	    (struct entry){ mem_text(key), value, hash };
	map->slots[slot] = (uint32_t)map->count;
	if (map->count * 2 > map->slot_count)
		grow(map);
}

void *
map_find(const struct map *map, const char *key)
{
	size_t slot = slot_of(map, key, hash_of(key));

	return map->slots[slot] != 0
	    ? map->entries[map->slots[slot] - 1].value
	    : NULL;
}

size_t
map_count(const struct map *map)
{
	return map->count;
}

const char *
map_key(const struct map *map, size_t i)
{
	assert(i < map->count);
	return map->entries[i].key;
}

void *
map_value(const struct map *map, size_t i)
{
	assert(i < map->count);
	return map->entries[i].value;
}
