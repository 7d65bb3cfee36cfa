/* Expressions that stand in no watchlist but are over one. */
#ifndef CONFIG_ASKED_H
#define CONFIG_ASKED_H

#include <stdbool.h>

struct err;
struct expr;
struct watchlist;

/* TEXT parsed and checked as a condition is: alerts may be named in atleast().
 * The caller owns it; NULL with ERR set, err.at the offset in TEXT. */
struct expr *watchlist_expr(
    const struct watchlist *watchlist, const char *text, struct err *err);

/* The same of one row, SIGNAL, which TEXT calls "self" or leaves out: "> 50",
 * "yoy > 20", "streak(self > 0) >= 4". NULL with ERR set, also where it is no
 * condition, or speaks of no row. GUESS: of an unknown name which one may be
 * meant, which takes time. */
struct expr *watchlist_row_expr(const struct watchlist *watchlist,
    const char *text, const char *signal, bool guess, struct err *err);

#endif
