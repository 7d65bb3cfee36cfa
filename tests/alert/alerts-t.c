/* SPDX-License-Identifier: MIT */
#include "alert/alerts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/model.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

/* One alert "a" over x, quarter after quarter. */
static const struct {
	const char *name, *rule, *told;
} stories[] = {
	{ "life", "warn: x < 8, crit: x < 7",
	    "9:ok 7.5:warn 6:crit 7.5:warn 9:ok" },
	{ "nothing yet", "warn: x < 8", ".:no_data 9:ok" },
	{ "a hole", "warn: x < 8", "9:ok -:ok 7:warn" },
	{ "for periods", "warn: x < 8, for: 2 periods",
	    "7:pending .:pending 7:warn 9:ok 7:pending -:pending 7:pending" },
	{ "clear", "warn: x < 8, clear: x > 9",
	    "7:warn 8.5:recovering 7:warn 9:recovering 9.5:ok 8.5:ok" },
	{ "for periods and clear",
	    "warn: x < 8, crit: x < 7, for: 2 periods, clear: x > 9",
	    "6:pending 6:crit 8.5:recovering 7.5:warn 10:ok" },
	{ "for runs", "warn: x < 8, for: 2 runs",
	    "7:pending .:warn .:warn 9:ok 7:pending 6:warn" },
	{ "for a time", "warn: x < 8, for: 3d",
	    "7:pending +2d:pending +1d:warn 9:ok 7:pending +3d:warn" },
	{ "for a time, then clear", "warn: x < 8, for: 3d, clear: x > 9",
	    "7:pending +3d:warn 8.5:recovering 9.5:ok" },
	{ "an age", "warn: age(x) > 100", "9:ok +150d:ok +45d:warn 9:ok" },
	{ "what is read as one value does not wait", "warn: latest(x) < 8",
	    ".:no_data 7:warn 9:ok" },
	{ "recovering without periods", "warn: latest(x) < 8, clear: x > 9",
	    "7:warn 8.5:recovering 9.5:ok" },
	{ "growth", "warn: delta(x) < 0",
	    "9:no_data 8:warn 8:ok -:ok "
	    "7:no_data" },
	{ "growth, kept", "warn: delta(x) < 0, when_missing: keep",
	    "9:no_data 8:warn -:warn 7:warn 7.5:ok -:ok 7:ok" },
	{ "growth, ok", "warn: delta(x) < 0, when_missing: ok",
	    "9:ok 8:warn -:warn 7:ok" },
	{ "growth, warn", "warn: delta(x) < 0, when_missing: warn",
	    "9:warn 9:ok" },
	{ "growth, crit", "crit: delta(x) < 0, when_missing: crit",
	    "9:crit 9:ok" },
	{ "no data keeps the level", "warn: delta(x) < 0, clear: delta(x) > 2",
	    "9:no_data 8:warn -:warn 8:no_data 9:recovering 12:ok" },
	{ "the other side never came", "warn: x < y", "9:no_data 8:no_data" },
};

static void
test_stories(void)
{
	for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
		char alerts[400], story[400];
		struct scene scene;
		const char *from = stories[i].told;
		size_t length = 0;
		char *told;

		(void)snprintf(
		    alerts, sizeof(alerts), "  a: { %s }\n", stories[i].rule);
		/* The story without the states. */
		for (bool state = false; *from != '\0'; from++) {
			state = *from == ':' || (state && *from != ' ');
			if (!state)
				story[length++] = *from;
		}
		story[length] = '\0';
		scene_open(&scene, "", alerts);
		told = scene_tell(&scene, "a", story);
		is_string(told, stories[i].told, stories[i].name);
		mem_free(told);
		scene_close(&scene);
	}
}

/* The newest period that every input has reached. */
/* Months and quarters: the quarter waits for its last month, the months for
 * their quarter. */
static void
test_reach_of_months(void)
{
	static const char months[][8] = { "2025-01", "2025-02", "2025-03",
		"2025-04", "2025-05", "2025-06" };
	struct scene scene;

	scene_open(&scene,
	    "  flow: { unit: '%', kind: flow, from: s, each: '$[*]',"
	    " value: v, period: p }\n"
	    "  plain: { unit: '%', from: s, each: '$[*]', value: v,"
	    " period: p }\n",
	    "  a: { warn: x < flow }\n  b: { warn: plain > x }\n");
	scene_put(&scene, "x", "", "2025Q1", 20);
	scene_put(&scene, "x", "", "2025Q2", 20);
	for (int i = 0; i < 5; i++) {
		scene_put(&scene, "flow", "", months[i], i < 3 ? 5 : 9);
		scene_put(&scene, "plain", "", months[i], i < 4 ? 5 : 90);
	}
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "ok", "a quarter of two months");
	is_int(scene_alert(&scene, "a")->period.start, 1735689600,
	    "is not judged, the one before is");
	is_string(scene_state(&scene, "b"), "warn", "a month of a quarter");
	scene_put(&scene, "flow", "", months[5], 9);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "warn", "all months: judged");
	is_int(scene_alert(&scene, "a")->period.end, 1751328000,
	    "the second quarter");
	/* A month beyond the quarters is not judged. */
	scene_put(&scene, "plain", "", months[5], 90);
	scene_put(&scene, "plain", "", "2025-07", 1);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "b"), "warn",
	    "a month whose quarter is not there is not judged");
	scene_close(&scene);
}

static void
test_reach(void)
{
	struct scene scene;

	scene_open(&scene,
	    "  january: { unit: '%', from: s, each: '$[*]', value: v,"
	    " period: p }\n",
	    "  a: { warn: x < y }\n  b: { warn: x < january }\n");
	scene_put(&scene, "x", "", "2025Q1", 5);
	scene_put(&scene, "y", "", "2025Q1", 4);
	scene_put(&scene, "x", "", "2025Q2", 3);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "ok",
	    "a quarter that is half published is not judged");
	is_int(scene_alert(&scene, "a")->period.start, 1735689600,
	    "the one before is");
	scene_put(&scene, "y", "", "2025Q2", 4);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "warn", "whole: judged");
	scene_put(&scene, "y", "", "2025Q4", 4);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "warn", "one runs ahead");
	scene_put(&scene, "x", "", "2025Q4", 5);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "ok", "a hole behind is no matter");
	/* A fiscal quarter that begins on another day is the same quarter. */
	scene_put_days(&scene, "january", 20388, 20481, 9);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "b"), "warn",
	    "the quarter of another fiscal calendar is reached too");
	scene_close(&scene);
}

static void
test_breaks(void)
{
	struct scene scene;

	scene_open(&scene,
	    "  b: { unit: '%', from: s, each: '$[*]', value: v, period: p,"
	    " breaks: [2020Q3] }\n",
	    "  growth: { warn: delta(b) < 0 }\n"
	    "  kept: { warn: delta(b) < 0, when_missing: keep }\n"
	    "  held: { warn: b < 8, for: 2 periods }\n"
	    "  cleared: { warn: b < 8, clear: b > 9 }\n");
	scene_put(&scene, "b", "", "2020Q1", 7);
	scene_put(&scene, "b", "", "2020Q2", 6);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "growth"), "warn", "before the break");
	is_string(scene_state(&scene, "held"), "warn", "held two periods");
	scene_put(&scene, "b", "", "2020Q3", 7.5);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "growth"), "no_data", "at the break");
	ok(strstr(scene_alert(&scene, "growth")->reason, "break") != NULL,
	    "and the reason is the break");
	is_string(scene_state(&scene, "kept"), "warn", "kept over it");
	is_string(scene_state(&scene, "held"), "pending", "for begins anew");
	scene_put(&scene, "b", "", "2020Q4", 8.5);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "growth"), "ok", "after the break");
	is_string(scene_state(&scene, "cleared"), "recovering",
	    "it fired after the break");
	scene_close(&scene);
	scene_open(&scene,
	    "  b: { unit: '%', from: s, each: '$[*]', value: v, period: p,"
	    " breaks: [2020Q3] }\n",
	    "  cleared: { warn: b < 8, clear: b > 9 }\n");
	scene_put(&scene, "b", "", "2020Q2", 6);
	scene_put(&scene, "b", "", "2020Q3", 8.5);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "cleared"), "ok",
	    "hysteresis stops at a break");
	scene_close(&scene);
}

static void
test_series(void)
{
	const struct alert *alert;
	struct scene scene;

	scene_open(
	    &scene, "", "  a: { warn: x < 8, crit: x < 7, clear: x > 9 }\n");
	scene_put(&scene, "x", "{k=\"one\"}", "2025Q1", 9.5);
	scene_put(&scene, "x", "{k=\"two\"}", "2025Q1", 7.5);
	scene_put(&scene, "x", "{k=\"three\"}", "2025Q1", 6);
	scene_run(&scene, true);
	alert = scene_alert(&scene, "a");
	is_string(scene_state(&scene, "a"), "crit", "the worst of three");
	is_int((int64_t)alert->series_count, 3, "all are listed");
	is_string(
	    labels_find(&alert->series[0].labels, "k"), "three", "worst first");
	is_string(alert_state_word(alert->series[1].state), "warn",
	    "each with its state");
	is_number(alert->series[1].value.value, 7.5, "and value");
	is_string(alert_state_word(alert->series[2].state), "ok", "one is ok");
	is_int((int64_t)scene.count, 1, "and it is one transition");
	scene_put(&scene, "x", "{k=\"three\"}", "2025Q2", 8.5);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "recovering",
	    "recovering from crit is worse than warn");
	is_string(alert_why_name(scene.transitions[0].why), "better", "why");
	is_int(alerts_exit(scene.alerts), 2, "and counts as its old level");
	scene_put(&scene, "x", "{k=\"three\"}", "2025Q3", 10);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "warn", "then the next worst");
	is_string(labels_find(&alert->series[0].labels, "k"), "two",
	    "which comes first now");
	scene_put(&scene, "x", "{k=\"four\"}", "2025Q1", 3);
	scene_run(&scene, true);
	is_int((int64_t)alert->series_count, 4, "a new series");
	is_string(alert_why_name(scene.transitions[0].why), "worse", "why");
	scene_close(&scene);
}

/* What is missing in one series is settled before the worst is looked for. */
static void
test_series_missing(void)
{
	static const struct {
		const char *when, *state;
	} cases[] = {
		{ "no_data", "no_data" },
		{ "ok", "ok" },
		{ "warn", "warn" },
		{ "crit", "crit" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char alerts[120];
		struct scene scene;

		(void)snprintf(alerts, sizeof(alerts),
		    "  a: { crit: delta(x) < 0, when_missing: %s }\n",
		    cases[i].when);
		scene_open(&scene, "", alerts);
		scene_put(&scene, "x", "{k=\"one\"}", "2025Q1", 9);
		scene_put(&scene, "x", "{k=\"one\"}", "2025Q2", 9);
		scene_put(&scene, "x", "{k=\"two\"}", "2025Q2", 9);
		scene_run(&scene, true);
		is_string(
		    scene_state(&scene, "a"), cases[i].state, cases[i].when);
		scene_close(&scene);
	}
}

/* Kleene: members p, q, r and what atleast(2, p, q, r) makes of them. A letter
 * each: o ok, w warn, c crit, ? without data. */
static const struct {
	const char *members, *state, *outcomes, *takes;
} red_lines[] = {
	{ "ooo", "ok", "", NULL },
	{ "woo", "ok", "", NULL },
	{ "wwo", "warn", "", NULL },
	{ "cwo", "warn", "", NULL },
	{ "cco", "crit", "", NULL },
	{ "ccc", "crit", "", NULL },
	{ "???", "no_data", "ok crit",
	    "0 of 2 hold: warn if 2 of p1, p2 and p3 held, crit if 2 of p1, "
	    "p2 and p3 were crit, else ok" },
	{ "o?o", "ok", "", NULL },
	{ "w?o", "no_data", "ok warn",
	    "1 of 2 hold: warn if p2 held, else ok" },
	{ "c?o", "no_data", "ok crit",
	    "1 of 2 hold: warn if p2 held, crit if p2 were crit, else ok" },
	{ "c??", "no_data", "ok crit",
	    "1 of 2 hold: warn if 1 of p2 and p3 held, crit if 1 of p2 and p3 "
	    "were crit, else ok" },
	{ "ww?", "warn", "", NULL },
	{ "cc?", "crit", "", NULL },
	{ "cw?", "warn", "", "1 of 2 are crit: crit if p3 were crit" },
	{ "??o", "no_data", "ok crit",
	    "0 of 2 hold: warn if p1 and p2 held, crit if p1 and p2 were "
	    "crit, else ok" },
};

static void
test_red_lines(void)
{
	static const char *const signals =
	    "  q: { unit: '%', from: s, each: '$[*]', value: v, period: p }\n";

	for (size_t i = 0; i < ARRAY_LEN(red_lines); i++) {
		static const char *const names[] = { "x", "y", "q" };
		const struct alert *alert;
		struct scene scene;
		char got[40] = "";

		scene_open(&scene, signals,
		    "  line: { warn: 'atleast(2, p1, p2, p3)',"
		    " crit: 'atleast(2, p1, p2, p3)' }\n"
		    "  p1: { warn: x < 8, crit: x < 7 }\n"
		    "  p2: { warn: y < 8, crit: y < 7 }\n"
		    "  p3: { warn: q < 8, crit: q < 7 }\n");
		for (int k = 0; k < 3; k++)
			if (red_lines[i].members[k] != '?')
				scene_put(&scene, names[k], "", "2025Q1",
				    red_lines[i].members[k] == 'o'   ? 9
				    : red_lines[i].members[k] == 'w' ? 7.5
								     : 6);
		scene_run(&scene, true);
		is_string(scene_state(&scene, "line"), red_lines[i].state,
		    red_lines[i].members);
		alert = scene_alert(&scene, "line");
		is_int((int64_t)alert->member_count, 3, "members");
		if (alert->is_open)
			(void)snprintf(got, sizeof(got), "%s %s",
			    alert_state_word(alert->outcomes[0]),
			    alert_state_word(alert->outcomes[1]));
		is_string(got, red_lines[i].outcomes, red_lines[i].members);
		is_string(alert->takes != NULL ? alert->takes : "",
		    red_lines[i].takes != NULL ? red_lines[i].takes : "",
		    red_lines[i].members);
		scene_close(&scene);
	}
}

static void
test_member_words(void)
{
	struct scene scene;

	scene_open(&scene,
	    "  old: { unit: '%', from: s, each: '$[*]', value: v, period: p,"
	    " expect: 10d after period end }\n",
	    "  line: { crit: 'atleast(2, p1, p2)' }\n"
	    "  p1: { warn: x < 8, crit: x < 7 }\n"
	    "  p2: { warn: old < 8, crit: old < 7 }\n");
	scene_put(&scene, "old", "", "2019Q3", 6);
	clock_set(SCENE_START + 9 * DAY_S);
	scene_run(&scene, true);
	is_string(scene_alert(&scene, "line")->reason,
	    "p1 no data, p2 crit; 1 of 2 are crit: crit if p1 were crit, "
	    "else ok",
	    "unknown");
	ok(!scene_alert(&scene, "line")->late, "in time");
	clock_set(SCENE_START + 11 * DAY_S);
	scene_run(&scene, true);
	is_string(scene_alert(&scene, "line")->reason,
	    "p1 no data, p2 crit (late); 1 of 2 are crit: crit if p1 were "
	    "crit, else ok",
	    "a late member has its mark");
	ok(scene_alert(&scene, "line")->late, "the red line is late with it");
	is_int(alerts_exit(scene.alerts), 2, "a late crit is crit");
	scene_put(&scene, "x", "", "2019Q4", 6);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "line"), "crit", "late members count");
	scene_close(&scene);
}

/* More than alone atleast(): the two outcomes are told. Many without data: they
 * are counted. */
static void
test_other_red_lines(void)
{
	struct scene scene;
	struct buf alerts;

	scene_open(&scene, "",
	    "  line: { warn: 'atleast(1, p) and latest(x) < 8' }\n"
	    "  p: { warn: y < 8 }\n");
	scene_put(&scene, "x", "", "2019Q4", 6);
	scene_run(&scene, true);
	is_string(scene_alert(&scene, "line")->reason,
	    "latest(x) is 6 % (2019Q4); p no data; ok or warn once all are "
	    "known",
	    "a composite one");
	scene_put(&scene, "x", "", "2020Q1", 9);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "line"), "ok",
	    "decided whatever the unknown member is");
	scene_close(&scene);
	buf_init(&alerts, LIMIT_MESSAGE);
	(void)buf_text(&alerts, "  line: { warn: 'atleast(3");
	for (int i = 0; i < 12; i++)
		(void)buf_printf(&alerts, ", p%d", i);
	(void)buf_text(&alerts, ")' }\n");
	for (int i = 0; i < 12; i++)
		(void)buf_printf(&alerts, "  p%d: { warn: y < 8 }\n", i);
	scene_open(&scene, "", buf_string(&alerts));
	scene_run(&scene, true);
	is_string(scene_alert(&scene, "line")->takes,
	    "0 of 3 hold: warn if 3 of the 12 without data held, else ok",
	    "many");
	scene_close(&scene);
	buf_release(&alerts);
}

/* Late and on time are transitions of their own, beside the state. */
static void
test_late(void)
{
	const struct alert *alert;
	struct scene scene;

	scene_open(&scene,
	    "  l: { unit: '%', from: s, each: '$[*]', value: v, period: p,"
	    " expect: 20d after period end }\n"
	    "  d: { unit: '%', expr: l * 2 }\n",
	    "  a: { warn: l < 8 }\n  b: { warn: d < 8 }\n");
	scene_put(&scene, "l", "", "2019Q3", 9);
	scene_run(&scene, true);
	alert = scene_alert(&scene, "a");
	ok(!alert->late && alerts_exit(scene.alerts) == 0, "in time");
	clock_set(SCENE_START + 20 * DAY_S + 1);
	scene_run(&scene, true);
	ok(alert->late && alert->state == ALERT_OK, "late, and ok still");
	ok(scene_alert(&scene, "b")->late, "what is derived from it too");
	is_int((int64_t)scene.count, 2, "a transition each");
	is_string(alert_why_name(scene.transitions[0].why), "late", "why");
	is_int(alerts_exit(scene.alerts), 3, "a late alert is unknown");
	ok(alert->since == SCENE_START, "since is the state's");
	scene_run(&scene, true);
	is_int((int64_t)scene.count, 0, "told once");
	scene_put(&scene, "l", "", "2019Q4", 9);
	scene_run(&scene, true);
	ok(!alert->late, "on time again");
	is_string(alert_why_name(scene.transitions[0].why), "on time", "why");
	scene_close(&scene);
}

/* What lasts, given back: no news; another rule: its own baseline. */
static void
test_memory(void)
{
	struct alert_memory memory;
	struct scene scene;

	scene_open(&scene, "", "  a: { warn: x < 8, for: 2 runs }\n");
	scene_step(&scene, "7");
	is_int((int64_t)scene.count, 1, "the first evaluation is told");
	is_string(alert_why_name(scene.transitions[0].why), "baseline",
	    "as the baseline");
	ok(scene_alert(&scene, "a")->unsaved, "and is to be kept");
	memory = scene_alert(&scene, "a")->memory;
	memory.name = mem_text("a");
	memory.subject = mem_text(memory.subject);
	scene_close(&scene);

	scene_open(&scene, "", "  a: { warn: x < 8, for: 2 runs }\n");
	alerts_remember(scene.alerts, &memory);
	scene_put(&scene, "x", "", "2020Q1", 7);
	scene_run(&scene, false);
	is_string(scene_state(&scene, "a"), "pending", "no run, no count");
	ok(scene.count == 0 && !scene_alert(&scene, "a")->unsaved,
	    "nothing to tell or keep");
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "warn", "the count goes on");
	is_string(alert_why_name(scene.transitions[0].why), "new", "why");
	alerts_forget(scene.alerts);
	scene_run(&scene, true);
	is_string(alert_why_name(scene.transitions[0].why), "baseline",
	    "forgotten: a baseline again");
	scene_close(&scene);

	scene_open(&scene, "",
	    "  a: { warn: x < 8.5, for: 2 runs }\n  b: { warn: x < 1 }\n");
	alerts_remember(scene.alerts, &memory);
	scene_step(&scene, "7");
	is_int((int64_t)scene.count, 2, "a changed rule and a new one");
	is_string(alert_why_name(scene.transitions[0].why), "baseline",
	    "a changed rule has its own baseline");
	scene_close(&scene);
	alert_memory_release(&memory);
}

static void
test_reasons(void)
{
	const struct transition *transition;
	struct scene scene;

	scene_open(&scene, "",
	    "  a: { title: Alert, warn: x < 8 and y < 3,"
	    " crit: x < 7 }\n");
	scene_put(&scene, "x", "", "2025Q1", 9);
	scene_put(&scene, "y", "", "2025Q1", 2);
	scene_run(&scene, true);
	is_string(scene_alert(&scene, "a")->reason, "x is 9 % (2025Q1)", "ok");
	scene_put(&scene, "x", "", "2025Q2", 7.25);
	scene_put(&scene, "y", "", "2025Q2", 2);
	scene_run(&scene, true);
	transition = &scene.transitions[0];
	is_int((int64_t)scene.count, 1, "one transition");
	is_string(transition->title, "Alert", "title");
	is_string(transition->rule, "x < 8 and y < 3", "the rule's text");
	is_string(transition->reason, "x is 7.25 % (2025Q2)", "the values");
	is_string(transition->unit, "%", "unit");
	is_number(transition->value.value, 7.25, "value");
	is_string(alert_why_name(transition->why), "new", "why");
	ok(transition->was == ALERT_OK && transition->state == ALERT_WARN &&
		transition->has_period,
	    "from, to, period");
	scene_put(&scene, "x", "", "2025Q2", 6);
	scene_run(&scene, true);
	is_string(scene.transitions[0].rule, "x < 7", "the other rule");
	is_string(alert_why_name(scene.transitions[0].why), "restated", "why");
	scene_put(&scene, "x", "", "2025Q3", 10);
	scene_put(&scene, "y", "", "2025Q3", 10);
	scene_run(&scene, true);
	is_string(alert_why_name(scene.transitions[0].why), "resolved", "why");
	scene_close(&scene);
}

/* A formula that cannot be evaluated: failed, and its level stays. */
static void
test_failed(void)
{
	struct scene scene;

	scene_open(&scene, "", "  a: { crit: x < y, clear: x > y + 2 }\n");
	scene_put(&scene, "x", "", "2025Q1", 5);
	scene_put(&scene, "y", "{k=\"one\"}", "2025Q1", 6);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "crit", "one of each side");
	scene_put(&scene, "x", "{k=\"one\", m=\"p\"}", "2025Q1", 5);
	scene_put(&scene, "x", "{k=\"one\", m=\"q\"}", "2025Q1", 5);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "failed", "several on one side");
	ok(scene_alert(&scene, "a")->reason[0] != '\0', "it says why");
	diag("%s", scene_alert(&scene, "a")->reason);
	is_string(
	    alert_why_name(scene.transitions[0].why), "failed", "told so");
	ok(scene_alert(&scene, "a")->level == ALERT_CRIT,
	    "a failure resolves nothing");
	is_int(alerts_exit(scene.alerts), 3, "and is unknown");
	scene_close(&scene);
}

/* Only what a change touches is judged again: what is not keeps its sentence's
 * very text. */
static void
test_incremental(void)
{
	const char *of_x, *of_y, *of_line;
	struct scene scene;

	scene_open(&scene, "  dx: { unit: '%', expr: x * 2 }\n",
	    "  a: { warn: dx < 8 }\n  b: { warn: y < 8 }\n"
	    "  line: { warn: 'atleast(1, a, b)' }\n");
	scene_put(&scene, "x", "", "2025Q1", 9);
	scene_put(&scene, "y", "", "2025Q1", 9);
	scene_run(&scene, true);
	of_x = scene_alert(&scene, "a")->reason;
	of_y = scene_alert(&scene, "b")->reason;
	scene_run(&scene, true);
	ok(scene_alert(&scene, "a")->reason == of_x &&
		scene_alert(&scene, "b")->reason == of_y,
	    "nothing new: nothing judged");
	of_line = scene_alert(&scene, "line")->reason;
	scene_put(&scene, "x", "", "2025Q2", 1);
	scene_run(&scene, true);
	ok(scene_alert(&scene, "b")->reason == of_y, "y is not touched");
	is_string(scene_alert(&scene, "a")->reason, "dx is 2 % (2025Q2)",
	    "x is, through what is derived");
	is_string(scene_alert(&scene, "line")->reason, "a warn, b ok",
	    "and the red line over it");
	(void)of_line;
	scene_close(&scene);
}

int
main(void)
{
	test_stories();
	test_reach();
	test_reach_of_months();
	test_breaks();
	test_series();
	test_series_missing();
	test_red_lines();
	test_member_words();
	test_other_red_lines();
	test_late();
	test_memory();
	test_reasons();
	test_failed();
	test_incremental();
	return done();
}
