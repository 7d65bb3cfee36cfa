/* SPDX-License-Identifier: MIT */
/* The first of many, against one that looks at all. */
#include "base/heap.h"

#include "base/mem.h"
#include "tests/tap.h"

enum { ITEMS = 50, STEPS = 20000 };

static unsigned
chance(unsigned below)
{
	static uint64_t state = 42;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % below;
}

struct plain {
	int64_t keys[ITEMS];
	bool there[ITEMS];
};

static bool
plain_first(const struct plain *plain, size_t *item)
{
	bool found = false;

	for (size_t i = 0; i < ITEMS; i++)
		if (plain->there[i] &&
		    (!found || plain->keys[i] < plain->keys[*item])) {
			*item = i;
			found = true;
		}
	return found;
}

static bool
is_same(const struct heap *heap, const struct plain *plain)
{
	size_t item, wanted = 0;
	int64_t key;
	bool found = heap_first(heap, &item, &key);

	return found == plain_first(plain, &wanted) &&
	    (!found || (item == wanted && key == plain->keys[item]));
}

static void
test_random(void)
{
	struct heap *heap = heap_new(ITEMS);
	struct plain plain = { .keys = { 0 } };
	int differ = 0;

	for (int i = 0; i < STEPS; i++) {
		size_t item = chance(ITEMS);

		if (chance(3) == 0) {
			heap_drop(heap, item);
			plain.there[item] = false;
		} else {
			plain.keys[item] = (int64_t)chance(20) - 10;
			plain.there[item] = true;
			heap_put(heap, item, plain.keys[item]);
		}
		differ += !is_same(heap, &plain);
	}
	is_number((double)differ, 0, "whatever comes and goes");
	while (heap_first(heap, &(size_t){ 0 }, NULL)) {
		size_t item;

		(void)heap_first(heap, &item, NULL);
		differ += !is_same(heap, &plain);
		heap_drop(heap, item);
		plain.there[item] = false;
	}
	ok(differ == 0 && is_same(heap, &plain), "in order to the end");
	heap_free(heap);
}

int
main(void)
{
	struct heap *none = heap_new(0);
	size_t item;

	ok(!heap_first(none, &item, NULL), "nothing is in an empty one");
	heap_free(none);
	test_random();
	return done();
}
