/* SPDX-License-Identifier: MIT */
#include "config/label_names.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/near.h"
#include "config/parts.h"

void
section_label_names(const struct section *signal, struct map *names)
{
	static const char *const settings[] = { "labels", "label_patterns" };

	for (size_t i = 0; i < 2; i++) {
		const struct value *map = section_value(signal, settings[i]);

		for (size_t k = 0; map != NULL && map->keys != NULL &&
		    k < map->count; k++)
			map_put(names, map->keys[k], names);
	}
}

void
watchlist_label_names(const struct watchlist *watchlist, struct map *names)
{
	for (size_t i = 0; i < watchlist->counts[SECTION_SIGNAL]; i++)
		section_label_names(
		    watchlist->sections[SECTION_SIGNAL][i], names);
}

/* Events are chosen by two of their own as well. */
static void
collect_labels(struct loading *loading)
{
	static const char *const own[] = { "basis", "kind", "status" };

	if (loading->labels != NULL)
		return;
	loading->labels = map_new();
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		map_put(loading->labels, own[i], loading);
	watchlist_label_names(loading->watchlist, loading->labels);
}

char *
label_names_hint(void *context, const char *label)
{
	struct loading *loading = context;

	collect_labels(loading);
	if (map_find(loading->labels, label) != NULL)
		return NULL;
	if (loading->guesses > LIMIT_GUESSES)
		return mem_text("");
	loading->guesses += map_count(loading->labels);
	return near_key_hint(label, loading->labels);
}
