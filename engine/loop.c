/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/clock.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"

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
		if (!force && schedule_due(engine, source) > now)
			continue;
		started += start(engine, source);
	}
	return started;
}

bool
engine_turn(struct engine *engine, struct pollfd *extra, size_t extra_count,
    int timeout_ms)
{
	bool changed;

	fetcher_wait(engine->fetcher, extra, extra_count,
	    schedule_wait_ms(engine, timeout_ms));
	fetcher_step(engine->fetcher);
	(void)engine_refresh(engine, NULL, false);
	changed = engine->changed;
	engine->changed = false;
	/* While sources are still coming, states are shown but not kept: what
	 * is half here would be told as a change, and as another one soon
	 * after. */
	if (fetcher_busy(engine->fetcher) == 0 && changed)
		evaluate_all(engine, true);
	else if (changed)
		evaluate_all(engine, false);
	return changed;
}

void
engine_run(struct engine *engine)
{
	(void)engine_refresh(engine, NULL, false);
	while (fetcher_busy(engine->fetcher) > 0)
		(void)engine_turn(engine, NULL, 0, -1);
	evaluate_all(engine, true); /* time alone makes late */
}
