/* SPDX-License-Identifier: MIT */
#include "base/heap.h"

#include <assert.h>

#include "base/mem.h"

struct heap {
	size_t *items; /* no item before the one at half its place */
	int64_t *keys; /* of items */
	size_t *places; /* of items: in items, plus 1; 0: it is absent */
	size_t count, most;
};

struct heap *
heap_new(size_t items)
{
	struct heap *heap = mem_new(sizeof(*heap));

	heap->items = mem_new_array(items, sizeof(*heap->items));
	heap->keys = mem_new_array(items, sizeof(*heap->keys));
	heap->places = mem_new_array(items, sizeof(*heap->places));
	heap->most = items;
	return heap;
}

void
heap_free(struct heap *heap)
{
	if (heap == NULL)
		return;
	mem_free(heap->items);
	mem_free(heap->keys);
	mem_free(heap->places);
	mem_free(heap);
}

static bool
is_before(const struct heap *heap, size_t a, size_t b)
{
	return heap->keys[a] != heap->keys[b] ? heap->keys[a] < heap->keys[b]
					      : a < b;
}

static void
set(struct heap *heap, size_t place, size_t item)
{
	heap->items[place] = item;
	heap->places[item] = place + 1;
}

static void
rise(struct heap *heap, size_t place)
{
	size_t item = heap->items[place];

	while (place > 0 &&
	    is_before(heap, item, heap->items[(place - 1) / 2])) {
		set(heap, place, heap->items[(place - 1) / 2]);
		place = (place - 1) / 2;
	}
	set(heap, place, item);
}

static void
sink(struct heap *heap, size_t place)
{
	size_t item = heap->items[place];

	for (;;) {
		size_t child = 2 * place + 1;

		if (child + 1 < heap->count &&
		    is_before(heap, heap->items[child + 1],
			heap->items[child]))
			child++;
		if (child >= heap->count ||
		    !is_before(heap, heap->items[child], item))
			break;
		set(heap, place, heap->items[child]);
		place = child;
	}
	set(heap, place, item);
}

void
heap_put(struct heap *heap, size_t item, int64_t key)
{
	assert(item < heap->most);
	heap->keys[item] = key;
	if (heap->places[item] == 0)
		set(heap, heap->count++, item);
	rise(heap, heap->places[item] - 1);
	sink(heap, heap->places[item] - 1);
}

void
heap_drop(struct heap *heap, size_t item)
{
	size_t place = heap->places[item], last;

	if (place == 0)
		return;
	heap->places[item] = 0;
	last = heap->items[--heap->count];
	if (last == item)
		return;
	set(heap, place - 1, last);
	rise(heap, place - 1);
	sink(heap, heap->places[last] - 1);
}

bool
heap_first(const struct heap *heap, size_t *item, int64_t *key)
{
	if (heap->count == 0)
		return false;
	*item = heap->items[0];
	if (key != NULL)
		*key = heap->keys[*item];
	return true;
}
