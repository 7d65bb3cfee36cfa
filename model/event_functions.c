/* SPDX-License-Identifier: MIT */
#include "model/event_functions.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "model/definition.h"
#include "model/eval_call.h"
#include "model/event.h"
#include "model/explained.h"
#include "model/function.h"
#include "model/model.h"
#include "model/point_functions.h"
#include "model/selector.h"

struct tally { /* what is asked of events */
	const struct function_call *call;
	const struct signal *signal;
	int64_t now;
	int64_t known_at, last;
	size_t known; /* of any kind */
};

static struct tally
start(const struct function_call *call)
{
	struct tally tally = { .call = call,
		.signal = model_find(eval_model(call->eval),
		    call->node->children[0]->name),
		.now = eval_clock(call->eval, call->as_of),
		.known_at = INT64_MIN,
		.last = INT64_MIN };

	return tally;
}

static void
wake_at(const struct tally *tally, int64_t time)
{
	eval_wake(tally->call->eval, tally->call->as_of, time);
}

/* Once more than SECONDS have passed since TIME. */
static void
wake_after(const struct tally *tally, int64_t time, int64_t seconds)
{
	if (time < INT64_MAX - seconds)
		wake_at(tally, time + seconds + 1);
}

/* It becomes known, or another version of it does. */
static void
wake_for(const struct tally *tally, const struct event *event)
{
	wake_at(tally, event->known_at);
	wake_at(tally, event->superseded_at);
}

/* The next event that is known and selected; NULL at the end. */
static const struct event *
next_event(struct tally *tally, size_t *i)
{
	const struct signal *signal = tally->signal;

	while (signal != NULL && *i < signal->event_count) {
		const struct event *event = signal->events[(*i)++];

		wake_for(tally, event);
		if (!signal_event_is_current(
			signal, *i - 1, tally->call->as_of))
			continue;
		tally->known++;
		if (event->known_at > tally->known_at)
			tally->known_at = event->known_at;
		if (selector_takes_event(
			tally->call->node->children[0], event))
			return event;
	}
	return NULL;
}

static bool
is_dropped(const struct event *event)
{
	return event->status != NULL && !strcmp(event->status, "dropped");
}

static int64_t
window(const struct tally *tally)
{
	const struct node *node = tally->call->node;

	return node->child_count > 1 ? node->children[1]->seconds : INT64_MAX;
}

/* What is dated in the future counts for nothing until then. */
static bool
has_happened(const struct tally *tally, const struct event *event)
{
	wake_at(tally, event->date);
	return event->date <= tally->now && !is_dropped(event);
}

static bool
is_in_window(const struct tally *tally, const struct event *event)
{
	wake_after(tally, event->date, window(tally));
	return has_happened(tally, event) &&
	    tally->now - event->date <= window(tally);
}

static bool
is_overdue(const struct tally *tally, const struct event *event)
{
	if (event->due != NO_DATE)
		wake_at(tally, (date_day_of(event->due) + 1) * DAY_S);
	return event_is_overdue(event, tally->now);
}

/* When what is planned of it was last told otherwise than before, in the
 * window; INT64_MIN where it was not. */
static int64_t
changed_at(const struct tally *tally, const struct event *event)
{
	for (; event->earlier != NULL; event = event->earlier) {
		if (!event_is_turned(event))
			continue;
		wake_after(tally, event->known_at, window(tally));
		return event->known_at <= tally->now &&
			tally->now - event->known_at <= window(tally)
		    ? event->known_at
		    : INT64_MIN;
	}
	return INT64_MIN;
}

static bool
is_changed(const struct tally *tally, const struct event *event)
{
	return changed_at(tally, event) != INT64_MIN;
}

static void
answer(struct tally *tally, double value, const char *missing)
{
	struct period period = period_of_instant(
	    tally->last != INT64_MIN ? tally->last : tally->now);
	struct row *row = result_add_row(tally->call->out, NULL);

	tally->call->out->shape = SHAPE_SCALAR;
	if (tally->known == 0)
		missing = "no event is known";
	if (missing != NULL)
		row_add(row, cell_missing(period, tally->known_at, missing));
	else
		row_add(row,
		    cell_number(
			period, tally->known_at, amount_exact(value)));
}

typedef bool taking(const struct tally *tally, const struct event *event);

static void
count(struct function_call *call, taking *takes)
{
	struct tally tally = start(call);
	const struct event *event;
	double counted = 0;
	size_t i = 0;

	for (event = next_event(&tally, &i); event != NULL;
	    event = next_event(&tally, &i)) {
		int64_t at = takes == is_changed ? changed_at(&tally, event)
						 : INT64_MIN;

		counted += takes(&tally, event);
		if (at > tally.last)
			tally.last = at;
	}
	answer(&tally, counted, NULL);
}

void
point_count(struct function_call *call)
{
	count(call, is_in_window);
}

static const struct event *
find_last(struct tally *tally)
{
	const struct event *event, *last = NULL;
	size_t i = 0;

	for (event = next_event(tally, &i); event != NULL;
	    event = next_event(tally, &i))
		if (has_happened(tally, event) &&
		    (last == NULL || event->date > last->date))
			last = event;
	return last;
}

void
point_last(struct function_call *call)
{
	struct tally tally = start(call);
	const struct event *last = find_last(&tally);
	int64_t days = last != NULL ? (tally.now - last->date) / DAY_S : 0;

	if (last != NULL) {
		tally.last = last->date;
		wake_at(&tally, last->date + (days + 1) * DAY_S);
	}
	answer(&tally, (double)days,
	    last != NULL ? NULL : "no such event is known");
}

void
point_overdue(struct function_call *call)
{
	count(call, is_overdue);
}

void
point_changed(struct function_call *call)
{
	count(call, is_changed);
}

static const struct {
	void (*eval)(struct function_call *call);
	taking *takes;
} ways[] = {
	{ point_count, is_in_window },
	{ point_overdue, is_overdue },
	{ point_changed, is_changed },
};

bool
explained_events(struct eval *eval, const struct explained *part,
    explained_event *each, void *context)
{
	const struct node *node = part->node;
	struct result unused = { .count = 0 };
	const struct function_call call = { eval, part->as_of, node, &unused,
		NULL };
	struct tally tally;
	taking *takes = NULL;
	size_t k = 0;

	if (node->kind != NODE_CALL ||
	    node->children[0]->kind != NODE_SIGNAL)
		return false;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (ways[i].eval == node->function->eval)
			takes = ways[i].takes;
	tally = start(&call);
	if (node->function->eval == point_last) {
		const struct event *last = find_last(&tally);

		if (last != NULL)
			each(context, tally.signal, last);
		return true;
	}
	for (const struct event *event = takes != NULL
		 ? next_event(&tally, &k)
		 : NULL;
	     event != NULL; event = next_event(&tally, &k))
		if (takes(&tally, event))
			each(context, tally.signal, event);
	return takes != NULL;
}
