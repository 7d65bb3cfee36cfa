/* SPDX-License-Identifier: MIT */
#include "engine/past.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/limits.h"
#include "base/mem.h"
#include "engine/parts.h"
#include "engine/replay.h"
#include "model/definition.h"
#include "model/model.h"

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

void
past_evaluate(struct engine *engine)
{
	struct past *past = &engine->past;
	uint64_t stamp = figures_stamp(engine->model);

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
