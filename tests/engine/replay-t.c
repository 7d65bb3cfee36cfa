/* SPDX-License-Identifier: MIT */
#include "engine/replay.h"

#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/model.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

/* Where x is 9, 6, 7.5 and restated, known at noon of these days. */
static const struct {
	const char *known, *signal, *period;
	double value;
} figures[] = {
	{ "2024-02-10", "x", "2023Q4", 9 },
	{ "2024-05-14", "x", "2024Q1", 6 },
	{ "2024-08-10", "x", "2024Q2", 7.5 },
	{ "2024-08-20", "x", "2024Q1", 8.5 },
	{ "2024-11-12", "x", "2024Q3", 8.2 },
};

static int64_t
end_of(const char *date)
{
	int64_t days = 0;

	(void)date_parse(&days, date);
	return (days + 1) * DAY_S - 1;
}

static void
open_history(struct scene *scene, const char *settings, const char *alerts)
{
	scene_open(scene, settings, alerts);
	for (size_t i = 0; i < ARRAY_LEN(figures); i++) {
		clock_set(end_of(figures[i].known) - DAY_S / 2);
		scene_put(scene, figures[i].signal, "", figures[i].period,
		    figures[i].value);
	}
	clock_set(end_of("2026-01-01")); /* which nothing may depend on */
}

static void
add_told(struct buf *told, struct transition *transition)
{
	(void)buf_text(told, told->length > 0 ? "; " : "");
	date_format(told, date_day_of(transition->at));
	(void)buf_printf(told, " %s>%s%s", alert_state_word(transition->was),
	    alert_state_word(transition->state),
	    transition->late ? " late" : "");
	transition_release(transition);
}

/* All changes until the day TO, by way of every day that matters. */
static void
history_is(const char *alerts, const char *to, const char *wanted)
{
	struct transition *transitions = NULL;
	struct scene scene;
	struct replay *replay;
	struct buf told;
	size_t count = 0;
	char *lines = mem_printf("  a: { %s }\n", alerts);

	open_history(&scene, "", lines);
	mem_free(lines);
	replay = replay_new(scene.watchlist, scene.model);
	replay_through(replay, end_of(to), &transitions, &count);
	buf_init(&told, LIMIT_MESSAGE);
	for (size_t i = 0; i < count; i++)
		add_told(&told, &transitions[i]);
	is_string(buf_string(&told), wanted, alerts);
	mem_free(transitions);
	buf_release(&told);
	replay_free(replay);
	ok(model_as_of(scene.model) == ALWAYS, "the model is as it was");
	scene_close(&scene);
}

static void
test_histories(void)
{
	static const struct {
		const char *alerts, *to, *told;
	} cases[] = {
		{ "warn: x < 8, crit: x < 7", "2024-12-31",
		    "2024-02-10 ok>ok; 2024-05-14 ok>crit; "
		    "2024-08-10 crit>warn; 2024-11-12 warn>ok" },
		{ "warn: x < 8, crit: x < 7", "2024-05-13",
		    "2024-02-10 ok>ok" },
		{ "warn: x < 8, crit: x < 7", "2024-01-01",
		    "2024-01-01 ok>no_data" },
		{ "warn: x < 8, for: 2 periods", "2024-12-31",
		    "2024-02-10 ok>ok; 2024-05-14 ok>pending; "
		    "2024-08-10 pending>warn; 2024-08-20 warn>pending; "
		    "2024-11-12 pending>ok" },
		{ "warn: latest(x) < 8, for: 3d", "2024-12-31",
		    "2024-02-10 ok>ok; 2024-05-14 ok>pending; "
		    "2024-05-17 pending>warn; 2024-11-12 warn>ok" },
		{ "warn: latest(x) < 8, for: 3 runs", "2024-12-31",
		    "2024-02-10 ok>ok; 2024-05-14 ok>pending; "
		    "2024-05-16 pending>warn; 2024-11-12 warn>ok" },
		{ "warn: latest(x) < 7, clear: latest(x) > 8",
		    "2024-12-31",
		    "2024-02-10 ok>ok; 2024-05-14 ok>warn; "
		    "2024-08-10 warn>recovering; 2024-11-12 recovering>ok" },
		{ "warn: age(x) > 60", "2024-09-30",
		    "2024-02-10 ok>ok; 2024-03-02 ok>warn; "
		    "2024-05-14 warn>ok; 2024-06-01 ok>warn; "
		    "2024-08-10 warn>ok; 2024-08-31 ok>warn" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		history_is(cases[i].alerts, cases[i].to, cases[i].told);
}

int
main(void)
{
	test_histories();
	return done();
}
