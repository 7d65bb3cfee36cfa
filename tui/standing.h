/* How a signal or series stands, as rows and details say it: the newest figure,
 * its change, its age, its alerts, what limits it. Computed from the model for
 * each drawing; nothing is kept. */
#ifndef TUI_STANDING_H
#define TUI_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "model/transition.h"

struct alert;
struct alerts;
struct buf;
struct figure;
struct model;
struct period;
struct series;
struct signal;
struct vintage;

struct standing {
	const struct model *model;
	const struct signal *signal;
	const struct series *series;   /* NULL: none or several */
	const struct figure *figure;   /* the newest with a value, or NULL */
	const struct vintage *vintage; /* of it, as known */
	const char *reason; /* why the newest has no value; NULL if it has */
	const struct figure *newest; /* which that is, or NULL */
	const struct alert *alert; /* the worst that names the signal; NULL */
	bool late;
};

/* SERIES NULL: the signal's only one, or the only one that is more than
 * forecasts. */
void standing_of(struct standing *standing, const struct model *model,
    const struct alerts *alerts, const struct signal *signal,
    const struct series *series);

/* The change that fits: growth on the year (or period) before for amounts, the
 * difference for rates and where a sign is in the way; nothing across a break.
 * "+75.0% y/y", or "". */
void standing_change(struct buf *out, const struct standing *standing,
    const struct figure *figure);

/* The change of FIGURE on the one before it: "+2.5pp", "+12.0%", or "". */
void standing_step(struct buf *out, const struct standing *standing,
    const struct figure *figure);

/* "144d", "3h": since the end of the period; since it was learned where the
 * figure has no stretch of time. */
void standing_age(struct buf *out, const struct standing *standing);

/* "10.3 to warn" of the nearest threshold on the signal itself, or "". */
void standing_distance(struct buf *out, const struct standing *standing,
    const struct alerts *alerts);

/* Two marks: who says so (c, e, g, i, m; blank: reported, derived), and u where
 * it is unverified, f where it is a forecast. */
void standing_marks(char marks[3], const struct vintage *vintage,
    const struct period *period);

#endif
