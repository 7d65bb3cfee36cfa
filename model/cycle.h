/* Names that rest on each other: in circles, and how deep they stand. */
#ifndef MODEL_CYCLE_H
#define MODEL_CYCLE_H

#include <stddef.h>

struct expr;

struct cycle_entry { /* a derived signal or an alert */
	const char *name;
	const struct expr *exprs[3]; /* its formula or conditions; NULL: none */
};

struct cycle_found {
	/* "a → b → a", the shortest, for the first in order of those that rest
	 * on each other; NULL for all others. The caller owns it. */
	char *circle;
	size_t depth; /* the longest chain of entries beneath it; 0: none */
};

/* One for each entry, in time linear in entries and names; the caller owns the
 * array. */
struct cycle_found *cycles_find(
    const struct cycle_entry *entries, size_t count);
void cycles_free(struct cycle_found *found, size_t count);

#endif
