/* SPDX-License-Identifier: MIT */
#include "config/watchlist.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/currency.h"
#include "config/exposed.h"
#include "config/parts.h"
#include "config/references.h"
#include "config/signals.h"
#include "model/definition.h"
#include "model/expr.h"

static struct watchlist *
watchlist_new(const char *file, const struct settings *const *tables,
    size_t table_count)
{
	const struct place start = { "", 0, 0 };
	struct watchlist *watchlist = mem_new(sizeof(*watchlist));

	watchlist->file = mem_text(file);
	watchlist->directory = file_directory(file);
	watchlist->rows = rows_new(tables, table_count);
	watchlist->files = mem_new(sizeof(*watchlist->files));
	watchlist->secrets = mem_new(sizeof(*watchlist->secrets));
	for (int kind = 0; kind < SECTION_COUNT; kind++)
		watchlist->names[kind] = map_new();
	watchlist->top = section_new(watchlist, SECTION_TOP, "", start);
	watchlist->defaults =
	    section_new(watchlist, SECTION_DEFAULTS, "", start);
	return watchlist;
}

/* Formulas belong to the definitions from when these are built. */
static void
free_formulas(struct section *section)
{
	for (size_t i = 0; i < section->watchlist->rows->count; i++)
		expr_free(section->exprs[i]);
}

void
watchlist_free(struct watchlist *watchlist)
{
	size_t signals;

	if (watchlist == NULL)
		return;
	signals = watchlist->counts[SECTION_SIGNAL];
	for (size_t i = 0; watchlist->definitions != NULL && i < signals; i++)
		definition_free(watchlist->definitions[i]);
	for (size_t i = 0; !watchlist->defined && i < signals; i++)
		free_formulas(watchlist->sections[SECTION_SIGNAL][i]);
	for (int kind = 0; kind < SECTION_COUNT; kind++) {
		for (size_t i = 0; i < watchlist->counts[kind]; i++)
			section_free(watchlist->sections[kind][i]);
		mem_free(watchlist->sections[kind]);
		map_free(watchlist->names[kind]);
	}
	rates_free(watchlist);
	section_free(watchlist->top);
	section_free(watchlist->defaults);
	for (size_t i = 0; i < watchlist->files->count; i++) {
		mem_free(watchlist->files->items[i]->name);
		mem_free(watchlist->files->items[i]->text);
		mem_free(watchlist->files->items[i]->lines);
		mem_free(watchlist->files->items[i]);
	}
	mem_free(watchlist->files->items);
	mem_free(watchlist->files);
	mem_free(watchlist->definitions);
	secrets_free(watchlist->secrets);
	rows_free(watchlist->rows);
	mem_free(watchlist->file);
	mem_free(watchlist->directory);
	mem_free(watchlist);
}

struct watchlist *
watchlist_of_url(const char *url, const struct settings *const *tables,
    size_t table_count)
{
	const struct place nowhere = { "", 0, 0 };
	struct watchlist *watchlist = watchlist_new("", tables, table_count);
	struct section *source =
	    section_new(watchlist, SECTION_SOURCE, url, nowhere);
	struct value *value = value_new(VALUE_ONE, nowhere);

	value->text = mem_text(url);
	value->shown = value->text;
	source->values[rows_find(watchlist->rows, SECTION_SOURCE, "url")] =
	    value;
	watchlist->sections[SECTION_SOURCE] = mem_new(sizeof(source));
	watchlist->sections[SECTION_SOURCE][0] = source;
	watchlist->counts[SECTION_SOURCE] = 1;
	map_put(watchlist->names[SECTION_SOURCE], url, source);
	return watchlist;
}

struct later { /* what is read and checked, and not acted on yet */
	struct buf text;
};

static void
add_later(struct later *later, const char *text)
{
	char *quoted = mem_printf("%s, ", text);

	if (strstr(buf_string(&later->text), quoted) == NULL)
		(void)buf_text(&later->text, quoted);
	mem_free(quoted);
}

/* A choice with a '*' before it in the row. */
static bool
is_later_choice(const struct setting *row, const char *text)
{
	size_t length = strlen(text);

	if (row->type != SETTING_CHOICE)
		return false;
	for (const char *at = strchr(row->choices, '*'); at != NULL;
	    at = strchr(at + 1, '*'))
		if (!strncmp(at + 1, text, length) &&
		    (at[length + 1] == '|' || at[length + 1] == '\0'))
			return true;
	return false;
}

static void
collect_later(struct later *later, const struct section *section)
{
	const struct rows *rows = section->watchlist->rows;

	for (size_t i = 0; i < rows->count; i++) {
		const struct setting *row = rows->items[i];
		const struct value *value = section->values[i];

		if (value == NULL)
			continue;
		if ((row->flags & SETTING_LATER) != 0)
			add_later(later, row->name);
		if (value->kind == VALUE_ONE &&
		    is_later_choice(row, value->text)) {
			char *said =
			    mem_printf("%s: %s", row->name, value->text);

			add_later(later, said);
			mem_free(said);
		}
	}
}

static void
note_later(struct loading *loading)
{
	const struct watchlist *watchlist = loading->watchlist;
	const struct place place = { watchlist->file, 0, 0 };
	struct later later;

	buf_init(&later.text, LIMIT_MESSAGE);
	collect_later(&later, watchlist->top);
	collect_later(&later, watchlist->defaults);
	for (int kind = SECTION_SOURCE; kind <= SECTION_PANEL; kind++)
		for (size_t i = 0; i < watchlist->counts[kind]; i++)
			collect_later(&later, watchlist->sections[kind][i]);
	if (watchlist->counts[SECTION_SINK] > 0)
		add_later(&later, "sinks");
	if (watchlist->counts[SECTION_ROUTE] > 0)
		add_later(&later, "routes");
	if (later.text.length > 2) {
		later.text.bytes[later.text.length - 2] = '\0';
		complain(loading, SEVERITY_NOTE, place,
		    "read and checked, but not acted on yet: %s",
		    later.text.bytes);
	}
	buf_release(&later.text);
}

struct watchlist *
watchlist_load(const char *file, const struct settings *const *tables,
    size_t table_count, struct complaints *complaints)
{
	struct loading loading = { watchlist_new(file, tables, table_count),
		complaints, 0, NULL };

	include_all(&loading, file);
	if (loading.watchlist->files->count > 0) {
		loading.watchlist->top->place =
		    (struct place){ loading.watchlist->files->items[0]->name,
			    1, 1 };
		check_types(&loading);
		check_references(&loading);
		map_free(loading.labels);
	}
	if (complaints->errors > 0) {
		watchlist_free(loading.watchlist);
		return NULL;
	}
	check_exposed(&loading);
	note_later(&loading);
	build_definitions(loading.watchlist);
	loading.watchlist->defined = true;
	return loading.watchlist;
}

struct definition **
watchlist_take_definitions(struct watchlist *watchlist, size_t *count)
{
	struct definition **definitions = watchlist->definitions;

	*count = watchlist->counts[SECTION_SIGNAL];
	watchlist->definitions = NULL;
	return definitions;
}
