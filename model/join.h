/* One operation on two rows: cell by cell, and period by period. Nobody outside
 * this folder includes this. */
#ifndef MODEL_JOIN_H
#define MODEL_JOIN_H

#include "model/period.h"

struct cell;
struct eval;
struct node;
struct result;
struct row;

struct operation {
	struct eval *eval;
	const struct node *node;
	const struct result *left, *right;
	struct result *out;
};

/* What A and B come to, as a cell of PERIOD: three-valued, with bounds. */
struct cell operation_combine(const struct operation *operation,
    const struct cell *a, const struct cell *b, struct period period);

/* The cells of two series: from where both have begun, each period of either;
 * one that a side lacks is missing, and says so. Series of different frequency
 * give the finer one's periods: a month, a day or an instant goes with the
 * quarter or year that holds its middle. */
void operation_join(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out);

#endif
