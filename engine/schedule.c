/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/chance.h"
#include "base/clock.h"
#include "base/limits.h"
#include "config/watchlist.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"
#include "model/series.h"

/* The first pause after a failure, and the longest where "every" is shorter. */
static const int64_t first_pause_s = 30, longest_pause_s = 900;

/* How often the loop looks whether another process has stored something. */
enum { LOOK_MS = 5000 };

static int64_t
interval(const struct source *source)
{
	int64_t every = section_seconds(source->section, "every");

	return every > 0 ? every : 1;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int64_t
schedule_due(
    const struct engine *engine, const struct source *source, int64_t now)
{
	const struct source_memory *memory = &source->memory;
	/* A clock that was set back has left times in the future. */
	int64_t asked_at = least(memory->asked_at, now);
	int64_t due = asked_at + interval(source);

	if (engine->no_fetch || (engine->dry && !source->local))
		return INT64_MAX;
	if (engine->dry && source->asked)
		return INT64_MAX;
	if ((source->every_run && !source->asked) || memory->asked_at == 0)
		return 0;
	if (memory->failures > 0)
		due = least(due, memory->not_before); /* sooner than every */
	return most(due,
	    least(memory->not_before,
		asked_at + most(interval(source), LIMIT_RETRY_AFTER_S)));
}

int
schedule_wait_ms(const struct engine *engine, int limit_ms)
{
	int64_t now = clock_now(), next = INT64_MAX;
	int64_t wait_ms = engine->dry ? INT64_MAX : LOOK_MS;

	for (size_t i = 0; i < engine->source_count; i++) {
		const struct source *source = &engine->sources[i];

		if (!fetcher_is_busy(engine->fetcher, source->section))
			next =
			    least(next, schedule_due(engine, source, now));
	}
	if (next <= now)
		wait_ms = 0;
	else if (next - now < LOOK_MS / 1000)
		wait_ms = (next - now) * 1000;
	if (limit_ms >= 0)
		wait_ms = least(wait_ms, limit_ms);
	return wait_ms == INT64_MAX ? -1 : (int)wait_ms;
}

int64_t
schedule_asked_for(const struct source *source, int64_t retry_after_s)
{
	int64_t every = interval(source);

	return retry_after_s <= 0
	    ? 0
	    : least(most(retry_after_s, every),
		  most(every, LIMIT_RETRY_AFTER_S));
}

/* Exponential with jitter, so that endpoints that failed together do not come
 * back together; what the server asked for is a lower bound. */
void
schedule_failed(struct source *source, int64_t now, int64_t retry_after_s)
{
	int64_t every = interval(source);
	int64_t doublings = least(source->memory.failures, 16);
	int64_t first = least(first_pause_s, every);
	double pause = (double)least(
	    first << doublings, most(every, longest_pause_s));

	pause *= 0.75 + 0.5 * chance();
	source->memory.failures++;
	source->memory.not_before = now +
	    most((int64_t)ceil(pause),
		schedule_asked_for(source, retry_after_s));
}
