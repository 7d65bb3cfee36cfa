/* What a function's CHECK is given: the types of its arguments, found before
 * anything is fetched. */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include <stdbool.h>

#include "model/definition.h"
#include "model/unit.h"

struct err;
struct expr;
struct node;
struct scope;

enum type_of {
	OF_NUMBER,
	OF_TRUTH,
	OF_TEXT,
	OF_DATE,
	OF_PERIOD,
	OF_DURATION,
	OF_EVENTS,
	OF_ALERT
};

struct type {
	enum type_of of;
	struct unit unit;      /* of a number */
	/* Of a signal, and of what is made of it as long as that comes together
	 * in longer periods in the same way: a sum of flows is a flow. Else
	 * KIND_ANY: a ratio of flows is none. */
	enum signal_kind kind;
	bool series; /* not a scalar or a vector (latest, at, literals) */
};

struct check_call {
	struct node *node; /* the call; its children are arguments */
	struct expr *expr; /* that it stands in */
	const struct scope *scope;
	const struct type *arguments;  /* one for each child */
	struct type *result;	       /* to be set; preset to a bare number */
	struct err *err;	       /* err_at(err, child->start, …) */
};

/* Whether a signal whose formula comes to COMPUTED may call its unit DECLARED:
 * the same, or one of %, x, score and count for what has no dimension. */
bool unit_may_be_declared(
    const struct unit *computed, const struct unit *declared);

#endif
