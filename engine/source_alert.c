/* SPDX-License-Identifier: MIT */
#include "engine/source_alert.h"

#include <assert.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/parts.h"
#include "engine/quiet.h"

static char *
reason_of(const struct source_memory *memory)
{
	return memory->state == SOURCE_OK
	    ? mem_text("it answers again")
	    : mem_printf("%s: %s", source_state_name(memory->state),
		  memory->reason != NULL ? memory->reason : "no reason");
}

struct source_alert {
	struct alert alert;
	char *name, *title;
};

/* It has no conditions and no panel: what silences a signal or a panel does not
 * fit it, and what the top says of mute times and reminders does. */
const struct alert *
source_alert(struct source *source, const struct source_memory *memory)
{
	struct source_alert *made = source->as_alert;

	if (made == NULL) {
		made = source->as_alert = mem_new(sizeof(*made));
		made->name =
		    mem_printf("%s%s", SOURCE_ALERT, source->section->name);
		made->title = mem_printf("Source %s", source->section->name);
	}
	mem_free(made->alert.reason);
	made->alert = (struct alert){
		.name = made->name,
		.title = made->title,
		.state = memory->state == SOURCE_OK ? ALERT_OK : ALERT_FAILED,
		.since = memory->asked_at,
		.reason = reason_of(memory),
	};
	made->alert.level = made->alert.state;
	return &made->alert;
}

void
source_alert_free(struct source_alert *made)
{
	if (made == NULL)
		return;
	mem_free(made->name);
	mem_free(made->title);
	mem_free(made->alert.reason);
	mem_free(made);
}

const struct alert *
engine_source_alert(const struct engine *engine, size_t i)
{
	assert(i < engine->source_count);
	return source_alert(&engine->sources[i], engine_source(engine, i));
}

const struct alert *
engine_alert_named(const struct engine *engine, const char *name)
{
	if (strncmp(name, SOURCE_ALERT, strlen(SOURCE_ALERT)) != 0)
		return alerts_find(engine_alerts(engine), name);
	for (size_t i = 0; i < engine->source_count; i++)
		if (!strcmp(engine->sources[i].section->name,
			name + strlen(SOURCE_ALERT)))
			return engine_source_alert(engine, i);
	return NULL;
}
