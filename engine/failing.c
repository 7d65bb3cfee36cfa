/* SPDX-License-Identifier: MIT */
#include "alert/alert.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/hushing.h"
#include "engine/intake.h"
#include "engine/parts.h"
#include "engine/source_alert.h"
#include "model/transition.h"
#include "store/store.h"

static struct transition
transition_of(const struct alert *alert, int64_t at)
{
	bool failed = alert->state == ALERT_FAILED;

	return (struct transition){
		.alert = mem_text(alert->name),
		.title = mem_text(alert->title),
		.was = failed ? ALERT_OK : ALERT_FAILED,
		.state = alert->state,
		.why = failed ? WHY_FAILED : WHY_RESOLVED,
		.at = at,
		.unit = mem_text(""),
		.rule = mem_text(""),
		.reason = mem_text(alert->reason),
	};
}

/* A source that fails is one alert of its own. It is told from what the store
 * has: another process may have found the same. */
bool
failing_tell(struct engine *engine, struct source *source, struct err *err)
{
	const struct source_memory *memory = &source->memory;
	struct source_memory before;
	struct transition transition;
	bool failed = memory->state != SOURCE_OK, had_failed, kept;

	if (!store_source(engine->store, memory->name, &before, err))
		return false;
	had_failed = before.name != NULL && before.state != SOURCE_OK;
	source_memory_release(&before);
	if (failed == had_failed)
		return true;
	transition =
	    transition_of(source_alert(source, memory), memory->asked_at);
	kept = hushing_source_changed(engine, source, &transition, err);
	transition_release(&transition);
	return kept;
}
