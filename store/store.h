/* What lasts: figures with their vintages and evidence, events, source and
 * alert memory, transitions. This header is the border: nobody outside knows
 * what is behind it. Changes are made inside store_begin() … store_commit(). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/basis.h"
#include "model/transition.h"

struct err;
struct event;
struct labels;
struct model;
struct period;
struct signal;
struct source_memory;
struct store;
struct vintage;

/* Opens (makes) the state of the watchlist that is called NAME, under
 * DIRECTORY: each watchlist has a history of its own, so that two of them may
 * use the same names. READ_ONLY writes nothing, not even where there is none:
 * then it is an empty store. False with ERR set: cannot be made or opened, made
 * by a newer bellwether, damaged, not ours; what is there is never replaced. */
bool store_open(struct store **store, const char *directory, const char *name,
    bool read_only, struct err *err);
void store_close(struct store *store); /* rolls back what was not committed */

/* The directory: EXPLICIT (--state), else $XDG_STATE_HOME/bellwether, else
 * ~/.local/state/bellwether. The caller owns it; NULL where there is no
 * home. */
char *store_directory(const char *explicit_path);

/* Fills MODEL with what is known of its signals: figures taken by the signal's
 * present definition (definition->digest); where there are none yet, those of
 * the one before (*STALE of that signal is then told by signal_is_stale). */
bool store_load(struct store *store, struct model *model, struct err *err);
bool store_is_stale(const struct store *store, const struct signal *signal);

/* Whether another process has committed something since store_load(), or since
 * this was asked last: cheap, for each turn of the loop. Then adds to MODEL
 * what is new (some may be our own: that changes nothing). */
bool store_changed(struct store *store);
bool store_load_news(
    struct store *store, struct model *model, struct err *err);

/* One transaction. Every function below returns false with ERR set where the
 * disk fails; the caller then calls store_rollback(). */
bool store_begin(struct store *store, struct err *err);
bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* A vintage or an event that the model found new; what another process has
 * stored meanwhile is not stored twice. */
bool store_add(struct store *store, const struct signal *signal,
    const struct labels *labels, enum basis voice, const struct period *period,
    const struct vintage *vintage, struct err *err);
bool store_add_event(struct store *store, const struct signal *signal,
    const struct event *event, struct err *err);

/* The publisher still says so: seen_at of a figure. */
bool store_seen(struct store *store, const struct signal *signal,
    const struct labels *labels, enum basis voice, const struct period *period,
    int64_t seen_at, struct err *err);

/* An implausible figure: kept aside with its reason, never loaded into a
 * model. */
bool store_set_aside(struct store *store, const struct signal *signal,
    const struct labels *labels, const struct period *period,
    const struct vintage *vintage, const char *reason, struct err *err);

/* Sets aside what other definitions of the signal took (before the figures that
 * its present one takes are added, in the same transaction). */
bool store_supersede(
    struct store *store, const struct signal *signal, struct err *err);

/* Sources. The caller releases MEMORY; all zero where nothing is known. */
bool store_source(struct store *store, const char *name,
    struct source_memory *memory, struct err *err);
bool store_save_source(struct store *store,
    const struct source_memory *memory, struct err *err);

/* Alerts. */
bool store_alert(struct store *store, const char *name,
    struct alert_memory *memory, bool *known, struct err *err);
bool store_save_alert(
    struct store *store, const struct alert_memory *memory, struct err *err);
bool store_add_transition(
    struct store *store, struct transition *transition /* id is set */,
    struct err *err);

/* All that is stored has been judged: who loads it later takes it for no
 * news. */
bool store_note_judged(struct store *store, struct err *err);

/* Transitions that check has not told yet, oldest first; caller owns. */
bool store_untold(struct store *store, struct transition **transitions,
    size_t *count, struct err *err);
bool store_mark_told(struct store *store, int64_t id, struct err *err);

/* The last transitions of one alert, newest first, at most LIMIT. */
bool store_transitions(struct store *store, const char *alert, size_t limit,
    struct transition **transitions, size_t *count, struct err *err);

/* Waits up to WAIT_MS for the one lock of runs that evaluate (kernel lock on a
 * file that is never unlinked). False: another run has it. */
bool store_lock(struct store *store, int wait_ms, struct err *err);
void store_unlock(struct store *store);

/* Signals that have history here but are not in MODEL; the caller owns them. */
bool store_orphans(struct store *store, const struct model *model,
    char ***names, size_t *count, struct err *err);

#endif
