/* SPDX-License-Identifier: MIT */
#include "engine/hushing.h"

#include <stddef.h>

#include "alert/alerts.h"
#include "alert/hush.h"
#include "alert/quiet.h"
#include "base/err.h"
#include "base/mem.h"
#include "engine/engine.h"
#include "engine/parts.h"
#include "engine/quiet.h"
#include "engine/source_alert.h"
#include "model/model.h"
#include "model/quiet.h"
#include "store/quiet.h"
#include "store/store.h"

bool
hushing_load(struct engine *engine, struct err *err)
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
		hush_remind_s(hush, alert), round->now);

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

/* Of one that has always answered there is nothing to keep. */
static bool
tell_source(struct round *round, const struct alert *alert, struct err *err)
{
	return (alert->state == ALERT_OK &&
		   hush_telling(round->engine->hush, alert->name) == NULL) ||
	    tell_alert(round, alert, err);
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
hushing_tell(struct engine *engine, struct transition **transitions,
    size_t *count, struct err *err)
{
	struct round round = { engine, transitions, count,
		model_now(engine->model), false };

	if (!end_silences(&round, err))
		return false;
	for (size_t i = 0; i < alerts_count(engine->alerts); i++)
		if (!tell_alert(&round, alerts_at(engine->alerts, i), err))
			return false;
	for (size_t i = 0; i < engine->source_count; i++)
		if (!tell_source(&round, engine_source_alert(engine, i), err))
			return false;
	return !round.written || hushing_load(engine, err);
}

bool
hushing_mark(struct engine *engine, const struct transition *transitions,
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

/* What is quiet may be of another process. What was found before is looked at
 * first: it does not know of this change. */
bool
hushing_source_changed(struct engine *engine, struct source *source,
    struct transition *transition, struct err *err)
{
	struct round round = { engine, NULL, NULL, model_now(engine->model),
		false };
	struct alert alert = *source_alert(source, &source->memory);
	enum quiet quiet;

	if (!hushing_load(engine, err))
		return false;
	alert.changed = true;
	quiet = hush_quiet(engine->hush, &alert, round.now);
	return tell_alert(&round, &alert, err) &&
	    store_add_transition(engine->store, transition, err) &&
	    (quiet == QUIET_NOT ||
		store_hush_one(engine->store, transition->id, quiet, err)) &&
	    hushing_load(engine, err);
}
