/* A signal as one row of the watchlist. What it shows depends on
 * the room: a table of columns says from which width on each is there. */
#ifndef TUI_ROW_H
#define TUI_ROW_H

struct buf;
struct line;
struct scene;
struct series;
struct signal;

/* SERIES NULL: the signal as a whole. */
void row_signal(struct line *line, const struct scene *scene,
    const struct signal *signal, const struct series *series,
    const char *title, int width);

/* What tells a series from the others of its signal: its labels, else who says
 * so. */
void row_series_title(struct buf *out, const struct series *series);

/* What a row has no room for, as one line. */
void row_detail(struct line *line, const struct scene *scene,
    const struct signal *signal, const struct series *series);

#endif
