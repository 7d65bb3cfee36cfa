/* SPDX-License-Identifier: MIT */
#include "model/pairing.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/eval_call.h"

struct pairing {
	const struct result *side;
	const char **names; /* of labels that all rows of both sides have */
	size_t name_count;
	struct map *first; /* values of those labels → index + 1 */
	size_t *next;	   /* of the same values: index, or the count */
};

static bool
all_have(const struct result *result, const char *name)
{
	for (size_t i = 0; i < result->count; i++)
		if (labels_find(&result->rows[i].labels, name) == NULL)
			return false;
	return true;
}

static void
find_names(struct pairing *pairing, const struct result *other)
{
	const struct labels *labels = &pairing->side->rows[0].labels;

	for (size_t i = 0; i < labels->count; i++) {
		const char *name = labels->pairs[i].name;

		if (!all_have(pairing->side, name) || !all_have(other, name))
			continue;
		pairing->names = mem_room(pairing->names, pairing->name_count,
		    sizeof(*pairing->names));
		pairing->names[pairing->name_count++] = name;
	}
}

/* Values with their lengths, so that no two sets give one key. */
static char *
key_of(const struct pairing *pairing, const struct labels *labels)
{
	struct buf key;

	buf_init(&key, SIZE_MAX);
	for (size_t i = 0; i < pairing->name_count; i++) {
		const char *value = labels_find(labels, pairing->names[i]);

		(void)buf_printf(&key, "%zu:%s", strlen(value), value);
	}
	return buf_take(&key);
}

static size_t
first_of(const struct pairing *pairing, const char *key)
{
	uintptr_t found = (uintptr_t)map_find(pairing->first, key);

	return found > 0 ? found - 1 : pairing->side->count;
}

struct pairing *
pairing_new(const struct result *side, const struct result *other)
{
	struct pairing *pairing = mem_new(sizeof(*pairing));

	pairing->side = side;
	pairing->first = map_new();
	pairing->next = mem_new_array(side->count, sizeof(*pairing->next));
	if (side->count > 0)
		find_names(pairing, other);
	for (size_t i = side->count; i > 0; i--) {
		char *key = key_of(pairing, &side->rows[i - 1].labels);

		pairing->next[i - 1] = first_of(pairing, key);
		map_put(pairing->first, key, (void *)(uintptr_t)i);
		mem_free(key);
	}
	return pairing;
}

void
pairing_free(struct pairing *pairing)
{
	if (pairing == NULL)
		return;
	map_free(pairing->first);
	mem_free(pairing->next);
	mem_free(pairing->names);
	mem_free(pairing);
}

static size_t
agreeing(const struct pairing *pairing, const struct labels *labels, size_t i)
{
	while (i < pairing->side->count &&
	    !labels_agree(labels, &pairing->side->rows[i].labels))
		i = pairing->next[i];
	return i;
}

size_t
pairing_first(const struct pairing *pairing, const struct labels *labels)
{
	char *key = key_of(pairing, labels);
	size_t i = first_of(pairing, key);

	mem_free(key);
	return agreeing(pairing, labels, i);
}

size_t
pairing_after(
    const struct pairing *pairing, const struct labels *labels, size_t i)
{
	return agreeing(pairing, labels, pairing->next[i]);
}
