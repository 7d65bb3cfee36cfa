/* SPDX-License-Identifier: MIT */
#include "alert/fold.h"

/* crit is decided alone; warn decides where crit is false. Where crit is
 * missing a true warn is still a warn: it is at least that. */
bool
verdict_is_missing(struct verdict verdict)
{
	if (verdict.crit == TRUTH_TRUE || verdict.warn == TRUTH_TRUE)
		return false;
	return verdict.crit == TRUTH_MISSING || verdict.warn == TRUTH_MISSING;
}

/* Not further than it matters: what is kept shall not change for nothing. */
static void
count_run(unsigned *run, int64_t *since, bool holds, const struct hold *hold,
    int64_t now)
{
	if (!holds) {
		*run = 0;
		*since = 0;
		return;
	}
	if (*run == 0)
		*since = now;
	if (*run == 0 || *run < hold->count)
		(*run)++;
}

static bool
held(const struct hold *hold, unsigned run, int64_t since, int64_t now)
{
	if (run == 0)
		return false;
	switch (hold->by) {
	case HOLD_PERIODS:
	case HOLD_RUNS:
		return run >= hold->count;
	case HOLD_SECONDS:
		return now - since >= hold->seconds;
	default:
		return true;
	}
}

static bool
is_firing(enum alert_state state)
{
	return state == ALERT_WARN || state == ALERT_CRIT;
}

/* Each level must have held; one that fires stays so without a second wait. */
static enum alert_state
holding_state(const struct standing *standing, const struct hold *hold,
    bool was_firing, int64_t now)
{
	if (standing->crit_run > 0 &&
	    (held(hold, standing->crit_run, standing->crit_since, now) ||
		(was_firing && standing->level == ALERT_CRIT)))
		return ALERT_CRIT;
	if (was_firing ||
	    held(hold, standing->warn_run, standing->warn_since, now))
		return ALERT_WARN;
	return ALERT_PENDING;
}

struct standing
fold_step(struct standing standing, struct verdict verdict,
    const struct terms *terms, int64_t now)
{
	bool crit = verdict.crit == TRUTH_TRUE;
	bool warn = crit || verdict.warn == TRUTH_TRUE;
	bool was_firing = is_firing(standing.level);
	bool missing = verdict_is_missing(verdict);
	const struct hold *hold = &terms->hold;

	if (missing && terms->keeps && standing.known)
		return standing;
	if (missing)
		crit = warn = false;
	count_run(
	    &standing.crit_run, &standing.crit_since, crit, hold, now);
	count_run(
	    &standing.warn_run, &standing.warn_since, warn, hold, now);
	if (missing) {
		standing.state = ALERT_NO_DATA;
		return standing;
	}
	standing.known = true;
	if (warn)
		standing.state =
		    holding_state(&standing, hold, was_firing, now);
	else if (was_firing && verdict.has_clear &&
	    verdict.clear != TRUTH_TRUE)
		standing.state = ALERT_RECOVERING;
	else
		standing.state = ALERT_OK;
	if (standing.state != ALERT_RECOVERING)
		standing.level =
		    is_firing(standing.state) ? standing.state : ALERT_OK;
	return standing;
}
