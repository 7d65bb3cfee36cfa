/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/alert_row.h"
#include "tui/canvas.h"
#include "tui/desk.h"
#include "tui/filter.h"
#include "tui/filtering.h"
#include "tui/glyphs.h"
#include "tui/grid.h"
#include "tui/panel.h"
#include "tui/row.h"
#include "tui/view.h"
#include "tui/views.h"

struct panels { /* beside the page, whose items have the panel as group */
	struct grid_panel *places;
	char **titles;
	size_t *first; /* item of its first row */
	size_t count;
};

enum { BAR = -1 }; /* the group of the alert bar, the page's first item */

static void
release(struct view *view)
{
	struct panels *panels = view->state;

	for (size_t i = 0; i < panels->count; i++)
		mem_free(panels->titles[i]);
	mem_free(panels->titles);
	mem_free(panels->places);
	mem_free(panels->first);
	memset(panels, 0, sizeof(*panels));
}

static void
begin_panel(struct view *view, const char *title)
{
	struct panels *panels = view->state;
	size_t i = panels->count;

	panels->places = mem_room(panels->places, i, sizeof(*panels->places));
	panels->titles = mem_room(panels->titles, i, sizeof(*panels->titles));
	panels->first = mem_room(panels->first, i, sizeof(*panels->first));
	memset(&panels->places[i], 0, sizeof(panels->places[i]));
	panels->titles[i] = mem_text(title);
	panels->first[i] = view->page.count;
	panels->count++;
}

static struct line *
add_row(struct view *view, struct target target, const char *words)
{
	struct panels *panels = view->state;
	struct line *line = page_add(&view->page, &target);

	page_words(&view->page, words);
	view->page.items[view->page.count - 1].group =
	    (int)panels->count - 1;
	panels->places[panels->count - 1].rows++;
	return line;
}

static void
add_signal(struct view *view, const char *name)
{
	const struct signal *signal = model_find(view_model(view), name);
	const struct definition *definition;
	char *words;

	if (signal == NULL ||
	    !filter_shows(view->scene->filter, view_model(view), signal))
		return;
	definition = signal->definition;
	words = mem_printf("%s %s", definition->name, definition->title);
	row_signal(add_row(view, target_named(TARGET_SIGNAL, name), words),
	    view->scene, signal, NULL, definition->title,
	    grid_column_width(view->width));
	mem_free(words);
}

static void
add_alert(struct view *view, const struct alert *alert)
{
	alert_row(
	    add_row(view, target_named(TARGET_ALERT, alert->name),
		alert->title),
	    view->scene, alert, grid_column_width(view->width));
}

/* Red lines and their members have rows, and so has every alert of a panel
 * without signals; the others are marks on their signals' rows. */
static void
add_alerts(struct view *view, const char *title, bool all)
{
	const struct alerts *alerts = engine_alerts(view->scene->engine);

	for (size_t i = 0; /* a filter speaks of signals */
	     view->scene->filter == NULL && i < alerts_count(alerts); i++) {
		const struct alert *alert = alerts_at(alerts, i);

		if (alert->panel != NULL && !strcmp(alert->panel, title) &&
		    (all || alert->member_count > 0 ||
			alert_is_member(alerts, alert->name)))
			add_alert(view, alert);
	}
}

static void
add_panel(struct view *view, const struct section *panel)
{
	const char *title = section_text(panel, "title"), *name;
	struct panels *panels = view->state;
	size_t count = 0;

	begin_panel(view, title);
	while ((name = panel_signal(panel, count)) != NULL) {
		add_signal(view, name);
		count++;
	}
	add_alerts(view, title, count == 0);
	if (view->scene->filter != NULL &&
	    panels->places[panels->count - 1].rows == 0)
		mem_free(panels->titles[--panels->count]);
}

/* Without panels: all signals, in the file's order. */
static void
add_everything(struct view *view)
{
	const struct model *model = view_model(view);

	begin_panel(view, "Signals");
	for (size_t i = 0; i < model_count(model); i++)
		add_signal(view, model_signal(model, i)->definition->name);
}

static void
build(struct view *view)
{
	const struct watchlist *watchlist =
	    engine_watchlist(view->scene->engine);
	struct panels *panels = view->state;
	struct target bar = target_named(TARGET_ALERTS, NULL);

	release(view);
	filter_begin(view->scene->filter, view->scene->engine);
	(void)page_add(&view->page, &bar);
	view->page.items[0].group = BAR;
	for (size_t i = 0; i < watchlist->counts[SECTION_PANEL]; i++)
		add_panel(view, watchlist->sections[SECTION_PANEL][i]);
	if (watchlist->counts[SECTION_PANEL] == 0)
		add_everything(view);
	filter_end(view->scene->filter);
	grid_columns(panels->places, panels->count,
	    grid_column_count(view->width));
	/* The first signal is selected at the start, not the bar. */
	if (view->page.kept.kind == TARGET_NONE && view->page.kept_at == 0)
		view->page.kept_at = view->page.count > 1;
}

static int
selected_panel(const struct view *view)
{
	return view->page.count > 0
	    ? view->page.items[view->page.selected].group
	    : BAR;
}

/* What a folded panel hides must not hide that it alerts. */
static void
add_hidden(struct line *line, const struct view *view, size_t i)
{
	const struct panels *panels = view->state;
	const struct grid_panel *place = &panels->places[i];
	int hidden = place->rows - place->shown;
	enum alert_state worst = ALERT_OK;

	if (hidden == 0)
		return;
	for (int row = 0; row < place->rows; row++) {
		enum alert_state state = alert_state_of(view->scene,
		    &view->page.items[panels->first[i] + (size_t)row].target);

		if ((row < place->skip || row >= place->skip + place->shown) &&
		    (state == ALERT_CRIT ||
			(state == ALERT_WARN && worst != ALERT_CRIT)))
			worst = state;
	}
	line_add(line, STYLE_DIM, " %d more ", hidden);
	if (worst != ALERT_OK)
		line_add(line, style_of_state(worst), "%s ",
		    view->scene->glyphs->states[worst]);
}

static void
draw_title(const struct view *view, struct canvas *canvas, int x, int y,
    size_t i)
{
	const struct panels *panels = view->state;
	int width = grid_column_width(view->width);
	struct cell_look frame = { STYLE_FRAME, false };
	struct line line;
	int used;

	canvas_fill(canvas, x, y, width, frame, view->scene->glyphs->line);
	line_init(&line);
	add_hidden(&line, view, i);
	used = line_width(&line);
	(void)line_draw(&line, canvas, x + width - 1 - used, y, used, false);
	line_release(&line);
	line_init(&line);
	line_add(&line, STYLE_TITLE, " %s ", panels->titles[i]);
	(void)line_draw(&line, canvas, x + 1, y, width - 2 - used, false);
	line_release(&line);
}

static void
draw_panel(struct view *view, struct canvas *canvas, int x, int y, size_t i)
{
	const struct panels *panels = view->state;
	const struct grid_panel *place = &panels->places[i];
	int width = grid_column_width(view->width);

	x += place->column * (width + 1);
	if (place->y >= 0 && place->y < view->height)
		draw_title(view, canvas, x, y + place->y, i);
	for (int row = 0; row < place->shown; row++) {
		size_t at =
		    panels->first[i] + (size_t)(place->skip + row);
		int down = place->y + 1 + row;

		if (down < 0 || down >= view->height)
			continue;
		(void)line_draw(&view->page.items[at].line, canvas, x,
		    y + down, width, at == view->page.selected);
		if (at == view->page.selected)
			canvas_rest(canvas, x, y + down);
	}
}

static void
place(struct view *view)
{
	struct panels *panels = view->state;
	int group = selected_panel(view);
	size_t selected = group == BAR ? 0 : (size_t)group;
	int row = group == BAR || panels->count == 0
	    ? 0
	    : (int)(view->page.selected - panels->first[selected]);

	grid_place(panels->places, panels->count,
	    grid_column_count(view->width), view->height, selected, row);
}

static void
draw(struct view *view, struct canvas *canvas, int x, int y)
{
	const struct panels *panels = view->state;

	place(view);
	for (size_t i = 0; i < panels->count; i++)
		draw_panel(view, canvas, x, y, i);
}

static void
crumb(const struct view *view, struct buf *out)
{
	(void)buf_text(out,
	    section_text(engine_watchlist(view->scene->engine)->top, "name"));
	filter_words(out, view->scene->filter);
}

static void
detail(const struct view *view, struct line *line)
{
	const struct target *target = page_target(&view->page);
	const struct signal *signal;

	if (target == NULL)
		return;
	if (target->kind == TARGET_ALERTS) {
		line_text(line, STYLE_DIM, "all alerts, worst first");
	} else if (target->kind == TARGET_ALERT) {
		alert_detail(line, view->scene, target->name);
	} else {
		signal = target_signal_of(target, view_model(view));
		if (signal != NULL)
			row_detail(line, view->scene, signal, NULL);
	}
}

static unsigned
go_to_panel(struct view *view, size_t panel)
{
	const struct panels *panels = view->state;

	if (panel < panels->count && panels->places[panel].rows > 0)
		page_select(&view->page, panels->first[panel]);
	return REACT_DRAW;
}

/* The next panel in that direction that has rows, around the ends. */
static unsigned
step_panel(struct view *view, int by)
{
	const struct panels *panels = view->state;
	long count = (long)panels->count, at = selected_panel(view);

	if (at == BAR && by < 0)
		at = 0;
	for (long step = 1; step <= count; step++) {
		long to = ((at + by * step) % count + count) % count;

		if (panels->places[to].rows > 0)
			return go_to_panel(view, (size_t)to);
	}
	return REACT_DRAW;
}

static unsigned
next_panel(struct view *view)
{
	return step_panel(view, 1);
}

static unsigned
previous_panel(struct view *view)
{
	return step_panel(view, -1);
}

/* The panel of that column that is nearest to the selected one's height. */
static unsigned
go_aside(struct view *view, int by)
{
	const struct panels *panels = view->state;
	int group = selected_panel(view), best = -1;
	const struct grid_panel *from;

	if (group == BAR || grid_column_count(view->width) == 1)
		return step_panel(view, by);
	from = &panels->places[group];
	for (size_t i = 0; i < panels->count; i++) {
		const struct grid_panel *at = &panels->places[i];

		if (at->column == from->column + by && at->rows > 0 &&
		    (best < 0 || at->y <= from->y))
			best = (int)i;
	}
	return best >= 0 ? go_to_panel(view, (size_t)best) : REACT_DRAW;
}

static unsigned
left(struct view *view)
{
	return go_aside(view, -1);
}

static unsigned
right(struct view *view)
{
	return go_aside(view, 1);
}

static unsigned
key(struct view *view, int typed)
{
	const struct panels *panels = view->state;

	if (typed < '1' || typed > '9' ||
	    (size_t)(typed - '1') >= panels->count)
		return REACT_NONE;
	return go_to_panel(view, (size_t)(typed - '1'));
}

static const struct view_action actions[] = {
	{ CMD_NEXT_PANEL, next_panel },
	{ CMD_PREVIOUS_PANEL, previous_panel },
	{ CMD_LEFT, left },
	{ CMD_RIGHT, right },
	{ CMD_FILTER, act_filter },
	{ CMD_NONE, NULL },
};

const struct view_ops view_watchlist = {
	.name = "watchlist",
	.state_size = sizeof(struct panels),
	.release = release,
	.build = build,
	.draw = draw,
	.crumb = crumb,
	.detail = detail,
	.key = key,
	.actions = actions,
};
