/* SPDX-License-Identifier: MIT */
#include "tui/history.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/limits.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/glyphs.h"
#include "tui/row.h"
#include "tui/spark.h"
#include "tui/standing.h"
#include "tui/view.h"

enum { HIGHEST = 24 };

void
history_clear(struct history *history)
{
	if (!history->filled)
		return;
	curves_release(&history->curves);
	line_release(&history->legend);
	memset(history, 0, sizeof(*history));
}

static void
begin(struct history *history, const struct view *view,
    const struct signal *signal)
{
	history_clear(history);
	history->filled = true;
	history->unit = &signal->definition->unit;
	curves_init(&history->curves, view_model(view), view->scene->glyphs);
	line_init(&history->legend);
}

static void
add_to_legend(struct history *history, const struct glyphs *glyphs,
    const char *name)
{
	size_t i = history->curves.series_count - 1;

	line_add(&history->legend, style_of_series(i), "%s ",
	    glyphs->series[i % GLYPH_SERIES]);
	line_add(&history->legend, STYLE_PLAIN, "%s   ", name);
}

static void
add_signal(struct history *history, const struct view *view,
    const char *name)
{
	const struct signal *signal = model_find(view_model(view), name);

	if (signal == NULL || signal->series_count != 1 ||
	    history->curves.series_count >= GLYPH_SERIES)
		return;
	curves_add(&history->curves, signal, signal->series[0], true);
	add_to_legend(
	    history, view->scene->glyphs, signal->definition->title);
}

/* The list of a panel's overlay: that names the signal, or NULL. */
static const struct value *
overlay_of(const struct view *view, const char *name)
{
	const struct watchlist *watchlist =
	    engine_watchlist(view->scene->engine);

	for (size_t i = 0; i < watchlist->counts[SECTION_PANEL]; i++) {
		const struct value *overlay = section_value(
		    watchlist->sections[SECTION_PANEL][i], "overlay");

		for (size_t k = 0; overlay != NULL && k < overlay->count; k++)
			if (!strcmp(overlay->items[k]->text, name))
				return overlay;
	}
	return NULL;
}

void
history_fill(struct history *history, const struct view *view,
    const struct signal *signal, const struct series *series)
{
	const char *name = signal->definition->name;
	const struct value *overlay = overlay_of(view, name);

	begin(history, view, signal);
	curves_add(&history->curves, signal, series, overlay != NULL);
	if (overlay != NULL)
		add_to_legend(history, view->scene->glyphs,
		    signal->definition->title);
	for (size_t i = 0; overlay != NULL && i < overlay->count; i++)
		if (strcmp(overlay->items[i]->text, name) != 0)
			add_signal(history, view, overlay->items[i]->text);
	curves_add_levels(&history->curves,
	    engine_alerts(view->scene->engine), signal);
	curves_add_events(&history->curves);
}

void
history_fill_several(struct history *history, const struct view *view,
    const struct signal *signal)
{
	struct buf name;

	begin(history, view, signal);
	buf_init(&name, LIMIT_MESSAGE);
	for (size_t i = 0; i < signal->series_count && i < GLYPH_SERIES; i++) {
		curves_add(&history->curves, signal, signal->series[i], true);
		buf_clear(&name);
		row_series_title(&name, signal->series[i]);
		add_to_legend(
		    history, view->scene->glyphs, buf_string(&name));
	}
	buf_release(&name);
	curves_add_levels(&history->curves,
	    engine_alerts(view->scene->engine), signal);
}

static bool
has_curve(const struct history *history)
{
	for (size_t i = 0; i < history->curves.series_count; i++)
		if (history->curves.series[i].count > 1)
			return true;
	return false;
}

/* Lines for the chart: what the page leaves, and it has half of them at
 * least. */
static int
room_for(const struct view *view)
{
	int rows = (int)view->page.count + 1;
	int least = view->height / 2;
	int room = view->height - (rows < least ? rows : least);

	return room < HIGHEST ? room : HIGHEST;
}

static int
draw_bars(const struct view *view, struct canvas *canvas, int x, int y)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));
	struct standing standing;
	struct cell_look look = { STYLE_SERIES_1, false };
	struct buf bars;

	standing_of(&standing, view_model(view), NULL, signal,
	    target_series_of(&view->target, view_model(view)));
	buf_init(&bars, LIMIT_MESSAGE);
	spark_format(&bars, &standing, view->scene->glyphs, view->width);
	(void)canvas_text(
	    canvas, x, y, view->width, look, buf_string(&bars));
	buf_release(&bars);
	return 1;
}

int
history_draw(const struct history *history, const struct view *view,
    const struct period *cursor, struct canvas *canvas, int x, int y)
{
	int room = room_for(view), used = 0;
	struct chart chart;

	if (!history->filled || !has_curve(history) || room < 2)
		return 0;
	if (room < CHART_LEAST_HEIGHT + 1 || view->width < CHART_LEAST_WIDTH)
		return history->curves.series_count == 1
		    ? draw_bars(view, canvas, x, y)
		    : 0;
	if (history->legend.text.length > 0)
		used += line_draw(&history->legend, canvas, x, y, view->width,
			    false) > 0;
	curves_chart(&chart, &history->curves);
	chart.unit = history->unit;
	if (cursor != NULL) {
		chart.has_cursor = true;
		chart.cursor = curves_time(*cursor);
	}
	chart_draw(&chart, canvas, view->scene->glyphs, x, y + used,
	    view->width, room - used);
	return room;
}
