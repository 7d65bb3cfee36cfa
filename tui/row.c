/* SPDX-License-Identifier: MIT */
#include "tui/row.h"

#include <stddef.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/forecast.h"
#include "model/event.h"
#include "model/model.h"
#include "tui/glyphs.h"
#include "tui/line.h"
#include "tui/row_text.h"
#include "tui/spark.h"
#include "tui/standing.h"
#include "tui/view.h"

enum { STATE_WIDTH = 2, TITLE_LEAST = 18 };

struct cells { /* one row in the making */
	const struct scene *scene;
	struct standing standing;
	struct buf text; /* of one column */
	enum style style;
	bool spreads; /* a sentence: it may take the next column too */
};

struct column {
	int width, from; /* from this row width on */
	bool right;
	void (*say)(struct cells *cells, int width);
};

static size_t
current_events(const struct standing *standing, const struct event **last)
{
	int64_t as_of = model_as_of(standing->model);
	int64_t now = model_now(standing->model);
	size_t count = 0;

	*last = NULL;
	for (size_t i = 0; i < standing->signal->event_count; i++) {
		if (!signal_event_is_current(standing->signal, i, as_of))
			continue;
		count++;
		if (standing->signal->events[i]->date <= now)
			*last = standing->signal->events[i];
	}
	return count;
}

static void
say_value(struct cells *cells, int width)
{
	const struct standing *standing = &cells->standing;
	const struct signal *signal = standing->signal;
	const struct event *last;

	cells->style = STYLE_STRONG;
	if (signal->definition->not_disclosed) {
		(void)buf_text(&cells->text, "not disclosed");
		cells->style = STYLE_DIM;
	} else if (signal->definition->events) {
		(void)buf_printf(&cells->text, "%zu events",
		    current_events(standing, &last));
	} else if (standing->vintage != NULL) {
		amount_format(&cells->text, &standing->vintage->amount,
		    &signal->definition->unit);
		row_squeeze(&cells->text, width, &signal->definition->unit);
	} else if (standing->series == NULL && signal->series_count > 1) {
		(void)buf_printf(
		    &cells->text, "%zu series", signal->series_count);
	} else {
		(void)buf_text(&cells->text, "—");
	}
}

static void
say_marks(struct cells *cells, int width)
{
	char marks[3];
	const struct standing *standing = &cells->standing;

	(void)width;
	standing_marks(marks, standing->vintage,
	    standing->figure != NULL ? &standing->figure->period : NULL);
	(void)buf_text(&cells->text, marks);
}

static void
say_period(struct cells *cells, int width)
{
	const struct standing *standing = &cells->standing;
	const struct event *last;

	if (standing->signal->definition->events) {
		(void)current_events(standing, &last);
		if (last != NULL)
			row_day(&cells->text, date_day_of(last->date), width);
		return;
	}
	if (standing->figure != NULL)
		row_period(&cells->text, standing->figure->period,
		    standing->signal->definition->fiscal_end, width);
}

static void
say_change_or_reason(struct cells *cells, int width)
{
	const struct standing *standing = &cells->standing;
	const struct definition *definition = standing->signal->definition;
	const struct source_memory *failed =
	    row_failed_source(cells->scene, standing->signal);
	const struct event *last;

	cells->spreads = true;
	if (definition->not_disclosed && definition->proxy != NULL) {
		(void)buf_printf(&cells->text, "proxy: %s", definition->proxy);
		return;
	}
	if (failed != NULL && standing->signal->series_count == 0 &&
	    standing->signal->event_count == 0) {
		cells->style = STYLE_FAILED;
		row_failure(&cells->text, failed);
		return;
	}
	if (definition->events) {
		(void)current_events(standing, &last);
		(void)buf_text(&cells->text, last != NULL ? last->kind : "");
		return;
	}
	if (standing->reason != NULL) {
		cells->style = STYLE_LATE;
		(void)buf_text(
		    &cells->text, strstr(standing->reason, "a break") != NULL
				      ? "break"
				      : standing->reason);
		return;
	}
	cells->spreads = false;
	standing_change(&cells->text, standing, standing->figure);
	row_squeeze(&cells->text, width, NULL);
}

static void
say_spark(struct cells *cells, int width)
{
	cells->style = STYLE_SERIES_1;
	spark_format(
	    &cells->text, &cells->standing, cells->scene->glyphs, width);
}

static void
say_distance(struct cells *cells, int width)
{
	const struct standing *standing = &cells->standing;

	(void)width;
	if (standing->alert != NULL)
		standing_distance(&cells->text, standing,
		    engine_alerts(cells->scene->engine));
}

static void
say_age(struct cells *cells, int width)
{
	const struct standing *standing = &cells->standing;

	(void)width;
	if (row_failed_source(cells->scene, standing->signal) != NULL) {
		cells->style = STYLE_FAILED;
		(void)buf_text(
		    &cells->text, cells->scene->glyphs->states[ALERT_FAILED]);
	} else if (standing->late) {
		cells->style = STYLE_LATE;
		(void)buf_text(&cells->text, cells->scene->glyphs->late);
	}
	standing_age(&cells->text, standing);
}

static const struct column columns[] = {
	{ 13, 0, true, say_value },
	{ 2, 48, false, say_marks },
	{ 8, 56, false, say_period },
	{ 12, 70, true, say_change_or_reason },
	{ 8, 78, false, say_spark },
	{ 5, 76, true, say_age },
};

static const struct column wide_columns[] = {
	{ 17, 0, true, say_value },
	{ 2, 0, false, say_marks },
	{ 12, 0, false, say_period },
	{ 15, 0, true, say_change_or_reason },
	{ 12, 0, false, say_spark },
	{ 14, 104, true, say_distance },
	{ 6, 0, true, say_age },
};

enum { WIDE_FROM = 96 };

static int
columns_width(const struct column *table, size_t count, int width)
{
	int used = 0;

	for (size_t i = 0; i < count; i++)
		if (width >= table[i].from)
			used += table[i].width + 1;
	return used;
}

static void
say(struct cells *cells, const struct column *column)
{
	buf_clear(&cells->text);
	cells->style = STYLE_PLAIN;
	cells->spreads = false;
	column->say(cells, column->width);
}

/* Whether a sentence that is too long for its column may have the next one. */
static bool
spreads(struct cells *cells, const struct column *column,
    const struct column *next, int width)
{
	bool empty;

	if (!cells->spreads || width < next->from ||
	    utf8_text_width(buf_string(&cells->text)) <= column->width)
		return false;
	say(cells, next);
	empty = cells->text.length == 0;
	say(cells, column);
	return empty;
}

static void
add_columns(struct line *line, struct cells *cells, const struct column *table,
    size_t count, int width)
{
	for (size_t i = 0; i < count; i++) {
		const struct column *column = &table[i];
		int room = column->width;

		if (width < column->from)
			continue;
		say(cells, column);
		if (i + 1 < count &&
		    spreads(cells, column, column + 1, width)) {
			room += 1 + table[i + 1].width;
			i++;
		}
		line_text(line, STYLE_PLAIN, " ");
		line_cell(line, cells->style, room,
		    column->right && room == column->width,
		    buf_string(&cells->text));
	}
}

static void
add_state(
    struct line *line, const struct scene *scene, const struct alert *alert)
{
	enum alert_state state = alert != NULL ? alert->state : ALERT_OK;

	line_cell(line, style_of_state(state), STATE_WIDTH, false,
	    scene->glyphs->states[state]);
}

void
row_signal(struct line *line, const struct scene *scene,
    const struct signal *signal, const struct series *series, const char *title,
    int width)
{
	bool wide = width >= WIDE_FROM;
	const struct column *table = wide ? wide_columns : columns;
	size_t count = wide ? sizeof(wide_columns) / sizeof(*wide_columns)
			    : sizeof(columns) / sizeof(*columns);
	int room = width - STATE_WIDTH - columns_width(table, count, width);
	struct cells cells = { .scene = scene };

	buf_init(&cells.text, LIMIT_MESSAGE);
	standing_of(&cells.standing, engine_model(scene->engine),
	    engine_alerts(scene->engine), signal, series);
	add_state(line, scene, cells.standing.alert);
	line_cell(line, STYLE_PLAIN, room > TITLE_LEAST ? room : TITLE_LEAST,
	    false, title);
	add_columns(line, &cells, table, count, width);
	buf_release(&cells.text);
}

/* What is said of the next period: never in place of what is known. */
static void
detail_forecast(struct line *line, const struct standing *standing)
{
	int64_t as_of = model_as_of(standing->model);
	const struct signal *signal = standing->signal;
	const struct series *series;
	const struct figure *figure = signal_forecast(
	    signal, standing->series, standing->figure, as_of, &series);
	const struct vintage *vintage;
	struct buf text;

	if (figure == NULL)
		return;
	vintage = figure_at(figure, as_of);
	buf_init(&text, LIMIT_LABEL);
	(void)buf_printf(
	    &text, "; %s ", vintage_word(vintage, &figure->period));
	period_format(&text, figure->period);
	(void)buf_text(&text, ": ");
	amount_format(&text, &vintage->amount, &signal->definition->unit);
	line_text(line, STYLE_DIM, buf_string(&text));
	buf_release(&text);
}

static void
detail_vintage(struct line *line, const struct standing *standing)
{
	const struct vintage *vintage = standing->vintage;
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	date_format(&text, date_day_of(vintage->known_at));
	line_add(line, STYLE_DIM, "%s, known %s",
	    vintage_word(vintage, &standing->figure->period),
	    buf_string(&text));
	if (vintage->confidence != NULL)
		line_add(line, STYLE_DIM, ", %s", vintage->confidence);
	if (vintage->remark != NULL)
		line_add(line, STYLE_DIM, "; %s", vintage->remark);
	detail_forecast(line, standing);
	buf_release(&text);
}

static void
detail_events(struct line *line, const struct standing *standing)
{
	const struct event *last;

	(void)current_events(standing, &last);
	if (last != NULL)
		line_add(line, STYLE_DIM, "last: %s, %s: %s",
		    basis_name(last->basis), last->kind, last->title);
}

void
row_series_title(struct buf *out, const struct series *series)
{
	if (series->labels.count > 0)
		labels_format(out, &series->labels);
	else
		(void)buf_text(out, basis_name(series->voice));
}

void
row_detail(struct line *line, const struct scene *scene,
    const struct signal *signal, const struct series *series)
{
	struct standing standing;
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	standing_of(&standing, engine_model(scene->engine),
	    engine_alerts(scene->engine), signal, series);
	if (series != NULL && signal->series_count > 1)
		row_series_title(&text, series); /* its row may cut it */
	else
		(void)buf_text(&text, signal->definition->name);
	line_add(line, STYLE_STRONG, "%s: ", buf_string(&text));
	buf_clear(&text);
	if (standing.late)
		line_text(line, STYLE_LATE, "late; ");
	standing_distance(&text, &standing, engine_alerts(scene->engine));
	if (text.length > 0)
		line_add(line, STYLE_PLAIN, "%s; ", buf_string(&text));
	row_detail_failure(line, row_failed_source(scene, signal));
	row_detail_reason(line, &standing);
	if (signal->definition->events)
		detail_events(line, &standing);
	else if (standing.vintage != NULL)
		detail_vintage(line, &standing);
	else if (signal->definition->note != NULL)
		line_text(line, STYLE_DIM, signal->definition->note);
	else if (standing.series == NULL && signal->series_count > 1)
		line_add(line, STYLE_DIM, "%zu series, Enter shows them",
		    signal->series_count);
	buf_release(&text);
}
