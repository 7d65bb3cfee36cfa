/* SPDX-License-Identifier: MIT */
/* The bundled history, lived day by day: a model that is told only what became
 * known on each day, and alerts evaluated at its end, say what a replay
 * of the whole says of that day, and so does what is judged afresh as of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/replay.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/model.h"
#include "tests/tap.h"
#include "tui/tui.h"

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings, &alert_settings, &tui_settings };

static const char first_day[] = "2024-01-01", last_day[] = "2026-11-22";

static int64_t
end_of(const char *date)
{
	int64_t days = 0;

	(void)date_parse(&days, date);
	return (days + 1) * DAY_S - 1;
}

static struct engine *
open_engine(void)
{
	struct engine_options options = {
		.watchlist_file =
		    test_source("watchlists/alibaba-cloud.yaml"),
		.state_directory = test_directory(),
		.as_of = ALWAYS,
		.tables = tables,
		.table_count = ARRAY_LEN(tables),
	};
	struct complaints complaints = { 0 };
	enum engine_failure failure;
	struct err err = { .text = "" };
	struct engine *engine =
	    engine_new(&options, &failure, &complaints, &err);

	if (engine == NULL) {
		printf("Bail out! %s\n", err.text);
		exit(1);
	}
	complaints_release(&complaints);
	engine_run(engine);
	return engine;
}

struct life { /* a model that is told each day's news */
	struct watchlist *watchlist;
	struct model *model;
	struct alerts *alerts;
	const struct model *all;
};

static void
begin_life(struct life *life, const struct model *all)
{
	struct complaints complaints = { 0 };
	struct definition **definitions;
	size_t count;

	life->all = all;
	life->watchlist =
	    watchlist_load(test_source("watchlists/alibaba-cloud.yaml"),
		tables, ARRAY_LEN(tables), &complaints);
	complaints_release(&complaints);
	definitions = watchlist_take_definitions(life->watchlist, &count);
	life->model = model_new();
	for (size_t i = 0; i < count; i++)
		(void)model_define(life->model, definitions[i]);
	mem_free(definitions);
	life->alerts = alerts_new(life->watchlist, life->model);
}

static void
end_life(struct life *life)
{
	alerts_free(life->alerts);
	model_free(life->model);
	watchlist_free(life->watchlist);
}

/* What became known after AFTER, until UNTIL. */
static void
tell_signal(struct life *life, size_t at, int64_t after, int64_t until)
{
	const struct signal *from = model_signal(life->all, at);
	struct signal *to = model_signal(life->model, at);

	for (size_t i = 0; i < from->series_count; i++)
		for (size_t k = 0; k < from->series[i]->count; k++) {
			const struct figure *figure =
			    &from->series[i]->figures[k];

			for (size_t v = 0; v < figure->vintage_count; v++)
				if (figure->vintages[v].known_at > after &&
				    figure->vintages[v].known_at <= until)
					(void)model_add(life->model, to,
					    &from->series[i]->labels,
					    figure->period,
					    &figure->vintages[v]);
		}
	for (size_t i = 0; i < from->event_count; i++)
		if (from->events[i]->known_at > after &&
		    from->events[i]->known_at <= until)
			(void)model_add_event(
			    life->model, to, from->events[i]);
}

static void
release(struct transition *transitions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		transition_release(&transitions[i]);
	mem_free(transitions);
}

static void
live_a_day(struct life *life, int64_t after, int64_t until)
{
	struct transition *transitions = NULL;
	size_t count = 0;

	clock_set(until);
	for (size_t i = 0; i < model_count(life->all); i++)
		if (model_signal(life->all, i)->definition->expr == NULL)
			tell_signal(life, i, after, until);
	eval_derived(life->model);
	alerts_evaluate(life->alerts, until, true, &transitions, &count);
	release(transitions, count);
}

/* All that is said of alerts, a line each. */
static char *
told(const struct alerts *alerts)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	for (size_t i = 0; i < alerts_count(alerts); i++) {
		const struct alert *alert = alerts_at(alerts, i);

		(void)buf_printf(&out, "%s %s %s%s since %lld ", alert->name,
		    alert_state_word(alert->state),
		    alert_state_word(alert->level),
		    alert->late ? " late" : "", (long long)alert->since);
		if (alert->has_value)
			(void)buf_printf(&out, "%.17g %s ",
			    alert->value.value, alert->unit);
		if (alert->has_period)
			period_format(&out, alert->period);
		(void)buf_printf(
		    &out, " [%s] %s\n", alert->reason, alert->rule);
	}
	return buf_take(&out);
}

static bool
is_same_day(char *replayed, char *other, const char *which, int64_t at)
{
	bool same = !strcmp(replayed, other);

	if (!same)
		diag("%lld %s:\n%s\nreplay:\n%s", (long long)date_day_of(at),
		    which, other, replayed);
	mem_free(other);
	return same;
}

int
main(void)
{
	int64_t from = end_of(first_day), to = end_of(last_day), days = 0;
	int64_t before = INT64_MIN, lived = 0, next;
	struct replay *replay;
	struct engine *engine;
	struct life life;

	clock_set(to);
	engine = open_engine();
	begin_life(&life, engine_model(engine));
	replay = replay_new(engine_watchlist(engine), engine_model(engine));
	next = replay_next(replay, INT64_MIN);
	for (int64_t at = (date_day_of(next) + 1) * DAY_S - 1; at <= to;
	     at += DAY_S) {
		char *replayed;

		live_a_day(&life, before, at);
		before = at;
		/* From the first day on, on those alone that matter. */
		if (at < from)
			continue;
		replay_through(replay, at, NULL, NULL);
		replayed = told(replay_alerts(replay));
		days++;
		lived += is_same_day(
		    replayed, told(life.alerts), "lived", at);
		mem_free(replayed);
		if (lived < days - 3)
			break;
	}
	is_int(days, 1057, "every day of the bundled history");
	is_int(lived, days, "was as its replay says");
	replay_free(replay);
	end_life(&life);
	engine_free(engine);
	return done();
}
