/* SPDX-License-Identifier: MIT */
#include "fetch/picker.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/column.h"
#include "fetch/json_match.h"
#include "fetch/pick_take.h"
#include "fetch/recipe.h"
#include "model/evidence.h"

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
	struct columns columns;
	struct reader **readers;
	size_t reader_count;
	struct json_match *match;
	size_t matches, held; /* held: bytes of what was gathered */
	char *failed; /* unreadable: why */
};

/* The index nearest to the node: $.rows[3].cells['a'] is row 3. */
static size_t
own_index_of(const struct json_steps *steps)
{
	for (size_t i = steps->count; i > 0; i--)
		if (steps->items[i - 1].is_index)
			return steps->items[i - 1].index;
	return 0;
}

static void
gather(const struct recipe *recipe, const struct json_tape *tape,
    uint32_t node, const struct json_steps *steps, struct text_value *values)
{
	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->slots[part] != SLOT_NONE)
			field_read(&recipe->parts[part], tape, node, steps,
			    &values[recipe->slots[part]]);
	for (size_t i = 0; i < recipe->label_count; i++)
		field_read(&recipe->labels[i].field, tape, node, steps,
		    &values[recipe->slot_count + i]);
	/* An event's evidence is its node where the title has no path. */
	if (recipe->events && !values[recipe->slots[PART_TITLE]].found)
		text_value_of(
		    tape, node, steps, &values[recipe->slots[PART_TITLE]]);
}

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct reader *reader = context;
	struct picker *picker = reader->picker;
	const struct recipe *recipe = picker->recipes[reader->recipe];
	struct harvest *harvest = &picker->harvests[reader->recipe];
	size_t count = recipe->slot_count + recipe->label_count;
	struct gathered *gathered;

	if (picker->matches++ >= LIMIT_MATCHES || picker->held > LIMIT_HELD)
		return;
	harvest->items =
	    mem_room(harvest->items, harvest->count, sizeof(*gathered));
	gathered = &harvest->items[harvest->count++];
	gathered->values = mem_new_array(count, sizeof(struct text_value));
	gathered->own_index = own_index_of(steps);
	gathered->each = reader->each;
	gather(recipe, tape, node, steps, gathered->values);
	picker->held += sizeof(*gathered) + count * sizeof(struct text_value);
	for (size_t i = 0; i < count; i++)
		picker->held += text_value_size(&gathered->values[i]);
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
		columns_add(&picker->columns, &recipe->parts[part]);
	for (size_t i = 0; i < recipe->label_count; i++)
		columns_add(&picker->columns, &recipe->labels[i].field);
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
	size_t count = picker->reader_count + picker->columns.count;
	struct json_query *queries = mem_new_array(count, sizeof(*queries));

	for (size_t i = 0; i < picker->reader_count; i++) {
		struct reader *reader = picker->readers[i];

		queries[i] = (struct json_query){
			picker->recipes[reader->recipe]->each[reader->each],
			on_node, reader
		};
	}
	for (size_t i = 0; i < picker->columns.count; i++)
		queries[picker->reader_count + i] =
		    (struct json_query){ picker->columns.items[i].path,
			    column_found, &picker->columns.items[i] };
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
			    picker->recipes[i]);
		mem_free(picker->harvests[i].items);
		recipe_free(picker->recipes[i]);
	}
	columns_release(&picker->columns);
	for (size_t i = 0; i < picker->reader_count; i++)
		mem_free(picker->readers[i]);
	mem_free(picker->recipes);
	mem_free(picker->harvests);
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
	const struct taker taker = { recipe, picker->document,
		&picker->columns };
	struct take take;
	struct err err;
	enum taken taken = recipe->events
	    ? take_event(&taker, gathered, &take, &err)
	    : take_figure(&taker, gathered, &take, &err);

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

/* Those of a later each: whose period was won are dropped again. EACHES tells
 * which one each take came from. */
static void
drop_lost(struct picked *picked, size_t first, const size_t *eaches,
    size_t each_count)
{
	struct map *won = map_new();
	size_t kept = first;

	for (size_t each = 0; each < each_count; each++)
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
		gathered_release(&harvest->items[k], recipe);
	}
	if (recipe->each_count > 1 && !recipe->events)
		drop_lost(picked, first, eaches, recipe->each_count);
	conclude(recipe, &outcome, picked);
	mem_free(eaches);
}

static bool
is_too_much(const struct picker *picker)
{
	for (size_t i = 0; i < picker->columns.count; i++)
		if (picker->columns.items[i].held > LIMIT_HELD)
			return true;
	return picker->held > LIMIT_HELD;
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
	if (is_too_much(picker)) {
		worsen(picked, SOURCE_UNREADABLE,
		    mem_printf("what is picked from it is more than %zu MiB",
			LIMIT_HELD / MIB));
		return;
	}
	for (size_t i = 0; i < picker->recipe_count; i++)
		take_signal(picker, i, picked);
}
