/* Expressions that stand in no watchlist but are over one. */
#ifndef CONFIG_ASKED_H
#define CONFIG_ASKED_H

struct err;
struct expr;
struct watchlist;

/* TEXT parsed and checked as a condition is: alerts may be named in atleast().
 * The caller owns it; NULL with ERR set, err.at the offset in TEXT. */
struct expr *watchlist_expr(
    const struct watchlist *watchlist, const char *text, struct err *err);

#endif
