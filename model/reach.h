/* How far the inputs of a condition have come. */
#ifndef MODEL_REACH_H
#define MODEL_REACH_H

#include <stdbool.h>
#include <stdint.h>

#include "model/period.h"

struct labels;
struct model;
struct node;

struct reach { /* zeroed: nothing holds it back */
	bool never; /* an input has no figure at all */
	/* Of the inputs of each kind of period, the newest period of the one
	 * that is furthest behind. */
	bool has[PERIOD_KIND_COUNT];
	struct period least[PERIOD_KIND_COUNT];
};

/* Adds the inputs of NODE as known at AS_OF, among the series that go with
 * LABELS; what is read as one value (latest, age …) does not count. */
void reach_add(struct reach *reach, const struct model *model,
    const struct node *node, const struct labels *labels, int64_t as_of);

/* Whether every input has reached PERIOD, so that a quarter that is half
 * published makes no noise: the same one of the calendar, whatever the fiscal
 * year; all months of a quarter; the year that holds it. */
bool reach_has(const struct reach *reach, struct period period);

#endif
