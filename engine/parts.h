/* What this folder shares; nobody else includes it. */
#ifndef ENGINE_PARTS_H
#define ENGINE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/past.h"
#include "model/source_state.h"

struct alerts;
struct body;
struct buf;
struct err;
struct fetched;
struct fetcher;
struct hush;
struct model;
struct section;
struct source_alert;
struct store;
struct take;
struct transition;
struct watchlist;

struct source { /* one source and when it is asked again */
	const struct section *section;
	struct source_memory memory;
	struct source_memory then; /* of a dry engine: how it was that day */
	char key[65], definition[65]; /* as the watchlist is now */
	bool local;		      /* a file: no network is needed */
	bool every_run;		      /* files and commands: at each start */
	bool asked;		      /* in this run */
	bool unkept; /* the disk failed: what came last is only in memory */
	bool readers_changed; /* since what is stored was picked */
	struct body *body; /* on its way in; NULL where none is kept */
	struct buf *tail;  /* its last bytes: a secret may begin there */
	struct source_alert *as_alert; /* or NULL: not asked for yet */
	bool owes;   /* and figures are among it, now or before */
};

struct engine {
	struct watchlist *watchlist;
	struct model *model;
	struct store *store;
	struct alerts *alerts; /* of today; NULL where dry */
	struct hush *hush; /* what keeps them quiet */
	struct past past;
	struct fetcher *fetcher;
	struct source *sources;
	size_t source_count;
	int64_t as_of;
	int64_t evaluated_at;
	bool no_fetch;
	bool dry;	    /* as_of: nothing is written */
	bool changed;	    /* since the last turn */
	bool fetched;	    /* something, since alerts were kept */
	bool alerts_stale;  /* their memory is to be read again */
	bool alerts_unkept; /* the disk failed */
	char *trouble;	    /* the store's last, or NULL */
};
/* engine.c */
struct source *engine_find_source(
    struct engine *engine, const struct section *section);
void engine_note_trouble(struct engine *engine, const char *text);

/* memory.c: what the store has of sources and alerts, read anew; and all that
 * another process has stored since, into model and memory. */
bool memory_load_source(
    struct engine *engine, struct source *source, struct err *err);
void memory_drop_validators(struct source_memory *memory);
bool memory_load_alerts(struct engine *engine, struct err *err);
void memory_catch_up(struct engine *engine);

/* schedule.c: when a source is due (INT64_MAX: never), and the wait until the
 * loop has something to do, in milliseconds, at most LIMIT_MS (-1: no
 * limit). */
int64_t schedule_due(
    const struct engine *engine, const struct source *source, int64_t now);
int schedule_wait_ms(const struct engine *engine, int limit_ms);
/* How long a server may have us wait, in seconds. */
int64_t schedule_asked_for(
    const struct source *source, int64_t retry_after_s);
void schedule_failed(
    struct source *source, int64_t now, int64_t retry_after_s);

/* bodies.c: a body as it arrives, and into the transaction of its figures. */
void bodies_hear(void *context, const struct section *source,
    const char *bytes, size_t length);
void bodies_forget(struct source *source);
/* Where the watchlist reads a source otherwise than before, all that is kept of
 * what it gave is picked from anew. */
bool bodies_has_last(
    const struct engine *engine, const struct source *source);
void bodies_pick_again(struct engine *engine);
bool bodies_keep(struct engine *engine, struct source *source,
    const struct fetched *fetched, struct err *err);

/* plausible.c: NULL, or why the take is outside its signal's guard; the caller
 * owns the sentence. ALONE: what is known is of another definition, and no
 * neighbour. */
char *plausible_why_not(
    const struct model *model, const struct take *take, bool alone);

/* evaluate.c: derived signals and alerts. TO_SHOW keeps nothing; TICK and RUN
 * keep transitions and memory, and RUN counts for "for: n runs". */
enum evaluation { EVALUATE_TO_SHOW, EVALUATE_TICK, EVALUATE_RUN };
void evaluate_all(struct engine *engine, enum evaluation evaluation);

#endif
