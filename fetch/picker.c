/* SPDX-License-Identifier: MIT */
#include "fetch/picker.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/format.h"
#include "fetch/pick_take.h"
#include "fetch/picking.h"
#include "model/evidence.h"

struct picker {
	struct document *document;
	struct picking picking;
	const struct format *format;
	void *reading; /* the format's */
	char *failed; /* unreadable: why */
	struct tally *tallies;
	size_t tally_count;
};

struct picker *
picker_new(const struct watchlist *watchlist, const struct section *source,
    struct document *document)
{
	struct picker *picker = mem_new(sizeof(*picker));

	picker->document = document_hold(document);
	picker->picking.source = source;
	picker->picking.url = document->url;
	picker->picking.hold = (size_t)section_bytes(source, "hold");
	for (size_t i = 0; i < watchlist->counts[SECTION_SIGNAL]; i++) {
		const struct section *signal =
		    watchlist->sections[SECTION_SIGNAL][i];
		const char *from = section_text(signal, "from");

		if (from != NULL && !strcmp(from, source->name))
			picking_add(&picker->picking, recipe_new(signal));
	}
	picker->format = format_of_source(source);
	picker->reading = picker->format->open(&picker->picking);
	return picker;
}

void
picker_free(struct picker *picker)
{
	if (picker == NULL)
		return;
	picker->format->close(picker->reading);
	picking_release(&picker->picking);
	for (size_t i = 0; i < picker->tally_count; i++) {
		for (size_t k = 0; k < picker->tallies[i].wrong_count; k++)
			mem_free(picker->tallies[i].wrongs[k]);
		mem_free(picker->tallies[i].wrongs);
	}
	mem_free(picker->tallies);
	mem_free(picker->failed);
	document_release(picker->document);
	mem_free(picker);
}

bool
picker_feed(
    struct picker *picker, const char *bytes, size_t length, struct err *err)
{
	if (picker->format->feed(picker->reading, bytes, length, err))
		return true;
	mem_free(picker->failed);
	picker->failed = mem_text(err->text);
	return false;
}

struct outcome { /* of one signal */
	size_t found, taken, wrong, kept;
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
add_wrong(struct tally *tally, const char *text)
{
	if (tally->wrong_count >= LIMIT_WRONGS)
		return;
	tally->wrongs = mem_room(
	    tally->wrongs, tally->wrong_count, sizeof(*tally->wrongs));
	tally->wrongs[tally->wrong_count++] = mem_text(text);
}

static void
take_one(struct picker *picker, size_t i, struct gathered *gathered,
    struct outcome *outcome, struct picked *picked)
{
	const struct recipe *recipe = picker->picking.recipes[i];
	const struct taker taker = { recipe, picker->document,
		&picker->picking.columns };
	struct take take;
	struct err err;
	enum taken taken = recipe->events
	    ? take_event(&taker, gathered, &take, &err)
	    : take_figure(&taker, gathered, &take, &err);

	outcome->found++;
	if (taken == TAKEN_WRONG) {
		if (outcome->wrong++ == 0)
			outcome->first = err;
		add_wrong(&picker->tallies[i], err.text);
	}
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

	for (size_t each = 0; each < each_count; each++)
		for (size_t i = first; i < picked->count; i++)
			if (eaches[i - first] == each &&
			    picked->takes[i].signal != NULL &&
			    is_won_already(won, &picked->takes[i], each))
				take_release(&picked->takes[i]);
	map_free(won);
}

static void
drop_released(struct picked *picked, size_t first)
{
	size_t kept = first;

	for (size_t i = first; i < picked->count; i++)
		if (picked->takes[i].signal != NULL)
			picked->takes[kept++] = picked->takes[i];
	picked->count = kept;
}

static void
conclude(const struct recipe *recipe, const struct outcome *outcome,
    const struct harvest *harvest, struct picked *picked)
{
	const char *name = recipe->section->name;

	if (outcome->wrong > 0)
		worsen(picked, SOURCE_UNREADABLE,
		    mem_printf("%zu of %zu values of %s unreadable: %s",
			outcome->wrong, outcome->found, name,
			outcome->first.text));
	else if (harvest->missing != NULL)
		worsen(picked, SOURCE_MISSING, mem_text(harvest->missing));
	else if (outcome->found == 0 && recipe->format->events_only)
		return; /* nothing has happened: that is fine */
	else if (outcome->found == 0)
		worsen(picked, SOURCE_MISSING,
		    mem_printf("each of %s found nothing", name));
	else if (outcome->taken == 0)
		worsen(picked, SOURCE_MISSING,
		    mem_printf("%s: %zu nodes were found, none has a value",
			name, outcome->found));
	else if (outcome->kept == 0)
		worsen(picked, SOURCE_MISSING,
		    mem_printf("%s: none of %zu running totals makes a "
			       "quarter",
			name, outcome->taken));
}

static void
take_signal(struct picker *picker, size_t i, struct picked *picked)
{
	struct harvest *harvest = &picker->picking.harvests[i];
	const struct recipe *recipe = picker->picking.recipes[i];
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
	if (picked->count > first) /* else there may be no array */
		cumulative_apply(&recipe->cumulative, picked->takes + first,
		    eaches, picked->count - first);
	if (recipe->each_count > 1 && !recipe->events)
		drop_lost(picked, first, eaches, recipe->each_count);
	drop_released(picked, first);
	outcome.kept = picked->count - first;
	conclude(recipe, &outcome, harvest, picked);
	picker->tallies[i].signal = recipe->section->name;
	picker->tallies[i].found = outcome.found;
	picker->tallies[i].nothing =
	    outcome.found - outcome.taken - outcome.wrong;
	picker->tallies[i].kept = outcome.kept;
	mem_free(eaches);
}

static bool
is_readable(struct picker *picker, struct picked *picked)
{
	struct err err;

	if (picker->failed == NULL &&
	    (!picker->format->end(picker->reading, &err) ||
		picking_is_too_much(&picker->picking, &err)))
		picker->failed = mem_text(err.text);
	if (picker->failed == NULL)
		return true;
	worsen(picked, SOURCE_UNREADABLE, mem_text(picker->failed));
	return false;
}

void
picker_end(struct picker *picker, struct picked *picked)
{
	*picked = (struct picked){ .state = SOURCE_OK };
	if (!is_readable(picker, picked))
		return;
	picker->tallies = mem_new_array(
	    picker->picking.count, sizeof(*picker->tallies));
	picker->tally_count = picker->picking.count;
	for (size_t i = 0; i < picker->picking.count; i++)
		take_signal(picker, i, picked);
}

const struct tally *
picker_tallies(const struct picker *picker, size_t *count)
{
	*count = picker->tally_count;
	return picker->tallies;
}
