/* SPDX-License-Identifier: MIT */
/* The keys x and S over a real engine: what they ask, what they keep, and how
 * what is quiet looks. */
#include "tui/quieting.h"

#include <stdlib.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/hush.h"
#include "base/clock.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/quiet.h"
#include "tests/tap.h"
#include "tests/tui/golden.h"
#include "tests/tui/world.h"
#include "tui/desk.h"

/* One after another, in one world: keys, and the status line after them. */
static const struct {
	const char *keys, *status;
} steps[] = {
	{ "A x", "why:" },
	{ "k n o w n Esc", NULL },
	{ "x Enter", NULL }, /* without a word nothing is done */
	{ "x k n o w n Enter",
	    "heavy is acknowledged until its level changes" },
	{ "x", "heavy is not acknowledged any more" },
	{ "x Space Space Enter", "a word why is needed" },
	{ "x o k Space ^U n o w Space k n o w n Enter",
	    "heavy is acknowledged until its level changes" },
	{ "G x", "drought is ok: there is nothing to acknowledge" },
	{ "g j S", "silence until (7d, 2026-12-01):" },
	{ "s o o n Enter",
	    "'soon' is no end of a silence: write 7d, 2026-12-01 or "
	    "2026-12-01T18:00:00Z" },
	{ "S 2026-11-01 Enter", "'2026-11-01' is over already" },
	{ "S 7d Enter", "why:" },
	{ "Esc S 2026-12-01 Enter p r i c e Space w a r Enter",
	    "silence 1 of alert thin until 2026-12-02T00:00:00Z by ana: "
	    "price war" },
};

static void
try_steps(struct world *world)
{
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		const char *status;

		(void)world_keys(world, steps[i].keys);
		status = world_line(world, -1);
		if (steps[i].status != NULL)
			is_string(status, steps[i].status, steps[i].keys);
		else
			ok(strncmp(status, "gone unreachable", 16) == 0,
			    steps[i].keys);
	}
}

static void
try_screens(struct world *world)
{
	(void)world_keys(world, "g j j k");
	(void)world_screen(world);
	is_golden(world_canvas(world), "alerts-quiet-80x24");
	(void)world_resized(world, 40, 10);
	is_golden(world_canvas(world), "alerts-quiet-40x10");
	(void)world_keys(world, "S 7d Enter w h y");
	(void)world_screen(world);
	is_golden(world_canvas(world), "question-40x10");
	(void)world_keys(world, "Esc Enter");
	(void)world_resized(world, 80, 24);
	is_golden(world_canvas(world), "alert-quiet-80x24");
	(void)world_resized(world, 40, 10);
	is_golden(world_canvas(world), "alert-quiet-40x10");
	(void)world_resized(world, 80, 24);
	(void)world_keys(world, "Esc Esc");
	(void)world_screen(world);
	is_golden(world_canvas(world), "watchlist-quiet-80x24");
}

static void
try_end(struct world *world)
{
	(void)world_keys(world, "A G Enter");
	is_string(world_line(world, -1), "silence 1; x ends it", "Enter");
	(void)world_keys(world, "x");
	is_string(world_line(world, -1), "silence 1 is ended", "x ends it");
	ok(hush_silence_count(engine_hush(world_engine(world))) == 0,
	    "and it is gone");
}

/* On a row of a signal: its worst alert, and all that rest on it. */
static void
try_signal(struct world *world)
{
	const struct engine *engine = world_engine(world);

	(void)world_keys(world, "Esc 2 x k n o w n Enter");
	is_string(world_line(world, -1),
	    "thin is acknowledged until its level changes",
	    "the alert of a signal");
	(void)world_keys(world, "S 1d Enter w h y Enter");
	is_string(world_line(world, -1),
	    "silence 2 of signal margin until 2026-11-23T12:00:00Z by ana: "
	    "why",
	    "alerts of a signal");
	clock_set(WORLD_NOW + DAY_S + 60);
	world_fetch(world);
	ok(hush_silence_count(engine_hush(engine)) == 0, "it ran out");
	(void)world_keys(world, "O j S");
	is_string(world_line(world, -1), "silence until (7d, 2026-12-01):",
	    "that a source fails is an alert of its own");
	(void)world_keys(world, "1 d Enter w h y Enter");
	is_string(world_line(world, -1),
	    "silence 3 of alert source:scores until 2026-11-24T12:01:00Z by "
	    "ana: why",
	    "it is silenced");
	(void)world_keys(world, "x");
	is_string(world_line(world, -1),
	    "source:scores is ok: there is nothing to acknowledge",
	    "it answers");
	clock_set(WORLD_NOW);
}

int
main(void)
{
	struct world_options past = {
		.width = 80, .height = 24, .as_of = WORLD_NOW
	};
	struct world *world;

	(void)setenv("LOGNAME", "ana", 1);
	world = world_new(world_small(), 80, 24);
	try_steps(world);
	try_screens(world);
	try_end(world);
	try_signal(world);
	world_free(world);
	world = world_with(world_small(), &past);
	(void)world_keys(world, "A x n o Enter");
	is_string(world_line(world, -1), "as of another day nothing is written",
	    "--as-of");
	world_free(world);
	return done();
}
