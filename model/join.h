/* One operation on two rows: cell by cell, and period by period. Nobody outside
 * this folder includes this. */
#ifndef MODEL_JOIN_H
#define MODEL_JOIN_H

#include <stdbool.h>
#include <stdint.h>

#include "model/period.h"

struct cell;
struct eval;
struct node;
struct result;
struct row;

struct operation {
	struct eval *eval;
	int64_t as_of;
	const struct node *node;
	const struct result *left, *right;
	struct result *out;
	/* Other than operators: what two cells come to, what two rows come to
	 * (RIGHT and LEFT as they are, breaks are there already), whether what
	 * has no partner stays. */
	struct cell (*combine)(const struct operation *operation,
	    const struct cell *a, const struct cell *b, struct period period);
	void (*join)(const struct operation *operation, const struct row *left,
	    const struct row *right, struct row *out);
	bool keeps_single;
};

/* Fills OUT from LEFT and RIGHT, row by row. */
void operation_run(const struct operation *operation);

/* What A and B come to, as a cell of PERIOD: three-valued, with bounds. */
struct cell operation_combine(const struct operation *operation,
    const struct cell *a, const struct cell *b, struct period period);

/* The cells of two series: from where both have begun, each period of either;
 * one that a side lacks is missing, and says so. Of series of different
 * frequency the finer one is brought into the periods of the coarser one if it
 * is declared to be a flow, a stock ...: model/coarsen.h. Else the result has
 * the finer one's periods: each month, day or instant goes with the quarter or
 * year that holds its middle. */
void operation_join(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out);

#endif
