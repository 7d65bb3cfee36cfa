/* What the files of this folder share of an engine; nobody else includes
 * this. */
#ifndef ENGINE_PARTS_H
#define ENGINE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/source_state.h"

struct alerts;
struct fetched;
struct fetcher;
struct model;
struct section;
struct store;
struct take;
struct watchlist;

struct source { /* one source and when it is asked again */
	const struct section *section;
	struct source_memory memory;
	char key[65], definition[65]; /* as the watchlist is now */
	bool local;		      /* a file: no network is needed */
	bool every_run; /* files and commands: due at each start */
	bool asked;		      /* in this run */
};

struct engine {
	struct watchlist *watchlist;
	struct model *model;
	struct store *store;
	struct alerts *alerts;
	struct fetcher *fetcher;
	struct source *sources;
	size_t source_count;
	int64_t as_of;
	bool no_fetch;
	bool dry;     /* as_of: nothing is written */
	bool changed; /* since the last turn */
	bool stale_alerts; /* figures changed since alerts were evaluated */
	char *trouble; /* the store's, or NULL */
};

/* engine.c */
struct source *engine_find_source(
    struct engine *engine, const struct section *section);
void engine_note_trouble(struct engine *engine, const char *text);

/* schedule.c: when a source is due (INT64_MAX: never), and the wait until the
 * next one, in milliseconds, at most LIMIT_MS (-1: no limit). */
int64_t schedule_due(const struct engine *engine, const struct source *source);
int schedule_wait_ms(const struct engine *engine, int limit_ms);
void schedule_failed(struct source *source, int64_t now, int64_t retry_after_s);

/* intake.c: what a fetch brought, into model and store. */
void intake_fetched(void *context, const struct fetched *fetched);

/* plausible.c: NULL, or why the take is outside its signal's guard; the caller
 * owns the sentence. */
char *plausible_why_not(
    const struct model *model, const struct take *take);

/* evaluate.c: derived signals and alerts. REMEMBER: transitions and memory are
 * kept. */
void evaluate_all(struct engine *engine, bool remember);

#endif
