/* The series of one derived signal while they are computed. Nobody outside this
 * folder includes this. */
#ifndef MODEL_BUILDING_H
#define MODEL_BUILDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/eval.h"

struct map;

struct building { /* the series of one derived signal */
	struct series **series;
	size_t count;
	struct map *by_labels;
	struct watch watch; /* of what was evaluated for now */
	bool failed;	    /* one of them says so */
};

void building_begin(struct building *building);

/* Sorted; the series are the caller's. */
void building_end(struct building *building);

/* That of LABELS, a new one if need be. */
struct series *building_series(
    struct building *building, const struct labels *labels);
void building_add(struct series *series, const struct cell *cell,
    struct period period, int64_t known_at);
void building_copy(struct series *series, const struct figure *from);

/* The formula as a whole cannot be evaluated: one missing figure of today says
 * why. */
void building_fail(
    struct building *building, int64_t now, const char *reason);

/* Whether SIGNAL has them as they are. */
bool building_is_kept(
    const struct signal *signal, const struct building *building);

/* A truth is 1 or 0. */
struct amount cell_amount(const struct cell *cell);

#endif
