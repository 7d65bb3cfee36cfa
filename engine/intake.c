/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/map.h"
#include "base/mem.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"
#include "model/definition.h"
#include "model/model.h"
#include "store/store.h"

struct intake { /* one document on its way into model and store */
	struct engine *engine;
	struct source *source;
	const struct fetched *fetched;
	struct map *met;    /* signals that were met in it */
	size_t implausible;
	char *why;	    /* the first implausible figure's sentence */
	struct err err;
};

static bool
is_failure(enum source_state state)
{
	return state != SOURCE_OK;
}

/* Figures of an older definition give way once, before the first new one. */
static bool
meet_signal(struct intake *intake, struct signal *signal)
{
	struct engine *engine = intake->engine;

	if (map_find(intake->met, signal->definition->name) != NULL)
		return true;
	map_put(intake->met, signal->definition->name, signal);
	if (!store_is_stale(engine->store, signal))
		return true;
	model_clear(engine->model, signal);
	return engine->dry ||
	    store_supersede(engine->store, signal, &intake->err);
}

static bool
take_event(struct intake *intake, struct signal *signal,
    const struct event *event)
{
	struct engine *engine = intake->engine;

	if (model_add_event(engine->model, signal, event) == ADDED_NOTHING)
		return true;
	engine->stale_alerts = true;
	return engine->dry ||
	    store_add_event(engine->store, signal, event, &intake->err);
}

static bool
take_figure(struct intake *intake, struct signal *signal,
    const struct take *take)
{
	struct engine *engine = intake->engine;
	enum basis voice = basis_voice(take->vintage.basis);
	enum added added = model_add(engine->model, signal, &take->labels,
	    take->period, &take->vintage);

	engine->stale_alerts = engine->stale_alerts || added != ADDED_NOTHING;
	if (engine->dry)
		return true;
	if (added == ADDED_NOTHING)
		return store_seen(engine->store, signal, &take->labels, voice,
		    &take->period, intake->fetched->retrieved_at, &intake->err);
	return store_add(engine->store, signal, &take->labels, voice,
	    &take->period, &take->vintage, &intake->err);
}

static bool
set_aside(struct intake *intake, struct signal *signal,
    const struct take *take, char *why)
{
	bool kept = intake->engine->dry ||
	    store_set_aside(intake->engine->store, signal, &take->labels,
		&take->period, &take->vintage, why, &intake->err);

	if (intake->implausible++ == 0)
		intake->why = why;
	else
		mem_free(why);
	return kept;
}

static bool
take_one(struct intake *intake, const struct take *take)
{
	struct signal *signal = model_find(intake->engine->model, take->signal);
	char *why;

	if (signal == NULL)
		return true;
	if (!meet_signal(intake, signal))
		return false;
	if (take->is_event)
		return take_event(intake, signal, &take->event);
	why = plausible_why_not(intake->engine->model, take);
	if (why != NULL)
		return set_aside(intake, signal, take, why);
	return take_figure(intake, signal, take);
}

static void
set_text(char **to, const char *text)
{
	char *copy = mem_text(text);

	mem_free(*to);
	*to = copy;
}

/* The worst of what fetching, picking and the guards said. */
static void
conclude(struct intake *intake)
{
	struct source_memory *memory = &intake->source->memory;
	const struct fetched *fetched = intake->fetched;

	memory->state = fetched->unchanged ? SOURCE_OK : fetched->state;
	set_text(&memory->reason, fetched->reason);
	if (intake->implausible > 0 && memory->state < SOURCE_IMPLAUSIBLE) {
		memory->state = SOURCE_IMPLAUSIBLE;
		set_text(&memory->reason, intake->why);
	}
	if (memory->state == SOURCE_OK)
		set_text(&memory->reason, NULL);
}

/* Validators are kept only of a document that was read without complaint: the
 * next fetch of any other must bring it again, and say again what is wrong. */
static void
renew_memory(struct intake *intake)
{
	struct source *source = intake->source;
	struct source_memory *memory = &source->memory;
	const struct fetched *fetched = intake->fetched;
	int64_t now = clock_now();

	memory->asked_at = now;
	/* What is remembered, pauses included, is of this question. */
	set_text(&memory->key, source->key);
	set_text(&memory->definition, source->definition);
	if (fetched->state == SOURCE_UNREACHABLE) {
		schedule_failed(source, now, fetched->retry_after_s);
		return;
	}
	memory->failures = 0;
	memory->not_before =
	    fetched->retry_after_s > 0 ? now + fetched->retry_after_s : 0;
	memory->retrieved_at = fetched->retrieved_at;
	if (fetched->unchanged)
		return;
	if (memory->state == SOURCE_OK) {
		set_text(&memory->etag, fetched->etag);
		set_text(&memory->last_modified, fetched->last_modified);
		memory->file_size = fetched->file_size;
		memory->file_modified_ns = fetched->file_modified_ns;
	} else {
		set_text(&memory->etag, NULL);
		set_text(&memory->last_modified, NULL);
		memory->file_size = memory->file_modified_ns = 0;
	}
}

/* A source that fails is one alert of its own. */
static bool
tell_source(struct intake *intake, enum source_state was)
{
	const struct source_memory *memory = &intake->source->memory;
	bool failed = is_failure(memory->state);
	struct transition transition;
	bool kept;

	if (failed == is_failure(was))
		return true;
	transition = (struct transition){
		.alert = mem_printf("source:%s", memory->name),
		.title = mem_printf("Source %s", memory->name),
		.was = failed ? ALERT_OK : ALERT_FAILED,
		.state = failed ? ALERT_FAILED : ALERT_OK,
		.why = failed ? WHY_FAILED : WHY_RESOLVED,
		.at = memory->asked_at,
		.unit = mem_text(""),
		.rule = mem_text(""),
		.reason = failed
		    ? mem_printf("%s: %s", source_state_name(memory->state),
			  memory->reason != NULL ? memory->reason : "no reason")
		    : mem_text("it answers again"),
	};
	kept = store_add_transition(
	    intake->engine->store, &transition, &intake->err);
	transition_release(&transition);
	return kept;
}

static bool
take_all(struct intake *intake)
{
	enum source_state was = intake->source->memory.state;

	for (size_t i = 0; i < intake->fetched->take_count; i++)
		if (!take_one(intake, &intake->fetched->takes[i]))
			return false;
	conclude(intake);
	renew_memory(intake);
	if (intake->engine->dry)
		return true;
	return tell_source(intake, was) &&
	    store_save_source(intake->engine->store, &intake->source->memory,
		&intake->err);
}

/* One transaction a source. Where the disk fails, the model goes on with what
 * came, and the engine says that it is not kept. */
void
intake_fetched(void *context, const struct fetched *fetched)
{
	struct engine *engine = context;
	struct intake intake = { .engine = engine,
		.source = engine_find_source(engine, fetched->source),
		.fetched = fetched,
		.met = map_new() };
	bool kept;

	kept = engine->dry || store_begin(engine->store, &intake.err);
	kept = take_all(&intake) && kept;
	kept =
	    kept && (engine->dry || store_commit(engine->store, &intake.err));
	if (!kept) {
		store_rollback(engine->store);
		engine_note_trouble(engine, intake.err.text);
	}
	engine->changed = true;
	mem_free(intake.why);
	map_free(intake.met);
}
