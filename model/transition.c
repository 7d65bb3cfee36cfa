/* SPDX-License-Identifier: MIT */
#include "model/transition.h"

#include <stddef.h>

#include "base/mem.h"

static const struct {
	const char *name, *word;
} states[ALERT_STATE_COUNT] = {
	[ALERT_OK] = { "ok", "ok" },
	[ALERT_PENDING] = { "pending", "pending" },
	[ALERT_WARN] = { "warn", "warn" },
	[ALERT_CRIT] = { "crit", "crit" },
	[ALERT_RECOVERING] = { "recovering", "recovering" },
	[ALERT_NO_DATA] = { "no data", "no_data" },
	[ALERT_FAILED] = { "failed", "failed" },
};

static const char *const whys[ALERT_WHY_COUNT] = {
	[WHY_BASELINE] = "baseline",
	[WHY_NEW] = "new",
	[WHY_WORSE] = "worse",
	[WHY_BETTER] = "better",
	[WHY_RESOLVED] = "resolved",
	[WHY_NO_DATA] = "no data",
	[WHY_FAILED] = "failed",
	[WHY_LATE] = "late",
	[WHY_ON_TIME] = "on time",
	[WHY_HAS_DATA] = "has data",
	[WHY_RESTATED] = "restated",
	[WHY_REMINDER] = "reminder",
	[WHY_SILENCE_ENDED] = "silence ended",
	[WHY_MUTE_ENDED] = "mute ended",
	[WHY_ACKNOWLEDGEMENT_ENDED] = "acknowledgement ended",
};

static const char *const quiets[QUIET_COUNT] = {
	[QUIET_NOT] = "",
	[QUIET_ACKNOWLEDGED] = "acknowledged",
	[QUIET_SILENCED] = "silenced",
	[QUIET_MUTED] = "muted",
};

const char *
alert_state_name(enum alert_state state)
{
	return states[state].name;
}

const char *
alert_state_word(enum alert_state state)
{
	return states[state].word;
}

const char *
alert_why_name(enum alert_why why)
{
	return whys[why];
}

const char *
quiet_name(enum quiet quiet)
{
	return quiets[quiet];
}

void
transition_copy(struct transition *to, const struct transition *from)
{
	*to = (struct transition){
		.alert = mem_text(from->alert),
		.title = mem_text(from->title),
		.was = from->was,
		.state = from->state,
		.was_late = from->was_late,
		.late = from->late,
		.why = from->why,
		.at = from->at,
		.has_value = from->has_value,
		.value = from->value,
		.unit = mem_text(from->unit),
		.has_period = from->has_period,
		.period = from->period,
		.rule = mem_text(from->rule),
		.reason = mem_text(from->reason),
		.told = from->told,
		.id = from->id,
	};
	grounds_copy(&to->grounds, &from->grounds);
}

void
transition_release(struct transition *transition)
{
	mem_free(transition->alert);
	mem_free(transition->title);
	mem_free(transition->unit);
	mem_free(transition->rule);
	mem_free(transition->reason);
	grounds_release(&transition->grounds);
	*transition = (struct transition){ .alert = NULL };
}

void
alert_memory_release(struct alert_memory *memory)
{
	mem_free(memory->name);
	mem_free(memory->subject);
	*memory = (struct alert_memory){ .name = NULL };
}
