/* SPDX-License-Identifier: MIT */
#include "tui/spark.h"

#include <math.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/model.h"
#include "tui/glyphs.h"
#include "tui/standing.h"

enum { HOLE = -1, BREAK = -2 }; /* in place of a figure's index */

struct bars { /* filled from the right: the newest is always there */
	const struct standing *standing;
	long *cells;
	int room; /* cells that are still free, at the left */
};

static void
push(struct bars *bars, long cell)
{
	if (bars->room > 0)
		bars->cells[--bars->room] = cell;
}

/* What lies between two figures, the calendar's holes or a break. */
static void
push_between(struct bars *bars, size_t earlier, size_t later)
{
	const struct standing *standing = bars->standing;
	struct period from = standing->series->figures[earlier].period;
	struct period to = standing->series->figures[later].period;
	int64_t slots = period_slot(to) - period_slot(from);

	if (signal_breaks_between(standing->model, standing->signal,
		standing->series, from, to)) {
		push(bars, BREAK);
		return;
	}
	if (from.kind != to.kind || period_per_year(to.kind) == 0)
		return;
	for (int64_t i = 1; i < slots && bars->room > 0; i++)
		push(bars, HOLE);
}

static void
gather(struct bars *bars)
{
	const struct series *series = bars->standing->series;

	for (size_t i = series->count; i > 0 && bars->room > 0; i--) {
		push(bars, (long)i - 1);
		if (i > 1)
			push_between(bars, i - 2, i - 1);
	}
}

static double
value_at(const struct standing *standing, long cell)
{
	const struct vintage *vintage = cell < 0
	    ? NULL
	    : figure_at(&standing->series->figures[cell],
		  model_as_of(standing->model));

	return vintage != NULL ? vintage->amount.value : NAN;
}

/* From zero where amounts are positive, so that heights compare; rates from
 * their own least. */
static void
find_range(const struct bars *bars, int width, double *low, double *high)
{
	*low = INFINITY;
	*high = -INFINITY;
	for (int i = bars->room; i < width; i++) {
		double value = value_at(bars->standing, bars->cells[i]);

		if (value < *low)
			*low = value;
		if (value > *high)
			*high = value;
	}
	if (*low > 0 && *low < *high / 2)
		*low = 0;
}

static const char *
bar_of(const struct glyphs *glyphs, double value, double low, double high)
{
	double part = high > low ? (value - low) / (high - low) : 0.5;
	int i = (int)(part * (GLYPH_BARS - 1) + 0.5);

	return glyphs->bars[i < 0 ? 0 : i >= GLYPH_BARS ? GLYPH_BARS - 1 : i];
}

void
spark_format(struct buf *out, const struct standing *standing,
    const struct glyphs *glyphs, int width)
{
	struct bars bars = { .standing = standing, .room = width };
	double low, high;

	if (standing->series == NULL || standing->series->count < 2 ||
	    width <= 0)
		return;
	bars.cells = mem_new_array((size_t)width, sizeof(*bars.cells));
	gather(&bars);
	find_range(&bars, width, &low, &high);
	for (int i = bars.room; i < width && low <= high; i++) {
		double value = value_at(standing, bars.cells[i]);

		(void)buf_text(out,
		    bars.cells[i] == BREAK ? glyphs->gap
			: isnan(value)	   ? " "
					   : bar_of(glyphs, value, low, high));
	}
	mem_free(bars.cells);
}
