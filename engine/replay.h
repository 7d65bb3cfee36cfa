/* Walks a filled model through time: what the alerts of a watchlist came to on
 * what was known at each step. A run of check at the end of each day (UTC) is
 * what it stands for, and what --as-of means. It knows no store, no network and
 * no clock but that of its steps. */
#ifndef ENGINE_REPLAY_H
#define ENGINE_REPLAY_H

#include <stddef.h>
#include <stdint.h>

struct alerts;
struct model;
struct replay;
struct transition;
struct watchlist;

/* WATCHLIST and MODEL outlive it. The as-of time of MODEL is moved by it, and
 * put back by replay_free(). */
struct replay *replay_new(
    const struct watchlist *watchlist, struct model *model);
void replay_free(struct replay *replay);

/* Begins anew: the model has other figures than before. */
void replay_restart(struct replay *replay);

/* The world as it was known at AT (not before the step before): derived signals
 * and alerts evaluated as a run of check would have, with the standing that the
 * steps before left. Appends the transitions of this step to the list, which
 * the caller owns; TRANSITIONS NULL: nobody wants them. */
void replay_step(struct replay *replay, int64_t at,
    struct transition **transitions, size_t *count);

/* Steps at the end of each day on which anything may have changed, from the
 * first on which something was known (or the last step), and at AT. */
void replay_through(struct replay *replay, int64_t at,
    struct transition **transitions, size_t *count);

/* As of the last step; borrowed, the same for as long as REPLAY lives. */
const struct alerts *replay_alerts(const struct replay *replay);

/* The next moment after AFTER at which a figure or an event becomes known, or
 * (where something counts days, waits or may come late, and something was known
 * by then) the end of a day; ALWAYS: there is none. */
int64_t replay_next(const struct replay *replay, int64_t after);

#endif
