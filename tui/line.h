/* A line of styled text, measured in cells: what pages are made of. */
#ifndef TUI_LINE_H
#define TUI_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "tui/canvas.h"

struct span { /* from its start to the next one's */
	size_t start;
	enum style style;
};

struct line {
	struct buf text;
	struct span *spans;
	size_t span_count;
};

void line_init(struct line *line);
void line_release(struct line *line);

void line_text(struct line *line, enum style style, const char *text);
void line_add(struct line *line, enum style style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* TEXT in exactly WIDTH cells: filled with blanks, or cut with "…". RIGHT: set
 * to the right. Nothing where WIDTH is 0 or less. */
void line_cell(struct line *line, enum style style, int width, bool right,
    const char *text);

/* Blanks until COLUMN. */
void line_pad(struct line *line, int column);

int line_width(const struct line *line);

/* Draws at most WIDTH cells, the last "…" where that is not all of it, and
 * gives those used. SELECTED fills all of WIDTH. */
int line_draw(const struct line *line, struct canvas *canvas, int x, int y,
    int width, bool selected);

#endif
