/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/chance.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/series.h"
#include "tests/engine/scene.h"
#include "tests/tap.h"

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings };

enum { NOW = SCENE_START, HOUR = 3600, DAY = 86400 };

static struct watchlist *
load(void)
{
	struct complaints complaints = { 0 };
	struct watchlist *watchlist;

	scene_write("w.yaml",
	    "name: T\n"
	    "sources:\n"
	    "  brisk: { url: 'http://127.0.0.1:1/', every: 5s }\n"
	    "  usual: { url: 'http://127.0.0.1:1/' }\n"
	    "  slow: { url: 'http://127.0.0.1:1/', every: 6h }\n"
	    "  rare: { url: 'http://127.0.0.1:1/', every: 3d }\n"
	    "signals:\n"
	    "  x: { unit: x, from: brisk, each: $, value: v, period: "
	    "retrieved }\n");
	watchlist = watchlist_load(
	    scene_path("w.yaml"), tables, ARRAY_LEN(tables), &complaints);
	if (watchlist == NULL)
		printf("Bail out! %s\n", complaints.items[0].text);
	complaints_release(&complaints);
	return watchlist;
}

static const struct {
	const char *source;
	unsigned failures; /* before this one */
	int64_t retry_after, least, most;
} pauses[] = {
	{ "usual", 0, 0, 22, 38 }, /* 30 s, more or less a quarter */
	{ "usual", 1, 0, 45, 75 }, { "usual", 2, 0, 90, 150 },
	{ "usual", 5, 0, 675, 1125 }, /* never longer than every … */
	{ "usual", 1000000, 0, 675, 1125 }, { "slow", 10, 0, 16200, 27000 },
	{ "brisk", 0, 0, 3, 7 }, { "brisk", 3, 0, 30, 50 },
	{ "brisk", 20, 0, 675, 1125 }, /* … but for what is brisk */
	{ "usual", 0, 1, 900, 900 }, /* what it asks: never sooner … */
	{ "usual", 0, 7200, 7200, 7200 },
	{ "usual", 0, 1000000, DAY, DAY }, /* … nor later than a day */
	{ "usual", 0, INT64_MAX, DAY, DAY }, { "usual", 0, -5, 22, 38 },
	{ "rare", 0, 60, 3 * DAY, 3 * DAY },
	{ "usual", 9, 901, 901, 1125 }, /* and no sooner than the pause */
};

static void
test_pauses(const struct watchlist *watchlist)
{
	for (size_t i = 0; i < ARRAY_LEN(pauses); i++) {
		int64_t shortest = INT64_MAX, longest = 0;
		char name[80];

		for (int k = 0; k < 200; k++) {
			struct source source = {
				.section = watchlist_section(watchlist,
				    SECTION_SOURCE, pauses[i].source),
				.memory = { .failures = pauses[i].failures },
			};
			int64_t pause;

			schedule_failed(&source, NOW, pauses[i].retry_after);
			pause = source.memory.not_before - NOW;
			shortest = pause < shortest ? pause : shortest;
			longest = pause > longest ? pause : longest;
		}
		(void)snprintf(name, sizeof(name),
		    "%s, failure %u, Retry-After %lld", pauses[i].source,
		    pauses[i].failures + 1, (long long)pauses[i].retry_after);
		ok(shortest >= pauses[i].least && longest <= pauses[i].most,
		    name);
		diag("%lld to %lld s", (long long)shortest, (long long)longest);
		if (pauses[i].retry_after <= 0)
			ok(longest > shortest, "with jitter");
	}
}

static const struct {
	const char *name, *source;
	int64_t asked_at, not_before;
	unsigned failures;
	int64_t due;
} dues[] = {
	{ "never asked", "usual", 0, 0, 0, 0 },
	{ "asked", "usual", NOW - 100, 0, 0, NOW + 800 },
	{ "long ago", "usual", NOW - DAY, 0, 0, NOW - DAY + 900 },
	{ "failed: sooner than every", "slow", NOW - 100, NOW + 20, 3,
	    NOW + 20 },
	{ "failed: later than every", "usual", NOW - 100, NOW + 1000, 9,
	    NOW + 1000 },
	{ "asked to wait", "usual", NOW - 100, NOW + HOUR, 0, NOW + HOUR },
	{ "asked to wait for a year", "usual", NOW - 100, NOW + 365 * DAY, 0,
	    NOW - 100 + DAY },
	{ "the clock was set back by a year", "usual", NOW + 365 * DAY, 0, 0,
	    NOW + 900 },
	{ "and a pause with it", "usual", NOW + 365 * DAY, NOW + 365 * DAY + 60,
	    2, NOW + DAY },
	{ "rare", "rare", NOW, 0, 0, NOW + 3 * DAY },
};

static void
test_dues(const struct watchlist *watchlist)
{
	struct engine engine = { .as_of = ALWAYS };
	struct source source = { .section = watchlist_section(
				     watchlist, SECTION_SOURCE, "usual") };

	for (size_t i = 0; i < ARRAY_LEN(dues); i++) {
		source.section = watchlist_section(
		    watchlist, SECTION_SOURCE, dues[i].source);
		source.memory.asked_at = dues[i].asked_at;
		source.memory.not_before = dues[i].not_before;
		source.memory.failures = dues[i].failures;
		is_int(schedule_due(&engine, &source, NOW), dues[i].due,
		    dues[i].name);
	}
	source.every_run = true;
	is_int(schedule_due(&engine, &source, NOW), 0, "at each run");
	source.asked = true;
	ok(schedule_due(&engine, &source, NOW) > NOW, "once a run");
	engine.dry = true;
	is_int(schedule_due(&engine, &source, NOW), INT64_MAX,
	    "as of a day: no network");
	source.local = true;
	source.asked = false;
	is_int(schedule_due(&engine, &source, NOW), 0, "but a file");
	engine.no_fetch = true;
	is_int(schedule_due(&engine, &source, NOW), INT64_MAX, "no fetch");
}

int
main(void)
{
	struct watchlist *watchlist = load();

	chance_seed(1);
	clock_set(NOW);
	if (watchlist != NULL) {
		test_pauses(watchlist);
		test_dues(watchlist);
	}
	watchlist_free(watchlist);
	return done();
}
