/* SPDX-License-Identifier: MIT */
#include "alert/alerts.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/hushing.h"
#include "engine/parts.h"
#include "model/eval.h"
#include "model/model.h"
#include "store/store.h"

struct changes {
	struct transition *items;
	size_t count;
};

static bool
keep_changes(
    struct engine *engine, const struct changes *changes, struct err *err)
{
	for (size_t i = 0; i < changes->count; i++)
		if (!store_add_transition(
			engine->store, &changes->items[i], err))
			return false;
	for (size_t i = 0; i < alerts_count(engine->alerts); i++) {
		const struct alert *alert = alerts_at(engine->alerts, i);

		if (alert->unsaved &&
		    !store_save_alert(engine->store, &alert->memory, err))
			return false;
	}
	return hushing_mark(engine, changes->items, changes->count, err) &&
	    store_note_judged(engine->store, err) &&
	    store_commit(engine->store, err);
}

/* What another process has kept since is what changes are told from; its
 * figures too, which are as judged from then on. */
static bool
catch_up(struct engine *engine, struct err *err)
{
	if (store_changed(engine->store)) {
		engine->alerts_stale = true;
		if (!store_load_news(engine->store, engine->model, err))
			return false;
		eval_derived(engine->model);
	}
	return !engine->alerts_stale || memory_load_alerts(engine, err);
}

/* Read, judge and write in one transaction: of two processes that find the same
 * change, the second finds it kept. */
static bool
evaluate_and_keep(struct engine *engine, bool is_run, struct err *err)
{
	struct changes changes = { NULL, 0 };
	bool kept;

	if (!catch_up(engine, err))
		return false;
	alerts_evaluate(engine->alerts, model_now(engine->model), is_run,
	    &changes.items, &changes.count);
	kept = hushing_tell(engine, &changes.items, &changes.count, err) &&
	    keep_changes(engine, &changes, err);
	for (size_t i = 0; i < changes.count; i++)
		transition_release(&changes.items[i]);
	mem_free(changes.items);
	return kept;
}

static void
show(struct engine *engine)
{
	alerts_evaluate(
	    engine->alerts, model_now(engine->model), false, NULL, NULL);
}

void
evaluate_all(struct engine *engine, enum evaluation evaluation)
{
	bool is_run = evaluation == EVALUATE_RUN;
	struct err err;

	engine->evaluated_at = clock_now();
	if (engine->dry) {
		past_evaluate(engine);
		return;
	}
	eval_derived(engine->model);
	if (evaluation == EVALUATE_TO_SHOW) {
		show(engine);
		return;
	}
	engine->alerts_unkept = true;
	if (!store_begin(engine->store, &err)) {
		show(engine);
		engine_note_trouble(engine, err.text);
		return;
	}
	if (evaluate_and_keep(engine, is_run, &err)) {
		engine->alerts_unkept = false;
		model_end_round(engine->model);
		return;
	}
	/* Nothing of it has been said: the next evaluation finds it again. */
	store_rollback(engine->store);
	engine->alerts_stale = true;
	engine_note_trouble(engine, err.text);
}
