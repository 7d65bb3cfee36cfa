/* SPDX-License-Identifier: MIT */
/* The filter of the watchlist's rows: what is typed, what is left, what is
 * said. */
#include <stdio.h>
#include <string.h>

#include "tests/tap.h"
#include "tests/tui/golden.h"
#include "tests/tui/world.h"
#include "tui/desk.h"

/* After KEYS the heading has HEADING, and the selected line begins so. */
static const struct {
	const char *keys, *heading, *selected;
} cases[] = {
	{ "f >1e9 Enter", "Small cloud, only >1e9 (2 of 12)",
	    "  Capital expenditure" },
	{ "f yoy>1e9 Enter", "only yoy>1e9 (0 of 12)", "" },
	{ "f self>1e9 Enter f Backspace 0 Enter", "only self>1e0 (",
	    "  Capital expenditure" },
	{ "f >1e9 Enter Esc", "Small cloud ", "  Capital expenditure" },
	{ "f >1e9 Enter Enter Esc", "only >1e9 (2 of 12)",
	    "  Capital expenditure" },
	{ "f >1e9 Esc", "Small cloud ", "  Capital expenditure" },
	{ "f >1e9 Enter f Esc", "only >1e9 (2 of 12)",
	    "  Capital expenditure" },
	/* events too */
	{ "f count(self,3650d)>0 Enter", "(1 of 12)", "  Contracts" },
	/* what is missing is not true */
	{ "f >=0 Space or Space <0 Enter", "(6 of 12)",
	    "  Capital expenditure" },
};

static void
try_cases(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct world *world = world_new(world_small(), 80, 24);
		const char *selected;

		(void)world_keys(world, cases[i].keys);
		if (!ok(strstr(world_line(world, 0), cases[i].heading) != NULL,
			cases[i].keys))
			diag("%s", world_line(world, 0));
		selected = world_selected(world);
		if (!ok(strncmp(selected, cases[i].selected,
			    strlen(cases[i].selected)) == 0,
			cases[i].keys))
			diag("%s", selected);
		world_free(world);
	}
}

/* After KEYS the last line, and the one above it. */
static const struct {
	const char *keys, *prompt, *hint;
} prompts[] = {
	{ "f", "only where:", "a condition on each row, such as > 50, "
			      "yoy > 20, self < 0; Tab completes" },
	{ "f yo", "only where: yo", "yoy(x): the change on the same period a "
				    "year before, in %" },
	{ "f yo Tab", "only where: yoy(", "yoy(x): the change on the same "
					  "period a year before, in %" },
	{ "f yoy(cap Tab", "only where: yoy(capex", "capex: Capital "
						    "expenditure, RMB" },
	{ "f int Tab", "only where: intensity", "intensity  intensity_ttm" },
	{ "f sel Tab", "only where: self", "self: the signal of each row" },
	{ "f self{mo Tab", "only where: self{model=", "model=" },
	{ "f zzz Tab", "only where: zzz",
	    "nothing is known that goes on from here" },
	{ "f yoy(capx)>5 Enter", "only where: yoy(capx)>5",
	    "column 5: unknown signal 'capx'; did you mean 'capex'?" },
	{ "f >1 Space and Space capx>5 Enter", "only where: >1 and capx>5",
	    "column 8: unknown signal 'capx'; did you mean 'capex'?" },
	{ "f yoy Enter", "only where: yoy", "column 1: a condition is "
	    "expected, such as > 50 or yoy > 20, and this is a number" },
	{ "f capex>1 Enter", "only where: capex>1", "column 1: nothing in it "
	    "speaks of the row: '> 50', 'yoy > 20' and 'self' do" },
	{ "f yoy(capx)>5 Enter Esc f", "only where:", "a condition on each "
	    "row, such as > 50, yoy > 20, self < 0; Tab completes" },
	{ "f >1e9 Enter f", "only where: >1e9", "a condition on each row, "
	    "such as > 50, yoy > 20, self < 0; Tab completes" },
	{ "f yoy>1e9 Enter", "it holds of no row; Esc shows all of them", "" },
	{ "Enter f", "this key has no meaning here; ? shows the keys", NULL },
};

static void
try_prompts(void)
{
	for (size_t i = 0; i < ARRAY_LEN(prompts); i++) {
		struct world *world = world_new(world_small(), 100, 24);

		(void)world_keys(world, prompts[i].keys);
		is_string(
		    world_line(world, -1), prompts[i].prompt, prompts[i].keys);
		if (prompts[i].hint != NULL && prompts[i].hint[0] != '\0')
			is_string(world_line(world, 22), prompts[i].hint,
			    prompts[i].keys);
		world_free(world);
	}
}

static void
try_screens(void)
{
	struct world *world = world_new(world_small(), 80, 24);

	(void)world_keys(world, "f yoy>5 Space or Space >50 Enter");
	(void)world_screen(world);
	is_golden(world_canvas(world), "watchlist-filter-80x24");
	(void)world_keys(world, "f ^U yoy(capx) Enter");
	(void)world_screen(world);
	is_golden(world_canvas(world), "filter-prompt-80x24");
	world_free(world);
	world = world_new(world_small(), 40, 10);
	(void)world_keys(world, "f yoy>5 Space or Space >50 Enter");
	(void)world_screen(world);
	is_golden(world_canvas(world), "watchlist-filter-40x10");
	world_free(world);
}

int
main(void)
{
	try_cases();
	try_prompts();
	try_screens();
	return done();
}
