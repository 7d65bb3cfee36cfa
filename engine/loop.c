/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/clock.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"

/* Time alone makes late, and lets a condition have held long enough. */
static const int64_t tick_s = 60;

static bool
start(struct engine *engine, struct source *source)
{
	source->asked = true;
	return fetcher_start(
	    engine->fetcher, source->section, &source->memory);
}

size_t
engine_refresh(struct engine *engine, const char *name, bool force)
{
	int64_t now = clock_now();
	size_t started = 0;

	if (engine->no_fetch)
		return 0;
	for (size_t i = 0; i < engine->source_count; i++) {
		struct source *source = &engine->sources[i];

		if (name != NULL && strcmp(name, source->section->name) != 0)
			continue;
		if (engine->dry && !source->local)
			continue;
		if (!force && schedule_due(engine, source, now) > now)
			continue;
		started += start(engine, source);
	}
	return started;
}

static void
wait_and_step(struct engine *engine, struct pollfd *extra,
    size_t extra_count, int timeout_ms)
{
	fetcher_wait(engine->fetcher, extra, extra_count, timeout_ms);
	fetcher_step(engine->fetcher);
}

bool
engine_turn(struct engine *engine, struct pollfd *extra, size_t extra_count,
    int timeout_ms)
{
	int64_t since;
	bool changed;

	wait_and_step(engine, extra, extra_count,
	    schedule_wait_ms(engine, timeout_ms));
	memory_catch_up(engine);
	(void)engine_refresh(engine, NULL, false);
	changed = engine->changed;
	engine->changed = false;
	since = clock_now() - engine->evaluated_at;
	/* While sources are still coming, states are shown but not kept: what
	 * is half here would be told as a change, and as another soon after. */
	if (changed && fetcher_busy(engine->fetcher) > 0)
		evaluate_all(engine, EVALUATE_TO_SHOW);
	else if (engine->fetched)
		evaluate_all(engine, EVALUATE_RUN);
	else if (changed || since >= tick_s || since < 0)
		evaluate_all(engine, EVALUATE_TICK);
	else
		return false;
	if (fetcher_busy(engine->fetcher) == 0)
		engine->fetched = false;
	return true;
}

/* What came due meanwhile is the next run's: this one ends. */
void
engine_run(struct engine *engine)
{
	memory_catch_up(engine);
	(void)engine_refresh(engine, NULL, false);
	while (fetcher_busy(engine->fetcher) > 0)
		wait_and_step(engine, NULL, 0, -1);
	engine->changed = engine->fetched = false;
	evaluate_all(engine, EVALUATE_RUN);
}
