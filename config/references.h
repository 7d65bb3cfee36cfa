/* What names what in a watchlist: signals, sinks, panels; formulas and
 * conditions; and what goes round in circles. */
#ifndef CONFIG_REFERENCES_H
#define CONFIG_REFERENCES_H

#include <stdbool.h>

#include "config/setting.h"

struct err;
struct expr;
struct loading;
struct value;
struct watchlist;

void check_references(struct loading *loading);

/* VALUE is the name of a section of that kind, or a complaint. */
void check_named(struct loading *loading, const struct value *value,
    enum section_kind kind);

/* As watchlist_expr(); GUESS: and of an unknown name which one may be meant. */
struct expr *expr_of_watchlist(const struct watchlist *watchlist,
    const char *text, bool guess, struct err *err);

#endif
