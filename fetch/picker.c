/* SPDX-License-Identifier: MIT */
#include "fetch/picker.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/json_match.h"
#include "fetch/json_path.h"
#include "fetch/pick_take.h"
#include "fetch/recipe.h"
#include "model/evidence.h"

struct column { /* an absolute path: its values by their own index */
	const struct json_path *path;
	struct text_value *values;
	size_t count;
	bool own_index;
};

struct reader { /* one each: of one signal */
	struct picker *picker;
	size_t recipe, each;
};

struct harvest { /* of one signal */
	struct gathered *items;
	size_t count;
};

struct picker {
	struct document *document;
	struct recipe **recipes;
	struct harvest *harvests;
	size_t recipe_count;
	struct column *columns;
	size_t column_count;
	struct reader **readers;
	size_t reader_count;
	struct json_match *match;
	size_t matches;
	char *failed; /* unreadable: why */
};

static bool
has_own_index(const struct json_path *path, size_t *segment)
{
	for (size_t i = 0; i < path->count; i++)
		if (path->segments[i].selectors[0].kind == SELECT_OWN) {
			*segment = i;
			return true;
		}
	return false;
}

static void
on_column(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct column *column = context;
	size_t at = 0, segment;

	if (has_own_index(column->path, &segment) && segment < steps->count)
		at = steps->items[segment].index;
	if (at >= LIMIT_MATCHES)
		return;
	while (column->count <= at) {
		column->values = mem_room(column->values, column->count,
		    sizeof(*column->values));
		column->values[column->count++] =
		    (struct text_value){ .found = false };
	}
	if (!column->values[at].found)
		text_value_of(tape, node, steps, &column->values[at]);
}

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct reader *reader = context;
	struct picker *picker = reader->picker;
	const struct recipe *recipe = picker->recipes[reader->recipe];
	struct harvest *harvest = &picker->harvests[reader->recipe];
	struct gathered *gathered;

	if (picker->matches++ >= LIMIT_MATCHES)
		return;
	harvest->items =
	    mem_room(harvest->items, harvest->count, sizeof(*gathered));
	gathered = &harvest->items[harvest->count++];
	*gathered = (struct gathered){ .each = reader->each };
	if (steps->count > 0)
		gathered->own_index = steps->items[steps->count - 1].index;
	for (int part = 0; part < PART_COUNT; part++)
		field_read(&recipe->parts[part], tape, node, steps,
		    &gathered->parts[part]);
	gathered->labels =
	    mem_new_array(recipe->label_count, sizeof(struct text_value));
	for (size_t i = 0; i < recipe->label_count; i++)
		field_read(&recipe->labels[i].field, tape, node, steps,
		    &gathered->labels[i]);
	/* An event's evidence is its node where the title has no path. */
	if (recipe->events && !gathered->parts[PART_TITLE].found)
		text_value_of(
		    tape, node, steps, &gathered->parts[PART_TITLE]);
}

static void
add_column(struct picker *picker, struct field *field)
{
	size_t segment;

	if (field->kind != FIELD_ABSOLUTE)
		return;
	field->column = picker->column_count;
	picker->columns = mem_room(picker->columns, picker->column_count,
	    sizeof(*picker->columns));
	picker->columns[picker->column_count++] = (struct column){
		.path = field->path,
		.own_index = has_own_index(field->path, &segment),
	};
}

static void
add_recipe(struct picker *picker, const struct section *signal)
{
	struct recipe *recipe = recipe_new(signal);

	picker->recipes = mem_room(
	    picker->recipes, picker->recipe_count, sizeof(*picker->recipes));
	picker->harvests = mem_room(picker->harvests, picker->recipe_count,
	    sizeof(*picker->harvests));
	picker->harvests[picker->recipe_count] =
	    (struct harvest){ .items = NULL };
	picker->recipes[picker->recipe_count++] = recipe;
	for (int part = 0; part < PART_COUNT; part++)
		add_column(picker, &recipe->parts[part]);
	for (size_t i = 0; i < recipe->label_count; i++)
		add_column(picker, &recipe->labels[i].field);
	for (size_t i = 0; i < recipe->each_count; i++) {
		struct reader *reader = mem_new(sizeof(*reader));

		*reader = (struct reader){ picker, picker->recipe_count - 1,
			i };
		picker->readers = mem_room(picker->readers,
		    picker->reader_count, sizeof(*picker->readers));
		picker->readers[picker->reader_count++] = reader;
	}
}

static void
start_match(struct picker *picker)
{
	size_t count = picker->reader_count + picker->column_count;
	struct json_query *queries = mem_new_array(count, sizeof(*queries));

	for (size_t i = 0; i < picker->reader_count; i++) {
		struct reader *reader = picker->readers[i];

		queries[i] = (struct json_query){
			picker->recipes[reader->recipe]->each[reader->each],
			on_node, reader
		};
	}
	for (size_t i = 0; i < picker->column_count; i++)
		queries[picker->reader_count + i] =
		    (struct json_query){ picker->columns[i].path, on_column,
			    &picker->columns[i] };
	picker->match = json_match_new(queries, count, LIMIT_HELD);
	mem_free(queries);
}

struct picker *
picker_new(const struct watchlist *watchlist, const struct section *source,
    struct document *document)
{
	struct picker *picker = mem_new(sizeof(*picker));

	picker->document = document_hold(document);
	for (size_t i = 0; i < watchlist->counts[SECTION_SIGNAL]; i++) {
		const struct section *signal =
		    watchlist->sections[SECTION_SIGNAL][i];
		const char *from = section_text(signal, "from");

		if (from != NULL && !strcmp(from, source->name))
			add_recipe(picker, signal);
	}
	start_match(picker);
	return picker;
}

void
picker_free(struct picker *picker)
{
	if (picker == NULL)
		return;
	json_match_free(picker->match);
	for (size_t i = 0; i < picker->recipe_count; i++) {
		for (size_t k = 0; k < picker->harvests[i].count; k++)
			gathered_release(&picker->harvests[i].items[k],
			    picker->recipes[i]->label_count);
		mem_free(picker->harvests[i].items);
		recipe_free(picker->recipes[i]);
	}
	for (size_t i = 0; i < picker->column_count; i++) {
		for (size_t k = 0; k < picker->columns[i].count; k++)
			text_value_release(&picker->columns[i].values[k]);
		mem_free(picker->columns[i].values);
	}
	for (size_t i = 0; i < picker->reader_count; i++)
		mem_free(picker->readers[i]);
	mem_free(picker->recipes);
	mem_free(picker->harvests);
	mem_free(picker->columns);
	mem_free(picker->readers);
	mem_free(picker->failed);
	document_release(picker->document);
	mem_free(picker);
}

bool
picker_feed(
    struct picker *picker, const char *bytes, size_t length, struct err *err)
{
	if (json_match_feed(picker->match, bytes, length, err))
		return true;
	mem_free(picker->failed);
	picker->failed = mem_text(err->text);
	return false;
}

struct outcome { /* of one signal */
	size_t found, taken, wrong;
	struct err first; /* mistake */
};

static void
worsen(struct picked *picked, enum source_state state, char *reason)
{
	if (state <= picked->state) {
		mem_free(reason);
		return;
	}
	mem_free(picked->reason);
	picked->state = state;
	picked->reason = reason;
}

static void
move_column(struct text_value *to, const struct column *column, size_t own)
{
	size_t at = column->own_index ? own : 0;
	const struct text_value *from;

	if (at >= column->count || !column->values[at].found)
		return;
	from = &column->values[at];
	*to = *from;
	to->text = mem_bytes(from->text, from->length);
	to->path = mem_text(from->path);
}

static void
resolve_columns(const struct picker *picker, const struct recipe *recipe,
    struct gathered *gathered)
{
	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->parts[part].kind == FIELD_ABSOLUTE)
			move_column(&gathered->parts[part],
			    &picker->columns[recipe->parts[part].column],
			    gathered->own_index);
	for (size_t i = 0; i < recipe->label_count; i++)
		if (recipe->labels[i].field.kind == FIELD_ABSOLUTE)
			move_column(&gathered->labels[i],
			    &picker->columns[recipe->labels[i].field.column],
			    gathered->own_index);
}

/* Of several each: the first listed wins a period of a series. */
static bool
is_won_already(struct map *won, const struct take *take, size_t each)
{
	struct buf key;
	void *winner;

	buf_init(&key, LIMIT_MESSAGE);
	labels_format(&key, &take->labels);
	period_format(&key, take->period);
	winner = map_find(won, buf_string(&key));
	if (winner == NULL)
		map_put(won, buf_string(&key), (void *)(uintptr_t)(each + 1));
	buf_release(&key);
	return winner != NULL && (size_t)(uintptr_t)winner != each + 1;
}

static void
take_one(struct picker *picker, size_t i, struct gathered *gathered,
    struct outcome *outcome, struct picked *picked)
{
	const struct recipe *recipe = picker->recipes[i];
	struct take take;
	struct err err;
	enum taken taken;

	resolve_columns(picker, recipe, gathered);
	taken = recipe->events
	    ? take_event(recipe, picker->document, gathered, &take, &err)
	    : take_figure(recipe, picker->document, gathered, &take, &err);
	outcome->found++;
	if (taken == TAKEN_WRONG && outcome->wrong++ == 0)
		outcome->first = err;
	if (taken != TAKEN) {
		take_release(&take);
		return;
	}
	outcome->taken++;
	picked->takes =
	    mem_room(picked->takes, picked->count, sizeof(*picked->takes));
	picked->takes[picked->count++] = take;
}

/* Those of a later each: whose period was won are dropped again. */
static void
drop_lost(struct picked *picked, size_t first, const size_t *eaches)
{
	struct map *won = map_new();
	size_t kept = first;

	for (size_t each = 0; each < 64; each++)
		for (size_t i = first; i < picked->count; i++)
			if (eaches[i - first] == each &&
			    is_won_already(won, &picked->takes[i], each))
				take_release(&picked->takes[i]);
	for (size_t i = first; i < picked->count; i++)
		if (picked->takes[i].signal != NULL)
			picked->takes[kept++] = picked->takes[i];
	picked->count = kept;
	map_free(won);
}

static void
conclude(const struct recipe *recipe, const struct outcome *outcome,
    struct picked *picked)
{
	const char *name = recipe->section->name;

	if (outcome->wrong > 0)
		worsen(picked, SOURCE_UNREADABLE,
		    mem_printf("%zu of %zu values of %s unreadable: %s",
			outcome->wrong, outcome->found, name,
			outcome->first.text));
	else if (outcome->found == 0)
		worsen(picked, SOURCE_MISSING,
		    mem_printf("each of %s found nothing", name));
	else if (outcome->taken == 0)
		worsen(picked, SOURCE_MISSING,
		    mem_printf("%s: %zu nodes were found, none has a value",
			name, outcome->found));
}

static void
take_signal(struct picker *picker, size_t i, struct picked *picked)
{
	struct harvest *harvest = &picker->harvests[i];
	const struct recipe *recipe = picker->recipes[i];
	size_t *eaches = mem_new_array(harvest->count, sizeof(*eaches));
	struct outcome outcome = { .found = 0 };
	size_t first = picked->count;

	for (size_t k = 0; k < harvest->count; k++) {
		size_t before = picked->count;

		take_one(picker, i, &harvest->items[k], &outcome, picked);
		if (picked->count > before)
			eaches[before - first] = harvest->items[k].each;
	}
	if (recipe->each_count > 1 && !recipe->events)
		drop_lost(picked, first, eaches);
	conclude(recipe, &outcome, picked);
	mem_free(eaches);
}

void
picker_end(struct picker *picker, struct picked *picked)
{
	struct err err;

	*picked = (struct picked){ .state = SOURCE_OK };
	if (picker->failed == NULL && !json_match_end(picker->match, &err))
		picker->failed = mem_text(err.text);
	if (picker->failed != NULL) {
		worsen(picked, SOURCE_UNREADABLE, mem_text(picker->failed));
		return;
	}
	if (picker->matches > LIMIT_MATCHES) {
		worsen(picked, SOURCE_UNREADABLE,
		    mem_printf("it has more than %d matches", LIMIT_MATCHES));
		return;
	}
	for (size_t i = 0; i < picker->recipe_count; i++)
		take_signal(picker, i, picked);
}
