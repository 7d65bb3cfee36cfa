/* SPDX-License-Identifier: MIT */
#include "tui/actions.h"

#include <stddef.h>

#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/desk.h"
#include "tui/filtering.h"
#include "tui/quieting.h"
#include "tui/view.h"

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

	if (target != NULL)
		desk_open(view->desk, target);
	else if (page_seek(&view->page))
		desk_say(view->desk, "nothing is beneath that line; beneath "
				     "this one there is");
	else
		desk_say(view->desk, "there is nothing beneath this line");
	return REACT_DRAW;
}

static unsigned
act_back(struct view *view)
{
	if (filtering_end(view))
		return REACT_DRAW;
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
	desk_ask(view->desk);
	return REACT_DRAW;
}

static unsigned
act_next_match(struct view *view)
{
	return desk_search(view->desk, true);
}

static unsigned
act_previous_match(struct view *view)
{
	return desk_search(view->desk, false);
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

const struct view_action global_actions[] = {
	{ CMD_DOWN, act_down },
	{ CMD_UP, act_up },
	{ CMD_PAGE_DOWN, act_page_down },
	{ CMD_PAGE_UP, act_page_up },
	{ CMD_FIRST, act_first },
	{ CMD_LAST, act_last },
	{ CMD_OPEN, act_open },
	{ CMD_BACK, act_back },
	{ CMD_ALERTS, act_alerts },
	{ CMD_ACKNOWLEDGE, act_acknowledge },
	{ CMD_SILENCE, act_silence },
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
