/* SPDX-License-Identifier: MIT */
#include "tui/spark.h"

#include <math.h>

#include "base/buf.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/glyphs.h"
#include "tui/standing.h"

static double
value_at(const struct standing *standing, size_t i)
{
	const struct vintage *vintage = figure_at(
	    &standing->series->figures[i], model_as_of(standing->model));

	return vintage != NULL ? vintage->amount.value : NAN;
}

/* From zero where amounts are positive, so that heights compare; rates from
 * their own least. */
static void
find_range(const struct standing *standing, size_t first, double *low,
    double *high)
{
	*low = INFINITY;
	*high = -INFINITY;
	for (size_t i = first; i < standing->series->count; i++) {
		double value = value_at(standing, i);

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
	const struct series *series = standing->series;
	size_t first;
	double low, high;

	if (series == NULL || series->count < 2 || width <= 0)
		return;
	first = series->count > (size_t)width ? series->count - (size_t)width
					      : 0;
	find_range(standing, first, &low, &high);
	for (size_t i = first; i < series->count; i++) {
		double value = value_at(standing, i);

		(void)buf_text(out,
		    isnan(value) ? " " : bar_of(glyphs, value, low, high));
	}
}
