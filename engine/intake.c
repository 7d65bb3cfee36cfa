/* SPDX-License-Identifier: MIT */
#include "engine/intake.h"

#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/map.h"
#include "base/mem.h"
#include "engine/order.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"
#include "model/definition.h"
#include "model/model.h"
#include "store/store.h"

struct intake {
	struct engine *engine;
	struct source *source;
	const struct fetched *fetched;
	struct map *met;    /* signals that gave a figure or an event */
	int64_t *known_at;  /* of takes that an older definition took too */
	size_t taken;	    /* of all documents */
	size_t implausible;
	char *why;	    /* the first implausible figure's sentence */
	bool keeping;	    /* a transaction is open; nothing has failed */
	struct err err;
};

/* The disk fails: nothing of this document is kept, the model goes on. */
static void
settle(struct intake *intake, bool kept)
{
	if (kept)
		return;
	store_rollback(intake->engine->store);
	intake->engine->alerts_stale = true;
	engine_note_trouble(intake->engine, intake->err.text);
	intake->keeping = false;
}

/* What an older definition took of the same period, and was the same, has been
 * known since then, although it is taken anew. */
static void
remember_known(struct intake *intake, const struct signal *signal)
{
	const struct fetched *fetched = intake->fetched;

	if (intake->known_at == NULL)
		intake->known_at = mem_new_array(
		    fetched->take_count, sizeof(*intake->known_at));
	for (size_t i = 0; i < fetched->take_count; i++) {
		const struct take *take = &fetched->takes[i];
		const struct vintage *vintage = &take->vintage, *then;
		const struct series *series;
		const struct figure *figure;

		if (take->is_event ||
		    strcmp(take->signal, signal->definition->name) != 0 ||
		    vintage->known_at != fetched->retrieved_at)
			continue; /* its publisher said since when */
		series = signal_series(
		    signal, &take->labels, basis_voice(vintage->basis));
		figure = series != NULL ? series_find(series, take->period)
					: NULL;
		then = figure != NULL
		    ? figure_at(figure, fetched->retrieved_at)
		    : NULL;
		if (then != NULL &&
		    amount_equal(then->amount, vintage->amount))
			intake->known_at[i] = then->known_at;
	}
}

/* Figures of an older definition give way once, to the first new one. */
static void
meet_signal(struct intake *intake, struct signal *signal)
{
	struct engine *engine = intake->engine;

	if (map_find(intake->met, signal->definition->name) != NULL)
		return;
	map_put(intake->met, signal->definition->name, signal);
	if (!store_is_stale(engine->store, signal))
		return;
	remember_known(intake, signal);
	model_clear(engine->model, signal);
	if (intake->keeping)
		settle(intake,
		    store_supersede(engine->store, signal, &intake->err));
}

static void
take_event(struct intake *intake, struct signal *signal,
    const struct event *event)
{
	struct engine *engine = intake->engine;
	enum added added;

	meet_signal(intake, signal);
	added = model_add_event(engine->model, signal, event);
	if (intake->keeping &&
	    (added != ADDED_NOTHING || intake->source->owes))
		settle(intake,
		    store_add_event(
			engine->store, signal, event, &intake->err));
}

static void
take_figure(struct intake *intake, struct signal *signal,
    const struct take *take)
{
	struct engine *engine = intake->engine;
	struct vintage vintage = take->vintage; /* its texts are the take's */
	enum basis voice = basis_voice(vintage.basis);
	enum added added;
	int64_t known_at;

	meet_signal(intake, signal);
	known_at = intake->known_at != NULL
	    ? intake->known_at[take - intake->fetched->takes]
	    : 0;
	if (known_at != 0)
		vintage.known_at = known_at;
	added = model_add(
	    engine->model, signal, &take->labels, take->period, &vintage);
	if (!intake->keeping)
		return;
	/* What could not be kept last time is new to the store alone; it adds
	 * nothing of what it has. */
	if (added != ADDED_NOTHING || intake->source->owes)
		settle(intake,
		    store_add(engine->store, signal, &take->labels, voice,
			&take->period, &vintage, &intake->err));
	else
		settle(intake,
		    store_seen(engine->store, signal, &take->labels, voice,
			&take->period, intake->fetched->retrieved_at,
			&intake->err));
}

/* Takes WHY. */
static void
set_aside(struct intake *intake, const struct signal *signal,
    const struct take *take, char *why)
{
	if (intake->keeping)
		settle(intake,
		    store_set_aside(intake->engine->store, signal,
			&take->labels, &take->period, &take->vintage, why,
			&intake->err));
	if (intake->implausible++ > 0) {
		mem_free(why);
		return;
	}
	mem_free(intake->why);
	intake->why = why;
}

/* Of a signal that is read as before a kept body tells nothing new. */
static bool
is_known(const struct intake *intake, const struct signal *signal)
{
	return intake->fetched->again &&
	    !store_is_stale(intake->engine->store, signal) &&
	    (signal->series_count > 0 || signal->event_count > 0) &&
	    map_find(intake->met, signal->definition->name) == NULL;
}

static char *
why_not(const struct intake *intake, const struct take *take)
{
	const struct engine *engine = intake->engine;
	const struct signal *signal = model_find(engine->model, take->signal);

	return plausible_why_not(engine->model, take,
	    store_is_stale(engine->store, signal) &&
		map_find(intake->met, take->signal) == NULL);
}

/* The next one says otherwise in the same breath, and is taken. */
static bool
gives_way(const struct intake *intake, const struct take *const *ordered,
    size_t count, size_t i)
{
	char *why;

	if (!order_is_said_again(ordered, count, i))
		return false;
	why = why_not(intake, ordered[i + 1]);
	mem_free(why);
	return why == NULL;
}

static void
take_one(struct intake *intake, const struct take *take)
{
	struct signal *signal =
	    model_find(intake->engine->model, take->signal);
	char *why;

	if (take->is_event) {
		if (!is_known(intake, signal))
			take_event(intake, signal, &take->event);
		return;
	}
	why = why_not(intake, take);
	if (why != NULL)
		set_aside(intake, signal, take, why);
	else if (!is_known(intake, signal))
		take_figure(intake, signal, take);
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
	set_text(&memory->reason,
	    memory->state != SOURCE_OK ? fetched->reason : NULL);
	if (intake->implausible == 0 || memory->state >= SOURCE_IMPLAUSIBLE)
		return;
	memory->state = SOURCE_IMPLAUSIBLE;
	mem_free(memory->reason);
	memory->reason = intake->implausible == 1
	    ? mem_text(intake->why)
	    : mem_printf("%s (and %zu more)", intake->why,
		  intake->implausible - 1);
}

/* Validators are kept only of a document that was read without complaint: the
 * next fetch of any other must bring it again, and say again what is wrong. */
static void
renew_memory(struct intake *intake)
{
	struct source *source = intake->source;
	struct source_memory *memory = &source->memory;
	const struct fetched *fetched = intake->fetched;
	int64_t now = clock_now(), pause_s;

	/* What is remembered, pauses included, is of this question. */
	set_text(&memory->key, source->key);
	set_text(&memory->definition, source->definition);
	if (fetched->again) {
		if (memory->state != SOURCE_OK)
			memory_drop_validators(memory);
		return;
	}
	memory->asked_at = now;
	if (fetched->state == SOURCE_UNREACHABLE) {
		schedule_failed(source, now, fetched->retry_after_s);
		return;
	}
	pause_s = schedule_asked_for(source, fetched->retry_after_s);
	memory->failures = 0;
	memory->not_before = pause_s > 0 ? now + pause_s : 0;
	memory->retrieved_at = fetched->retrieved_at;
	if (fetched->unchanged)
		return;
	memory_drop_validators(memory);
	if (memory->state != SOURCE_OK)
		return;
	set_text(&memory->etag, fetched->etag);
	set_text(&memory->last_modified, fetched->last_modified);
	memory->file_size = fetched->file_size;
	memory->file_modified_ns = fetched->file_modified_ns;
}

/* All but the takes: what the last document says of its source. */
static bool
keep_source(struct intake *intake)
{
	return failing_tell(intake->engine, intake->source, &intake->err) &&
	    bodies_keep(intake->engine, intake->source, intake->fetched,
		&intake->err) &&
	    store_save_source(intake->engine->store, &intake->source->memory,
		&intake->err);
}

/* The next fetch brings again what is not kept: nothing may hide it. */
static void
note_debts(const struct intake *intake)
{
	struct source *source = intake->source;

	source->unkept = !intake->keeping;
	if (!intake->keeping && intake->taken > 0)
		source->owes = true;
	else if (intake->keeping && intake->taken > 0)
		source->owes = false;
	if (source->owes) {
		source->unkept = true;
		memory_drop_validators(&source->memory);
	}
}

struct intake *
intake_open(struct engine *engine, struct source *source)
{
	struct intake *intake = mem_new(sizeof(*intake));

	intake->engine = engine;
	intake->source = source;
	intake->met = map_new();
	if (!engine->dry) {
		intake->keeping = store_begin(engine->store, &intake->err);
		settle(intake, intake->keeping);
	}
	return intake;
}

void
intake_earlier(void *context, const struct fetched *fetched)
{
	struct intake *intake = context;
	const struct model *model = intake->engine->model;
	size_t count = fetched->take_count;
	const struct take **ordered = order_takes(fetched->takes, &count);

	intake->fetched = fetched;
	intake->implausible = 0;
	for (size_t i = 0; i < count; i++)
		if (model_find(model, ordered[i]->signal) != NULL &&
		    !gives_way(intake, ordered, count, i))
			take_one(intake, ordered[i]);
	intake->taken += fetched->take_count;
	mem_free(ordered);
	mem_free(intake->known_at);
	intake->known_at = NULL;
}

void
intake_last(void *context, const struct fetched *fetched)
{
	struct intake *intake = context;

	intake_earlier(intake, fetched);
	conclude(intake);
	renew_memory(intake);
	if (intake->keeping)
		settle(intake, keep_source(intake));
}

void
intake_close(struct intake *intake)
{
	struct engine *engine = intake->engine;

	if (intake->keeping)
		settle(intake, store_commit(engine->store, &intake->err));
	if (!engine->dry)
		note_debts(intake);
	engine->changed = engine->fetched = true;
	mem_free(intake->why);
	map_free(intake->met);
	mem_free(intake);
}

void
intake_fetched(void *context, const struct fetched *fetched)
{
	struct engine *engine = context;
	struct intake *intake = intake_open(
	    engine, engine_find_source(engine, fetched->source));

	intake_last(intake, fetched);
	intake_close(intake);
}
