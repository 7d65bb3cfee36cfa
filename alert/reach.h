/* How far the inputs of a condition have come. */
#ifndef ALERT_REACH_H
#define ALERT_REACH_H

#include <stdint.h>

struct expr;
struct labels;
struct model;
struct period;

/* The start of the newest period that every input of EXPR has reached, among
 * the series that go with LABELS; what is read as one value (latest, age …)
 * does not count. INT64_MAX where nothing holds it back, INT64_MIN where an
 * input has no figure at all. So that a quarter that is half published makes no
 * noise. */
int64_t reach_start(const struct model *model, const struct expr *expr,
    const struct labels *labels);

/* Where PERIOD begins in the calendar's grid, to compare with that: the same
 * quarter begins on other days in other fiscal calendars. */
int64_t reach_of(const struct period *period);

#endif
