/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "model/definition.h"
#include "model/eval_call.h"
#include "model/event.h"
#include "model/model.h"
#include "model/point_functions.h"

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
		.now = eval_now(call->eval, call->as_of),
		.known_at = INT64_MIN,
		.last = INT64_MIN };

	return tally;
}

/* The next event that is known, selected and not dropped; NULL at the end. */
static const struct event *
next_event(struct tally *tally, size_t *i)
{
	const struct signal *signal = tally->signal;

	while (signal != NULL && *i < signal->event_count) {
		const struct event *event = signal->events[(*i)++];

		if (!signal_event_is_current(
			signal, *i - 1, tally->call->as_of))
			continue;
		tally->known++;
		if (event->known_at > tally->known_at)
			tally->known_at = event->known_at;
		if (event->status != NULL && !strcmp(event->status, "dropped"))
			continue;
		if (selector_takes_event(
			tally->call->node->children[0], event))
			return event;
	}
	return NULL;
}

/* What is dated in the future counts for nothing until then. */
static bool
has_happened(const struct tally *tally, const struct event *event)
{
	return event->date <= tally->now;
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

void
point_count(struct function_call *call)
{
	struct tally tally = start(call);
	int64_t window = call->node->child_count > 1
	    ? call->node->children[1]->seconds
	    : INT64_MAX;
	const struct event *event;
	double count = 0;
	size_t i = 0;

	for (event = next_event(&tally, &i); event != NULL;
	    event = next_event(&tally, &i))
		if (has_happened(&tally, event) &&
		    tally.now - event->date <= window)
			count++;
	answer(&tally, count, NULL);
}

void
point_last(struct function_call *call)
{
	struct tally tally = start(call);
	const struct event *event;
	size_t i = 0;

	for (event = next_event(&tally, &i); event != NULL;
	    event = next_event(&tally, &i))
		if (has_happened(&tally, event) && event->date > tally.last)
			tally.last = event->date;
	answer(&tally,
	    tally.last != INT64_MIN
		? floor((double)(tally.now - tally.last) / DAY_S)
		: 0,
	    tally.last != INT64_MIN ? NULL : "no such event is known");
}

void
point_overdue(struct function_call *call)
{
	struct tally tally = start(call);
	const struct event *event;
	double count = 0;
	size_t i = 0;

	for (event = next_event(&tally, &i); event != NULL;
	    event = next_event(&tally, &i))
		count += event_is_overdue(event, tally.now);
	answer(&tally, count, NULL);
}
