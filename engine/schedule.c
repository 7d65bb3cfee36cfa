/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/chance.h"
#include "base/clock.h"
#include "base/limits.h"
#include "config/watchlist.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"
#include "model/series.h"

static const int64_t first_backoff_s = 30;

int64_t
schedule_due(const struct engine *engine, const struct source *source)
{
	const struct source_memory *memory = &source->memory;
	int64_t every = section_seconds(source->section, "every");
	int64_t due;

	if (engine->no_fetch || (engine->dry && !source->local))
		return INT64_MAX;
	if (engine->dry && source->asked)
		return INT64_MAX;
	if (source->every_run && !source->asked)
		return 0;
	if (memory->asked_at == 0)
		return 0;
	due = memory->asked_at + every;
	if (memory->failures > 0 && memory->not_before < due)
		due = memory->not_before; /* sooner than every, after a pause */
	return memory->not_before > due ? memory->not_before : due;
}

int
schedule_wait_ms(const struct engine *engine, int limit_ms)
{
	int64_t now = clock_now(), next = INT64_MAX;
	int64_t wait_s;

	for (size_t i = 0; i < engine->source_count; i++) {
		const struct source *source = &engine->sources[i];
		int64_t due = schedule_due(engine, source);

		if (!fetcher_is_busy(engine->fetcher, source->section) &&
		    due < next)
			next = due;
	}
	if (next == INT64_MAX)
		return limit_ms;
	wait_s = next > now ? next - now : 0;
	if (wait_s > DAY_S)
		wait_s = DAY_S;
	if (limit_ms >= 0 && wait_s * 1000 > limit_ms)
		return limit_ms;
	return (int)(wait_s * 1000);
}

/* Exponential with jitter, so that endpoints that failed together do not come
 * back together; what the server asked for is a lower bound. */
void
schedule_failed(struct source *source, int64_t now, int64_t retry_after_s)
{
	int64_t every = section_seconds(source->section, "every");
	unsigned doublings =
	    source->memory.failures < 16 ? source->memory.failures : 16;
	double pause = (double)(first_backoff_s << doublings);

	if (pause > (double)every)
		pause = (double)every;
	pause *= 0.75 + 0.5 * chance();
	if (retry_after_s > LIMIT_RETRY_AFTER_S)
		retry_after_s = LIMIT_RETRY_AFTER_S;
	if ((double)retry_after_s > pause)
		pause = (double)retry_after_s;
	source->memory.failures++;
	source->memory.not_before = now + (int64_t)ceil(pause);
}
