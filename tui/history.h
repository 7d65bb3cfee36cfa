/* The chart at the top of a view, with its legend: the curves of one signal, of
 * the signals it is overlaid with, or of several series. Where lines are few it
 * gives way first: to a line of bars, then to nothing. */
#ifndef TUI_HISTORY_H
#define TUI_HISTORY_H

#include <stdbool.h>

#include "tui/curves.h"
#include "tui/line.h"

struct canvas;
struct period;
struct series;
struct signal;
struct unit;
struct view;

struct history {
	bool filled;
	struct curves curves;
	struct line legend; /* empty for one curve */
	const struct unit *unit; /* of its signal: lives as long as the model */
};

void history_clear(struct history *history); /* zeroed is fine */

/* SERIES of SIGNAL, and what a panel overlays it with. */
void history_fill(struct history *history, const struct view *view,
    const struct signal *signal, const struct series *series);

/* The first series of SIGNAL, as many as can be told apart. */
void history_fill_several(struct history *history, const struct view *view,
    const struct signal *signal);

/* Draws at (X, Y) and gives the lines used; the page keeps at least half of the
 * view, or all of its rows. CURSOR may be NULL. */
int history_draw(const struct history *history, const struct view *view,
    const struct period *cursor, struct canvas *canvas, int x, int y);

#endif
