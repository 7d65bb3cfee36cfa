/* What transitions rest on, in rows of their own. */
#ifndef STORE_GROUNDS_H
#define STORE_GROUNDS_H

#include <stdbool.h>

struct err;
struct store;
struct transition;

/* Those of TRANSITION, which has its id. */
bool grounds_add(struct store *store, const struct transition *transition,
    struct err *err);
bool grounds_load(
    struct store *store, struct transition *transition, struct err *err);

#endif
