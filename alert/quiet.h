/* The rules of what is told of an alert and what is not: pure, of one alert at
 * one time. */
#ifndef ALERT_QUIET_H
#define ALERT_QUIET_H

#include <stdbool.h>
#include <stdint.h>

#include "model/transition.h"

struct acknowledgement;
struct alert;
struct silence;
struct telling;
struct watchlist;

/* What can be acknowledged: neither ok nor pending, or late. */
bool alert_stands(const struct alert *alert);

/* What it is acknowledged at: warn or crit while it fires, recovers from it, or
 * has lost its data since; else no data or failed; ok where it is only late. */
enum alert_state alert_firing_level(const struct alert *alert);

/* Until the level changes; sticky: until it stands no more. */
bool acknowledgement_holds(
    const struct acknowledgement *acknowledgement, const struct alert *alert);

/* Whether all that SILENCE names fits. An alert is of the panel that it names,
 * else of those that show a signal of its conditions; it has the labels that
 * all of its series that are not ok have in common. */
bool silence_fits(const struct silence *silence, const struct alert *alert,
    const struct watchlist *watchlist);

/* One evaluation further: TELLING as it is after it. What is to be told beside
 * the alert's own change: WHY_REMINDER, or WHY_…_ENDED where what kept it quiet
 * is over and it is not as it was told; WHY_BASELINE: nothing. REMIND_S: 0 for
 * never. */
enum alert_why telling_step(struct telling *telling, const struct alert *alert,
    enum quiet quiet, int64_t remind_s, int64_t now);

/* That as a transition, from what was told BEFORE (never: from what it is); the
 * caller owns it. */
struct transition telling_transition(const struct alert *alert,
    const struct telling *before, enum alert_why why, int64_t now);

/* A silence that ran out, as a notice of its own; the caller owns it. */
struct transition silence_transition(
    const struct silence *silence, int64_t now);

#endif
