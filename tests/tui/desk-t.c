/* SPDX-License-Identifier: MIT */
/* Every view over a real engine: keys in, the whole screen out. */
#include "tui/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "tests/tap.h"
#include "tests/tui/golden.h"
#include "tests/tui/world.h"
#include "tui/canvas.h"

static const struct {
	const char *name;
	int width, height;
	const char *keys;
} screens[] = {
	/* the watchlist: the first signal is selected */
	{ "watchlist-80x24", 80, 24, "" },
	{ "watchlist-160x50", 160, 50, "" },
	{ "watchlist-120x12", 120, 12, "" },
	{ "watchlist-40x10", 40, 10, "" },
	{ "watchlist-20x5", 20, 5, "" },
	{ "watchlist-1x1", 1, 1, "" },
	{ "watchlist-folded", 80, 14, "" },
	{ "watchlist-open-below", 80, 14, "Tab Tab" },
	{ "watchlist-last", 80, 14, "G" },
	{ "watchlist-bar", 80, 14, "g" },
	/* a signal: chart, table, break line, hole */
	{ "signal-80x24", 80, 24, "Enter" },
	{ "signal-120x30", 120, 30, "Enter" },
	{ "signal-40x10", 40, 10, "Enter" },
	{ "signal-20x5", 20, 5, "Enter" },
	{ "signal-1x1", 1, 1, "Enter" },
	{ "signal-table", 80, 24, "Enter t" },
	{ "signal-earlier", 80, 24, "Enter h h" },
	{ "signal-break", 80, 24, "j Enter" },
	{ "signal-derived", 80, 24, "j j Enter" },
	{ "signal-missing", 80, 24, "j j j Enter" },
	{ "signal-not-disclosed", 80, 24, "j j j j Enter" },
	{ "signal-no-figure", 80, 24, "j j j j j Enter" },
	{ "signal-bound", 80, 24, "2 Enter" },
	{ "signal-overlay", 80, 24, "2 j Enter" },
	{ "signal-several", 80, 24, "3 j Enter" },
	{ "signal-one-of-several", 80, 24, "3 j Enter Enter" },
	/* a matrix, with repeated measurements and both kinds of orphans */
	{ "matrix-80x24", 80, 24, "3 Enter" },
	{ "matrix-figure", 80, 24, "3 Enter Enter" },
	{ "matrix-40x10", 40, 10, "3 Enter" },
	{ "matrix-1x1", 1, 1, "3 Enter" },
	/* events */
	{ "events-80x24", 80, 24, "4 Enter" },
	{ "events-40x10", 40, 10, "4 Enter" },
	{ "event-80x24", 80, 24, "4 Enter j Enter" },
	/* a figure: vintages, evidence, formula */
	{ "figure-80x24", 80, 24, "Enter Enter" },
	{ "figure-40x10", 40, 10, "Enter Enter" },
	{ "figure-restated", 80, 24, "Enter j j j j Enter" },
	{ "figure-derived", 80, 24, "j j Enter Enter" },
	{ "figure-missing", 80, 24, "j j j Enter Enter" },
	/* its document, at what was read */
	{ "document-80x24", 80, 24, "Enter Enter Enter" },
	{ "document-40x10", 40, 10, "Enter Enter Enter Enter" },
	{ "document-1x1", 1, 1, "Enter Enter Enter" },
	/* alerts, a red line with its members */
	{ "alerts-80x24", 80, 24, "A" },
	{ "alerts-40x10", 40, 10, "A" },
	{ "alert-80x24", 80, 24, "A Enter" },
	{ "alert-40x10", 40, 10, "A Enter" },
	{ "red-line-80x24", 80, 24, "5 G Enter" },
	{ "red-line-members", 80, 24, "5 G Enter Enter" },
	/* sources, one of which fails */
	{ "sources-80x24", 80, 24, "O" },
	{ "sources-40x10", 40, 10, "O" },
	{ "source-80x24", 80, 24, "O Enter" },
	{ "source-failing", 80, 24, "O G Enter" },
	/* notes, help */
	{ "notes-80x24", 80, 24, "!" },
	{ "notes-proxy", 80, 24, "j j j j !" },
	{ "notes-break", 80, 24, "j !" },
	{ "help-80x24", 80, 24, "?" },
	{ "help-160x50", 160, 50, "?" },
	{ "help-40x10", 40, 10, "?" },
	{ "search-prompt", 80, 24, "/ pri" },
};

static void
try_screens(void)
{
	for (size_t i = 0; i < ARRAY_LEN(screens); i++) {
		struct world *world = world_new(
		    world_small(), screens[i].width, screens[i].height);

		(void)world_keys(world, screens[i].keys);
		(void)world_screen(world);
		is_golden(world_canvas(world), screens[i].name);
		world_free(world);
	}
}

static void
try_others(void)
{
	struct world_options ascii = { .width = 80, .height = 24,
		.ascii = true };
	struct world_options past = { .width = 80, .height = 24 };
	struct world_options unread = { .width = 80, .height = 24,
		.unread = true };
	struct world *world = world_with(world_small(), &ascii);

	(void)world_screen(world);
	is_golden(world_canvas(world), "watchlist-ascii");
	(void)world_keys(world, "Enter");
	(void)world_screen(world);
	is_golden(world_canvas(world), "signal-ascii");
	world_free(world);
	past.as_of = WORLD_NOW - 300 * DAY_S; /* 2026-01-26 */
	world = world_with(world_small(), &past);
	(void)world_screen(world);
	is_golden(world_canvas(world), "watchlist-as-of");
	(void)world_keys(world, "Enter");
	(void)world_screen(world);
	is_golden(world_canvas(world), "signal-as-of");
	world_free(world);
	world = world_with(world_small(), &unread);
	(void)world_screen(world);
	is_golden(world_canvas(world), "watchlist-unread");
	(void)world_keys(world, "Enter");
	(void)world_screen(world);
	is_golden(world_canvas(world), "signal-unread");
	world_free(world);
}

/* Its changes name what caused them, each a way further down. */
static void
try_restated(void)
{
	static const char text[] =
	    "name: Restated\n"
	    "sources: { r: { url: 'file:r.json' } }\n"
	    "signals:\n"
	    "  ebita: { unit: RMB, from: r, each: '$[*]', value: e,"
	    " period: p }\n"
	    "  sales: { unit: RMB, from: r, each: '$[*]', value: s,"
	    " period: p }\n"
	    "  margin: { unit: '%', expr: ebita / sales * 100 }\n"
	    "alerts:\n"
	    "  thin: { title: Thin, warn: margin < 8 }\n"
	    "panels: [{ title: All, show: [margin] }]\n";
	struct world *world;

	world_file(
	    "r.json", "[{\"p\":\"2025Q4\",\"e\":10,\"s\":100}]");
	world = world_new(text, 80, 24);
	world_file("r.json", "[{\"p\":\"2025Q4\",\"e\":7,\"s\":100}]");
	world_fetch(world);
	(void)world_keys(world, "A Enter");
	(void)world_screen(world);
	is_golden(world_canvas(world), "alert-restated");
	(void)world_keys(world, "/ ebita Enter Enter");
	ok(strstr(world_screen(world), "ebita") != NULL &&
		strstr(world_screen(world), "Evidence") != NULL,
	    "from the cause to its evidence");
	world_free(world);
}

int
main(void)
{
	try_screens();
	try_others();
	try_restated();
	return done();
}
