/* SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "base/mem.h"
#include "engine/intake.h"
#include "engine/parts.h"
#include "model/transition.h"
#include "store/store.h"

static struct transition
transition_of(const struct source_memory *memory)
{
	bool failed = memory->state != SOURCE_OK;

	return (struct transition){
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
}

/* A source that fails is one alert of its own. It is told from what the store
 * has: another process may have found the same. */
bool
failing_tell(struct engine *engine, const struct source_memory *memory,
    struct err *err)
{
	struct store *store = engine->store;
	struct source_memory before;
	struct transition transition;
	bool failed = memory->state != SOURCE_OK, had_failed, kept;

	if (!store_source(store, memory->name, &before, err))
		return false;
	had_failed = before.name != NULL && before.state != SOURCE_OK;
	source_memory_release(&before);
	if (failed == had_failed)
		return true;
	transition = transition_of(memory);
	kept = store_add_transition(store, &transition, err);
	transition_release(&transition);
	return kept;
}
