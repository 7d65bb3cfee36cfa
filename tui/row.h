/* A signal, or an alert, as one row of the watchlist. What it shows depends on
 * the room: a table of columns says from which width on each is there. */
#ifndef TUI_ROW_H
#define TUI_ROW_H

struct alert;
struct line;
struct scene;
struct series;
struct signal;

/* SERIES NULL: the signal as a whole. */
void row_signal(struct line *line, const struct scene *scene,
    const struct signal *signal, const struct series *series,
    const char *title, int width);
void row_alert(struct line *line, const struct scene *scene,
    const struct alert *alert, int width);

/* What a row has no room for, as one line. */
void row_detail(struct line *line, const struct scene *scene,
    const struct signal *signal, const struct series *series);

#endif
