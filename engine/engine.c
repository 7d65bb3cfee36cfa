/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <assert.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/hush.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/intake.h"
#include "engine/parts.h"
#include "engine/replay.h"
#include "engine/source_alert.h"
#include "fetch/fetcher.h"
#include "model/definition.h"
#include "model/model.h"
#include "store/store.h"

static void
define_signals(struct engine *engine)
{
	size_t count;
	struct definition **definitions =
	    watchlist_take_definitions(engine->watchlist, &count);

	engine->model = model_new();
	model_set_as_of(engine->model, engine->as_of);
	for (size_t i = 0; i < count; i++)
		(void)model_define(engine->model, definitions[i]);
	mem_free(definitions);
}

/* What reads the source: when it changes, an unchanged document is news. */
static void
digest_readers(const struct engine *engine, struct source *source)
{
	struct buf text;

	buf_init(&text, LIMIT_OUTPUT);
	for (size_t i = 0; i < model_count(engine->model); i++) {
		const struct definition *definition =
		    model_signal(engine->model, i)->definition;

		if (definition->source == NULL ||
		    strcmp(definition->source, source->section->name) != 0)
			continue;
		(void)buf_printf(
		    &text, "%s %s\n", definition->name, definition->digest);
	}
	digest_of(buf_string(&text), text.length, source->definition);
	buf_release(&text);
}

static bool
load_sources(struct engine *engine, struct err *err)
{
	const struct watchlist *watchlist = engine->watchlist;

	engine->source_count = watchlist->counts[SECTION_SOURCE];
	engine->sources =
	    mem_new_array(engine->source_count, sizeof(*engine->sources));
	for (size_t i = 0; i < engine->source_count; i++) {
		struct source *source = &engine->sources[i];
		const char *url;

		source->section = watchlist->sections[SECTION_SOURCE][i];
		url = section_text(source->section, "url");
		source->local = url != NULL && !strncmp(url, "file:", 5);
		source->every_run = source->local || url == NULL;
		fetch_key(source->section, source->key);
		digest_readers(engine, source);
		if (!memory_load_source(engine, source, err))
			return false;
	}
	return true;
}

/* As of another day they are not quiet: that is of the delivery. */
static bool
load_alerts(struct engine *engine, struct err *err)
{
	engine->hush = hush_new(engine->dry ? NULL : engine->watchlist);
	if (engine->dry) {
		engine->past.replay =
		    replay_new(engine->watchlist, engine->model);
		return true;
	}
	engine->alerts = alerts_new(engine->watchlist, engine->model);
	return memory_load_alerts(engine, err);
}

static bool
load_state(struct engine *engine, const char *directory, struct err *err)
{
	char *path = store_directory(directory);
	bool loaded = path != NULL
	    ? store_open(&engine->store, path,
		  section_text(engine->watchlist->top, "name"), engine->dry,
		  err)
	    : err_set(err,
		  "there is no place for the state: $HOME and "
		  "$XDG_STATE_HOME are unset; use --state DIR");

	mem_free(path);
	return loaded && store_load(engine->store, engine->model, err) &&
	    load_sources(engine, err) && load_alerts(engine, err);
}

struct engine *
engine_new(const struct engine_options *options, enum engine_failure *failure,
    struct complaints *complaints, struct err *err)
{
	struct engine *engine = mem_new(sizeof(*engine));

	*failure = ENGINE_FINE;
	engine->as_of = options->as_of;
	engine->dry = options->as_of != ALWAYS;
	engine->no_fetch = options->no_fetch;
	engine->watchlist = watchlist_load(options->watchlist_file,
	    options->tables, options->table_count, complaints);
	if (engine->watchlist == NULL) {
		*failure = ENGINE_WATCHLIST;
		engine_free(engine);
		return NULL;
	}
	define_signals(engine);
	if (!load_state(engine, options->state_directory, err)) {
		*failure = ENGINE_STATE;
		engine_free(engine);
		return NULL;
	}
	engine->fetcher =
	    fetcher_new(engine->watchlist, intake_fetched, engine);
	if (!engine->dry)
		fetcher_hear(engine->fetcher, bodies_hear, false);
	bodies_pick_again(engine);
	evaluate_all(engine, EVALUATE_TO_SHOW);
	return engine;
}

void
engine_free(struct engine *engine)
{
	if (engine == NULL)
		return;
	fetcher_free(engine->fetcher);
	alerts_free(engine->alerts);
	hush_free(engine->hush);
	past_release(&engine->past);
	for (size_t i = 0; i < engine->source_count; i++) {
		source_memory_release(&engine->sources[i].memory);
		source_memory_release(&engine->sources[i].then);
		bodies_forget(&engine->sources[i]);
		source_alert_free(engine->sources[i].as_alert);
	}
	mem_free(engine->sources);
	store_close(engine->store);
	model_free(engine->model);
	watchlist_free(engine->watchlist);
	mem_free(engine->trouble);
	mem_free(engine);
}

const struct watchlist *
engine_watchlist(const struct engine *engine)
{
	return engine->watchlist;
}

struct model *
engine_model(const struct engine *engine)
{
	return engine->model;
}

const struct alerts *
engine_alerts(const struct engine *engine)
{
	return engine->dry ? replay_alerts(engine->past.replay)
			   : engine->alerts;
}

struct replay *
engine_replay(struct engine *engine)
{
	return engine->past.replay;
}

size_t
engine_source_count(const struct engine *engine)
{
	return engine->source_count;
}

const struct source_memory *
engine_source(const struct engine *engine, size_t i)
{
	assert(i < engine->source_count);
	return engine->dry ? &engine->sources[i].then
			   : &engine->sources[i].memory;
}

const struct source_memory *
engine_source_named(const struct engine *engine, const char *name)
{
	for (size_t i = 0; i < engine->source_count; i++)
		if (!strcmp(engine->sources[i].section->name, name))
			return engine_source(engine, i);
	return NULL;
}

struct source *
engine_find_source(struct engine *engine, const struct section *section)
{
	size_t i = 0;

	while (engine->sources[i].section != section)
		i++; /* the fetcher knows no others */
	return &engine->sources[i];
}

bool
engine_is_fetching(const struct engine *engine, size_t i)
{
	assert(i < engine->source_count);
	return fetcher_is_busy(engine->fetcher, engine->sources[i].section);
}

size_t
engine_fetching(const struct engine *engine)
{
	return fetcher_busy(engine->fetcher);
}

void
engine_note_trouble(struct engine *engine, const char *text)
{
	mem_free(engine->trouble);
	engine->trouble = mem_text(text);
}

/* It is over once all that came is on the disk. */
const char *
engine_store_trouble(const struct engine *engine)
{
	bool unkept = engine->alerts_unkept;

	for (size_t i = 0; i < engine->source_count; i++)
		unkept = unkept || engine->sources[i].unkept;
	return unkept ? engine->trouble : NULL;
}

int64_t
engine_next_fetch(const struct engine *engine, size_t i)
{
	assert(i < engine->source_count);
	return schedule_due(engine, &engine->sources[i], clock_now());
}

bool
engine_untold(struct engine *engine, struct transition **transitions,
    size_t *count, struct err *err)
{
	if (!engine->dry)
		return store_untold(engine->store, transitions, count, err);
	past_untold(engine, transitions, count);
	return true;
}

bool
engine_mark_told(struct engine *engine, const struct transition *transitions,
    size_t count, struct err *err)
{
	if (engine->dry || count == 0)
		return true;
	if (!store_begin(engine->store, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!store_mark_told(engine->store, transitions[i].id, err)) {
			store_rollback(engine->store);
			return false;
		}
	return store_commit(engine->store, err);
}

bool
engine_transitions(struct engine *engine, const char *alert, size_t limit,
    struct transition **transitions, size_t *count, struct err *err)
{
	if (!engine->dry)
		return store_transitions(
		    engine->store, alert, limit, transitions, count, err);
	past_transitions(engine, alert, limit, transitions, count);
	return true;
}

bool
engine_orphans(
    struct engine *engine, char ***names, size_t *count, struct err *err)
{
	return store_orphans(engine->store, engine->model, names, count, err);
}

bool
engine_lock(struct engine *engine, int wait_ms, struct err *err)
{
	return engine->dry || store_lock(engine->store, wait_ms, err);
}
