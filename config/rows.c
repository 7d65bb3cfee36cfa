/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "base/near.h"
#include "config/parts.h"

static const char *const words[SECTION_COUNT] = {
	[SECTION_TOP] = "watchlist",
	[SECTION_DEFAULTS] = "defaults",
	[SECTION_SOURCE] = "source",
	[SECTION_SIGNAL] = "signal",
	[SECTION_ALERT] = "alert",
	[SECTION_PANEL] = "panel",
	[SECTION_SINK] = "sink",
	[SECTION_ROUTE] = "route",
};

const char *
section_word(enum section_kind kind)
{
	return words[kind];
}

static void
add_table(struct rows *rows, const struct settings *table)
{
	const struct place nowhere = { "", 0, 0 };

	rows->all = mem_room(
	    rows->all, rows->table_count, sizeof(*rows->all));
	rows->all[rows->table_count++] = table;
	for (size_t i = 0; i < table->count; i++) {
		const struct setting *row = &table->rows[i];
		struct value *fallback = NULL;

		if (row->fallback != NULL) {
			fallback = value_new(VALUE_ONE, nowhere);
			fallback->text = mem_text(row->fallback);
			fallback->shown = fallback->text;
		}
		rows->items = mem_room(
		    rows->items, rows->count, sizeof(*rows->items));
		rows->tables = mem_room(
		    rows->tables, rows->count, sizeof(*rows->tables));
		rows->fallbacks = mem_room(
		    rows->fallbacks, rows->count, sizeof(*rows->fallbacks));
		rows->items[rows->count] = row;
		rows->tables[rows->count] = table;
		rows->fallbacks[rows->count++] = fallback;
	}
}

struct rows *
rows_new(const struct settings *const *tables, size_t count)
{
	struct rows *rows = mem_new(sizeof(*rows));

	add_table(rows, &config_settings);
	for (size_t i = 0; i < count; i++)
		add_table(rows, tables[i]);
	return rows;
}

void
rows_free(struct rows *rows)
{
	if (rows == NULL)
		return;
	for (size_t i = 0; i < rows->count; i++)
		value_free(rows->fallbacks[i]);
	mem_free(rows->items);
	mem_free(rows->tables);
	mem_free(rows->fallbacks);
	mem_free(rows->all);
	mem_free(rows);
}

static bool
is_of(const struct setting *row, enum section_kind kind)
{
	return row->section ==
	    (kind == SECTION_DEFAULTS ? SECTION_SOURCE : kind);
}

size_t
rows_find(const struct rows *rows, enum section_kind kind, const char *name)
{
	size_t i = 0;

	while (i < rows->count &&
	    (!is_of(rows->items[i], kind) ||
		strcmp(rows->items[i]->name, name) != 0))
		i++;
	return i;
}

const char *
rows_near(const struct rows *rows, enum section_kind kind, const char *name)
{
	const char **names = mem_new_array(rows->count, sizeof(*names));
	size_t count = 0;
	const char *near;

	for (size_t i = 0; i < rows->count; i++)
		if (is_of(rows->items[i], kind))
			names[count++] = rows->items[i]->name;
	near = near_name(name, names, count);
	mem_free(names);
	return near;
}
