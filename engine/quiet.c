/* SPDX-License-Identifier: MIT */
#include "engine/quiet.h"

#include <string.h>

#include "alert/alerts.h"
#include "alert/hush.h"
#include "alert/quiet.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "engine/engine.h"
#include "engine/hushing.h"
#include "engine/parts.h"
#include "model/quiet.h"
#include "store/quiet.h"
#include "store/store.h"

const struct hush *
engine_hush(const struct engine *engine)
{
	return engine->hush;
}

/* LOGNAME is POSIX's, USER what others set. */
static char *
author(void)
{
	const char *name = env_text("LOGNAME");

	if (name == NULL)
		name = env_text("USER");
	return foreign_clean(foreign_text(name != NULL ? name : "unknown"));
}

/* A word why, at least. */
static bool
reason_fits(const char *reason, struct err *err)
{
	if (reason[strspn(reason, " \t\r\n")] == '\0')
		return err_set(err, "a word why is needed");
	return strlen(reason) <= LIMIT_LABEL ||
	       err_set(err, "the reason has more than %zu bytes", LIMIT_LABEL);
}

static bool
may_write(const struct engine *engine, struct err *err)
{
	return !engine->dry ||
	       err_set(err, "as of another day nothing is written");
}

/* Ends the transaction that WRITTEN says was filled, and reads anew. */
static bool
finish(struct engine *engine, bool written, struct err *err)
{
	if (!written || !store_commit(engine->store, err)) {
		store_rollback(engine->store);
		return false;
	}
	engine->changed = true;
	return hushing_load(engine, err);
}

bool
engine_acknowledge(struct engine *engine, const char *name, const char *reason,
    bool sticky, struct err *err)
{
	const struct alert *alert = engine_alert_named(engine, name);
	struct acknowledgement made;
	bool kept;

	if (!may_write(engine, err))
		return false;
	if (alert == NULL)
		return err_set(err, "there is no alert '%s'", name);
	if (!alert_stands(alert))
		return err_set(err,
		    "'%s' is %s: there is nothing to "
		    "acknowledge",
		    name, alert_state_name(alert->state));
	if (!reason_fits(reason, err) || !store_begin(engine->store, err))
		return false;
	made = (struct acknowledgement){
		.alert = mem_text(name),
		.level = alert_firing_level(alert),
		.sticky = sticky,
		.at = clock_now(),
		.author = author(),
		.reason = foreign_clean(foreign_text(reason)),
	};
	kept = store_acknowledge(engine->store, &made, err);
	acknowledgement_release(&made);
	return finish(engine, kept, err);
}

bool
engine_unacknowledge(struct engine *engine, const char *name, struct err *err)
{
	if (!may_write(engine, err))
		return false;
	if (engine_alert_named(engine, name) == NULL)
		return err_set(err, "there is no alert '%s'", name);
	if (hush_acknowledged(engine->hush, name) == NULL)
		return err_set(err, "'%s' is not acknowledged", name);
	return store_begin(engine->store, err) &&
	       finish(
		   engine, store_unacknowledge(engine->store, name, err), err);
}

static bool
has_scope(const struct silence *silence, struct err *err)
{
	return silence->alert != NULL || silence->signal != NULL ||
	       silence->panel != NULL || silence->labels.count > 0 ||
	       err_set(err,
		   "a silence of everything is not made: name an alert, "
		   "a signal, a panel or a label");
}

static void
clean(char **text)
{
	char *old = *text;

	if (old == NULL)
		return;
	*text = foreign_clean(foreign_text(old));
	mem_free(old);
}

bool
engine_silence(struct engine *engine, struct silence *silence, struct err *err)
{
	if (!may_write(engine, err) || !has_scope(silence, err) ||
	    !reason_fits(silence->reason, err))
		return false;
	if (hush_silence_count(engine->hush) >= LIMIT_SILENCES)
		return err_set(
		    err, "there are %d silences already", LIMIT_SILENCES);
	silence->at = clock_now();
	silence->author = author();
	clean(&silence->reason);
	return store_begin(engine->store, err) &&
	       finish(
		   engine, store_add_silence(engine->store, silence, err), err);
}

bool
engine_unsilence(struct engine *engine, int64_t id, struct err *err)
{
	bool found = false;

	for (size_t i = 0; i < hush_silence_count(engine->hush); i++)
		found = found || hush_silence_at(engine->hush, i)->id == id;
	if (!found)
		return err_set(err, "there is no silence %lld", (long long)id);
	return may_write(engine, err) && store_begin(engine->store, err) &&
	       finish(engine,
		   store_end_silence(engine->store, id, clock_now(), err), err);
}
