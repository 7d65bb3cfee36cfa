/* A view: one file, one const descriptor, one row in views.c. Its page is built
 * from the model; most views are nothing but that. */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include <stddef.h>

#include "tui/keymap.h"
#include "tui/page.h"
#include "tui/target.h"

struct buf;
struct canvas;
struct desk;
struct engine;
struct filter;
struct glyphs;
struct line;
struct model;

enum reaction { /* bits: what an action asks for */
	REACT_NONE = 0,
	REACT_DRAW = 1,
	REACT_QUIT = 2,
	REACT_REDRAW = 4, /* the whole terminal anew */
};

struct scene { /* what views read; borrowed from the desk */
	struct engine *engine;
	const struct glyphs *glyphs;
	const struct keymap *keymap;
	struct filter *filter; /* of the watchlist's rows, or NULL */
};

struct view {
	const struct view_ops *ops;
	struct desk *desk;
	const struct scene *scene;
	struct target target; /* what it was opened on */
	struct page page;
	void *state;	      /* ops->state_size bytes, zeroed */
	int width, height;    /* of its area */
};

struct view_action {
	enum command_id command; /* CMD_NONE ends the table */
	unsigned (*run)(struct view *view); /* reaction bits */
};

struct view_ops {
	const char *name;
	size_t state_size;
	void (*release)(struct view *view); /* what state owns; or NULL */
	/* Fills the (empty) page from the model, for view->width. */
	void (*build)(struct view *view);
	/* Draws into the area of view->width × view->height whose corner is
	 * (X, Y); NULL: the page alone. */
	void (*draw)(struct view *view, struct canvas *canvas, int x, int y);
	/* What the breadcrumb calls it. */
	void (*crumb)(const struct view *view, struct buf *out);
	/* One line on the selection; NULL: none. */
	void (*detail)(const struct view *view, struct line *line);
	/* A key that no command has; NULL: none is taken. */
	unsigned (*key)(struct view *view, int key);
	const struct view_action *actions; /* before the desk's own; or NULL */
};

struct model *view_model(const struct view *view);

/* The view for a target: of the rows that take it the first one. */
const struct view_ops *view_for(
    const struct target *target, const struct model *model,
    const struct engine *engine);

#endif
