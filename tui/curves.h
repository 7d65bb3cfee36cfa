/* What chart.c draws, out of the model: series as curves that stop at holes and
 * breaks, thresholds of the alerts, events. */
#ifndef TUI_CURVES_H
#define TUI_CURVES_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/chart.h"

struct alerts;
struct glyphs;
struct model;
struct period;
struct series;
struct signal;

struct curves {
	const struct model *model;
	const struct glyphs *glyphs;
	struct chart_series *series;
	size_t series_count;
	struct chart_level *levels;
	size_t level_count;
	double *breaks, *events;
	size_t break_count, event_count;
	double low, high; /* of the values; thresholds far off are left out */
};

void curves_init(struct curves *curves, const struct model *model,
    const struct glyphs *glyphs);
void curves_release(struct curves *curves);

/* MARKED: each point has the mark of its curve, to tell curves apart. */
void curves_add(struct curves *curves, const struct signal *signal,
    const struct series *series, bool marked);

/* The levels of alerts on that signal itself, near enough to be drawn. */
void curves_add_levels(struct curves *curves, const struct alerts *alerts,
    const struct signal *signal);

/* Every event signal's events, as marks. */
void curves_add_events(struct curves *curves);

/* Borrows from CURVES; no cursor yet. */
void curves_chart(struct chart *chart, const struct curves *curves);

/* Where a period stands on the time axis. */
double curves_time(struct period period);

#endif
