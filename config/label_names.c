/* SPDX-License-Identifier: MIT */
#include "config/label_names.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/near.h"
#include "config/completion.h"
#include "config/parts.h"

/* Events are chosen by two of their own as well. */
static void
collect_labels(struct loading *loading)
{
	static const char *const own[] = { "basis", "kind", "status" };
	const struct watchlist *watchlist = loading->watchlist;

	if (loading->labels != NULL)
		return;
	loading->labels = map_new();
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		map_put(loading->labels, own[i], loading);
	for (size_t i = 0; i < watchlist->counts[SECTION_SIGNAL]; i++)
		section_label_names(
		    watchlist->sections[SECTION_SIGNAL][i], loading->labels);
}

char *
label_names_hint(void *context, const char *label)
{
	struct loading *loading = context;
	const char **names;
	size_t count;
	char *hint;

	collect_labels(loading);
	if (map_find(loading->labels, label) != NULL)
		return NULL;
	if (loading->guesses > LIMIT_GUESSES)
		return mem_text("");
	count = map_count(loading->labels);
	loading->guesses += count;
	names = mem_new_array(count, sizeof(*names));
	for (size_t i = 0; i < count; i++)
		names[i] = map_key(loading->labels, i);
	hint = near_hint(label, names, count);
	mem_free(names);
	return hint;
}
