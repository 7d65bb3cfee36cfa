/* The figures of one signal under one set of labels, ordered by period; each
 * figure with its vintages, oldest first. Also the result of a derived signal:
 * then a figure has one vintage, no evidence, and may be missing with a reason.
 * Only the model changes a series; everybody else reads. */
#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/basis.h"
#include "model/labels.h"
#include "model/period.h"

struct evidence;

#define ALWAYS INT64_MAX /* AS_OF: everything that is known */

struct vintage {
	struct amount amount;
	enum basis basis;
	unsigned round; /* set by the model: see model_round() */
	int64_t known_at;	/* seconds UTC */
	char *confidence; /* the publisher's or watchlist's word, or NULL */
	char *remark;		/* or NULL */
	struct evidence *evidence; /* or NULL (derived) */
	int64_t seen_at; /* given to model_add(): when it was said; 0: now */
};

struct figure {
	struct period period;
	struct vintage *vintages; /* by known_at, oldest first */
	size_t vintage_count;	  /* 0 where MISSING */
	char *missing; /* derived: why there is no value; else NULL */
	bool unbegun;  /* missing: what it is computed from begins later */
	int64_t seen_at;	  /* last time the publisher still said so */
};

struct series {
	struct labels labels;
	enum basis voice;
	struct figure *figures;
	size_t count;
};

/* The vintage of FIGURE that was known at AS_OF, or NULL. */
const struct vintage *figure_at(const struct figure *figure, int64_t as_of);

/* The figure of that period (same kind and slot), or NULL. */
const struct figure *series_find(
    const struct series *series, struct period period);

/* The newest figure that has a value known at AS_OF (and is not missing);
 * NULL. */
const struct figure *series_latest(const struct series *series, int64_t as_of);

/* The newest known before FIGURE's period, or NULL; the K-th before. */
const struct figure *series_before(
    const struct series *series, const struct figure *figure, int64_t as_of);

/* Whether it was there at AS_OF: a figure was known, or why there is none. */
bool series_is_known(const struct series *series, int64_t as_of);

void vintage_copy(struct vintage *to, const struct vintage *from);
void vintage_release(struct vintage *vintage);

#endif
