/* SPDX-License-Identifier: MIT */
#include "engine/replay.h"

#include <assert.h>
#include <stdlib.h>

#include "alert/alerts.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/model.h"

struct replay {
	struct alerts *alerts;
	struct model *model;
	int64_t *known; /* when something became known: sorted, each once */
	size_t known_count;
	bool timely;	  /* a day alone may change something */
	int64_t at;	  /* of the last step; INT64_MIN: there was none */
	int64_t as_of;	  /* what the model had */
};

static void
add_known(struct replay *replay, int64_t time)
{
	replay->known = mem_room(
	    replay->known, replay->known_count, sizeof(*replay->known));
	replay->known[replay->known_count++] = time;
}

static void
add_signal(struct replay *replay, const struct signal *signal)
{
	for (size_t i = 0; i < signal->series_count; i++)
		for (size_t k = 0; k < signal->series[i]->count; k++) {
			const struct figure *figure =
			    &signal->series[i]->figures[k];

			for (size_t v = 0; v < figure->vintage_count; v++)
				add_known(
				    replay, figure->vintages[v].known_at);
		}
	for (size_t i = 0; i < signal->event_count; i++)
		add_known(replay, signal->events[i]->known_at);
}

static int
compare_times(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

static void
collect_known(struct replay *replay)
{
	size_t count = 0;

	mem_free(replay->known);
	replay->known = NULL;
	replay->known_count = 0;
	for (size_t i = 0; i < model_count(replay->model); i++) {
		const struct signal *signal = model_signal(replay->model, i);

		if (signal->definition->expr == NULL)
			add_signal(replay, signal);
	}
	if (replay->known_count > 0)
		qsort(replay->known, replay->known_count, sizeof(int64_t),
		    compare_times);
	for (size_t i = 0; i < replay->known_count; i++)
		if (count == 0 || replay->known[count - 1] != replay->known[i])
			replay->known[count++] = replay->known[i];
	replay->known_count = count;
}

struct replay *
replay_new(const struct watchlist *watchlist, struct model *model)
{
	struct replay *replay = mem_new(sizeof(*replay));

	replay->model = model;
	replay->as_of = model_as_of(model);
	replay->alerts = alerts_new(watchlist, model);
	replay->timely = alerts_are_timely(replay->alerts);
	replay_restart(replay);
	return replay;
}

void
replay_free(struct replay *replay)
{
	if (replay == NULL)
		return;
	model_set_as_of(replay->model, replay->as_of);
	alerts_free(replay->alerts);
	mem_free(replay->known);
	mem_free(replay);
}

void
replay_restart(struct replay *replay)
{
	alerts_forget(replay->alerts);
	collect_known(replay);
	replay->at = INT64_MIN;
}

void
replay_step(struct replay *replay, int64_t at,
    struct transition **transitions, size_t *count)
{
	struct transition *unwanted = NULL;
	size_t unwanted_count = 0;

	assert(at >= replay->at);
	replay->at = at;
	model_set_as_of(replay->model, at);
	eval_derived(replay->model);
	if (transitions != NULL) {
		alerts_evaluate(replay->alerts, at, true, transitions, count);
		return;
	}
	alerts_evaluate(
	    replay->alerts, at, true, &unwanted, &unwanted_count);
	for (size_t i = 0; i < unwanted_count; i++)
		transition_release(&unwanted[i]);
	mem_free(unwanted);
}

static int64_t
end_of_day(int64_t time)
{
	return (date_day_of(time) + 1) * DAY_S - 1;
}

void
replay_through(struct replay *replay, int64_t at,
    struct transition **transitions, size_t *count)
{
	for (;;) {
		int64_t next = replay_next(replay, replay->at);

		if (next == ALWAYS || end_of_day(next) >= at)
			break;
		replay_step(replay, end_of_day(next), transitions, count);
	}
	if (at > replay->at)
		replay_step(replay, at, transitions, count);
}

const struct alerts *
replay_alerts(const struct replay *replay)
{
	return replay->alerts;
}

int64_t
replay_next(const struct replay *replay, int64_t after)
{
	size_t low = 0, high = replay->known_count;
	int64_t next;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (replay->known[middle] <= after)
			low = middle + 1;
		else
			high = middle;
	}
	next = low < replay->known_count ? replay->known[low] : ALWAYS;
	/* Before anything is known a day changes nothing. */
	if (low > 0 && replay->timely && end_of_day(after + 1) < next)
		next = end_of_day(after + 1);
	return next;
}
