/* A condition on the rows of the watchlist: which signals it holds of, as they
 * stand. All functions take NULL, which shows every row. */
#ifndef TUI_FILTER_H
#define TUI_FILTER_H

#include <stdbool.h>

struct buf;
struct engine;
struct err;
struct filter;
struct model;
struct signal;

/* TEXT as watchlist_row_expr() reads it. A signal that it makes no sense of
 * (yoy of a %) is not shown; where that is so of all, NULL with ERR set, err.at
 * the offset in TEXT: the mistake in it of FIRST, or (NULL) of any. */
struct filter *filter_new(const struct engine *engine, const char *text,
    const char *first, struct err *err);
void filter_free(struct filter *filter);

const char *filter_text(const struct filter *filter); /* "" of NULL */

/* Between these two filter_shows() is asked, once a row. */
void filter_begin(struct filter *filter, const struct engine *engine);
void filter_end(struct filter *filter);

/* Whether it holds of SIGNAL, of one of its series at its newest period;
 * missing is not true. */
bool filter_shows(struct filter *filter, const struct model *model,
    const struct signal *signal);

/* ", only yoy > 20 (3 of 40)": nothing without a filter. */
void filter_words(struct buf *out, const struct filter *filter);

#endif
