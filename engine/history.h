/* What alerts went through between two days: a stretch for each state that one
 * was in, as a replay finds it at the end of each day. */
#ifndef ENGINE_HISTORY_H
#define ENGINE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/period.h"
#include "model/transition.h"

struct replay;

struct stretch { /* of days in one state */
	int64_t first, last; /* days since 1970, both in it */
	enum alert_state state, was;
	bool begins; /* on FIRST: it was in another state the day before */
	int64_t since; /* the day on which it began, FIRST or earlier */
	bool fired;    /* and it did not fire before */
	/* Of the day on which it was first seen so: */
	bool has_value, has_period;
	struct amount value;
	struct period period;
	char *unit, *rule, *reason;
};

struct past_alert {
	char *name, *title;
	struct stretch *stretches; /* without a gap, oldest first */
	size_t count;
	int64_t days[ALERT_STATE_COUNT], late_days;
	size_t fired; /* how often it came to warn or crit from neither */
	enum alert_state state, level; /* at the end; before: on the eve */
	bool late;
};

struct history {
	int64_t first, last; /* days since 1970 */
	struct past_alert *alerts; /* in the watchlist's order */
	size_t count;
};

/* Walks REPLAY, which stands before FIRST, through the days from FIRST to LAST.
 * Of the alerts in NAMES only; COUNT 0: of all. The caller releases it. */
void history_record(struct history *history, struct replay *replay,
    int64_t first, int64_t last, const char *const *names, size_t count);
void history_release(struct history *history);

/* NULL where it has none of that name. */
const struct past_alert *history_find(
    const struct history *history, const char *name);

struct divergence { /* days on which the two are not in the same state */
	const char *name; /* borrowed */
	int64_t first, last;
	enum alert_state states[2];
};

/* Between two histories of the same days, for the alerts that both have, by
 * alert and day. The caller frees the array. */
struct divergence *history_compare(const struct history *one,
    const struct history *other, size_t *count);

#endif
