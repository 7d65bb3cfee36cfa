/* SPDX-License-Identifier: MIT */
#include "alert/alerts.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/parts.h"
#include "model/eval.h"
#include "model/model.h"
#include "store/store.h"

/* What changed and what must last, in one transaction. */
static bool
keep(struct engine *engine, struct transition *transitions, size_t count,
    struct err *err)
{
	if (!store_begin(engine->store, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!store_add_transition(engine->store, &transitions[i], err))
			return false;
	for (size_t i = 0; i < alerts_count(engine->alerts); i++)
		if (!store_save_alert(engine->store,
			&alerts_at(engine->alerts, i)->memory, err))
			return false;
	return store_commit(engine->store, err);
}

void
evaluate_all(struct engine *engine, bool remember)
{
	struct transition *transitions = NULL;
	size_t count = 0;
	struct err err;

	eval_derived(engine->model);
	if (!remember || engine->dry) {
		alerts_evaluate(engine->alerts, model_now(engine->model), NULL,
		    &count);
		return;
	}
	alerts_evaluate(engine->alerts, model_now(engine->model), &transitions,
	    &count);
	if (!keep(engine, transitions, count, &err)) {
		store_rollback(engine->store);
		engine_note_trouble(engine, err.text);
	}
	for (size_t i = 0; i < count; i++)
		transition_release(&transitions[i]);
	mem_free(transitions);
	engine->stale_alerts = false;
}
