/* SPDX-License-Identifier: MIT */
#include "tui/chart.h"

#include <string.h>

#include "model/unit.h"
#include "tests/tap.h"
#include "tests/tui/golden.h"
#include "tui/glyphs.h"

/* Quarters from 2024Q1 on: where a point stands on the time axis. */
#define QUARTER(i) (1704067200.0 + 45.0 * 86400 + (i) * 91.0 * 86400)

static struct chart_point rising[] = {
	{ QUARTER(0), 12.1e9, false, NULL },
	{ QUARTER(1), 17.5e9, true, NULL },
	{ QUARTER(2), 31.8e9, true, NULL },
	{ QUARTER(3), 24.6e9, true, NULL },
	{ QUARTER(4), 67.7e9, true, NULL },
};
static struct chart_point holed[] = {
	{ QUARTER(0), 10, false, NULL },
	{ QUARTER(1), 12, true, NULL },
	{ QUARTER(3), 14, false, NULL }, /* 2 is missing */
	{ QUARTER(4), 11, true, NULL },
};
static struct chart_point marked[] = {
	{ QUARTER(0), 100, false, NULL },
	{ QUARTER(2), 130, true, "↑" },
	{ QUARTER(4), 110, true, NULL },
};
static struct chart_point other[] = {
	{ QUARTER(0), 90, false, NULL },
	{ QUARTER(2), 95, true, NULL },
	{ QUARTER(4), 140, true, NULL },
};
static struct chart_point flat[] = {
	{ QUARTER(0), 5, false, NULL },
	{ QUARTER(2), 5, true, NULL },
	{ QUARTER(4), 5, true, NULL },
};
static struct chart_point zero[] = {
	{ QUARTER(0), 0, false, NULL },
	{ QUARTER(4), 0, true, NULL },
};
static struct chart_point falling[] = {
	{ QUARTER(0), 40, false, NULL },
	{ QUARTER(2), -20, true, NULL },
	{ QUARTER(4), -60, true, NULL },
};
static struct chart_point sparse[] = { /* prices, far apart at first */
	{ QUARTER(0), 80, false, NULL },
	{ QUARTER(3), 120, true, NULL },
	{ QUARTER(3) + 86400, 118, true, NULL },
	{ QUARTER(4), 160, true, NULL },
};

#define SERIES(points, mark, style) \
	{ points, ARRAY_LEN(points), mark, style }

static const struct chart_series series[][2] = {
	{ SERIES(rising, NULL, STYLE_SERIES_1) },
	{ SERIES(holed, NULL, STYLE_SERIES_1) },
	{ SERIES(marked, "●", STYLE_SERIES_1),
	    SERIES(other, "▲", STYLE_SERIES_2) },
	{ SERIES(flat, NULL, STYLE_SERIES_1) },
	{ SERIES(zero, NULL, STYLE_SERIES_1) },
	{ SERIES(falling, NULL, STYLE_SERIES_1) },
	{ SERIES(sparse, NULL, STYLE_SERIES_1) },
	{ { rising, 1, "●", STYLE_SERIES_1 } },
};

static const struct chart_level near[] = {
	{ 40e9, "warn", STYLE_WARN },
	{ 60e9, "crit", STYLE_CRIT },
};
static const struct chart_level above[] = { { 20, "warn", STYLE_WARN } };
static const double breaks[] = { QUARTER(1.5) };
static const double events[] = { QUARTER(0), QUARTER(2.2), QUARTER(4),
	QUARTER(9) };

static const struct {
	const char *name, *unit;
	size_t series, series_count;
	const struct chart_level *levels;
	size_t level_count, break_count, event_count;
	double cursor; /* 0: none */
	int width, height;
	bool ascii;
} cases[] = {
	{ "chart-line", "RMB", 0, 1, NULL, 0, 0, 0, 0, 60, 10, false },
	{ "chart-line-ascii", "RMB", 0, 1, NULL, 0, 0, 0, 0, 60, 10, true },
	{ "chart-levels", "RMB", 0, 1, near, 2, 0, 0, 0, 60, 10, false },
	{ "chart-level-beyond", "%", 1, 1, above, 1, 0, 0, 0, 60, 10, false },
	{ "chart-hole-break", "%", 1, 1, NULL, 0, 1, 0, 0, 60, 8, false },
	{ "chart-several", "%", 2, 2, NULL, 0, 0, 0, 0, 60, 10, false },
	{ "chart-events-cursor", "RMB", 0, 1, NULL, 0, 0, 4, QUARTER(2), 60,
	    8, false },
	{ "chart-all-ascii", "RMB", 0, 1, near, 2, 1, 4, QUARTER(1), 60, 10,
	    true },
	{ "chart-equal", "%", 3, 1, NULL, 0, 0, 0, 0, 40, 6, false },
	{ "chart-zero", "RMB", 4, 1, NULL, 0, 0, 0, 0, 40, 6, false },
	{ "chart-negative", "RMB", 5, 1, NULL, 0, 0, 0, 0, 40, 8, false },
	{ "chart-true-time", "USD", 6, 1, NULL, 0, 0, 0, 0, 60, 8, false },
	{ "chart-one-point", "RMB", 7, 1, NULL, 0, 0, 0, 0, 40, 6, false },
	{ "chart-least", "RMB", 0, 1, near, 2, 1, 4, QUARTER(4), 24, 4,
	    false },
	{ "chart-narrow", "RMB", 0, 1, near, 2, 1, 4, QUARTER(4), 23, 9,
	    false }, /* nothing */
	{ "chart-low", "RMB", 0, 1, near, 2, 1, 4, QUARTER(4), 60, 3,
	    false }, /* nothing */
	{ "chart-empty", "RMB", 0, 0, near, 2, 1, 4, QUARTER(4), 60, 9,
	    false }, /* nothing */
};

static void
draw(size_t i, struct canvas *canvas, int x, int y, int width, int height)
{
	struct unit unit = unit_named(cases[i].unit);
	struct chart chart = {
		.series = series[cases[i].series],
		.series_count = cases[i].series_count,
		.levels = cases[i].levels,
		.level_count = cases[i].level_count,
		.breaks = breaks,
		.break_count = cases[i].break_count,
		.events = events,
		.event_count = cases[i].event_count,
		.unit = &unit,
		.has_cursor = cases[i].cursor != 0,
		.cursor = cases[i].cursor,
	};

	chart_draw(&chart, canvas,
	    cases[i].ascii ? &glyphs_ascii : &glyphs_unicode, x, y, width,
	    height);
}

static bool
is_blank_outside(const struct canvas *canvas, int x, int y, int width,
    int height)
{
	for (int cy = 0; cy < canvas_height(canvas); cy++)
		for (int cx = 0; cx < canvas_width(canvas); cx++)
			if ((cx < x || cy < y || cx >= x + width ||
				cy >= y + height) &&
			    strcmp(canvas_cell(canvas, cx, cy, NULL), " ") != 0)
				return false;
	return true;
}

static void
try_styles(void)
{
	struct canvas *canvas = canvas_new(60, 10);
	struct cell_look look;
	int selected = 0;

	draw(6, canvas, 0, 0, 60, 10);
	for (int y = 0; y < 10; y++)
		for (int x = 0; x < 60; x++) {
			(void)canvas_cell(canvas, x, y, &look);
			selected += look.selected;
		}
	ok(selected > 0 && selected < 10,
	    "the cursor reverses what stands in its column alone");
	canvas_free(canvas);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct canvas *canvas =
		    canvas_new(cases[i].width, cases[i].height);

		draw(i, canvas, 0, 0, cases[i].width, cases[i].height);
		is_golden(canvas, cases[i].name);
		canvas_free(canvas);
	}
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct canvas *canvas = canvas_new(80, 16);
		bool good = true;

		for (int width = 0; width <= 70; width++)
			for (int height = 0; height <= 12; height++) {
				canvas_clear(canvas);
				draw(i, canvas, 5, 2, width, height);
				good = good && is_blank_outside(canvas, 5, 2,
				    width, height);
			}
		ok(good, "no size draws beyond its area");
		canvas_free(canvas);
	}
	try_styles();
	return done();
}
