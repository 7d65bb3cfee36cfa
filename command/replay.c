/* SPDX-License-Identifier: MIT */
#include "command/replay.h"

#include <sysexits.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "command/command.h"
#include "command/open.h"
#include "command/replaying.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/replay.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/model.h"

struct other { /* another watchlist's rules over the same history */
	struct watchlist *watchlist;
	struct model *model;
	struct replay *replay;
};

static char *
date_text(int64_t day)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	date_format(&text, day);
	return buf_take(&text);
}

/* From when to when, or why not. */
static int
read_days(const struct invocation *invocation, int64_t *first, int64_t *last)
{
	int64_t today = date_day_of(clock_now());
	char *shown;

	*first = invocation->from;
	*last = invocation->to != NO_DATE ? invocation->to : today;
	if (invocation->as_of != ALWAYS)
		return say_failure(EX_USAGE,
		    "'replay' sees each day as it was known then: it has no "
		    "'--as-of', --to DATE ends it");
	if (*first == NO_DATE)
		return say_failure(
		    EX_USAGE, "'replay' needs --from DATE, where to begin");
	if (*first <= *last && *last <= today)
		return EX_OK;
	shown = date_text(*first > today ? *first : *last);
	if (*first > today || *last > today)
		(void)say_failure(EX_USAGE, "--%s %s has not come yet",
		    *first > today ? "from" : "to", shown);
	else
		(void)say_failure(
		    EX_USAGE, "--to %s is before --from", shown);
	mem_free(shown);
	return EX_USAGE;
}

/* Whether each operand is an alert of one of the watchlists. */
static int
check_names(const struct invocation *invocation,
    const struct watchlist *watchlist, const struct watchlist *other)
{
	size_t count = watchlist->counts[SECTION_ALERT];
	const char **names = mem_new_array(count, sizeof(*names));
	int status = EX_OK;

	for (size_t i = 0; i < count; i++)
		names[i] = watchlist->sections[SECTION_ALERT][i]->name;
	for (size_t i = 0; i < invocation->operand_count && status == EX_OK;
	    i++) {
		const char *name = invocation->operands[i];
		char *hint;

		if (watchlist_section(watchlist, SECTION_ALERT, name) !=
			NULL ||
		    (other != NULL &&
			watchlist_section(other, SECTION_ALERT, name) != NULL))
			continue;
		hint = near_hint(name, names, count);
		status = say_failure(
		    EX_USAGE, "unknown alert '%s'%s", name, hint);
		mem_free(hint);
	}
	mem_free(names);
	return status;
}

static void
copy_figures(struct model *model, struct signal *to, const struct signal *from)
{
	for (size_t i = 0; i < from->series_count; i++) {
		const struct series *series = from->series[i];

		for (size_t k = 0; k < series->count; k++) {
			const struct figure *figure = &series->figures[k];

			for (size_t v = 0; v < figure->vintage_count; v++)
				(void)model_add(model, to, &series->labels,
				    figure->period, &figure->vintages[v]);
		}
	}
	for (size_t i = 0; i < from->event_count; i++)
		(void)model_add_event(model, to, from->events[i]);
}

/* Whether what is known of FROM may stand for TO. */
static bool
is_same(const struct definition *to, const struct definition *from)
{
	return from->expr == NULL && from->events == to->events &&
	    unit_equal(&from->unit, &to->unit);
}

/* The signals that are read from a source have the history of those of the same
 * name here; what is derived is derived by the other's formulas. */
static void
copy_history(struct model *to, const struct model *from, const char *file)
{
	for (size_t i = 0; i < model_count(to); i++) {
		struct signal *signal = model_signal(to, i);
		const struct signal *same =
		    model_find(from, signal->definition->name);

		if (signal->definition->expr != NULL ||
		    signal->definition->not_disclosed)
			continue;
		if (same != NULL &&
		    is_same(signal->definition, same->definition))
			copy_figures(to, signal, same);
		else
			(void)say_failure(0,
			    "%s: '%s' has no history here%s", file,
			    signal->definition->name,
			    same == NULL ? ""
					 : ": it is something else there");
	}
}

static void
open_other(struct other *other, const struct model *model, const char *file)
{
	size_t count;
	struct definition **definitions =
	    watchlist_take_definitions(other->watchlist, &count);

	other->model = model_new();
	for (size_t i = 0; i < count; i++)
		(void)model_define(other->model, definitions[i]);
	mem_free(definitions);
	copy_history(other->model, model, file);
	other->replay = replay_new(other->watchlist, other->model);
}

static void
release_other(struct other *other)
{
	replay_free(other->replay);
	model_free(other->model);
	watchlist_free(other->watchlist);
}

static void
walk(struct replaying *replaying, const struct invocation *invocation,
    struct engine *engine, struct other *other, int64_t last)
{
	struct replay *replay = engine_replay(engine);

	if (other->watchlist != NULL)
		open_other(other, engine_model(engine), replaying->other);
	history_record(&replaying->here, replay, invocation->from, last,
	    invocation->operands, invocation->operand_count);
	if (other->watchlist == NULL)
		return;
	history_record(&replaying->there, other->replay, invocation->from,
	    last, invocation->operands, invocation->operand_count);
	replaying->divergences = history_compare(&replaying->here,
	    &replaying->there, &replaying->divergence_count);
}

static int
answer(const struct invocation *invocation, struct engine *engine,
    struct other *other, int64_t last)
{
	struct replaying replaying = {
		.name = section_text(engine_watchlist(engine)->top, "name"),
		.other = invocation->with,
	};
	int status;

	buf_init(&replaying.out, LIMIT_OUTPUT);
	engine_run(engine);
	walk(&replaying, invocation, engine, other, last);
	if (invocation->format == FORMAT_JSON)
		replay_json(&replaying);
	else
		replay_text(&replaying);
	status = print_answer(&replaying.out, invocation->format) ? EX_OK
								   : EX_IOERR;
	history_release(&replaying.here);
	history_release(&replaying.there);
	mem_free(replaying.divergences);
	buf_release(&replaying.out);
	return status;
}

/* The engine is opened as of the eve: nothing is written, and its alerts are
 * then where the walk begins. */
static int
run(const struct invocation *invocation)
{
	struct invocation eve = *invocation;
	struct other other = { .watchlist = NULL };
	struct engine *engine = NULL;
	int64_t first, last;
	int status = read_days(invocation, &first, &last);

	if (status != EX_OK)
		return status;
	if (invocation->with != NULL) {
		eve.watchlist = invocation->with;
		other.watchlist = open_watchlist(&eve);
		if (other.watchlist == NULL)
			return EX_DATAERR;
		eve.watchlist = invocation->watchlist;
	}
	eve.as_of = first * DAY_S - 1;
	engine = open_engine(&eve, &status);
	if (engine != NULL)
		status = check_names(
		    invocation, engine_watchlist(engine), other.watchlist);
	if (engine != NULL && status == EX_OK)
		status = answer(invocation, engine, &other, last);
	release_other(&other);
	engine_free(engine);
	return status;
}

const struct command command_replay = {
	.name = "replay",
	.operands = "[ALERT...]",
	.help = "Print when alerts would have fired, day by day",
	.most = -1,
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.run = run,
};
