/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/tap.h"

enum { MANY = 100000 };

static void *
value_of(size_t i)
{
	return (void *)(uintptr_t)(i + 1);
}

static void
test_many(struct map *map)
{
	size_t wrong = 0;
	char key[32];

	for (size_t i = 0; i < MANY; i++) {
		(void)snprintf(key, sizeof(key), "signal_%zu", i);
		map_put(map, key, value_of(i));
	}
	is_int((int64_t)map_count(map), MANY, "all are in it");
	for (size_t i = 0; i < MANY; i++) {
		(void)snprintf(key, sizeof(key), "signal_%zu", i);
		wrong += map_find(map, key) != value_of(i) ||
		    strcmp(map_key(map, i), key) != 0 ||
		    map_value(map, i) != value_of(i);
	}
	is_int((int64_t)wrong, 0, "found, in order of insertion");
	ok(map_find(map, "signal_100000") == NULL, "what is not there is NULL");
}

int
main(void)
{
	struct map *map = map_new();
	char key[8] = "capex";

	ok(map_find(map, "capex") == NULL && map_count(map) == 0, "born empty");
	map_put(map, key, value_of(1));
	key[0] = 'x';
	ok(map_find(map, "capex") == value_of(1), "the key is copied");
	map_put(map, "capex", value_of(2));
	ok(map_find(map, "capex") == value_of(2) && map_count(map) == 1,
	    "replaced");
	map_put(map, "", value_of(3));
	ok(map_find(map, "") == value_of(3), "the empty key is one");
	map_put(map, "null", NULL);
	ok(map_find(map, "null") == NULL && map_count(map) == 3,
	    "NULL is a value, though it looks like none");
	map_free(map);
	map = map_new();
	test_many(map);
	map_free(map);
	map_free(NULL);
	return done();
}
