/* The characters that the screen draws with: Unicode, or ASCII where the
 * terminal has no more. A meaning is never in colour alone, so each state has a
 * sign of its own in both. */
#ifndef TUI_GLYPHS_H
#define TUI_GLYPHS_H

#include <stdbool.h>

#include "model/transition.h"
#include "tui/canvas.h"

enum { GLYPH_BARS = 8, GLYPH_SERIES = 6 };

struct glyphs {
	bool braille;		       /* charts may use U+2800.. */
	const char *line, *bar, *crumb; /* ─ │ ▸ */
	const char *dash, *gap;	       /* a threshold, a break */
	const char *event, *up, *down; /* marks in charts */
	const char *folded;	       /* after a panel's title */
	const char *bars[GLYPH_BARS];  /* of a sparkline, lowest first */
	const char *series[GLYPH_SERIES]; /* the points of one series */
	const char *states[ALERT_STATE_COUNT];
	const char *late;
	const char *quiet; /* acknowledged, silenced or muted */
};

extern const struct glyphs glyphs_unicode, glyphs_ascii;

/* How an alert's state looks. */
enum style style_of_state(enum alert_state state);

/* The I-th series of a chart. */
enum style style_of_series(size_t i);

#endif
