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

struct level { /* an open container */
	bool array;
	size_t index;	/* of the child that comes next */
	char *key;	/* of it */
	size_t key_length, key_room;
	struct position *positions;
	size_t position_count;
	struct request *requests; /* on the container itself */
	size_t request_count;
	uint32_t node; /* on the tape, where there are requests */
};

struct json_match {
	struct json_events *events;
	struct json_query *queries;
	size_t query_count;
	struct level *levels; /* reused; DEPTH are open */
	size_t depth, level_count;
	struct json_tape tape;
	size_t recording; /* levels that are on the tape */
	struct json_steps steps;
	/* Of the node that comes: filled by meet(). */
	struct position *positions;
	size_t position_count;
	struct request *requests;
	size_t request_count;
};

static void
wait_with(struct json_match *match, size_t query, size_t segment)
{
	match->positions = mem_room(match->positions, match->position_count,
	    sizeof(*match->positions));
	match->positions[match->position_count++] =
	    (struct position){ query, segment };
}

static void
ask_for(struct json_match *match, size_t query, size_t segment, bool filtered)
{
	match->requests = mem_room(
	    match->requests, match->request_count, sizeof(*match->requests));
	match->requests[match->request_count++] =
	    (struct request){ query, segment, filtered };
}

/* Whether the children that the segment wants can be told one by one. */
static bool
streams(const struct json_segment *segment)
{
	const struct json_selector *selector = &segment->selectors[0];

	if (segment->descendant || segment->count != 1)
		return false;
	if (selector->kind == SELECT_INDEX)
		return selector->index >= 0;
	if (selector->kind == SELECT_SLICE)
		return selector->step > 0 &&
		    (!selector->has_start || selector->start >= 0) &&
		    (!selector->has_end || selector->end >= 0);
	return true;
}

/* QUERY has come to a node with SEGMENT before it. */
static void
arrive(struct json_match *match, size_t query, size_t segment)
{
	const struct json_path *path = match->queries[query].path;

	if (segment == path->count || !streams(&path->segments[segment]))
		ask_for(match, query, segment, false);
	else
		wait_with(match, query, segment);
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

/* Who wants the node that comes now, a child of the innermost level. */
static void
meet(struct json_match *match)
{
	const struct level *level;

	match->position_count = match->request_count = 0;
	if (match->depth == 0) {
		for (size_t i = 0; i < match->query_count; i++)
			if (match->queries[i].path->uses_root)
				ask_for(match, i, 0, false);
			else
				arrive(match, i, 0);
		return;
	}
	level = &match->levels[match->depth - 1];
	for (size_t i = 0; i < level->position_count; i++) {
		struct position at = level->positions[i];
		const struct json_selector *selector =
		    &match->queries[at.query]
			 .path->segments[at.segment]
			 .selectors[0];

		if (!child_fits(level, selector))
			continue;
		if (selector->kind == SELECT_FILTER)
			ask_for(match, at.query, at.segment + 1, true);
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

		match->steps.items = mem_room(match->steps.items,
		    match->steps.count, sizeof(struct json_step));
		match->steps.items[match->steps.count++] = level->array
		    ? (struct json_step){ .is_index = true,
			      .index = level->index }
		    : (struct json_step){ .name = level->key,
			      .length = level->key_length };
	}
	return &match->steps;
}

static void
answer(struct json_match *match, const struct request *requests, size_t count,
    uint32_t node)
{
	const struct json_steps *steps = steps_here(match);

	for (size_t i = 0; i < count && !match->tape.full; i++) {
		const struct json_query *query =
		    &match->queries[requests[i].query];

		if (requests[i].filtered &&
		    !json_filter_holds(&match->tape,
			query->path->segments[requests[i].segment - 1]
			    .selectors[0]
			    .filter,
			node))
			continue;
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
on_scalar(void *context, enum json_kind kind, const char *text, size_t length,
    int64_t offset)
{
	struct json_match *match = context;
	const char *key;
	size_t key_length;
	uint32_t node;

	meet(match);
	if (match->recording > 0 || match->request_count > 0) {
		child_key(match, &key, &key_length);
		node = json_tape_scalar(
		    &match->tape, kind, key, key_length, text, length);
		if (!match->tape.full) {
			match->tape.nodes[node].offset = offset;
			answer(match, match->requests, match->request_count,
			    node);
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
	level->position_count = level->request_count = 0;
	return level;
}

static void
keep_lists(struct json_match *match, struct level *level)
{
	for (size_t i = 0; i < match->position_count; i++) {
		level->positions = mem_room(level->positions,
		    level->position_count, sizeof(struct position));
		level->positions[level->position_count++] =
		    match->positions[i];
	}
	for (size_t i = 0; i < match->request_count; i++) {
		level->requests = mem_room(level->requests,
		    level->request_count, sizeof(struct request));
		level->requests[level->request_count++] = match->requests[i];
	}
}

static void
on_open(void *context, enum json_kind kind, int64_t offset)
{
	struct json_match *match = context;
	const char *key;
	size_t key_length;
	struct level *level;
	uint32_t node = 0;

	meet(match);
	if (match->recording > 0 || match->request_count > 0) {
		child_key(match, &key, &key_length);
		node = json_tape_open(&match->tape, kind, key, key_length);
		if (!match->tape.full)
			match->tape.nodes[node].offset = offset;
		match->recording++;
		check_tape(match);
	}
	level = push_level(match);
	level->array = kind == JSON_ARRAY;
	level->node = node;
	keep_lists(match, level);
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
}

static void
on_close(void *context)
{
	struct json_match *match = context;
	struct level *level = &match->levels[--match->depth];

	if (match->recording > 0) {
		json_tape_close(&match->tape);
		answer(match, level->requests, level->request_count,
		    level->node);
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
		mem_free(match->levels[i].positions);
		mem_free(match->levels[i].requests);
	}
	mem_free(match->levels);
	mem_free(match->queries);
	mem_free(match->positions);
	mem_free(match->requests);
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
