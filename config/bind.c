/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/parts.h"
#include "model/expr.h"

/* The settings of the top that hold sections. */
static const struct holder {
	const char *name;
	enum section_kind kind;
	bool list; /* of maps without names */
} holders[] = {
	{ "sources", SECTION_SOURCE, false },
	{ "signals", SECTION_SIGNAL, false },
	{ "alerts", SECTION_ALERT, false },
	{ "panels", SECTION_PANEL, true },
	{ "sinks", SECTION_SINK, false },
	{ "routes", SECTION_ROUTE, true },
};

struct section *
section_new(struct watchlist *watchlist, enum section_kind kind,
    const char *name, struct place place)
{
	struct section *section = mem_new(sizeof(*section));

	section->kind = kind;
	section->name = mem_text(name);
	section->place = place;
	section->watchlist = watchlist;
	section->values =
	    mem_new_array(watchlist->rows->count, sizeof(struct value *));
	section->exprs =
	    mem_new_array(watchlist->rows->count, sizeof(struct expr *));
	return section;
}

void
section_free(struct section *section)
{
	if (section == NULL)
		return;
	for (size_t i = 0; i < section->watchlist->rows->count; i++) {
		value_free(section->values[i]);
		if (section->kind != SECTION_SIGNAL)
			expr_free(section->exprs[i]);
	}
	mem_free(section->values);
	mem_free(section->exprs);
	mem_free(section->name);
	mem_free(section);
}

static struct value *
copy_value(const struct value *from)
{
	struct value *copy = value_new(from->kind, from->place);

	copy->text = mem_text(from->text);
	copy->shown = copy->text;
	copy->style = from->style;
	copy->unfit = from->unfit;
	copy->key_place = from->key_place;
	for (size_t i = 0; i < from->count; i++)
		value_append(copy, from->keys != NULL ? from->keys[i] : NULL,
		    copy_value(from->items[i]));
	return copy;
}

static bool
shape_fits(enum setting_shape shape, enum value_kind kind)
{
	switch (shape) {
	case SHAPE_ONE:
		return kind == VALUE_ONE;
	case SHAPE_LIST:
		return kind == VALUE_LIST;
	case SHAPE_ONE_OR_LIST:
		return kind != VALUE_MAP;
	case SHAPE_MAP:
		return kind == VALUE_MAP;
	default:
		return kind != VALUE_LIST;
	}
}

static const char *
wanted_shape(enum setting_shape shape)
{
	static const char *const wanted[] = {
		[SHAPE_ONE] = "a single value",
		[SHAPE_LIST] = "a list: [value] or '- value' lines",
		[SHAPE_ONE_OR_LIST] = "a single value or a list",
		[SHAPE_MAP] = "a map: { name: value } or 'name: value' lines",
		[SHAPE_ONE_OR_MAP] = "a single value or a map",
	};

	return wanted[shape];
}

static const char *
kind_word(enum value_kind kind)
{
	static const char *const words[] = { [VALUE_ONE] = "a single value",
		[VALUE_LIST] = "a list",
		[VALUE_MAP] = "a map" };

	return words[kind];
}

/* Every element of a list and every value of a map is a single one. */
static bool
elements_fit(struct loading *loading, const struct setting *row,
    const struct value *value)
{
	for (size_t i = 0; i < value->count; i++) {
		const struct value *item = value->items[i];

		if (item->kind == VALUE_ONE)
			continue;
		complain(loading, SEVERITY_ERROR, item->place,
		    "'%s' holds single values, but this is %s", row->name,
		    kind_word(item->kind));
		return false;
	}
	return true;
}

static bool
value_fits(struct loading *loading, const struct setting *row,
    const struct value *value)
{
	if (row->type == SETTING_ANY)
		return true;
	if (shape_fits(row->shape, value->kind))
		return elements_fit(loading, row, value);
	complain(loading, SEVERITY_ERROR,
	    value->kind == VALUE_ONE ? value->place : value->key_place,
	    "'%s' must be %s, but this is %s", row->name,
	    wanted_shape(row->shape), kind_word(value->kind));
	return false;
}

/* The same key twice in a map that the user fills, at any depth. */
static void
check_doubles(
    struct loading *loading, const char *name, const struct value *value)
{
	struct map *seen = value->kind == VALUE_MAP ? map_new() : NULL;

	for (size_t i = 0; i < value->count; i++) {
		const struct value *item = value->items[i], *first;

		if (seen != NULL) {
			first = map_find(seen, value->keys[i]);
			if (first != NULL)
				complain(loading, SEVERITY_ERROR,
				    item->key_place,
				    "'%s' is set twice in '%s' (first on %s)",
				    value->keys[i], name,
				    spot_of(first->key_place, item->key_place)
					.text);
			map_put(seen, value->keys[i], (void *)item);
		}
		check_doubles(loading,
		    seen != NULL ? value->keys[i] : name, item);
	}
	map_free(seen);
}

static void
unknown_setting(struct loading *loading, enum section_kind kind,
    const char *name, struct place place)
{
	const char *near = is_full(loading)
	    ? NULL
	    : rows_near(loading->watchlist->rows, kind, name);

	complain(loading, SEVERITY_ERROR, place,
	    "unknown setting '%s' in %s%s%s%s", name, section_word(kind),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static void
bind_setting(struct loading *loading, struct section *section,
    const char *name, const struct value *value)
{
	const struct rows *rows = loading->watchlist->rows;
	size_t i = rows_find(rows, section->kind, name);
	struct value *copy;

	if (i == rows->count) {
		unknown_setting(
		    loading, section->kind, name, value->key_place);
		return;
	}
	if (section->values[i] != NULL) {
		complain(loading, SEVERITY_ERROR, value->key_place,
		    "'%s' is set twice in this %s (first on %s)", name,
		    section_word(section->kind),
		    spot_of(section->values[i]->key_place, value->key_place)
			.text);
		return;
	}
	if (!value_fits(loading, rows->items[i], value))
		return;
	check_doubles(loading, name, value);
	copy = copy_value(value);
	section->values[i] = copy;
	if ((rows->items[i]->flags & SETTING_SECRETS) != 0)
		expand_value(loading, section, copy);
	else
		refuse_expansion(loading, name, copy);
}

static void
bind_section(struct loading *loading, struct section *section,
    const struct value *map)
{
	for (size_t i = 0; i < map->count; i++)
		bind_setting(loading, section, map->keys[i], map->items[i]);
}

/* NULL: none. */
static const struct section *
same_name(const struct watchlist *watchlist, enum section_kind kind,
    const char *name)
{
	const struct section *other = watchlist_section(watchlist, kind, name);

	/* Signals and alerts share one name space. */
	if (other == NULL && kind == SECTION_SIGNAL)
		other = watchlist_section(watchlist, SECTION_ALERT, name);
	if (other == NULL && kind == SECTION_ALERT)
		other = watchlist_section(watchlist, SECTION_SIGNAL, name);
	return other;
}

static void
add_section(struct loading *loading, enum section_kind kind, const char *name,
    const struct value *map)
{
	struct watchlist *watchlist = loading->watchlist;
	bool named = name != NULL;
	const struct section *other =
	    named ? same_name(watchlist, kind, name) : NULL;
	struct place place = named ? map->key_place : map->place;
	struct section *section;

	if (map->kind != VALUE_MAP) {
		complain(loading, SEVERITY_ERROR, place,
		    "%s %s is a map of settings, but this is %s",
		    kind == SECTION_ALERT ? "an" : "a", section_word(kind),
		    kind_word(map->kind));
		return;
	}
	if (other != NULL) {
		complain(loading, SEVERITY_ERROR, place,
		    "'%s' is %s %s already (%s)", name,
		    other->kind == SECTION_ALERT ? "an" : "a",
		    section_word(other->kind),
		    spot_of(other->place, place).text);
		return;
	}
	if (named && !name_fits(loading, kind, name, place))
		return;
	section = section_new(watchlist, kind, named ? name : "", place);
	if (named)
		map_put(watchlist->names[kind], name, section);
	watchlist->sections[kind] = mem_room(watchlist->sections[kind],
	    watchlist->counts[kind], sizeof(struct section *));
	watchlist->sections[kind][watchlist->counts[kind]++] = section;
	bind_section(loading, section, map);
}

static void
bind_holder(struct loading *loading, const struct holder *holder,
    const struct value *value)
{
	enum value_kind wanted = holder->list ? VALUE_LIST : VALUE_MAP;

	if (value->kind == VALUE_ONE && value->text[0] == '\0')
		return; /* "alerts:" with nothing beneath */
	if (value->kind != wanted) {
		complain(loading, SEVERITY_ERROR, value->key_place,
		    "'%s' must be %s, but this is %s", holder->name,
		    kind_word(wanted), kind_word(value->kind));
		return;
	}
	for (size_t i = 0; i < value->count; i++)
		add_section(loading, holder->kind,
		    holder->list ? NULL : value->keys[i], value->items[i]);
}

static const struct holder *
find_holder(const char *name)
{
	for (size_t i = 0; i < sizeof(holders) / sizeof(holders[0]); i++)
		if (!strcmp(holders[i].name, name))
			return &holders[i];
	return NULL;
}

static void
bind_defaults(struct loading *loading, const struct value *value)
{
	if (value->kind == VALUE_MAP)
		bind_section(loading, loading->watchlist->defaults, value);
	else
		complain(loading, SEVERITY_ERROR, value->key_place,
		    "'defaults' must be a map, but this is %s",
		    kind_word(value->kind));
}

static void
bind_top(
    struct loading *loading, const char *name, const struct value *value)
{
	const struct holder *holder = find_holder(name);

	if (!strcmp(name, "include"))
		return; /* include.c has */
	if (!strcmp(name, "defaults"))
		bind_defaults(loading, value);
	else if (holder != NULL)
		bind_holder(loading, holder, value);
	else
		bind_setting(loading, loading->watchlist->top, name, value);
}

/* Several files may each have a part of the signals; one file has them once.
 * The top's own settings are looked after by bind_setting(). */
static bool
is_once_a_file(const char *name)
{
	return find_holder(name) != NULL || !strcmp(name, "defaults") ||
	    !strcmp(name, "include");
}

void
bind_file(struct loading *loading, const struct value *root)
{
	struct map *seen;

	if (root->kind != VALUE_MAP) {
		complain(loading, SEVERITY_ERROR, root->place,
		    "a watchlist is a map of settings, but this is %s",
		    kind_word(root->kind));
		return;
	}
	seen = map_new();
	for (size_t i = 0; i < root->count; i++) {
		const char *name = root->keys[i];
		const struct value *value = root->items[i],
				   *first = map_find(seen, name);

		if (first != NULL && is_once_a_file(name))
			complain(loading, SEVERITY_ERROR, value->key_place,
			    "'%s' is set twice in this watchlist (first on "
			    "line %u)",
			    name, first->key_place.line);
		map_put(seen, name, (void *)value);
		bind_top(loading, name, value);
	}
	map_free(seen);
}
