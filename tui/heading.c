/* SPDX-License-Identifier: MIT */
#include "tui/heading.h"

#include <stdint.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/hush.h"
#include "alert/quiet.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/model.h"
#include "tui/canvas.h"
#include "tui/glyphs.h"
#include "tui/line.h"
#include "tui/quieting.h"
#include "tui/view.h"

struct tally {
	size_t counts[ALERT_STATE_COUNT];
	size_t late, quiet;
};

static bool
is_quiet(const struct scene *scene, const struct alert *alert)
{
	return alert_stands(alert) &&
	    hush_quiet(engine_hush(scene->engine), alert,
		model_now(engine_model(scene->engine))) != QUIET_NOT;
}

/* What somebody knows already, or does not want to hear of, is counted by
 * itself. */
static void
count_alerts(const struct scene *scene, struct tally *tally)
{
	const struct alerts *alerts = engine_alerts(scene->engine);

	for (size_t i = 0; i < alerts_count(alerts); i++) {
		const struct alert *alert = alerts_at(alerts, i);

		if (is_quiet(scene, alert)) {
			tally->quiet++;
			continue;
		}
		tally->counts[alert->state == ALERT_RECOVERING
			? alert->level
			: alert->state]++;
		tally->late += alert->late;
	}
	for (size_t i = 0; i < engine_source_count(scene->engine); i++)
		tally->quiet +=
		    is_quiet(scene, engine_source_alert(scene->engine, i));
}

static void
add_count(struct line *line, const char *sign, enum style style, size_t count,
    const char *word)
{
	if (count > 0)
		line_add(line, style, "  %s %zu%s%s", sign, count,
		    *word != '\0' ? " " : "", word);
}

/* "▲ 1 crit  ● 2 warn  ? 1 no data  ○ 1 late  ⊘ 1 quiet"; without WORDS the
 * signs alone. */
static void
alert_bar(struct line *line, const struct scene *scene, bool words)
{
	static const enum alert_state order[] = { ALERT_CRIT, ALERT_WARN,
		ALERT_FAILED, ALERT_NO_DATA };
	struct tally tally = { .quiet = 0 };

	count_alerts(scene, &tally);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		add_count(line, scene->glyphs->states[order[i]],
		    style_of_state(order[i]), tally.counts[order[i]],
		    words ? alert_state_name(order[i]) : "");
	add_count(line, scene->glyphs->late, STYLE_LATE, tally.late,
	    words ? "late" : "");
	add_count(line, scene->glyphs->quiet, STYLE_DIM, tally.quiet,
	    words ? "quiet" : "");
	if (line->text.length == 0 &&
	    alerts_count(engine_alerts(scene->engine)) > 0)
		line_text(line, STYLE_OK, "  all ok");
}

static int64_t
last_retrieval(const struct engine *engine)
{
	int64_t last = 0;

	for (size_t i = 0; i < engine_source_count(engine); i++)
		if (engine_source(engine, i)->retrieved_at > last)
			last = engine_source(engine, i)->retrieved_at;
	return last;
}

static void
activity(struct line *line, const struct scene *scene)
{
	size_t fetching = engine_fetching(scene->engine);
	int64_t as_of = model_as_of(engine_model(scene->engine));
	int64_t last = last_retrieval(scene->engine);
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	if (as_of != ALWAYS) {
		(void)buf_text(&text, "as of ");
		date_format(&text, date_day_of(as_of));
	} else if (fetching > 0) {
		(void)buf_printf(&text, "reading %zu/%zu", fetching,
		    engine_source_count(scene->engine));
	} else if (last > 0) {
		date_format_time(&text, last);
		/* 2026-11-22T12:31:00Z: to the minute is enough */
		text.length = strlen("2026-11-22T12:31");
		text.bytes[text.length] = '\0';
		text.bytes[strlen("2026-11-22")] = ' ';
		(void)buf_char(&text, 'Z');
	}
	if (text.length > 0)
		line_add(line, STYLE_DIM, "   %s", buf_string(&text));
	buf_release(&text);
}

/* From the SKIP-th view on. */
static void
crumbs(struct line *line, const struct scene *scene,
    struct view *const *views, size_t count, size_t skip)
{
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	for (size_t i = skip; i < count; i++) {
		buf_clear(&text);
		views[i]->ops->crumb(views[i], &text);
		line_add(line, STYLE_DIM, "%s%s ", i > skip ? " " : "",
		    scene->glyphs->crumb);
		line_text(line, i + 1 == count ? STYLE_TITLE : STYLE_DIM,
		    buf_string(&text));
	}
	buf_release(&text);
}

/* Of a path that is too long for the line the end matters: the program's name
 * goes first. */
static void
draw_crumbs(const struct scene *scene, struct view *const *views,
    size_t count, struct canvas *canvas, int width)
{
	for (size_t less = 0; less <= count; less++) {
		struct line line;
		bool fits;

		line_init(&line);
		if (less == 0)
			line_text(&line, STYLE_DIM, "bellwether ");
		crumbs(&line, scene, views, count, less > 0 ? less - 1 : 0);
		fits = line_width(&line) <= width || less == count;
		if (fits)
			(void)line_draw(&line, canvas, 0, 0, width, false);
		line_release(&line);
		if (fits)
			return;
	}
}

/* The alert bar, and where there is room beside the view's name, its words and
 * what goes on. */
static void
right_part(struct line *right, const struct scene *scene,
    struct view *const *views, size_t count, int width)
{
	struct line name;
	int room;

	line_init(&name);
	crumbs(&name, scene, views, count, count - 1);
	room = width - line_width(&name);
	line_release(&name);
	for (int less = 0; less < 3; less++) {
		line_init(right);
		alert_bar(right, scene, less < 2);
		if (less == 0)
			activity(right, scene);
		if (line_width(right) <= room || less == 2)
			return;
		line_release(right);
	}
}

void
heading_draw(const struct scene *scene, struct view *const *views,
    size_t count, struct canvas *canvas)
{
	const struct target *target = page_target(&views[count - 1]->page);
	bool selected = target != NULL && target->kind == TARGET_ALERTS &&
	    count == 1;
	int width = canvas_width(canvas), used;
	struct line right;

	right_part(&right, scene, views, count, width);
	used = line_width(&right);
	draw_crumbs(scene, views, count, canvas,
	    width - used > 0 ? width - used : width);
	if (used < width)
		(void)line_draw(&right, canvas, width - used, 0, used, false);
	if (selected) {
		canvas_select(canvas, 0, 0, width);
		canvas_rest(canvas, 0, 0);
	}
	line_release(&right);
}

/* What failed, in at most half of the line: the keys stay. */
static void
add_failures(struct line *line, const struct scene *scene, int width)
{
	const struct engine *engine = scene->engine;
	size_t failed = 0;
	const struct source_memory *first = NULL;
	struct buf text;

	for (size_t i = 0; i < engine_source_count(engine); i++) {
		const struct source_memory *source = engine_source(engine, i);

		if (source->state == SOURCE_OK ||
		    is_quiet(scene, engine_source_alert(engine, i)))
			continue;
		failed++;
		if (first == NULL || source->state > first->state)
			first = source;
	}
	if (first == NULL)
		return;
	buf_init(&text, LIMIT_MESSAGE);
	if (failed > 1)
		(void)buf_printf(&text, "%zu sources failed; ", failed);
	(void)buf_printf(&text, "%s %s%s%s", first->name,
	    source_state_name(first->state), first->reason != NULL ? ": " : "",
	    first->reason != NULL ? first->reason : "");
	if (utf8_text_width(buf_string(&text)) > width / 2)
		line_cell(line, STYLE_FAILED, width / 2, false,
		    buf_string(&text));
	else
		line_text(line, STYLE_FAILED, buf_string(&text));
	line_text(line, STYLE_PLAIN, "   ");
	buf_release(&text);
}

/* The selection, else the view. */
static bool
is_about_alert(const struct view *view, enum command_id command)
{
	const struct target *target = page_target(&view->page);
	const struct alert *alert;

	if (target != NULL && target->kind == TARGET_SILENCE)
		return command == CMD_ACKNOWLEDGE;
	alert = quieting_alert(view);
	return alert != NULL &&
	    (command == CMD_SILENCE || alert_stands(alert));
}

/* Whether a key does something where the user is. */
static bool
applies(enum command_id command, const struct view *view)
{
	if (command == CMD_OPEN)
		return page_target(&view->page) != NULL;
	if (command == CMD_BACK)
		return view->target.kind != TARGET_WATCHLIST ||
		    view->scene->filter != NULL;
	if (command == CMD_ACKNOWLEDGE || command == CMD_SILENCE)
		return is_about_alert(view, command);
	if (command == CMD_ALERTS || command == CMD_HELP)
		return strcmp(view->ops->name,
			   command == CMD_HELP ? "help" : "alerts") != 0;
	return true;
}

static void
add_keys(struct line *line, const struct scene *scene,
    const struct view *view, int room)
{
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		int key = keymap_key(scene->keymap, row->id, 0);
		char name[16];

		if (!row->in_status || key == KEY_NONE ||
		    !applies(row->id, view))
			continue;
		keymap_key_name(key, name);
		if (line_width(line) + (int)strlen(row->name) +
			utf8_text_width(name) + 1 > room)
			continue;
		line_text(line, STYLE_STRONG, name);
		line_add(line, STYLE_DIM, " %s  ", row->name);
	}
}

void
heading_status(const struct scene *scene, const struct view *view,
    struct canvas *canvas, int y, const char *message)
{
	const char *trouble = engine_store_trouble(scene->engine);
	int width = canvas_width(canvas);
	struct line line;

	line_init(&line);
	if (message != NULL) {
		line_text(&line, STYLE_STRONG, message);
	} else {
		if (trouble != NULL)
			line_add(&line, STYLE_FAILED, "not stored: %s   ",
			    trouble);
		else
			add_failures(&line, scene, width);
		add_keys(&line, scene, view, width);
	}
	(void)line_draw(&line, canvas, 0, y, width, false);
	line_release(&line);
}

void
heading_prompt(
    struct canvas *canvas, int y, const char *sign, const char *typed)
{
	int width = canvas_width(canvas), used;
	int room = width - 1 - utf8_text_width(sign);
	struct line line;

	/* Of what is too long its end is seen, where the typing goes on. */
	while (*typed != '\0' && utf8_text_width(typed) > room) {
		uint32_t character;
		size_t step = utf8_decode(typed, strlen(typed), &character);

		typed += step > 0 ? step : 1;
	}
	line_init(&line);
	line_text(&line, STYLE_STRONG, sign);
	line_text(&line, STYLE_PLAIN, typed);
	used = line_draw(&line, canvas, 0, y, width, false);
	canvas_rest(canvas, used < width ? used : width - 1, y);
	line_release(&line);
}
