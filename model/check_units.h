/* Two sides that need equal units: of + and -, of comparisons, of what is
 * chosen between. Nobody outside this folder includes this. */
#ifndef MODEL_CHECK_UNITS_H
#define MODEL_CHECK_UNITS_H

#include <stdbool.h>

struct err;
struct node;
struct type;
struct unit;

struct unit_sides {
	const char *text; /* the expression */
	const char *name; /* of the operator or function */
	bool differ;	  /* it is their difference: of two % it is pp */
	const struct node *nodes[2];
	const struct type *types[2];
};

/* Into *UNIT what both have: a bare number takes the other side's, and a % and
 * a pp go together. */
bool check_equal_units(
    const struct unit_sides *sides, struct unit *unit, struct err *err);

#endif
