/* The key that filters the rows of the watchlist by an expression. */
#ifndef TUI_FILTERING_H
#define TUI_FILTERING_H

#include <stdbool.h>

struct view;

/* Asks for the expression; Tab completes in it, and a mistake is told above it
 * with its column. */
unsigned act_filter(struct view *view);

/* In the watchlist: takes the filter away; false where there is none. */
bool filtering_end(struct view *view);

#endif
