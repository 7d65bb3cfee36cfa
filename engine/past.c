/* SPDX-License-Identifier: MIT */
#include "engine/past.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/parts.h"
#include "engine/replay.h"
#include "model/definition.h"
#include "model/model.h"
#include "store/store.h"

void
past_release(struct past *past)
{
	for (size_t i = 0; i < past->count; i++)
		transition_release(&past->items[i]);
	mem_free(past->items);
	replay_free(past->replay);
	*past = (struct past){ .items = NULL };
}

/* Grows with each figure and event that is taken. */
static uint64_t
figures_stamp(const struct model *model)
{
	uint64_t stamp = 1;

	for (size_t i = 0; i < model_count(model); i++)
		if (model_signal(model, i)->definition->expr == NULL)
			stamp += model_signal(model, i)->version;
	return stamp;
}

/* Of a long history the oldest changes are let go. */
static void
keep_newest(struct past *past)
{
	size_t over = past->count > LIMIT_PAST_CHANGES
	    ? past->count - LIMIT_PAST_CHANGES
	    : 0;

	for (size_t i = 0; i < over; i++)
		transition_release(&past->items[i]);
	if (over > 0)
		(void)memmove(past->items, past->items + over,
		    (past->count - over) * sizeof(*past->items));
	past->count -= over;
}

/* "unreachable: no connection", as its change was told. */
static void
fail_then(struct source_memory *then, const char *told)
{
	for (int i = SOURCE_OK + 1; i < SOURCE_STATE_COUNT; i++) {
		const char *name = source_state_name((enum source_state)i);
		size_t length = strlen(name);

		if (strncmp(told, name, length) != 0 ||
		    strncmp(told + length, ": ", 2) != 0)
			continue;
		then->state = (enum source_state)i;
		then->reason = mem_text(told + length + 2);
	}
}

/* The last of its changes until then. */
static void
find_state_then(const struct engine *engine, struct source_memory *then)
{
	struct transition *changes;
	size_t count, i = 0;
	char *alert = mem_printf("source:%s", then->name);
	struct err err;

	if (store_transitions(engine->store, alert, LIMIT_PAST_CHANGES,
		&changes, &count, &err)) {
		while (i < count && changes[i].at > engine->as_of)
			i++;
		if (i < count && changes[i].state == ALERT_FAILED)
			fail_then(then, changes[i].reason);
		for (i = 0; i < count; i++)
			transition_release(&changes[i]);
		mem_free(changes);
	}
	mem_free(alert);
}

static int64_t
until(int64_t time, int64_t as_of)
{
	return time <= as_of ? time : 0;
}

/* What was said of the source then; but that it cannot be read now is why
 * something may be missing. */
static void
look_back(const struct engine *engine, struct source *source)
{
	const struct source_memory *now = &source->memory;
	struct source_memory *then = &source->then;

	source_memory_release(then);
	*then = (struct source_memory){
		.name = mem_text(source->section->name),
		.retrieved_at = until(now->retrieved_at, engine->as_of),
		.asked_at = until(now->asked_at, engine->as_of),
	};
	if (source->asked && now->state != SOURCE_OK) {
		then->state = now->state;
		then->reason = mem_text(now->reason);
	} else {
		find_state_then(engine, then);
	}
}

void
past_evaluate(struct engine *engine)
{
	struct past *past = &engine->past;
	uint64_t stamp = figures_stamp(engine->model);

	for (size_t i = 0; i < engine->source_count; i++)
		look_back(engine, &engine->sources[i]);
	if (past->stamp == stamp)
		return;
	past->stamp = stamp;
	for (size_t i = 0; i < past->count; i++)
		transition_release(&past->items[i]);
	mem_free(past->items);
	past->items = NULL;
	past->count = 0;
	replay_restart(past->replay);
	replay_through(
	    past->replay, engine->as_of, &past->items, &past->count);
	keep_newest(past);
}

/* As a run on each day would have told it: what changed on the last. */
void
past_untold(const struct engine *engine, struct transition **transitions,
    size_t *count)
{
	const struct past *past = &engine->past;

	*transitions = NULL;
	*count = 0;
	for (size_t i = 0; i < past->count; i++) {
		if (past->items[i].at != engine->as_of)
			continue;
		*transitions =
		    mem_room(*transitions, *count, sizeof(**transitions));
		transition_copy(
		    &(*transitions)[(*count)++], &past->items[i]);
	}
}

void
past_transitions(const struct engine *engine, const char *alert, size_t limit,
    struct transition **transitions, size_t *count)
{
	const struct past *past = &engine->past;

	*transitions = NULL;
	*count = 0;
	for (size_t i = past->count; i > 0 && *count < limit; i--) {
		if (strcmp(past->items[i - 1].alert, alert) != 0)
			continue;
		*transitions =
		    mem_room(*transitions, *count, sizeof(**transitions));
		transition_copy(
		    &(*transitions)[(*count)++], &past->items[i - 1]);
	}
}
