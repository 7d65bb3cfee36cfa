/* SPDX-License-Identifier: MIT */
#include "fetch/json_match.h"

#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_path.h"
#include "fetch/json_wait.h"

struct level { /* an open container */
	uint64_t fits; /* who wants the member that comes next */
	char *key;     /* its name, where anybody asks for it */
	size_t key_room;
	struct json_lists lists; /* requests are on the container itself */
	bool recorded;		 /* on the tape, as */
	uint32_t node;
	bool whole;		 /* with all that is in it */
	size_t keeper;		 /* the outermost of what is kept in it */
	bool alike;		 /* its children are wanted alike, */
	bool met;		 /* and the next level's lists are theirs */
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
	struct json_lists next; /* of the node that comes: filled by meet() */
};

static struct json_step *
step_here(const struct json_match *match)
{
	return &match->steps.items[match->depth - 1];
}

/* Who wants the node that comes now, a child of the innermost level. */
static void
meet(struct json_match *match)
{
	json_lists_clear(&match->next);
	if (match->depth > 0) {
		const struct level *level = &match->levels[match->depth - 1];

		json_lists_meet(&match->next, &level->lists,
		    &(struct json_place){ level->fits, step_here(match) },
		    match->depth);
		return;
	}
	for (size_t i = 0; i < match->query_count; i++)
		json_lists_begin(&match->next, match->queries[i].path, i);
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
		json_events_stop(match->events,
		    "a part of it that a path makes us hold is too large");
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
	uint32_t node;

	meet(match);
	if (match->whole > 0 || match->next.whole || match->next.tested) {
		node = record(match, kind, text, length);
		keep_or_drop(
		    match, node, answer(match, &match->next, node));
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

/* Who wants the container that comes: as for the one before it, where children
 * are wanted alike. What the lists had before is of use for the next. */
static void
meet_container(struct json_match *match)
{
	struct level *parent =
	    match->depth > 0 ? &match->levels[match->depth - 1] : NULL;
	struct json_lists lists;

	if (parent != NULL && parent->met) {
		lists = match->levels[match->depth].lists;
		match->levels[match->depth].lists = match->next;
		match->next = lists;
		return;
	}
	meet(match);
	if (parent != NULL)
		parent->met = parent->alike;
}

static void
on_open(void *context, enum json_kind kind)
{
	struct json_match *match = context;
	struct level *level;
	struct json_lists lists;
	uint32_t node = 0;
	bool recorded;

	meet_container(match);
	recorded = match->whole > 0 || match->next.request_count > 0 ||
	    (match->recording > 0 && match->next.position_count > 0);
	if (recorded) {
		node = record(match, kind, NULL, 0);
		match->recording++;
		check_tape(match);
	} else if (match->next.position_count == 0) {
		json_events_skip(match->events);
	}
	level = push_level(match, kind == JSON_ARRAY);
	level->recorded = recorded;
	level->node = node;
	lists = level->lists;
	level->lists = match->next;
	match->next = lists;
	level->alike = json_lists_alike(&level->lists);
	level->met = false;
	level->whole = match->whole > 0 || level->lists.whole;
	level->keeper = KEEP_NOT;
	match->whole += level->whole;
}

static void
on_key(void *context, const char *text, size_t length)
{
	struct json_match *match = context;
	struct level *level = &match->levels[match->depth - 1];
	struct json_step *step = step_here(match);
	bool wanted;

	step->name = text;
	step->length = length;
	wanted = json_lists_want(&level->lists, step, &level->fits) ||
	    match->whole > 0;
	json_events_want_scalar(match->events, wanted);
	if (!wanted && !level->lists.descends)
		return; /* nobody will ask for the name */
	if (length + 1 > level->key_room) {
		level->key_room = length + 64;
		level->key = mem_resize(level->key, level->key_room);
	}
	(void)memcpy(level->key, text, length);
	level->key[length] = '\0';
	step->name = level->key;
}

static void
on_close(void *context)
{
	struct json_match *match = context;
	struct level *level = &match->levels[--match->depth];
	size_t keeper;

	if (level->recorded) {
		json_tape_close(&match->tape);
		keeper = answer(match, &level->lists, level->node);
		match->recording--;
		match->whole -= level->whole;
		keep_or_drop(match, level->node,
		    keeper < level->keeper ? keeper : level->keeper);
		check_tape(match);
	}
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
	match->budget.left = LIMIT_STEPS;
	match->tape.budget = &match->budget;
	match->events = json_events_new(&handler, match);
	return match;
}

void
json_match_free(struct json_match *match)
{
	if (match == NULL)
		return;
	for (size_t i = 0; i < match->level_count; i++) {
		mem_free(match->levels[i].key);
		json_lists_release(&match->levels[i].lists);
	}
	mem_free(match->levels);
	mem_free(match->queries);
	json_lists_release(&match->next);
	mem_free(match->steps.items);
	json_tape_release(&match->tape);
	json_events_free(match->events);
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
