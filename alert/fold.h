/* The life of an alert, folded over the truths of its conditions: pending until
 * it held long enough, firing, recovering until it is clear. Pure: no model, no
 * clock. */
#ifndef ALERT_FOLD_H
#define ALERT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/hold.h"
#include "model/eval.h"
#include "model/transition.h"

/* What the conditions came to at one period, or at one evaluation. */
struct verdict {
	enum truth warn, crit, clear; /* a level without a condition: FALSE */
	bool has_clear;
};

/* How a level comes and goes. */
struct terms {
	struct hold hold;
	bool keeps; /* what is missing leaves everything as it was */
};

/* Where the alert stands. All zero is the beginning. */
struct standing {
	bool known; /* it could be judged once: there is something to keep */
	/* OK, PENDING, WARN, CRIT, RECOVERING, NO_DATA */
	enum alert_state state;
	/* of RECOVERING and NO_DATA: what it was firing */
	enum alert_state level;
	unsigned warn_run, crit_run;	 /* how often in a row it held */
	/* since when; 0 where it does not hold */
	int64_t warn_since, crit_since;
};

/* One step at time NOW. A missing verdict gives NO_DATA and keeps the level: no
 * data never resolves an alert. */
struct standing fold_step(struct standing standing, struct verdict verdict,
    const struct terms *terms, int64_t now);

/* Whether neither level can be told: see verdict_level(). */
bool verdict_is_missing(struct verdict verdict);

#endif
