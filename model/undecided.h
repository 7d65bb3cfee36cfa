/* What would decide a condition that is neither true nor false: sentences that
 * live as long as the evaluation. Nobody outside this folder includes this. */
#ifndef MODEL_UNDECIDED_H
#define MODEL_UNDECIDED_H

#include "model/amount.h"

struct buf;
struct cell;
struct eval;
struct node;

/* Of a comparison, NODE, that the bounds of A and B leave open. */
const char *undecided_comparison(struct eval *eval, const struct node *node,
    struct amount a, struct amount b);

/* Of an "and" or "or" both sides of which are missing. */
const char *undecided_both(struct eval *eval, const char *a, const char *b);

/* Of an atleast(), NODE, where so many hold: MEMBERS are its conditions and
 * alerts, in order. */
const char *undecided_atleast(struct eval *eval, const struct node *node,
    double hold, const struct cell *members);

#endif
