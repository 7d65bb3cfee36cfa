/* SPDX-License-Identifier: MIT */
#include "fetch/json_match.h"

#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_path.h"
#include "fetch/json_ways.h"

struct level { /* an open container */
	uint64_t fits; /* who wants the member that comes next */
	char *key;     /* its name, where anybody asks for it */
	size_t key_room;
	struct json_ways *ways; /* requests are on the container itself */
	bool recorded;		 /* on the tape, as */
	uint32_t node;
	bool whole;		 /* with all that is in it */
	uint64_t names;		 /* of members that are to be heard of */
	size_t keeper;		 /* the outermost of what is kept in it */
};

struct json_match {
	struct json_events *events;
	struct json_query *queries;
	size_t query_count;
	struct level *levels; /* reused; DEPTH are open */
	size_t depth, level_count;
	struct json_tape tape;
	struct json_budget budget;
	size_t recording; /* levels that are on the tape */
	size_t whole;	  /* of them, with all that is in them */
	struct json_steps steps; /* to the child of each that comes next */
	struct json_ways *root;
	size_t ways_room;
	char *too_much; /* what is said at the ceiling */
};

/* Positions and requests that are kept, some 100 bytes each. */
enum { WAYS_ROOM = 4096 };

static struct json_step *
step_here(const struct json_match *match)
{
	return &match->steps.items[match->depth - 1];
}

/* Who wants the node that comes now, a child of the innermost level. */
static struct json_ways *
meet(struct json_match *match)
{
	struct level *level;
	struct json_step *step;

	if (match->depth == 0)
		return match->root;
	level = &match->levels[match->depth - 1];
	step = step_here(match);
	if (step->is_index && !level->ways->lists.uneven)
		level->fits = UINT64_MAX;
	else if (step->is_index)
		(void)json_lists_find(
		    &level->ways->lists, step, &level->fits);
	return json_ways_to(level->ways,
	    &(struct json_place){ level->fits, step }, match->depth);
}

static bool
passes(const struct json_match *match, const struct json_request *request,
    uint32_t node)
{
	const struct json_path *path = request->at.path;

	return !request->tested ||
	    json_filter_holds(&match->tape,
		path->segments[request->at.segment - 1].selectors[0].filter,
		node);
}

/* Tells what is to be told of a node that has ended, and gives the outermost
 * for whom it is to be kept. */
static size_t
answer(struct json_match *match, const struct json_lists *lists, uint32_t node)
{
	const struct json_steps *steps = &match->steps;
	size_t keeper = KEEP_NOT;

	match->steps.count = match->depth;
	for (size_t i = 0; i < lists->request_count && !match->tape.full;
	    i++) {
		const struct json_request *request = &lists->requests[i];
		const struct json_query *query =
		    &match->queries[request->at.query];

		if (!passes(match, request, node))
			continue;
		if (request->at.keeper < keeper)
			keeper = request->at.keeper;
		if (request->at.keeper != KEEP_NOT)
			continue;
		if (request->at.segment == query->path->count)
			query->found(
			    query->context, &match->tape, node, steps);
		else
			json_eval(&match->tape, query->path,
			    request->at.segment, node, steps, query->found,
			    query->context);
	}
	return keeper;
}

/* What has ended stays where it is part of something that is asked for whole,
 * or where somebody outside of it keeps it, or a part of it: what was kept in a
 * candidate for its own test goes with it. */
static void
keep_or_drop(struct json_match *match, uint32_t node, size_t keeper)
{
	if (match->recording == 0 ||
	    (match->whole == 0 && keeper > match->depth))
		json_tape_drop(&match->tape, node);
	else if (keeper <= match->depth &&
	    keeper < match->levels[match->depth - 1].keeper)
		match->levels[match->depth - 1].keeper = keeper;
}

static void
check_tape(struct json_match *match)
{
	if (match->tape.full)
		json_events_stop(match->events, match->too_much);
	if (match->budget.spent)
		json_events_stop(match->events,
		    "a path goes too many ways in it");
}

/* The node that comes now, on the tape; with its name, if in another's. */
static uint32_t
record(struct json_match *match, enum json_kind kind, const char *text,
    size_t length)
{
	const struct json_step *step =
	    match->recording > 0 ? step_here(match) : NULL;
	bool named = step != NULL && !step->is_index;
	uint32_t node = json_tape_add(&match->tape, kind,
	    named ? step->name : "", named ? step->length : 0);

	if (match->tape.full)
		return node;
	if (kind == JSON_ARRAY || kind == JSON_OBJECT)
		json_tape_open(&match->tape, node);
	else
		json_tape_say(&match->tape, node, text, length);
	match->tape.nodes[node].offset = json_events_offset(match->events);
	if (step != NULL && step->is_index)
		match->tape.nodes[node].index = (uint32_t)step->index;
	return node;
}

static void
count_child(struct json_match *match)
{
	if (match->depth > 0)
		step_here(match)->index++;
}

static void
on_scalar(void *context, enum json_kind kind, const char *text, size_t length)
{
	struct json_match *match = context;
	const struct json_lists *lists = &meet(match)->lists;
	uint32_t node;

	if (match->whole > 0 || lists->whole || lists->tested) {
		node = record(match, kind, text, length);
		keep_or_drop(match, node, answer(match, lists, node));
		check_tape(match);
	}
	count_child(match);
}

static struct level *
push_level(struct json_match *match, bool array)
{
	if (match->depth == match->level_count) {
		match->levels = mem_room(match->levels, match->level_count,
		    sizeof(*match->levels));
		match->steps.items = mem_room(match->steps.items,
		    match->level_count, sizeof(*match->steps.items));
		match->levels[match->level_count++] =
		    (struct level){ .node = 0 };
	}
	match->depth++;
	*step_here(match) = (struct json_step){ .is_index = array };
	return &match->levels[match->depth - 1];
}

static void
on_open(void *context, enum json_kind kind)
{
	struct json_match *match = context;
	struct json_ways *ways = meet(match);
	const struct json_lists *lists = &ways->lists;
	struct level *level;
	uint32_t node = 0;
	bool recorded = match->whole > 0 || lists->request_count > 0 ||
	    (match->recording > 0 && lists->position_count > 0);

	if (recorded) {
		node = record(match, kind, NULL, 0);
		match->recording++;
		check_tape(match);
	} else if (lists->position_count == 0) {
		json_events_skip(match->events);
	}
	level = push_level(match, kind == JSON_ARRAY);
	level->ways = ways;
	level->recorded = recorded;
	level->node = node;
	level->whole = match->whole > 0 || lists->whole;
	level->names =
	    level->whole || lists->descends ? UINT64_MAX : lists->names;
	level->keeper = KEEP_NOT;
	match->whole += level->whole;
	json_events_hear(match->events, level->names);
}

/* The name of the member that comes, for the path to it: TEXT is no longer
 * there when the value has been read. */
static void
keep_name(struct level *level, struct json_step *step)
{
	if (step->length + 1 > level->key_room) {
		level->key_room = step->length + 64;
		level->key = mem_resize(level->key, level->key_room);
	}
	(void)memcpy(level->key, step->name, step->length);
	level->key[step->length] = '\0';
	step->name = level->key;
}

static bool
on_key(void *context, const char *text, size_t length)
{
	struct json_match *match = context;
	struct level *level = &match->levels[match->depth - 1];
	const struct json_lists *lists = &level->ways->lists;
	struct json_step *step = step_here(match);
	bool wanted = match->whole > 0;

	step->name = text;
	step->length = length;
	level->fits = 0;
	if ((lists->names & json_name_bit(text, length)) != 0)
		wanted =
		    json_lists_find(lists, step, &level->fits) || wanted;
	if (wanted || lists->descends)
		keep_name(level, step);
	return wanted;
}

static void
on_close(void *context)
{
	struct json_match *match = context;
	struct level *level = &match->levels[--match->depth];
	size_t keeper;

	if (level->recorded) {
		json_tape_close(&match->tape);
		keeper = answer(match, &level->ways->lists, level->node);
		match->recording--;
		match->whole -= level->whole;
		keep_or_drop(match, level->node,
		    keeper < level->keeper ? keeper : level->keeper);
		check_tape(match);
	}
	if (match->depth > 0)
		json_events_hear(match->events,
		    match->levels[match->depth - 1].names);
	count_child(match);
}

static const struct json_handler handler = {
	.scalar = on_scalar,
	.open = on_open,
	.key = on_key,
	.close = on_close,
};

struct json_match *
json_match_new(const struct json_query *queries, size_t count, size_t held)
{
	struct json_match *match = mem_new(sizeof(*match));

	match->queries = mem_new_array(count, sizeof(*queries));
	if (count > 0)
		(void)memcpy(
		    match->queries, queries, count * sizeof(*queries));
	match->query_count = count;
	json_tape_init(&match->tape, held);
	match->too_much = mem_printf(
	    "a path makes us hold more than %zu %s of it at once, which is "
	    "the ceiling (hold)",
	    held / (held < MIB ? KIB : MIB), held < MIB ? "KiB" : "MiB");
	match->budget.left = LIMIT_STEPS;
	match->tape.budget = &match->budget;
	match->ways_room = WAYS_ROOM;
	match->root = json_ways_new(&match->ways_room);
	for (size_t i = 0; i < count; i++)
		json_lists_begin(&match->root->lists, queries[i].path, i);
	match->events = json_events_new(&handler, match);
	return match;
}

void
json_match_free(struct json_match *match)
{
	if (match == NULL)
		return;
	for (size_t i = 0; i < match->level_count; i++)
		mem_free(match->levels[i].key);
	mem_free(match->levels);
	mem_free(match->queries);
	json_ways_free(match->root);
	mem_free(match->steps.items);
	json_tape_release(&match->tape);
	json_events_free(match->events);
	mem_free(match->too_much);
	mem_free(match);
}

bool
json_match_feed(struct json_match *match, const char *bytes, size_t length,
    struct err *err)
{
	return json_events_feed(match->events, bytes, length, err);
}

bool
json_match_end(struct json_match *match, struct err *err)
{
	return json_events_end(match->events, err);
}

size_t
json_match_passed(const struct json_match *match)
{
	return json_events_passed(match->events);
}
