/* SPDX-License-Identifier: MIT */
#include "tui/desk.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "engine/engine.h"
#include "tui/actions.h"
#include "tui/canvas.h"
#include "tui/filter.h"
#include "tui/heading.h"
#include "tui/prompt.h"
#include "tui/question.h"
#include "tui/view.h"

enum { DEEPEST = 64 }; /* views on the stack */

struct desk {
	struct scene scene;
	struct view *views[DEEPEST];
	size_t count;
	int width, height;
	bool stale;	     /* the model changed since the views were built */
	char *message;	     /* of the status line, or NULL */
	struct prompt prompt; /* of the search, or of … */
	struct question question;
	struct buf hint; /* above it */
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
	bool fresh = view->page.count == 0, placed;

	view->width = desk->width;
	view->height = body_height(desk);
	page_rebuild(&view->page);
	view->ops->build(view);
	placed = view->page.kept_at > 0; /* the view said where */
	page_built(&view->page);
	/* A page opens at its top, however far down its first way on is. */
	if (fresh && !placed && view->page.selected >= (size_t)view->height)
		page_select(&view->page, 0);
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

	desk->scene = (struct scene){ engine, glyphs, keymap, NULL };
	desk->width = width;
	desk->height = height;
	prompt_init(&desk->prompt);
	buf_init(&desk->hint, LIMIT_MESSAGE);
	desk_open(desk, &target);
	target_release(&target);
	return desk;
}

static void
question_release(struct question *question)
{
	mem_free(question->alert);
	mem_free(question->signal);
	*question = (struct question){ .sign = NULL };
}

void
desk_free(struct desk *desk)
{
	if (desk == NULL)
		return;
	while (desk->count > 0)
		view_free(desk->views[--desk->count]);
	mem_free(desk->message);
	question_release(&desk->question);
	prompt_release(&desk->prompt);
	buf_release(&desk->hint);
	filter_free(desk->scene.filter);
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
desk_ask(struct desk *desk)
{
	prompt_ask(&desk->prompt);
}

void
desk_question(struct desk *desk, const struct question *question)
{
	question_release(&desk->question);
	desk->question = *question;
	prompt_ask_plain(&desk->prompt);
	buf_clear(&desk->hint);
}

void
desk_question_again(struct desk *desk, const struct question *question,
    const char *typed, const char *hint)
{
	desk_question(desk, question);
	(void)buf_text(&desk->prompt.typed, typed);
	(void)buf_text(&desk->hint, hint);
}

void
desk_filter(struct desk *desk, struct filter *filter)
{
	filter_free(desk->scene.filter);
	desk->scene.filter = filter;
	build(desk, top(desk));
}

unsigned
desk_search(struct desk *desk, bool forward)
{
	if (desk->prompt.wanted == NULL)
		desk_say(desk, "nothing was searched for yet; / asks");
	else if (!page_search(
		     &top(desk)->page, desk->prompt.wanted, forward))
		desk_say(desk, "not found here: %s",
		    buf_string(&desk->prompt.sought));
	return REACT_DRAW;
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

static const struct view_action *
find_action(const struct view_action *table, enum command_id command)
{
	for (; table != NULL && table->command != CMD_NONE; table++)
		if (table->command == command)
			return table;
	return NULL;
}

static unsigned
prompt_key(struct desk *desk, int key)
{
	struct question asked;
	unsigned reaction = REACT_DRAW;

	if (!desk->prompt.plain) {
		if (prompt_take(&desk->prompt, key))
			return desk_search(desk, true);
		return REACT_DRAW;
	}
	if (prompt_take(&desk->prompt, key)) {
		char *typed = mem_text(buf_string(&desk->prompt.typed));

		/* The answer may ask the next question. */
		asked = desk->question;
		desk->question = (struct question){ .sign = NULL };
		reaction = asked.answer(top(desk), &asked, typed);
		question_release(&asked);
		mem_free(typed);
	} else if (!desk->prompt.open) {
		question_release(&desk->question);
	} else if (desk->question.complete != NULL) {
		buf_clear(&desk->hint);
		desk->question.complete(top(desk), &desk->prompt.typed,
		    &desk->hint, key == KEY_TAB_);
	}
	return reaction;
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
	if (desk->prompt.open)
		return prompt_key(desk, key);
	mem_free(desk->message);
	desk->message = NULL;
	action = find_action(view->ops->actions, command);
	if (action == NULL)
		action = find_action(global_actions, command);
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
	if (desk->prompt.open && desk->hint.length > 0)
		line_text(&line, STYLE_STRONG, buf_string(&desk->hint));
	else if (view->ops->detail != NULL)
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
	if (desk->height > 2 && desk->prompt.open)
		heading_prompt(
		    canvas, status,
		    desk->prompt.plain ? desk->question.sign : "/",
		    buf_string(&desk->prompt.typed));
	else if (desk->height > 2)
		heading_status(
		    &desk->scene, view, canvas, status, desk->message);
}
