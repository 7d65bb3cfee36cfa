/* SPDX-License-Identifier: MIT */
#include "fetch/json_wait.h"

#include <string.h>

#include "base/mem.h"
#include "fetch/json_path.h"

void
json_lists_clear(struct json_lists *lists)
{
	lists->position_count = lists->request_count = 0;
	lists->whole = lists->tested = lists->descends = false;
	lists->uneven = false;
	lists->names = 0;
}

void
json_lists_release(struct json_lists *lists)
{
	mem_free(lists->positions);
	mem_free(lists->requests);
	*lists = (struct json_lists){ .position_count = 0 };
}

/* Room for one more in an array that is emptied and filled again and again. */
static void *
grow(void *items, size_t *room, size_t item_size)
{
	*room = *room > 0 ? *room * 2 : 4;
	return mem_resize(items, *room * item_size);
}

/* Ways of one query that keep what they come to are one where they meet, and
 * keep it for the outermost: what is kept is walked again when it has ended. */
static bool
waits_already(struct json_lists *lists, const struct json_position *at)
{
	for (size_t i = lists->position_count; i > 0; i--) {
		struct json_position *other = &lists->positions[i - 1];

		if (other->query != at->query)
			return false;
		if (other->path != at->path || other->segment != at->segment ||
		    other->keeper == KEEP_NOT)
			continue;
		if (at->keeper < other->keeper)
			other->keeper = at->keeper;
		return true;
	}
	return false;
}

static const struct json_segment *
segment_at(const struct json_position *at)
{
	return &at->path->segments[at->segment];
}

static bool
wants_all(const struct json_selector *selector)
{
	return selector->kind == SELECT_WILD ||
	    selector->kind == SELECT_FILTER;
}

static uint64_t
bits_of(const struct json_selector *selector)
{
	if (selector->kind == SELECT_NAME)
		return json_name_bit(selector->name, selector->name_length);
	return wants_all(selector) ? UINT64_MAX : 0;
}

static void
wait_with(struct json_lists *lists, struct json_position at)
{
	if (at.keeper != KEEP_NOT && waits_already(lists, &at))
		return;
	if (lists->position_count == lists->position_room)
		lists->positions = grow(lists->positions,
		    &lists->position_room, sizeof(at));
	at.selector = &segment_at(&at)->selectors[0];
	at.descendant = segment_at(&at)->descendant;
	lists->descends = lists->descends || at.descendant;
	lists->names |= bits_of(at.selector);
	lists->uneven = lists->uneven || !wants_all(at.selector);
	lists->positions[lists->position_count++] = at;
}

static void
ask_for(struct json_lists *lists, struct json_position at, bool tested)
{
	if (lists->request_count == lists->request_room)
		lists->requests = grow(lists->requests, &lists->request_room,
		    sizeof(struct json_request));
	lists->requests[lists->request_count++] =
	    (struct json_request){ at, tested };
}

/* A descendant's children come in another order than it tells them: those that
 * it wants are kept, with what leads to them, and it is told from that. */
static void
arrive(struct json_lists *lists, struct json_position at)
{
	if (at.segment == at.path->count ||
	    !json_segment_streams(segment_at(&at))) {
		ask_for(lists, at, false);
		lists->whole = true;
		return;
	}
	if (segment_at(&at)->descendant && at.keeper == KEEP_NOT) {
		ask_for(lists, at, false);
		at.keeper = KEEP_ORDER;
	}
	wait_with(lists, at);
}

static void
arrive_operand(struct json_lists *lists, const struct json_operand *operand,
    struct json_position at)
{
	at.path = operand->query;
	if (at.path != NULL)
		arrive(lists, at);
	for (size_t i = 0; operand->call != NULL && i < 2; i++)
		arrive_operand(lists, &operand->call->arguments[i], at);
}

/* Of a candidate only that is kept which its filter looks at. AT begins in it:
 * each path of the filter does. */
static void
arrive_filter(struct json_lists *lists, const struct json_filter *filter,
    struct json_position at)
{
	if (filter->left != NULL)
		arrive_filter(lists, filter->left, at);
	if (filter->right != NULL)
		arrive_filter(lists, filter->right, at);
	at.path = filter->query;
	if (at.path != NULL)
		arrive(lists, at);
	for (size_t i = 0; filter->call != NULL && i < 2; i++)
		arrive_operand(lists, &filter->call->arguments[i], at);
	for (size_t i = 0; i < 2; i++)
		arrive_operand(lists, &filter->operands[i], at);
}

void
json_lists_begin(
    struct json_lists *lists, const struct json_path *path, size_t query)
{
	struct json_position at = { .path = path, .query = query,
		.keeper = KEEP_NOT };

	if (!path->uses_root) {
		arrive(lists, at);
		return;
	}
	ask_for(lists, at, false);
	lists->whole = true;
}

static bool
is_named(const struct json_step *step, const struct json_selector *selector)
{
	return step->length == selector->name_length &&
	    (step->length == 0 || step->name[0] == selector->name[0]) &&
	    !memcmp(step->name, selector->name, step->length);
}

static bool
element_fits(
    const struct json_step *step, const struct json_selector *selector)
{
	if (selector->kind == SELECT_INDEX)
		return step->index == (size_t)selector->index;
	if (selector->kind == SELECT_SLICE)
		return json_slice_has(
		    selector, INT64_MAX / 2, (int64_t)step->index);
	return selector->kind != SELECT_NAME;
}

static inline bool
child_fits(const struct json_step *step, const struct json_selector *selector)
{
	if (step->is_index)
		return element_fits(step, selector);
	return selector->kind == SELECT_NAME ? is_named(step, selector)
					     : wants_all(selector);
}

bool
json_lists_find(const struct json_lists *parent, const struct json_step *step,
    uint64_t *fits)
{
	uint64_t bits = 0;
	bool wanted = false;

	for (size_t i = 0; i < parent->position_count; i++) {
		if (!child_fits(step, parent->positions[i].selector))
			continue;
		wanted = true;
		if (i < JSON_NOTED)
			bits |= (uint64_t)1 << i;
	}
	*fits = bits;
	return wanted;
}

/* AT has passed a filter: the child is its candidate. */
static void
test(struct json_lists *lists, struct json_position *at, size_t depth)
{
	ask_for(lists, *at, true);
	lists->tested = true;
	at->keeper = depth + 1;
	arrive_filter(lists, at->selector->filter,
	    (struct json_position){
		.query = at->query, .keeper = at->keeper });
}

static void
meet_position(struct json_lists *lists, const struct json_position *waiting,
    size_t depth)
{
	struct json_position at = *waiting;

	at.segment++;
	if (at.selector->kind == SELECT_FILTER)
		test(lists, &at, depth);
	arrive(lists, at);
}

static bool
place_fits(const struct json_place *place, const struct json_position *at,
    size_t i)
{
	return i < JSON_NOTED ? (place->fits >> i & 1) != 0
			      : child_fits(place->step, at->selector);
}

void
json_lists_meet(struct json_lists *lists, const struct json_lists *parent,
    const struct json_place *place, size_t depth)
{
	for (size_t i = 0; i < parent->position_count; i++) {
		const struct json_position *waiting = &parent->positions[i];

		if (waiting->descendant)
			wait_with(lists, *waiting);
		if (place_fits(place, waiting, i))
			meet_position(lists, waiting, depth);
	}
}
