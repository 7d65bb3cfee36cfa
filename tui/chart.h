/* A chart of series over true time, in braille dots or ASCII: thresholds as
 * lines, breaks as gaps, events as marks on the axis, a cursor. Plain values
 * in, cells out; it knows no model. */
#ifndef TUI_CHART_H
#define TUI_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/canvas.h"

struct glyphs;
struct unit;

struct chart_point {
	double at;	  /* seconds UTC: the middle of the period */
	double value;
	bool joined;	  /* a line leads here from the point before */
	const char *mark; /* instead of the series' own, or NULL */
};

struct chart_series {
	struct chart_point *points; /* by time */
	size_t count;
	const char *mark; /* at each point; NULL: none, the line alone */
	enum style style;
};

struct chart_level { /* a threshold */
	double value;
	const char *name;
	enum style style;
};

struct chart {
	const struct chart_series *series;
	size_t series_count;
	const struct chart_level *levels;
	size_t level_count;
	const double *breaks; /* times */
	size_t break_count;
	const double *events;
	size_t event_count;
	const struct unit *unit; /* of the axis' labels */
	bool has_cursor;
	double cursor; /* a time */
};

enum { CHART_LEAST_WIDTH = 24, CHART_LEAST_HEIGHT = 4 };

/* Nothing is drawn where the area is smaller than that, or no point is
 * there. */
void chart_draw(const struct chart *chart, struct canvas *canvas,
    const struct glyphs *glyphs, int x, int y, int width, int height);

#endif
