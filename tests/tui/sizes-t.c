/* SPDX-License-Identifier: MIT */
/* Every view at every size from 1 × 1 to 60 × 30 (of each height one width of
 * $BELLWETHER_TEST_SAMPLE where that is set): nothing is drawn beyond the
 * canvas, and every cell is as wide as the layout believes. */
#include <stdio.h>
#include <string.h>

#include "tests/tap.h"
#include "tests/tui/world.h"
#include "tui/canvas.h"

enum { WIDEST = 60, HIGHEST = 30 };

static const struct {
	const char *name, *keys;
} views[] = {
	{ "watchlist", "" },
	{ "watchlist, its last row", "G" },
	{ "signal", "Enter" },
	{ "signal, another row", "Enter h h" },
	{ "several", "3 j Enter" },
	{ "matrix", "3 Enter" },
	{ "events", "4 Enter" },
	{ "event", "4 Enter j Enter" },
	{ "figure", "Enter Enter" },
	{ "formula", "j j j Enter Enter" },
	{ "document", "Enter Enter Enter" },
	{ "alerts", "A" },
	{ "alert", "A Enter" },
	{ "red line", "5 G Enter" },
	{ "sources", "O" },
	{ "source", "O G Enter" },
	{ "notes", "j !" },
	{ "help", "?" },
	{ "prompt", "/ 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字" },
	{ "message", "z" },
};

/* The first size at which it fails, or "". */
static const char *
try_view(struct world *world)
{
	static char fault[120];

	const int step = WIDEST / (int)test_sample(WIDEST);

	for (int height = 1; height <= HIGHEST; height++)
		for (int width = 1 + height % step; width <= WIDEST;
		    width += step) {
			const char *found;

			(void)world_resized(world, width, height);
			found = world_fault(world_canvas(world));
			if (found == NULL)
				continue;
			(void)snprintf(fault, sizeof(fault), "%d x %d: %s",
			    width, height, found);
			return fault;
		}
	return "";
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(views); i++)
		for (int ascii = 0; ascii < 2; ascii++) {
			struct world_options options = { .width = 80,
				.height = 24, .ascii = ascii == 1 };
			struct world *world =
			    world_with(world_small(), &options);

			(void)world_keys(world, views[i].keys);
			is_string(try_view(world), "", views[i].name);
			(void)world_resized(world, 500, 200);
			ok(world_fault(world_canvas(world)) == NULL,
			    "and at 500 x 200");
			(void)world_resized(world, 0, 0);
			is_string(world_screen(world), "", "and at 0 x 0");
			world_free(world);
		}
	return done();
}
