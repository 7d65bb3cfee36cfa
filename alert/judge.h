/* Judges one rule over the model: the standing of each of its series, and of
 * the alert as the worst of them. */
#ifndef ALERT_JUDGE_H
#define ALERT_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/fold.h"
#include "model/labels.h"
#include "model/period.h"

struct eval;
struct model;
struct rule;

struct judged_series {
	struct labels labels;
	struct standing standing;
	struct verdict verdict; /* at the period that was judged */
	bool has_period;
	struct period period;
	char *reason; /* why it is missing, or NULL */
};

struct judgement {
	char *failed; /* the formula could not be evaluated: why; else NULL */
	struct judged_series *series; /* worst first */
	size_t count;
	struct standing standing; /* the alert's own */
};

struct occasion {
	/* What was kept of the alert: only durations, runs and conditions
	 * without periods need it. */
	struct standing before;
	bool is_run; /* it counts for "for: n runs" */
};

void judge(struct judgement *judgement, const struct rule *rule,
    struct eval *eval, struct model *model, const struct occasion *occasion);
void judgement_release(struct judgement *judgement);

/* The order of "worst": crit, warn (and recovering from them), failed, no data,
 * pending, ok. Greater is worse. */
int standing_badness(const struct standing *standing);

#endif
