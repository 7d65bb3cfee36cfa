/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "model/event.h"
#include "model/graph.h"
#include "model/model.h"

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && !strcmp(a, b));
}

static bool
says_the_same(const struct event *a, const struct event *b)
{
	return a->date == b->date && a->due == b->due &&
	    same_text(a->title, b->title) && same_text(a->kind, b->kind) &&
	    same_text(a->status, b->status) && same_text(a->link, b->link) &&
	    a->basis == b->basis && a->has_amount == b->has_amount &&
	    (!a->has_amount || amount_equal(a->amount, b->amount)) &&
	    !labels_compare(&a->labels, &b->labels);
}

static int
compare_events(const struct event *a, const struct event *b)
{
	int order;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	order = strcmp(a->id, b->id);
	if (order != 0)
		return order;
	return a->known_at == b->known_at ? 0
	    : a->known_at < b->known_at	  ? -1
					  : 1;
}

/* Between the versions of its id that were known before it, and after. */
static void
link_version(struct signal *signal, struct event *event, struct event *before,
    struct event *after)
{
	event->earlier = before;
	event->superseded_at = after != NULL ? after->known_at : ALWAYS;
	if (before != NULL)
		before->superseded_at = event->known_at;
	if (after != NULL)
		after->earlier = event;
	else
		map_put(signal->newest, event->id, event);
}

static void
insert_event(struct signal *signal, struct event *event)
{
	size_t low = 0, high = signal->event_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_events(signal->events[middle], event) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	signal->events = mem_room(
	    signal->events, signal->event_count, sizeof(*signal->events));
	(void)memmove(&signal->events[low + 1], &signal->events[low],
	    (signal->event_count - low) * sizeof(*signal->events));
	signal->events[low] = event;
	signal->event_count++;
}

enum added
model_add_event(
    struct model *model, struct signal *signal, const struct event *event)
{
	struct event *before, *after = NULL, *copy;

	if (signal->newest == NULL)
		signal->newest = map_new();
	before = map_find(signal->newest, event->id);
	while (before != NULL && before->known_at > event->known_at) {
		after = before;
		before = before->earlier;
	}
	if (before != NULL && says_the_same(before, event))
		return ADDED_NOTHING;
	copy = mem_new(sizeof(*copy));
	event_copy(copy, event);
	if (event->round == 0)
		copy->round = model_round(model);
	link_version(signal, copy, before, after);
	insert_event(signal, copy);
	model_note(model, signal, event->known_at);
	return before != NULL ? ADDED_VINTAGE : ADDED_FIGURE;
}

bool
signal_event_is_current(
    const struct signal *signal, size_t i, int64_t as_of)
{
	const struct event *event = signal->events[i];

	return event->known_at <= as_of &&
	    (event->superseded_at == ALWAYS || event->superseded_at > as_of);
}
