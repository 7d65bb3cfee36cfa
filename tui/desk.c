/* SPDX-License-Identifier: MIT */
#include "tui/desk.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/canvas.h"
#include "tui/glyphs.h"
#include "tui/heading.h"
#include "tui/view.h"

enum { DEEPEST = 64 }; /* views on the stack */

struct desk {
	struct scene scene;
	struct view *views[DEEPEST];
	size_t count;
	int width, height;
	bool stale;	     /* the model changed since the views were built */
	char *message;	     /* of the status line, or NULL */
	bool asking;	     /* the search prompt is open */
	struct buf question; /* what was typed into it */
	struct regex *wanted; /* the last search, or NULL */
};

struct model *
view_model(const struct view *view)
{
	return engine_model(view->scene->engine);
}

static struct view *
top(const struct desk *desk)
{
	return desk->views[desk->count - 1];
}

/* Below the heading, above detail and status; a tiny terminal has less. */
static int
body_height(const struct desk *desk)
{
	int rows = desk->height - 1 - (desk->height > 2) - (desk->height > 5);

	return rows > 0 ? rows : 0;
}

static void
build(struct desk *desk, struct view *view)
{
	view->width = desk->width;
	view->height = body_height(desk);
	page_rebuild(&view->page);
	view->ops->build(view);
	page_built(&view->page);
}

static void
view_free(struct view *view)
{
	if (view->ops->release != NULL)
		view->ops->release(view);
	mem_free(view->state);
	page_release(&view->page);
	target_release(&view->target);
	mem_free(view);
}

void
desk_open(struct desk *desk, const struct target *target)
{
	struct view *view;
	const struct view_ops *ops = view_for(
	    target, engine_model(desk->scene.engine), desk->scene.engine);

	if (ops == NULL || desk->count == DEEPEST)
		return;
	if (desk->count > 0 && top(desk)->ops == ops &&
	    target_equal(&top(desk)->target, target))
		return;
	view = mem_new(sizeof(*view));
	view->ops = ops;
	view->desk = desk;
	view->scene = &desk->scene;
	view->state = mem_new(ops->state_size);
	target_copy(&view->target, target);
	page_init(&view->page);
	desk->views[desk->count++] = view;
	build(desk, view);
}

bool
desk_back(struct desk *desk)
{
	if (desk->count == 1)
		return false;
	view_free(desk->views[--desk->count]);
	build(desk, top(desk));
	return true;
}

struct desk *
desk_new(struct engine *engine, const struct keymap *keymap,
    const struct glyphs *glyphs, int width, int height)
{
	struct desk *desk = mem_new(sizeof(*desk));
	struct target target = target_named(TARGET_WATCHLIST, NULL);

	desk->scene = (struct scene){ engine, glyphs, keymap };
	desk->width = width;
	desk->height = height;
	buf_init(&desk->question, LIMIT_LABEL);
	desk_open(desk, &target);
	target_release(&target);
	return desk;
}

void
desk_free(struct desk *desk)
{
	if (desk == NULL)
		return;
	while (desk->count > 0)
		view_free(desk->views[--desk->count]);
	mem_free(desk->message);
	buf_release(&desk->question);
	regex_free(desk->wanted);
	mem_free(desk);
}

void
desk_say(struct desk *desk, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	mem_free(desk->message);
	desk->message = foreign_clean(foreign_text(text));
}

void
desk_resize(struct desk *desk, int width, int height)
{
	desk->width = width;
	desk->height = height;
	build(desk, top(desk));
}

void
desk_update(struct desk *desk)
{
	desk->stale = true;
}

static unsigned
open_kind(struct desk *desk, enum target_kind kind, const char *name)
{
	struct target target = target_named(kind, name);

	desk_open(desk, &target);
	target_release(&target);
	return REACT_DRAW;
}

static unsigned
act_down(struct view *view)
{
	page_move(&view->page, 1);
	return REACT_DRAW;
}

static unsigned
act_up(struct view *view)
{
	page_move(&view->page, -1);
	return REACT_DRAW;
}

static long
half(const struct view *view)
{
	return view->height > 3 ? view->height / 2 : 1;
}

static unsigned
act_page_down(struct view *view)
{
	page_move(&view->page, half(view));
	return REACT_DRAW;
}

static unsigned
act_page_up(struct view *view)
{
	page_move(&view->page, -half(view));
	return REACT_DRAW;
}

static unsigned
act_first(struct view *view)
{
	page_select(&view->page, 0);
	return REACT_DRAW;
}

static unsigned
act_last(struct view *view)
{
	page_select(&view->page, view->page.count);
	return REACT_DRAW;
}

static unsigned
act_open(struct view *view)
{
	const struct target *target = page_target(&view->page);

	if (target == NULL)
		desk_say(view->desk, "there is nothing beneath this line");
	else
		desk_open(view->desk, target);
	return REACT_DRAW;
}

static unsigned
act_back(struct view *view)
{
	if (!desk_back(view->desk))
		desk_say(view->desk, "this is the top; q quits");
	return REACT_DRAW;
}

static unsigned
act_alerts(struct view *view)
{
	return open_kind(view->desk, TARGET_ALERTS, NULL);
}

static unsigned
act_sources(struct view *view)
{
	return open_kind(view->desk, TARGET_SOURCES, NULL);
}

static unsigned
act_help(struct view *view)
{
	return open_kind(view->desk, TARGET_HELP, NULL);
}

/* The signal that the selection is about, else the view; or NULL. */
static const struct signal *
signal_of_selection(const struct view *view)
{
	const struct target *target = page_target(&view->page);
	const struct signal *signal = NULL;

	if (target != NULL && target->kind != TARGET_ALERT &&
	    target->kind != TARGET_SOURCE)
		signal = target_signal_of(target, view_model(view));
	if (signal == NULL && view->target.kind != TARGET_ALERT &&
	    view->target.kind != TARGET_SOURCE)
		signal = target_signal_of(&view->target, view_model(view));
	return signal;
}

static unsigned
act_notes(struct view *view)
{
	const struct signal *signal = signal_of_selection(view);

	if (signal != NULL)
		return open_kind(
		    view->desk, TARGET_NOTES, signal->definition->name);
	desk_say(view->desk, "no signal is selected");
	return REACT_DRAW;
}

static const char *
source_of_selection(const struct view *view)
{
	const struct target *target = page_target(&view->page);
	const struct signal *signal = signal_of_selection(view);

	if (target != NULL && target->kind == TARGET_SOURCE)
		return target->name;
	if (view->target.kind == TARGET_SOURCE)
		return view->target.name;
	return signal != NULL ? signal->definition->source : NULL;
}

static void
say_refresh(struct view *view, const char *name, size_t started)
{
	if (started > 0)
		desk_say(view->desk, "reading %s", name);
	else
		desk_say(view->desk,
		    "nothing is read: fetching is off, or it is under way");
}

static unsigned
act_refresh(struct view *view)
{
	const char *source = source_of_selection(view);

	if (source == NULL)
		desk_say(view->desk,
		    "the selection has no source of its own; R reads all");
	else
		say_refresh(view, source,
		    engine_refresh(view->scene->engine, source, true));
	return REACT_DRAW;
}

static unsigned
act_refresh_all(struct view *view)
{
	say_refresh(view, "all sources",
	    engine_refresh(view->scene->engine, NULL, true));
	return REACT_DRAW;
}

static unsigned
act_search(struct view *view)
{
	view->desk->asking = true;
	buf_clear(&view->desk->question);
	return REACT_DRAW;
}

static unsigned
search(struct view *view, bool forward)
{
	struct desk *desk = view->desk;

	if (desk->wanted == NULL)
		desk_say(desk, "nothing was searched for yet; / asks");
	else if (!page_search(&view->page, desk->wanted, forward))
		desk_say(desk, "not found here: %s",
		    buf_string(&desk->question));
	return REACT_DRAW;
}

static unsigned
act_next_match(struct view *view)
{
	return search(view, true);
}

static unsigned
act_previous_match(struct view *view)
{
	return search(view, false);
}

static unsigned
act_redraw(struct view *view)
{
	(void)view;
	return REACT_DRAW | REACT_REDRAW;
}

static unsigned
act_quit(struct view *view)
{
	(void)view;
	return REACT_QUIT;
}

static const struct view_action actions[] = {
	{ CMD_DOWN, act_down },
	{ CMD_UP, act_up },
	{ CMD_PAGE_DOWN, act_page_down },
	{ CMD_PAGE_UP, act_page_up },
	{ CMD_FIRST, act_first },
	{ CMD_LAST, act_last },
	{ CMD_OPEN, act_open },
	{ CMD_BACK, act_back },
	{ CMD_ALERTS, act_alerts },
	{ CMD_SOURCES, act_sources },
	{ CMD_NOTES, act_notes },
	{ CMD_SEARCH, act_search },
	{ CMD_NEXT_MATCH, act_next_match },
	{ CMD_PREVIOUS_MATCH, act_previous_match },
	{ CMD_REFRESH, act_refresh },
	{ CMD_REFRESH_ALL, act_refresh_all },
	{ CMD_HELP, act_help },
	{ CMD_REDRAW, act_redraw },
	{ CMD_QUIT, act_quit },
	{ CMD_NONE, NULL },
};

static const struct view_action *
find_action(const struct view_action *table, enum command_id command)
{
	for (; table != NULL && table->command != CMD_NONE; table++)
		if (table->command == command)
			return table;
	return NULL;
}

static void
drop_last_character(struct buf *text)
{
	while (text->length > 0) {
		char last = text->bytes[--text->length];

		text->bytes[text->length] = '\0';
		if (((unsigned char)last & 0xc0) != 0x80)
			return;
	}
}

/* What was typed as a pattern; what is none is searched for as it stands. */
static struct regex *
pattern_of(const char *typed)
{
	char *pattern = mem_printf("(?i)%s", typed);
	char *literal = mem_printf("(?i)\\Q%s\\E", typed);
	struct err err;
	struct regex *regex = regex_new(pattern, &err);

	if (regex == NULL)
		regex = regex_new(literal, &err);
	mem_free(pattern);
	mem_free(literal);
	return regex;
}

static unsigned
answer_prompt(struct desk *desk)
{
	desk->asking = false;
	if (desk->question.length == 0)
		return REACT_DRAW;
	regex_free(desk->wanted);
	desk->wanted = pattern_of(buf_string(&desk->question));
	return search(top(desk), true);
}

static unsigned
prompt_key(struct desk *desk, int key)
{
	char bytes[4];

	if (key == KEY_ENTER_)
		return answer_prompt(desk);
	if (key == KEY_ESC_)
		desk->asking = false;
	else if (key == KEY_BACKSPACE_)
		drop_last_character(&desk->question);
	else if (key == KEY_CTRL('U'))
		buf_clear(&desk->question);
	else if (key >= ' ' && key < KEY_ENTER_ && key != 0x7f &&
	    utf8_width((uint32_t)key) > 0)
		(void)buf_add(&desk->question, bytes,
		    utf8_encode((uint32_t)key, bytes));
	return REACT_DRAW;
}

static void
refresh_views(struct desk *desk)
{
	if (!desk->stale)
		return;
	desk->stale = false;
	build(desk, top(desk));
}

unsigned
desk_key(struct desk *desk, int key)
{
	struct view *view = top(desk);
	enum command_id command = keymap_command(desk->scene.keymap, key);
	const struct view_action *action;

	refresh_views(desk);
	if (desk->asking)
		return prompt_key(desk, key);
	mem_free(desk->message);
	desk->message = NULL;
	action = find_action(view->ops->actions, command);
	if (action == NULL)
		action = find_action(actions, command);
	if (action != NULL)
		return action->run(view);
	if (view->ops->key != NULL && view->ops->key(view, key) != REACT_NONE)
		return REACT_DRAW;
	desk_say(desk, "this key has no meaning here; ? shows the keys");
	return REACT_DRAW;
}

static void
draw_detail(const struct desk *desk, struct canvas *canvas, int y)
{
	const struct view *view = top(desk);
	struct line line;

	line_init(&line);
	if (view->ops->detail != NULL)
		view->ops->detail(view, &line);
	(void)line_draw(&line, canvas, 0, y, desk->width, false);
	line_release(&line);
}

void
desk_draw(struct desk *desk, struct canvas *canvas)
{
	struct view *view = top(desk);
	int status = desk->height - 1;

	refresh_views(desk);
	canvas_clear(canvas);
	if (view->ops->draw != NULL)
		view->ops->draw(view, canvas, 0, 1);
	else
		page_draw(&view->page, canvas, 0, 1, view->width, view->height);
	heading_draw(&desk->scene, desk->views, desk->count, canvas);
	if (desk->height > 5)
		draw_detail(desk, canvas, status - 1);
	if (desk->height > 2 && desk->asking)
		heading_prompt(
		    canvas, status, "/", buf_string(&desk->question));
	else if (desk->height > 2)
		heading_status(
		    &desk->scene, view, canvas, status, desk->message);
}
