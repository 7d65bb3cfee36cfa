/* Which of N things comes first: items 0 .. N - 1, each in it once or not at
 * all, by a key that may change; of equal keys the lower item comes first. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heap;

struct heap *heap_new(size_t items); /* empty; room for items below ITEMS */
void heap_free(struct heap *heap);

/* Puts ITEM in, or gives it another key. */
void heap_put(struct heap *heap, size_t item, int64_t key);
void heap_drop(struct heap *heap, size_t item); /* it may be absent */

/* The first one and its key (may be NULL); false: it is empty. */
bool heap_first(const struct heap *heap, size_t *item, int64_t *key);

#endif
