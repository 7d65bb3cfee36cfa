/* The one place where fetch, model, alert and store meet, and the one loop. The
 * same under the screen and under cron. Never draws; calls no one but the
 * observer below. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/source_state.h"
#include "model/transition.h"

struct alerts;
struct body_facts; /* see store/bodies.h */
struct complaints;
struct engine;
struct err;
struct model;
struct pollfd;
struct replay;
struct section;
struct settings;
struct watchlist;

struct engine_options {
	const char *watchlist_file; /* the path that was chosen */
	const char *state_directory; /* or NULL: the default */
	int64_t as_of;		    /* ALWAYS, or the end of --as-of's day */
	bool no_fetch;
	const struct settings *const *tables;
	size_t table_count;
};

enum engine_failure { ENGINE_FINE, ENGINE_WATCHLIST, ENGINE_STATE };

/* Loads the watchlist, opens the store, fills model and alerts, evaluates once
 * in memory. NULL: *FAILURE says what, COMPLAINTS or ERR has the words. With
 * as_of nothing is fetched and nothing is written. */
struct engine *engine_new(const struct engine_options *options,
    enum engine_failure *failure, struct complaints *complaints,
    struct err *err);
void engine_free(struct engine *engine);

const struct watchlist *engine_watchlist(const struct engine *engine);
struct model *engine_model(const struct engine *engine);
const struct alerts *engine_alerts(const struct engine *engine);

/* As of an earlier day, what its alerts were folded with: it may be walked on
 * from there. Else NULL. */
struct replay *engine_replay(struct engine *engine);

/* How each source stands; I < engine_source_count(). */
size_t engine_source_count(const struct engine *engine);
const struct source_memory *engine_source(
    const struct engine *engine, size_t i);
const struct source_memory *engine_source_named(
    const struct engine *engine, const char *name); /* NULL */
bool engine_is_fetching(const struct engine *engine, size_t i);
size_t engine_fetching(const struct engine *engine); /* how many */
/* When it is due: a time (also one that is past), or INT64_MAX: never. */
int64_t engine_next_fetch(const struct engine *engine, size_t i);

/* Queues what is due; FORCE: whatever its schedule. NAME: that source alone, or
 * NULL. Says how many were queued. */
size_t engine_refresh(struct engine *engine, const char *name, bool force);

/* One turn: waits for transfers or EXTRA descriptors (at most TIMEOUT_MS, and
 * not beyond the next fetch that is due), takes what they brought and what
 * other processes have stored, stores, evaluates. True when the model, a source
 * or an alert may have changed. */
bool engine_turn(struct engine *engine, struct pollfd *extra,
    size_t extra_count, int timeout_ms);

/* Fetches what is due and turns until nothing is under way. */
void engine_run(struct engine *engine);

/* A store that failed on the way: a sentence; NULL also once the disk is well
 * again and all was kept. The model goes on. */
const char *engine_store_trouble(const struct engine *engine);

/* Transitions that check has not told; the caller owns them. Then mark them. */
bool engine_untold(struct engine *engine, struct transition **transitions,
    size_t *count, struct err *err);
bool engine_mark_told(struct engine *engine,
    const struct transition *transitions, size_t count, struct err *err);

/* Kept transitions of one alert, newest first; the caller owns them. */
bool engine_transitions(struct engine *engine, const char *alert,
    size_t limit, struct transition **transitions, size_t *count,
    struct err *err);

/* Signals with history in the store that the watchlist does not have. */
bool engine_orphans(
    struct engine *engine, char ***names, size_t *count, struct err *err);

/* The body of a document by its digest: see store/bodies.h. It is not read as
 * of a time at which it was not there. */
bool engine_body_find(const struct engine *engine, const char *sha256,
    struct body_facts *facts);
bool engine_body_read(const struct engine *engine, const char *sha256,
    bool (*piece)(void *, const char *, size_t), void *context,
    struct err *err);

/* Run lock around check: see store_lock(). */
bool engine_lock(struct engine *engine, int wait_ms, struct err *err);

#endif
