/* SPDX-License-Identifier: MIT */
#include "tui/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "tests/tap.h"

enum { MOST = 16 };

static const struct {
	int width, columns, each;
} widths[] = {
	{ 0, 1, 0 },	 { 1, 1, 1 },	  { 80, 1, 80 },   { 119, 1, 119 },
	{ 120, 2, 59 },	 { 121, 2, 60 },  { 160, 2, 79 },  { 239, 2, 119 },
	{ 240, 3, 79 },	 { 500, 3, 166 },
};

static void
try_widths(void)
{
	for (size_t i = 0; i < ARRAY_LEN(widths); i++) {
		char name[40];

		(void)snprintf(name, sizeof(name), "%d cells", widths[i].width);
		is_int(grid_column_count(widths[i].width), widths[i].columns,
		    name);
		is_int(grid_column_width(widths[i].width), widths[i].each,
		    name);
	}
}

static size_t
make(struct grid_panel panels[MOST], const char *rows)
{
	size_t count = 0;
	char *rest;

	memset(panels, 0, MOST * sizeof(*panels));
	for (long number = strtol(rows, &rest, 10); rest != rows;
	    number = strtol(rows, &rest, 10)) {
		panels[count++].rows = (int)number;
		rows = rest;
	}
	return count;
}

/* Each panel as COLUMN:Y SHOWN[+SKIP]. */
static const struct {
	const char *rows;
	int columns, height;
	size_t selected;
	int row;
	const char *placed;
} places[] = {
	/* all of it fits */
	{ "3 2", 1, 20, 0, 0, "0:0 3, 0:4 2" },
	{ "3 2", 1, 7, 0, 0, "0:0 3, 0:4 2" },
	/* the selection's is open, the others fold to what is left */
	{ "10 10", 1, 12, 0, 0, "0:0 8, 0:9 2" },
	{ "10 10", 1, 12, 1, 0, "0:0 2, 0:3 8" },
	{ "10 2 10", 1, 15, 1, 1, "0:0 5, 0:6 2, 0:9 5" },
	{ "10 2 9", 1, 15, 1, 1, "0:0 5, 0:6 2, 0:9 5" },
	{ "10 2 9", 1, 16, 1, 1, "0:0 6, 0:7 2, 0:10 5" },
	/* the selected row is always shown */
	{ "10 10", 1, 12, 0, 9, "0:0 8+2, 0:9 2" },
	{ "10 10", 1, 12, 1, 8, "0:0 2, 0:3 8+1" },
	/* none is selected: all fold alike */
	{ "10 10", 1, 12, 2, 0, "0:0 5, 0:6 5" },
	/* heights that are hardly one */
	{ "3 2", 1, 3, 0, 2, "0:0 1+2, 0:2 0" },
	{ "3 2", 1, 2, 0, 2, "0:0 1+2, 0:2 0" },
	{ "3 2", 1, 2, 1, 1, "0:-1 0, 0:0 1+1" },
	{ "3 2", 1, 1, 1, 1, "0:-2 0, 0:-1 1+1" },
	{ "3 2", 1, 0, 0, 0, "0:-2 1, 0:0 0" },
	/* more titles than lines */
	{ "1 1 1 1 1", 1, 4, 3, 0, "0:-1 0, 0:0 0, 0:1 0, 0:2 1, 0:4 0" },
	/* columns, about equally high */
	{ "5 5 5 5", 2, 40, 0, 0, "0:0 5, 0:6 5, 1:0 5, 1:6 5" },
	{ "20 1 1 1", 2, 40, 0, 0, "0:0 20, 1:0 1, 1:2 1, 1:4 1" },
	{ "1 1 1 20", 2, 40, 0, 0, "0:0 1, 0:2 1, 0:4 1, 1:0 20" },
	{ "5 5", 3, 40, 0, 0, "0:0 5, 1:0 5" },
	{ "5", 2, 40, 0, 0, "0:0 5" },
	{ "9 9 9", 3, 5, 1, 8, "0:0 4, 1:0 4+5, 2:0 4" },
	/* odd panels */
	{ "0", 1, 5, 0, 0, "0:0 0" },
	{ "0 0 3", 1, 5, 0, 0, "0:0 0, 0:1 0, 0:2 2" },
	{ "", 1, 5, 0, 0, "" },
};

static void
try_places(void)
{
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct grid_panel panels[MOST];
		size_t count = make(panels, places[i].rows);
		struct buf got;
		char name[60];

		(void)snprintf(name, sizeof(name), "%s in %d × %d, at %zu.%d",
		    places[i].rows, places[i].columns, places[i].height,
		    places[i].selected, places[i].row);
		grid_columns(panels, count, places[i].columns);
		grid_place(panels, count, places[i].columns,
		    places[i].height, places[i].selected, places[i].row);
		buf_init(&got, LIMIT_LABEL);
		for (size_t k = 0; k < count; k++) {
			(void)buf_printf(&got, "%s%d:%d %d", k > 0 ? ", " : "",
			    panels[k].column, panels[k].y, panels[k].shown);
			if (panels[k].skip > 0)
				(void)buf_printf(&got, "+%d", panels[k].skip);
		}
		is_string(buf_string(&got), places[i].placed, name);
		buf_release(&got);
	}
}

/* Whatever the panels: no row twice, none beyond its panel, the selected one
 * within the height, and panels do not overlap. */
static bool
holds(const struct grid_panel *panels, size_t count, int height,
    size_t selected, int row)
{
	const struct grid_panel *open = &panels[selected];
	int at = open->y + 1 + row - open->skip;

	for (size_t i = 0; i < count; i++) {
		const struct grid_panel *panel = &panels[i];

		if (panel->shown < 0 || panel->skip < 0 ||
		    panel->skip + panel->shown > panel->rows)
			return false;
		for (size_t k = i + 1; k < count; k++)
			if (panels[k].column == panel->column &&
			    panels[k].y < panel->y + 1 + panel->shown)
				return false;
	}
	return height < 1 ||
	    (row >= open->skip && row < open->skip + open->shown && at >= 0 &&
		at < height);
}

static void
try_all(void)
{
	static const char *const rows[] = { "1", "3 2", "10 10 10", "1 40 1",
		"12 16 1 9 5 7 11 4", "1 1 1 1 1 1 1 1 1 1 1 1" };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (int columns = 1; columns <= 3; columns++) {
			struct grid_panel panels[MOST];
			size_t count = make(panels, rows[i]);
			bool good = true;

			for (int height = 0; height <= 60; height++)
				for (size_t k = 0; k < count; k++)
					for (int row = 0; row < panels[k].rows;
					     row++) {
						grid_columns(
						    panels, count, columns);
						grid_place(panels, count,
						    columns, height, k, row);
						good = good &&
						    holds(panels, count,
							height, k, row);
					}
			ok(good, rows[i]);
		}
}

int
main(void)
{
	try_widths();
	try_places();
	try_all();
	return done();
}
