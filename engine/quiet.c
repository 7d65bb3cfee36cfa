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
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/parts.h"
#include "model/model.h"
#include "model/quiet.h"
#include "store/quiet.h"
#include "store/store.h"

const struct hush *
engine_hush(const struct engine *engine)
{
	return engine->hush;
}

bool
quiet_load(struct engine *engine, struct err *err)
{
	struct quiets quiets;

	if (!store_quiets(engine->store, &quiets, err)) {
		quiets_release(&quiets);
		return false;
	}
	hush_take(engine->hush, &quiets);
	return true;
}

struct round { /* one evaluation's */
	struct engine *engine;
	struct transition **transitions;
	size_t *count;
	int64_t now;
	bool written;
};

static void
add(const struct round *round, struct transition transition)
{
	*round->transitions = mem_room(
	    *round->transitions, *round->count, sizeof(**round->transitions));
	(*round->transitions)[(*round->count)++] = transition;
}

/* What nothing is known of was told when it came to be as it is. */
static struct telling
telling_of(const struct hush *hush, const struct alert *alert)
{
	const struct telling *known = hush_telling(hush, alert->name);

	if (known != NULL)
		return *known;
	if (alert->changed)
		return (struct telling){ .alert = (char *)alert->name,
			.state = ALERT_OK };
	return (struct telling){ .alert = (char *)alert->name,
		.told_at = alert->since,
		.state = alert->state,
		.late = alert->late };
}

static bool
is_same(const struct telling *a, const struct telling *b)
{
	return a->quiet == b->quiet && a->told_at == b->told_at &&
	       a->state == b->state && a->late == b->late;
}

/* Who acknowledged or silenced it has seen what was found before and not told
 * yet: it never will be, unless that is taken back. A mute time is no such
 * word. */
static bool
hush_older(const struct round *round, struct telling *telling, enum quiet was,
    struct err *err)
{
	size_t hushed = 0;

	if (telling->quiet == was || telling->quiet == QUIET_NOT ||
	    telling->quiet == QUIET_MUTED)
		return true;
	if (!store_hush(round->engine->store, telling->alert, telling->quiet,
		&hushed, err))
		return false;
	if (hushed > 0) {
		telling->told_at = 0;
		telling->state = ALERT_OK;
		telling->late = false;
	}
	return true;
}

static bool
drop_acknowledgement(
    struct round *round, const struct alert *alert, struct err *err)
{
	const struct acknowledgement *made =
	    hush_acknowledged(round->engine->hush, alert->name);

	if (made == NULL || acknowledgement_holds(made, alert))
		return true;
	round->written = true;
	return store_unacknowledge(round->engine->store, alert->name, err);
}

static bool
tell_alert(struct round *round, const struct alert *alert, struct err *err)
{
	const struct hush *hush = round->engine->hush;
	const struct telling before = telling_of(hush, alert);
	struct telling telling = before;
	enum alert_why why =
	    telling_step(&telling, alert, hush_quiet(hush, alert, round->now),
		hush_remind_s(alert), round->now);

	if (!drop_acknowledgement(round, alert, err) ||
	    !hush_older(round, &telling, before.quiet, err))
		return false;
	if (why != WHY_BASELINE)
		add(round, telling_transition(alert, &before, why, round->now));
	if (is_same(&telling, &before) &&
	    hush_telling(hush, alert->name) != NULL)
		return true;
	round->written = true;
	return store_save_telling(round->engine->store, &telling, err);
}

/* A notice of each silence that ran out, once: it is ended with it. */
static bool
end_silences(struct round *round, struct err *err)
{
	const struct hush *hush = round->engine->hush;

	for (size_t i = 0; i < hush_silence_count(hush); i++) {
		const struct silence *silence = hush_silence_at(hush, i);

		if (silence->until > round->now)
			continue;
		round->written = true;
		if (!store_end_silence(
			round->engine->store, silence->id, round->now, err))
			return false;
		add(round, silence_transition(silence, round->now));
	}
	return true;
}

bool
quiet_tell(struct engine *engine, struct transition **transitions,
    size_t *count, struct err *err)
{
	struct round round = { engine, transitions, count,
		model_now(engine->model), false };

	if (!end_silences(&round, err))
		return false;
	for (size_t i = 0; i < alerts_count(engine->alerts); i++)
		if (!tell_alert(&round, alerts_at(engine->alerts, i), err))
			return false;
	return !round.written || quiet_load(engine, err);
}

bool
quiet_hush(struct engine *engine, const struct transition *transitions,
    size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct alert *alert =
		    alerts_find(engine->alerts, transitions[i].alert);
		enum quiet quiet = alert != NULL
				       ? hush_quiet(engine->hush, alert,
					     model_now(engine->model))
				       : QUIET_NOT;

		if (quiet != QUIET_NOT && !store_hush_one(engine->store,
					      transitions[i].id, quiet, err))
			return false;
	}
	return true;
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
	return quiet_load(engine, err);
}

bool
engine_acknowledge(struct engine *engine, const char *name, const char *reason,
    bool sticky, struct err *err)
{
	const struct alert *alert = alerts_find(engine_alerts(engine), name);
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
	if (alerts_find(engine_alerts(engine), name) == NULL)
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
