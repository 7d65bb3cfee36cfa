/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/alerts.h"
#include "base/err.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/hushing.h"
#include "engine/parts.h"
#include "fetch/fetcher.h"
#include "store/store.h"

/* Validators of another question, or of other readers, would hide figures. */
static void
drop_foreign_validators(struct engine *engine, struct source *source)
{
	struct source_memory *memory = &source->memory;
	bool same = memory->key != NULL && !strcmp(memory->key, source->key);

	source->readers_changed = memory->definition != NULL &&
	    strcmp(memory->definition, source->definition) != 0;
	if (same && memory->definition != NULL && !source->readers_changed)
		return;
	if (same && source->readers_changed &&
	    bodies_has_last(engine, source))
		return; /* it is picked from again */
	memory_drop_validators(memory);
	memory->asked_at = memory->not_before = 0;
}

void
memory_drop_validators(struct source_memory *memory)
{
	mem_free(memory->etag);
	mem_free(memory->last_modified);
	memory->etag = memory->last_modified = NULL;
	memory->file_size = memory->file_modified_ns = 0;
}

bool
memory_load_source(
    struct engine *engine, struct source *source, struct err *err)
{
	struct source_memory memory;

	if (!store_source(
		engine->store, source->section->name, &memory, err))
		return false;
	if (memory.name == NULL)
		memory.name = mem_text(source->section->name);
	source_memory_release(&source->memory);
	source->memory = memory;
	drop_foreign_validators(engine, source);
	if (source->owes)
		memory_drop_validators(&source->memory);
	return true;
}

bool
memory_load_alerts(struct engine *engine, struct err *err)
{
	alerts_forget(engine->alerts);
	for (size_t i = 0; i < alerts_count(engine->alerts); i++) {
		struct alert_memory memory = { 0 };
		bool known = false;

		if (!store_alert(engine->store,
			alerts_at(engine->alerts, i)->name, &memory, &known,
			err))
			return false;
		if (known)
			alerts_remember(engine->alerts, &memory);
		alert_memory_release(&memory);
	}
	if (!hushing_load(engine, err))
		return false;
	engine->alerts_stale = false;
	return true;
}

void
memory_catch_up(struct engine *engine)
{
	struct err err;

	if (engine->dry || !store_changed(engine->store))
		return;
	if (!store_load_news(engine->store, engine->model, &err))
		engine_note_trouble(engine, err.text);
	for (size_t i = 0; i < engine->source_count; i++) {
		struct source *source = &engine->sources[i];

		if (!fetcher_is_busy(engine->fetcher, source->section) &&
		    !memory_load_source(engine, source, &err))
			engine_note_trouble(engine, err.text);
	}
	engine->alerts_stale = engine->changed = true;
}
