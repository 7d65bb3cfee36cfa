/* SPDX-License-Identifier: MIT */
#include "config/exposed.h"

#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "config/parts.h"

enum { OTHERS_READ = 044 };

/* What such a thing is called, in any case, anywhere in its name. */
static bool
is_called_secret(const char *name)
{
	static const char *const words[] = { "auth", "bearer", "cookie", "key",
		"password", "secret", "token" };
	char *lower = mem_text(name);
	bool found = false;

	for (char *c = lower; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		found = found || strstr(lower, words[i]) != NULL;
	mem_free(lower);
	return found;
}

static void
warn(struct loading *loading, const struct value *value, const char *name)
{
	struct complaints *complaints = loading->complaints;
	size_t count = complaints->count;
	struct file_facts facts;

	if (!file_look(value->place.file, &facts) ||
	    (facts.mode & OTHERS_READ) == 0)
		return;
	complain(loading, SEVERITY_WARNING, value->place,
	    "'%s' is a secret in a file that others may read: write ${NAME} or "
	    "${file:PATH} for it, or take the right away with chmod go-r",
	    name);
	if (complaints->count == count)
		return;
	mem_free(complaints->items[count].line);
	complaints->items[count].line = NULL;
}

static void
look_at(struct loading *loading, const struct section *section)
{
	const struct rows *rows = loading->watchlist->rows;

	for (size_t i = 0; i < rows->count; i++) {
		const struct value *map = section->values[i];

		if ((rows->items[i]->flags & SETTING_SECRETS) == 0 ||
		    map == NULL || map->kind != VALUE_MAP)
			continue;
		for (size_t k = 0; k < map->count; k++)
			if (!map->items[k]->expanded &&
			    map->items[k]->kind == VALUE_ONE &&
			    map->items[k]->text[0] != '\0' &&
			    is_called_secret(map->keys[k]))
				warn(loading, map->items[k], map->keys[k]);
	}
}

void
check_exposed(struct loading *loading)
{
	const struct watchlist *watchlist = loading->watchlist;

	look_at(loading, watchlist->defaults);
	for (int kind = 0; kind < SECTION_COUNT; kind++)
		for (size_t i = 0; i < watchlist->counts[kind]; i++)
			look_at(loading, watchlist->sections[kind][i]);
}
