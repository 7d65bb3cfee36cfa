/* Names that rest on each other in a circle. */
#ifndef MODEL_CYCLE_H
#define MODEL_CYCLE_H

#include <stddef.h>

struct expr;

struct cycle_entry { /* a derived signal or an alert */
	const char *name;
	const struct expr *exprs[3]; /* its formula or conditions; NULL: none */
};

/* "a → b → a" for the I-th entry where it is part of a circle and the first of
 * its members in order, else NULL; the caller owns it. */
char *cycle_through(
    const struct cycle_entry *entries, size_t count, size_t i);

#endif
