/* SPDX-License-Identifier: MIT */
#include "fetch/json_match.h"

#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_path.h"

struct position { /* a query waits at a container with this segment */
	size_t query, segment;
};

struct request { /* evaluate when the node is complete */
	size_t query, segment;
	bool filtered; /* first ask SEGMENT - 1's filter */
};

struct lists { /* who waits at a node, and who asks for it whole */
	struct position *positions;
	size_t position_count, position_room;
	struct request *requests;
	size_t request_count, request_room;
};

struct level { /* an open container */
	bool array;
	size_t index;	/* of the child that comes next */
	char *key;	/* of it */
	size_t key_length, key_room;
	struct lists lists; /* requests are on the container itself */
	uint32_t node; /* on the tape, where there are requests */
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
	struct json_steps steps;
	size_t steps_room;
	struct lists next; /* of the node that comes: filled by meet() */
};

/* Room for one more in an array that is emptied and filled again and again. */
static void *
grow(void *items, size_t count, size_t *room, size_t item_size)
{
	if (count < *room)
		return items;
	*room = *room > 0 ? *room * 2 : 4;
	return mem_resize(items, *room * item_size);
}

static void
wait_with(struct lists *lists, struct position position)
{
	lists->positions = grow(lists->positions, lists->position_count,
	    &lists->position_room, sizeof(position));
	lists->positions[lists->position_count++] = position;
}

static void
ask_for(struct lists *lists, struct request request)
{
	lists->requests = grow(lists->requests, lists->request_count,
	    &lists->request_room, sizeof(request));
	lists->requests[lists->request_count++] = request;
}

/* QUERY has come to a node with SEGMENT before it. */
static void
arrive(struct json_match *match, size_t query, size_t segment)
{
	const struct json_path *path = match->queries[query].path;

	if (segment == path->count ||
	    !json_segment_streams(&path->segments[segment]))
		ask_for(
		    &match->next, (struct request){ query, segment, false });
	else
		wait_with(&match->next, (struct position){ query, segment });
}

static bool
child_fits(const struct level *level, const struct json_selector *selector)
{
	switch (selector->kind) {
	case SELECT_NAME:
		return !level->array &&
		    level->key_length == selector->name_length &&
		    !memcmp(level->key, selector->name,
			selector->name_length);
	case SELECT_INDEX:
		return level->array &&
		    level->index == (size_t)selector->index;
	case SELECT_SLICE:
		return level->array &&
		    json_slice_has(
			selector, INT64_MAX / 2, (int64_t)level->index);
	case SELECT_OWN:
		return level->array;
	default:
		return true;
	}
}

static const struct json_selector *
selector_of(const struct json_match *match, struct position at)
{
	const struct json_path *path = match->queries[at.query].path;

	return &path->segments[at.segment].selectors[0];
}

/* Who wants the node that comes now, a child of the innermost level. */
static void
meet(struct json_match *match)
{
	const struct level *level;

	match->next.position_count = match->next.request_count = 0;
	if (match->depth == 0) {
		for (size_t i = 0; i < match->query_count; i++)
			if (match->queries[i].path->uses_root)
				ask_for(&match->next,
				    (struct request){ i, 0, false });
			else
				arrive(match, i, 0);
		return;
	}
	level = &match->levels[match->depth - 1];
	for (size_t i = 0; i < level->lists.position_count; i++) {
		struct position at = level->lists.positions[i];
		const struct json_selector *selector = selector_of(match, at);

		if (!child_fits(level, selector))
			continue;
		if (selector->kind == SELECT_FILTER)
			ask_for(&match->next,
			    (struct request){ at.query, at.segment + 1,
				true });
		else
			arrive(match, at.query, at.segment + 1);
	}
}

/* The steps to the node that just ended: one for each open level. */
static const struct json_steps *
steps_here(struct json_match *match)
{
	match->steps.count = 0;
	for (size_t i = 0; i < match->depth; i++) {
		const struct level *level = &match->levels[i];

		match->steps.items = grow(match->steps.items,
		    match->steps.count, &match->steps_room,
		    sizeof(struct json_step));
		match->steps.items[match->steps.count++] = level->array
		    ? (struct json_step){ .is_index = true,
			      .index = level->index }
		    : (struct json_step){ .name = level->key,
			      .length = level->key_length };
	}
	return &match->steps;
}

static void
answer(struct json_match *match, const struct lists *lists, uint32_t node)
{
	const struct request *requests = lists->requests;
	const struct json_steps *steps = NULL;

	for (size_t i = 0; i < lists->request_count && !match->tape.full;
	    i++) {
		const struct json_query *query =
		    &match->queries[requests[i].query];

		if (requests[i].filtered &&
		    !json_filter_holds(&match->tape,
			query->path->segments[requests[i].segment - 1]
			    .selectors[0]
			    .filter,
			node))
			continue;
		if (steps == NULL)
			steps = steps_here(match);
		json_eval(&match->tape, query->path, requests[i].segment, node,
		    steps, query->found, query->context);
	}
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

static void
child_key(const struct json_match *match, const char **key, size_t *length)
{
	const struct level *level =
	    match->depth > 0 ? &match->levels[match->depth - 1] : NULL;
	bool named = level != NULL && !level->array;

	*key = named ? level->key : NULL;
	*length = named ? level->key_length : 0;
}

static void
count_child(struct json_match *match)
{
	if (match->depth > 0)
		match->levels[match->depth - 1].index++;
}

static void
on_scalar(void *context, enum json_kind kind, const char *text, size_t length)
{
	struct json_match *match = context;
	const char *key;
	size_t key_length;
	uint32_t node;

	meet(match);
	if (match->recording > 0 || match->next.request_count > 0) {
		child_key(match, &key, &key_length);
		node = json_tape_scalar(
		    &match->tape, kind, key, key_length, text, length);
		if (!match->tape.full) {
			match->tape.nodes[node].offset =
			    json_events_offset(match->events);
			answer(match, &match->next, node);
		}
		if (match->recording == 0)
			json_tape_clear(&match->tape);
		check_tape(match);
	}
	count_child(match);
}

static struct level *
push_level(struct json_match *match)
{
	struct level *level;

	if (match->depth == match->level_count) {
		match->levels = mem_room(match->levels, match->level_count,
		    sizeof(*match->levels));
		match->levels[match->level_count++] =
		    (struct level){ .array = false };
	}
	level = &match->levels[match->depth++];
	level->index = level->key_length = 0;
	level->lists.position_count = level->lists.request_count = 0;
	return level;
}

static void
on_open(void *context, enum json_kind kind)
{
	struct json_match *match = context;
	const char *key;
	size_t key_length;
	struct level *level;
	struct lists lists;
	uint32_t node = 0;

	meet(match);
	if (match->recording > 0 || match->next.request_count > 0) {
		child_key(match, &key, &key_length);
		node = json_tape_open(&match->tape, kind, key, key_length);
		if (!match->tape.full)
			match->tape.nodes[node].offset =
			    json_events_offset(match->events);
		match->recording++;
		check_tape(match);
	} else if (match->next.position_count == 0) {
		json_events_skip(match->events);
	}
	level = push_level(match);
	level->array = kind == JSON_ARRAY;
	level->node = node;
	lists = level->lists; /* its room is of use for the next */
	level->lists = match->next;
	match->next = lists;
}

static bool
is_wanted(const struct json_match *match, const struct level *level)
{
	if (match->recording > 0)
		return true;
	for (size_t i = 0; i < level->lists.position_count; i++)
		if (child_fits(level,
			selector_of(match, level->lists.positions[i])))
			return true;
	return false;
}

static void
on_key(void *context, const char *text, size_t length)
{
	struct json_match *match = context;
	struct level *level = &match->levels[match->depth - 1];

	if (length + 1 > level->key_room) {
		level->key_room = length + 64;
		level->key = mem_resize(level->key, level->key_room);
	}
	(void)memcpy(level->key, text, length);
	level->key[length] = '\0';
	level->key_length = length;
	if (!is_wanted(match, level))
		json_events_skip_scalar(match->events);
}

static void
on_close(void *context)
{
	struct json_match *match = context;
	struct level *level = &match->levels[--match->depth];

	if (match->recording > 0) {
		json_tape_close(&match->tape);
		answer(match, &level->lists, level->node);
		check_tape(match);
		if (--match->recording == 0)
			json_tape_clear(&match->tape);
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
		mem_free(match->levels[i].lists.positions);
		mem_free(match->levels[i].lists.requests);
	}
	mem_free(match->levels);
	mem_free(match->queries);
	mem_free(match->next.positions);
	mem_free(match->next.requests);
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
