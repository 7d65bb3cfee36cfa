/* A grid of styled cells that views draw to: tested without a terminal. Text is
 * laid by width; what does not fit is cut. screen.c alone shows it. */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum style { /* what it means; screen.c knows what that looks like */
	STYLE_PLAIN,
	STYLE_DIM,
	STYLE_STRONG,
	STYLE_TITLE,
	STYLE_FRAME,
	STYLE_OK,
	STYLE_WARN,
	STYLE_CRIT,
	STYLE_LATE,
	STYLE_FAILED,
	STYLE_MARK,	/* a search match, a freshly changed figure */
	STYLE_SERIES_1, STYLE_SERIES_2, STYLE_SERIES_3,
	STYLE_SERIES_4, STYLE_SERIES_5, STYLE_SERIES_6,
	STYLE_COUNT
};

struct cell_look {
	enum style style;
	bool selected; /* reverse */
};

struct canvas;

struct canvas *canvas_new(int width, int height);
void canvas_free(struct canvas *canvas);
/* and blank */
void canvas_resize(struct canvas *canvas, int width, int height);
void canvas_clear(struct canvas *canvas);
int canvas_width(const struct canvas *canvas);
int canvas_height(const struct canvas *canvas);

/* Draws TEXT from (X, Y), at most WIDTH cells (-1: to the edge); outside is
 * cut. Gives the cells used. canvas_text_right() ends at X + WIDTH. */
int canvas_text(struct canvas *canvas, int x, int y, int width,
    struct cell_look look, const char *text);
int canvas_text_right(struct canvas *canvas, int x, int y, int width,
    struct cell_look look, const char *text);
void canvas_fill(struct canvas *canvas, int x, int y, int width,
    struct cell_look look, const char *character);
void canvas_select(struct canvas *canvas, int x, int y, int width);

/* A cell: its characters (UTF-8, "" for the right half of a wide one) and
 * look. */
const char *canvas_cell(
    const struct canvas *canvas, int x, int y, struct cell_look *look);

/* The whole as text, a line each, trailing blanks cut: what tests compare. */
void canvas_format(struct buf *out, const struct canvas *canvas);

/* Where the terminal's cursor rests, so that readers and magnifiers follow. */
void canvas_rest(struct canvas *canvas, int x, int y);
void canvas_rest_at(const struct canvas *canvas, int *x, int *y);

#endif
