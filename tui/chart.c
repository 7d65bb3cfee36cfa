/* SPDX-License-Identifier: MIT */
#include "tui/chart.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/amount_format.h"
#include "tui/glyphs.h"

enum { LABEL_WIDTH = 9, MONTH_WIDTH = 7, DOTS_X = 2, DOTS_Y = 4 };

struct plot { /* one chart in the making */
	const struct chart *chart;
	struct canvas *canvas;
	const struct glyphs *glyphs;
	int x, y, width, height; /* of the field, in cells */
	double from, to, low, high;
	uint8_t *dots; /* a cell each: braille's eight bits */
	uint8_t *styles;
};

static void
widen(double value, double *low, double *high)
{
	if (value < *low)
		*low = value;
	if (value > *high)
		*high = value;
}

static bool
find_ranges(struct plot *plot)
{
	const struct chart *chart = plot->chart;

	plot->from = plot->low = INFINITY;
	plot->to = plot->high = -INFINITY;
	for (size_t i = 0; i < chart->series_count; i++)
		for (size_t k = 0; k < chart->series[i].count; k++) {
			const struct chart_point *point =
			    &chart->series[i].points[k];

			widen(point->at, &plot->from, &plot->to);
			widen(point->value, &plot->low, &plot->high);
		}
	if (plot->from > plot->to)
		return false;
	for (size_t i = 0; i < chart->level_count; i++)
		widen(chart->levels[i].value, &plot->low, &plot->high);
	if (plot->low > 0 && plot->low < plot->high / 2)
		plot->low = 0; /* amounts are compared by height */
	if (!(plot->high > plot->low)) {
		double room = plot->low != 0 ? fabs(plot->low) / 2 : 1;

		plot->low -= room;
		plot->high += room;
	}
	if (!(plot->to > plot->from))
		plot->to = plot->from + 1;
	return true;
}

/* Dots from the left, and from the top. */
static int
dot_x(const struct plot *plot, double at)
{
	double part = (at - plot->from) / (plot->to - plot->from);

	return (int)lround(part * (plot->width * DOTS_X - 1));
}

static int
dot_y(const struct plot *plot, double value)
{
	double part = (plot->high - value) / (plot->high - plot->low);

	return (int)lround(part * (plot->height * DOTS_Y - 1));
}

static void
set_dot(struct plot *plot, int dx, int dy, enum style style)
{
	static const uint8_t bits[DOTS_Y][DOTS_X] = { { 0x01, 0x08 },
		{ 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };
	int cx = dx / DOTS_X, cy = dy / DOTS_Y;
	size_t at;

	if (dx < 0 || dy < 0 || cx >= plot->width || cy >= plot->height)
		return;
	at = (size_t)cy * (size_t)plot->width + (size_t)cx;
	plot->dots[at] |= bits[dy % DOTS_Y][dx % DOTS_X];
	plot->styles[at] = (uint8_t)style;
}

static void
set_line(struct plot *plot, const struct chart_point *from,
    const struct chart_point *to, enum style style)
{
	int x0 = dot_x(plot, from->at), y0 = dot_y(plot, from->value);
	int x1 = dot_x(plot, to->at), y1 = dot_y(plot, to->value);
	int steps = abs(x1 - x0) > abs(y1 - y0) ? abs(x1 - x0) : abs(y1 - y0);

	for (int i = 0; i <= steps; i++) {
		double part = steps > 0 ? (double)i / steps : 0;

		set_dot(plot, x0 + (int)lround(part * (x1 - x0)),
		    y0 + (int)lround(part * (y1 - y0)), style);
	}
}

/* The first series last, so that it is on top. */
static void
trace(struct plot *plot)
{
	for (size_t i = plot->chart->series_count; i > 0; i--) {
		const struct chart_series *series =
		    &plot->chart->series[i - 1];

		for (size_t k = 0; k < series->count; k++) {
			const struct chart_point *point = &series->points[k];

			if (k > 0 && point->joined)
				set_line(plot, point - 1, point,
				    series->style);
			else
				set_dot(plot, dot_x(plot, point->at),
				    dot_y(plot, point->value), series->style);
		}
	}
}

static void
put(struct plot *plot, int cx, int cy, enum style style, const char *text)
{
	struct cell_look look = { style, false };

	(void)canvas_text(
	    plot->canvas, plot->x + cx, plot->y + cy, 1, look, text);
}

static void
draw_dots(struct plot *plot)
{
	for (int cy = 0; cy < plot->height; cy++)
		for (int cx = 0; cx < plot->width; cx++) {
			size_t at = (size_t)cy * (size_t)plot->width +
			    (size_t)cx;
			char text[5] = "*";

			if (plot->dots[at] == 0)
				continue;
			if (plot->glyphs->braille)
				text[utf8_encode(0x2800u + plot->dots[at],
				    text)] = '\0';
			put(plot, cx, cy, (enum style)plot->styles[at], text);
		}
}

static void
draw_marks(struct plot *plot)
{
	for (size_t i = plot->chart->series_count; i > 0; i--) {
		const struct chart_series *series =
		    &plot->chart->series[i - 1];

		for (size_t k = 0; k < series->count; k++) {
			const struct chart_point *point = &series->points[k];
			const char *mark = point->mark != NULL ? point->mark
							      : series->mark;

			if (mark != NULL)
				put(plot, dot_x(plot, point->at) / DOTS_X,
				    dot_y(plot, point->value) / DOTS_Y,
				    series->style, mark);
		}
	}
}

static void
draw_levels(struct plot *plot)
{
	for (size_t i = 0; i < plot->chart->level_count; i++) {
		const struct chart_level *level = &plot->chart->levels[i];
		int cy = dot_y(plot, level->value) / DOTS_Y;

		for (int cx = 0; cx < plot->width; cx++)
			put(plot, cx, cy, level->style, plot->glyphs->dash);
	}
}

static void
draw_level_names(struct plot *plot)
{
	for (size_t i = 0; i < plot->chart->level_count; i++) {
		const struct chart_level *level = &plot->chart->levels[i];
		struct cell_look look = { level->style, false };

		(void)canvas_text(plot->canvas, plot->x,
		    plot->y + dot_y(plot, level->value) / DOTS_Y, plot->width,
		    look, level->name);
	}
}

static void
draw_column(struct plot *plot, double at, enum style style, const char *text)
{
	int cx;

	if (at < plot->from || at > plot->to)
		return;
	cx = dot_x(plot, at) / DOTS_X;
	for (int cy = 0; cy < plot->height; cy++)
		put(plot, cx, cy, style, text);
}

static void
draw_value_label(struct plot *plot, int cy, double value)
{
	struct cell_look look = { STYLE_DIM, false };
	struct buf text;

	buf_init(&text, 64);
	amount_format_number(&text, value, plot->chart->unit, false);
	(void)canvas_text_right(plot->canvas, plot->x - LABEL_WIDTH - 1,
	    plot->y + cy, LABEL_WIDTH, look, buf_string(&text));
	buf_release(&text);
}

static void
draw_value_axis(struct plot *plot)
{
	struct cell_look look = { STYLE_FRAME, false };

	for (int cy = 0; cy < plot->height; cy++)
		(void)canvas_text(plot->canvas, plot->x - 1, plot->y + cy, 1,
		    look, plot->glyphs->bar);
	draw_value_label(plot, 0, plot->high);
	draw_value_label(plot, plot->height - 1, plot->low);
	if (plot->height >= 5)
		draw_value_label(plot, plot->height / 2,
		    plot->high -
			(plot->high - plot->low) * (plot->height / 2) /
			    (plot->height - 1));
}

static void
draw_date(struct plot *plot, double at, bool right)
{
	struct cell_look look = { STYLE_DIM, false };
	struct buf text;

	buf_init(&text, 64);
	date_format(&text, date_day_of((int64_t)at));
	if (text.length > MONTH_WIDTH) {
		text.length = MONTH_WIDTH;
		text.bytes[MONTH_WIDTH] = '\0';
	}
	if (right)
		(void)canvas_text_right(plot->canvas, plot->x,
		    plot->y + plot->height, plot->width, look,
		    buf_string(&text));
	else
		(void)canvas_text(plot->canvas, plot->x,
		    plot->y + plot->height, plot->width, look,
		    buf_string(&text));
	buf_release(&text);
}

static void
draw_time_axis(struct plot *plot)
{
	struct cell_look frame = { STYLE_FRAME, false };

	canvas_fill(plot->canvas, plot->x, plot->y + plot->height,
	    plot->width, frame, plot->glyphs->line);
	for (size_t i = 0; i < plot->chart->event_count; i++) {
		double at = plot->chart->events[i];

		if (at >= plot->from && at <= plot->to)
			put(plot, dot_x(plot, at) / DOTS_X, plot->height,
			    STYLE_STRONG, plot->glyphs->event);
	}
	if (plot->width > 2 * MONTH_WIDTH)
		draw_date(plot, plot->from, false);
	draw_date(plot, plot->to, true);
}

/* The column of the cursor, and its cells where something stands, reversed. */
static void
draw_cursor(struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int cx;

	if (!chart->has_cursor || chart->cursor < plot->from ||
	    chart->cursor > plot->to)
		return;
	cx = dot_x(plot, chart->cursor) / DOTS_X;
	for (int cy = 0; cy < plot->height; cy++)
		if (!strcmp(canvas_cell(plot->canvas, plot->x + cx,
				plot->y + cy, NULL),
			" "))
			put(plot, cx, cy, STYLE_DIM, plot->glyphs->bar);
		else
			canvas_select(
			    plot->canvas, plot->x + cx, plot->y + cy, 1);
}

void
chart_draw(const struct chart *chart, struct canvas *canvas,
    const struct glyphs *glyphs, int x, int y, int width, int height)
{
	struct plot plot = {
		.chart = chart,
		.canvas = canvas,
		.glyphs = glyphs,
		.x = x + LABEL_WIDTH + 2,
		.y = y,
		.width = width - LABEL_WIDTH - 3,
		.height = height - 1,
	};
	size_t cells;

	if (width < CHART_LEAST_WIDTH || height < CHART_LEAST_HEIGHT ||
	    !find_ranges(&plot))
		return;
	cells = (size_t)plot.width * (size_t)plot.height;
	plot.dots = mem_new(cells);
	plot.styles = mem_new(cells);
	draw_levels(&plot);
	for (size_t i = 0; i < chart->break_count; i++)
		draw_column(&plot, chart->breaks[i], STYLE_DIM, glyphs->gap);
	trace(&plot);
	draw_dots(&plot);
	draw_marks(&plot);
	draw_level_names(&plot);
	draw_value_axis(&plot);
	draw_time_axis(&plot);
	draw_cursor(&plot);
	mem_free(plot.dots);
	mem_free(plot.styles);
}
