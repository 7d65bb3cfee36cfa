/* What a silence names, beside what there is: labels and their values. */
#ifndef COMMAND_LABELLED_H
#define COMMAND_LABELLED_H

#include <stdbool.h>

struct engine;
struct err;
struct silence;

/* Whether a signal of the watchlist has, or is to have, a label of that NAME;
 * else ERR says which there are. */
bool labelled_knows(
    const struct engine *engine, const char *name, struct err *err);

/* Why SILENCE keeps no alert quiet as things are, though it may one day: a
 * sentence that the caller owns; NULL where it could today. */
char *labelled_nothing(
    const struct engine *engine, const struct silence *silence);

#endif
