/* What several views call themselves, and say of their selection. */
#ifndef TUI_SAID_H
#define TUI_SAID_H

struct buf;
struct line;
struct view;

/* The title of the signal that the view is on. */
void crumb_of_signal(const struct view *view, struct buf *out);

/* Of the series that the selected line stands for. */
void detail_of_series(const struct view *view, struct line *line);

#endif
