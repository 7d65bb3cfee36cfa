/* Conditions → states → transitions. Reads the model; keeps nothing itself but
 * what it is given back as memory. */
#ifndef ALERT_ALERTS_H
#define ALERT_ALERTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/alert.h"
#include "model/eval.h"

struct alerts;
struct model;
struct settings;
struct watchlist;

/* The rows of alerts, sinks and routes. */
extern const struct settings alert_settings;

/* WATCHLIST and MODEL outlive it. */
struct alerts *alerts_new(
    const struct watchlist *watchlist, struct model *model);
void alerts_free(struct alerts *alerts);

size_t alerts_count(const struct alerts *alerts);
const struct alert *alerts_at(const struct alerts *alerts, size_t i);
const struct alert *alerts_find(const struct alerts *alerts, const char *name);

/* What was kept of an alert; copied. Without it (or with another rule's digest)
 * its first evaluation is its baseline. */
void alerts_remember(
    struct alerts *alerts, const struct alert_memory *memory);

/* Forgets what was kept of all: the next evaluation is their baseline. */
void alerts_forget(struct alerts *alerts);

/* Evaluates all, members before red lines; what no figure, no member and no
 * time has touched is not judged again. Appends what changed to the list, which
 * the caller owns (transition_release() each, mem_free() the array).
 * TRANSITIONS NULL: states are as they would be, and nothing is remembered.
 * IS_RUN: it counts for "for: n runs". */
void alerts_evaluate(struct alerts *alerts, int64_t now, bool is_run,
    struct transition **transitions, size_t *count);

/* Whether a state, a lateness or a figure that one is judged on may change
 * though nothing became known, with the days alone. */
bool alerts_are_timely(const struct alerts *alerts);

/* The alerts whose condition names SIGNAL, worst first; NULL at the end of
 * I. */
const struct alert *alerts_of_signal(
    const struct alerts *alerts, const char *signal, size_t i);

/* Whether the alert stands at warn (CRIT: crit) or worse, for atleast() outside
 * of alerts; CONTEXT is a const struct alerts. */
enum truth alerts_truth(void *context, const char *name, bool crit);

/* Worst over all: 0 ok, 1 warn, 2 crit, 3 unknown (2 before 1 before 3). */
int alerts_exit(const struct alerts *alerts);

#endif
