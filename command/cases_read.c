/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/number.h"
#include "command/cases.h"
#include "command/command.h"
#include "config/tree.h"
#include "config/watchlist.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/model.h"

static const char after_period_end[] = " after period end";

bool
cases_say(struct case_file *file, const struct value *value, const char *fmt,
    ...)
{
	struct err err = { .at = ERR_NOWHERE };
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(err.text, sizeof(err.text), fmt, args);
	va_end(args);
	return tree_complain(file->tree, value, &err);
}

static bool
unknown_name(struct case_file *file, const struct value *map, size_t i,
    const char *const *names, const char *what)
{
	size_t count = 0;
	const char *near;
	struct err err;

	while (names[count] != NULL)
		count++;
	near = near_name(map->keys[i], names, count);
	(void)err_at(&err, 0, "%s has no '%.100s'%s%s%s", what, map->keys[i],
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
	return tree_complain_of_name(
	    file->tree, map->keys[i], map->items[i], &err);
}

static bool
is_among(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (!strcmp(*names, name))
			return true;
	return false;
}

static bool
check_twice(struct case_file *file, const struct value *map)
{
	struct map *seen = map_new();
	bool once = true;
	struct err err;

	for (size_t i = 0; i < map->count; i++) {
		const struct value *first = map_find(seen, map->keys[i]);

		if (first == NULL) {
			map_put(seen, map->keys[i], map->items[i]);
			continue;
		}
		(void)err_at(&err, 0,
		    "'%.100s' is there twice; it was set on line %u before",
		    map->keys[i], first->key_place.line);
		once = tree_complain_of_name(
		    file->tree, map->keys[i], map->items[i], &err);
	}
	map_free(seen);
	return once;
}

bool
cases_check_names(struct case_file *file, const struct value *map,
    const char *const *names, const char *what)
{
	bool fine;

	if (map->kind != VALUE_MAP)
		return cases_say(
		    file, map, "%s is written as name: value", what);
	fine = check_twice(file, map);
	for (size_t i = 0; names != NULL && i < map->count; i++)
		if (!is_among(map->keys[i], names))
			fine = unknown_name(file, map, i, names, what);
	return fine;
}

bool
cases_read_day(
    struct case_file *file, const struct value *value, int64_t *start)
{
	int64_t day;

	if (value->kind != VALUE_ONE || !date_parse(&day, value->text))
		return cases_say(file, value,
		    "a date such as 2025-08-29 is expected here");
	*start = day * DAY_S;
	return true;
}

/* "45d after period end", or the date of all. */
static bool
read_known(struct case_file *file, const struct value *value,
    struct known_rule *known)
{
	size_t tail = sizeof(after_period_end) - 1, length;
	char *duration;
	struct err err;
	bool fine;

	if (value == NULL)
		return true;
	if (value->kind != VALUE_ONE)
		return cases_say(file, value, "a date, or 45d after period "
					      "end, is expected here");
	length = strlen(value->text);
	known->is_date = length <= tail ||
	    strcmp(value->text + length - tail, after_period_end) != 0;
	if (known->is_date)
		return cases_read_day(file, value, &known->date);
	duration = mem_bytes(value->text, length - tail);
	fine = duration_parse(&known->seconds, duration, &err) ||
	    tree_complain(file->tree, value, &err);
	mem_free(duration);
	return fine;
}

static void
release_case(struct written_case *written)
{
	for (size_t i = 0; i < written->figure_count; i++) {
		labels_release(&written->figures[i].labels);
		vintage_release(&written->figures[i].vintage);
	}
	for (size_t i = 0; i < written->event_count; i++)
		event_release(&written->events[i].event);
	for (size_t i = 0; i < written->wanted_count; i++) {
		mem_free(written->wanted[i].subject);
		mem_free(written->wanted[i].written);
		mem_free(written->wanted[i].reason);
		mem_free(written->wanted[i].outcomes);
		expr_free(written->wanted[i].expr);
	}
	mem_free(written->figures);
	mem_free(written->events);
	mem_free(written->wanted);
	mem_free(written->name);
}

void
case_file_release(struct case_file *file)
{
	for (size_t i = 0; i < file->count; i++)
		release_case(&file->cases[i]);
	mem_free(file->cases);
	model_free(file->model);
	watchlist_free(file->watchlist);
	tree_free(file->tree);
	*file = (struct case_file){ .tree = NULL };
}

static bool
is_text(struct case_file *file, const struct value *map, const char *name)
{
	const struct value *value = value_entry(map, name);

	return value == NULL || value->kind == VALUE_ONE ||
	    cases_say(file, value, "'%s' is one text", name);
}

static int64_t
first_known(const struct written_case *written)
{
	int64_t first = ALWAYS;

	for (size_t i = 0; i < written->figure_count; i++)
		if (written->figures[i].vintage.known_at < first)
			first = written->figures[i].vintage.known_at;
	for (size_t i = 0; i < written->event_count; i++)
		if (written->events[i].event.known_at < first)
			first = written->events[i].event.known_at;
	return first;
}

/* Each day between is looked at. */
static bool
check_span(struct case_file *file, const struct written_case *written,
    const struct value *map)
{
	int64_t first = first_known(written);
	const struct wanted *last;

	if (written->wanted_count == 0)
		return cases_say(file, map,
		    "this case wants nothing: 'at' is missing or empty");
	last = &written->wanted[written->wanted_count - 1];
	return first >= last->at ||
	    date_day_of(last->at) - date_day_of(first) <= LIMIT_CASE_DAYS ||
	    cases_say(file, map,
		"more than %d days lie between what is known first and the "
		"last date under 'at'",
		LIMIT_CASE_DAYS);
}

static bool
read_case(struct case_file *file, const struct value *map)
{
	static const char *const names[] = { "name", "note", "known",
		"figures", "events", "at", NULL };
	struct written_case *written;
	struct known_rule known = file->known;
	const struct value *name;
	bool fine;

	if (!cases_check_names(file, map, names, "a case") ||
	    !is_text(file, map, "name") || !is_text(file, map, "note") ||
	    !read_known(file, value_entry(map, "known"), &known))
		return false;
	file->cases =
	    mem_room(file->cases, file->count, sizeof(*file->cases));
	written = &file->cases[file->count++];
	name = value_entry(map, "name");
	*written = (struct written_case){
		.place = name != NULL ? name->place : map->place,
		.name = foreign_clean(
		    foreign_text(name != NULL ? name->text : "")),
	};
	if (written->name[0] == '\0')
		return cases_say(file, map, "a case needs a name");
	fine = cases_read_figures(
	    file, written, &known, value_entry(map, "figures"));
	fine = cases_read_events(file, written, value_entry(map, "events")) &&
	    fine;
	fine = cases_read_wanted(file, written, value_entry(map, "at")) && fine;
	return fine && check_span(file, written, map);
}

static bool
read_cases(struct case_file *file, const struct value *root)
{
	const struct value *list = value_entry(root, "cases");
	bool fine = true;

	if (list == NULL || list->kind != VALUE_LIST || list->count == 0)
		return cases_say(file, list != NULL ? list : root,
		    "'cases' is missing: a list, each with its name, figures "
		    "and at");
	for (size_t i = 0; i < list->count; i++)
		fine = read_case(file, list->items[i]) && fine;
	return fine;
}

/* -c, else the one that the file names, else as every command does. */
static char *
watchlist_of(const struct case_file *file, const struct value *root,
    const struct invocation *invocation)
{
	const struct value *named = value_entry(root, "watchlist");
	char *directory, *path;

	if (invocation->watchlist != NULL || named == NULL)
		return watchlist_path(
		    invocation->watchlist, invocation->program);
	directory = file_directory(tree_file(file->tree));
	path = file_join(directory, named->text);
	mem_free(directory);
	return path;
}

static void
define_signals(struct case_file *file)
{
	size_t count;
	struct definition **definitions =
	    watchlist_take_definitions(file->watchlist, &count);

	file->model = model_new();
	for (size_t i = 0; i < count; i++)
		(void)model_define(file->model, definitions[i]);
	mem_free(definitions);
}

bool
case_file_read(struct case_file *file, const char *name,
    const struct invocation *invocation, struct complaints *complaints)
{
	static const char *const names[] = { "watchlist", "known", "cases",
		NULL };
	const struct value *root;
	char *watchlist;

	*file = (struct case_file){ .tree = tree_read(name, complaints) };
	if (file->tree == NULL)
		return false;
	root = tree_root(file->tree);
	if (!cases_check_names(file, root, names, "a file of cases") ||
	    !is_text(file, root, "watchlist") ||
	    !read_known(file, value_entry(root, "known"), &file->known))
		return false;
	watchlist = watchlist_of(file, root, invocation);
	file->watchlist = watchlist_load(watchlist, invocation->tables,
	    invocation->table_count, complaints);
	mem_free(watchlist);
	if (file->watchlist == NULL)
		return false;
	define_signals(file);
	return read_cases(file, root);
}
