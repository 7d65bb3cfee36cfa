/* SPDX-License-Identifier: MIT */
#include "alert/change.h"

#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

/* One alert "a": after each word its state, and why it changed if it did. */
static const struct {
	const char *name, *rule, *told;
} stories[] = {
	{ "the whole life",
	    "warn: x < 8, crit: x < 7, for: 2 periods, clear: x > 9",
	    "9:ok/baseline 7.5:pending/worse 7.5:warn/new 6:warn 6:crit/worse "
	    "8.5:recovering/better 7.5:warn/better 10:ok/resolved" },
	{ "pending for nothing", "warn: x < 8, for: 2 periods",
	    "9:ok/baseline 7:pending/worse 9:ok/better" },
	{ "pending by duration", "warn: x < 8, for: 3d",
	    "7:pending/baseline +2d:pending +1d:warn/new 9:ok/resolved" },
	{ "pending by runs", "crit: x < 8, for: 3 runs",
	    "7:pending/baseline .:pending .:crit/new .:crit 9:ok/resolved" },
	{ "at once crit, then better", "warn: x < 8, crit: x < 7",
	    "9:ok/baseline 6:crit/new 7.5:warn/better 6:crit/worse "
	    "9:ok/resolved" },
	{ "recovering from crit", "warn: x < 8, crit: x < 7, clear: x > 9",
	    "6:crit/baseline 8.5:recovering/better 7.5:warn/better "
	    "8.5:recovering/better 6:crit/worse 9.5:ok/resolved" },
	{ "no data and back to warn is not new",
	    "warn: y < 8, clear: y > 9",
	    ".:no_data/baseline y@2020Q1=7:warn/new" },
	{ "warn, no data, warn", "warn: delta(x) < 0",
	    "9:no_data/baseline 8:warn/new -:warn 7:no_data/no.data "
	    "6:warn/has.data 7:ok/resolved" },
	{ "warn, no data, ok: told then", "warn: delta(x) < 0",
	    "9:no_data/baseline 8:warn/new -:warn 7:no_data/no.data "
	    "8:ok/resolved" },
	{ "ok, no data, ok", "warn: delta(x) < 0",
	    "9:no_data/baseline 9:ok/has.data -:ok 7:no_data/no.data "
	    "8:ok/has.data" },
	{ "ok, no data, warn", "warn: delta(x) < 0",
	    "9:no_data/baseline 9:ok/has.data -:ok 7:no_data/no.data "
	    "6:warn/new" },
	{ "warn, no data, crit", "warn: delta(x) < 0, crit: delta(x) < -5",
	    "9:no_data/baseline 8:warn/new -:warn 7:no_data/no.data "
	    "1:crit/worse" },
	{ "crit, no data, warn", "warn: delta(x) < 0, crit: delta(x) < -5",
	    "9:no_data/baseline 1:crit/new -:crit 7:no_data/no.data "
	    "6:warn/better" },
	{ "warn, no data, recovering",
	    "warn: delta(x) < 0, clear: delta(x) > 2",
	    "9:no_data/baseline 8:warn/new -:warn 8:no_data/no.data "
	    "9:recovering/better 12:ok/resolved" },
	{ "no data is pending first", "warn: delta(x) < 0, for: 2 periods",
	    "9:no_data/baseline 8:pending/has.data 7:warn/new" },
	{ "missing is warn", "warn: delta(x) < 0, when_missing: warn",
	    "9:warn/baseline 10:ok/resolved -:ok 8:warn/new" },
	{ "missing is crit", "crit: delta(x) < 0, when_missing: crit",
	    "9:crit/baseline 10:ok/resolved -:ok 8:crit/new" },
	{ "missing is ok", "warn: delta(x) < 0, when_missing: ok",
	    "9:ok/baseline 8:warn/new -:warn 7:ok/resolved" },
	{ "missing is kept", "warn: delta(x) < 0, when_missing: keep",
	    "9:no_data/baseline 8:warn/new -:warn 7:warn 8:ok/resolved" },
	{ "a later vintage of what was judged", "warn: x < 8",
	    "9:ok/baseline 2020Q1=7:warn/restated 2020Q1=6:warn "
	    "2020Q1=9:ok/restated" },
	{ "a new period is none", "warn: x < 8",
	    "9:ok/baseline 2020Q2=7:warn/new 2020Q1=8,2020Q3=9:ok/resolved" },
	{ "an older period that is folded", "warn: x < 8, for: 2 periods",
	    "9:ok/baseline 7:pending/worse 2020Q1=7:warn/restated "
	    "2020Q1=9:pending/restated" },
	{ "an older period by itself", "warn: x < 8",
	    "9:ok/baseline 9:ok 2020Q1=7:ok" },
	{ "read as one value", "crit: latest(x) < 8",
	    "9:ok/baseline 2020Q1=7:crit/restated 8:ok/resolved" },
	{ "one of two inputs", "warn: x < y",
	    "9:no_data/baseline y@2020Q1=8:ok/has.data "
	    "y@2020Q1=9.5:warn/restated" },
	{ "what only now can be compared", "warn: x < y",
	    "2020Q1=9,y@2020Q1=8:ok/baseline 2020Q2=7:ok y@2020Q2=8:warn/new" },
	{ "an hour is no figure", "warn: age(x) > 100",
	    "9:ok/baseline +195d:warn/new 2020Q1=8:warn 9:ok/resolved" },
	{ "restated, and no data after", "warn: x / y < 2",
	    "2020Q1=9,y@2020Q1=1:ok/baseline y@2020Q1=0:no_data/no.data "
	    "y@2020Q1=6:warn/new" },
};

static void
add_told(struct buf *told, const struct scene *scene, const char *word)
{
	(void)buf_printf(told, "%s%s:%s", told->length > 0 ? " " : "", word,
	    scene_state(scene, "a"));
	for (size_t i = 0; i < scene->count; i++) {
		const char *why = alert_why_name(scene->transitions[i].why);

		(void)buf_char(told, '/');
		for (; *why != '\0'; why++)
			(void)buf_char(told, *why == ' ' ? '.' : *why);
	}
}

static void
tell(size_t i)
{
	char *alerts = mem_printf("  a: { %s }\n", stories[i].rule);
	char *copy = mem_text(stories[i].told), *rest = copy;
	struct scene scene;
	struct buf told;

	buf_init(&told, LIMIT_MESSAGE);
	scene_open(&scene, "", alerts);
	for (char *word = strsep(&rest, " "); word != NULL;
	     word = strsep(&rest, " ")) {
		word[strcspn(word, ":")] = '\0';
		scene_step(&scene, word);
		add_told(&told, &scene, word);
	}
	is_string(buf_string(&told), stories[i].told, stories[i].name);
	scene_close(&scene);
	buf_release(&told);
	mem_free(copy);
	mem_free(alerts);
}

/* The last reason that is told of "a" (or "line"), and its cause. */
static const struct {
	const char *name, *alerts, *story, *reason, *cause;
} reasons[] = {
	{ "restated: the value", "  a: { warn: x < 8 }\n", "9.1 2020Q1=7.2",
	    "x is 7.20 % (2020Q1); restated: was 9.10 %, now 7.20 %",
	    "x 2020Q1 was 9.10 %, now 7.20 %" },
	{ "restated: what is derived", "  a: { warn: dx - y < 9 }\n",
	    "2020Q1=9,y@2020Q1=8 2020Q1=8.25",
	    "dx - y is 8.50 pp (2020Q1); restated: was 10 pp, now 8.50 pp",
	    "x 2020Q1 was 9 %, now 8.25 %" },
	{ "restated: an older period",
	    "  a: { warn: x < 8, for: 2 periods }\n", "9 7 2020Q1=7.5",
	    "x is 7 % (2020Q2); restated: x 2020Q1 was 9 %, now 7.50 %",
	    "x 2020Q1 was 9 %, now 7.50 %" },
	{ "restated: a member",
	    "  a: { warn: 'atleast(1, m)' }\n  m: { warn: x < 8 }\n",
	    "9 2020Q1=7",
	    "m warn; restated: x 2020Q1 was 9 %, now 7 %",
	    "m was ok, now warn; x 2020Q1 was 9 %, now 7 %" },
	{ "new", "  a: { warn: x < y }\n",
	    "2020Q1=9,y@2020Q1=8 2020Q2=7,y@2020Q2=8",
	    "x is 7 % (2020Q2)",
	    "x 2020Q2 is 7 %, new; y 2020Q2 is 8 %, new" },
	{ "of two one is new", "  a: { warn: x < y }\n",
	    "2020Q1=9,y@2020Q1=8 2020Q2=7 y@2020Q2=8", "x is 7 % (2020Q2)",
	    "y 2020Q2 is 8 %, new" },
	{ "growth names both periods, one of them new",
	    "  a: { warn: delta(x) < 0 }\n", "9 8",
	    "delta(x) is -1 pp (2020Q2)",
	    "x 2020Q2 is 8 %, new" },
	{ "time alone", "  a: { warn: age(x) > 100 }\n", "9 +195d",
	    "age(x) is 104 days (2020Q1)", "" },
};

static void
test_reason(size_t i)
{
	char *copy = mem_text(reasons[i].story), *rest = copy;
	struct scene scene;
	struct buf cause;

	scene_open(&scene, "  dx: { unit: '%', expr: x * 2 }\n",
	    reasons[i].alerts);
	for (char *word = strsep(&rest, " "); word != NULL;
	     word = strsep(&rest, " "))
		scene_step(&scene, word);
	buf_init(&cause, LIMIT_MESSAGE);
	for (size_t k = 0; k < scene.count; k++)
		if (!strcmp(scene.transitions[k].alert, "a")) {
			is_string(scene.transitions[k].reason,
			    reasons[i].reason, reasons[i].name);
			grounds_format_cause(
			    &cause, &scene.transitions[k].grounds, 3);
		}
	is_string(buf_string(&cause), reasons[i].cause, reasons[i].name);
	buf_release(&cause);
	scene_close(&scene);
	mem_free(copy);
}

/* A state that when_missing made says so, and why it is missing. */
static const struct {
	const char *rule, *story, *state, *reason;
} settled[] = {
	{ "warn: delta(x) < 0", "9", "no_data",
	    "there is no figure for 2019Q4" },
	{ "warn: delta(x) < 0, when_missing: ok", "9", "ok",
	    "there is no figure for 2019Q4; that is ok by when_missing" },
	{ "warn: delta(x) < 0, when_missing: warn", "9", "warn",
	    "there is no figure for 2019Q4; that is warn by when_missing" },
	{ "crit: delta(x) < 0, when_missing: crit", "9", "crit",
	    "there is no figure for 2019Q4; that is crit by when_missing" },
	{ "warn: delta(x) < 0, when_missing: keep", "9 8 2020Q4=9", "warn",
	    "there is no figure for 2020Q3; it stays as it was" },
	{ "warn: x < y, when_missing: ok", ".", "ok",
	    "there is no figure yet; that is ok by when_missing" },
};

static void
test_settled(size_t i)
{
	char *alerts = mem_printf("  a: { %s }\n", settled[i].rule);
	char *copy = mem_text(settled[i].story), *rest = copy;
	struct scene scene;

	scene_open(&scene, "", alerts);
	for (char *word = strsep(&rest, " "); word != NULL;
	     word = strsep(&rest, " "))
		scene_step(&scene, word);
	is_string(scene_state(&scene, "a"), settled[i].state, settled[i].rule);
	is_string(scene_alert(&scene, "a")->reason, settled[i].reason,
	    settled[i].rule);
	scene_close(&scene);
	mem_free(copy);
	mem_free(alerts);
}

/* What is told of lateness names what is late, and until when it was due. */
static void
test_late(void)
{
	struct scene scene;

	scene_open(&scene,
	    "  l: { unit: '%', from: s, each: '$[*]', value: v, period: p,"
	    " expect: 20d after period end }\n",
	    "  a: { warn: l < 8 }\n  line: { warn: 'atleast(1, a)' }\n");
	scene_put(&scene, "l", "", "2019Q3", 9);
	scene_run(&scene, true);
	scene_step(&scene, "+21d");
	is_int((int64_t)scene.count, 2, "the alert and its red line");
	is_string(scene.transitions[0].reason,
	    "l was expected by 2020-01-21; l is 9 % (2019Q3)", "what is late");
	is_string(scene.transitions[1].reason,
	    "l was expected by 2020-01-21; a ok (late)", "below a red line");
	scene_step(&scene, "l@2019Q4=7");
	is_string(alert_why_name(scene.transitions[0].why), "new",
	    "on time again and worse: one transition");
	ok(scene.transitions[0].was_late && !scene.transitions[0].late,
	    "which says both");
	scene_close(&scene);
}

/* What fired is kept while nothing is known, whatever took its figures. */
static void
test_nothing_left(void)
{
	struct alert_memory memory = { .name = mem_text("a"),
		.state = ALERT_WARN,
		.level = ALERT_WARN };
	struct scene scene;

	scene_open(&scene, "", "  a: { warn: x < 8 }\n");
	scene_step(&scene, "7");
	(void)snprintf(memory.rule_digest, sizeof(memory.rule_digest), "%s",
	    scene_alert(&scene, "a")->memory.rule_digest);
	scene_close(&scene);
	scene_open(&scene, "", "  a: { warn: x < 8 }\n");
	alerts_remember(scene.alerts, &memory);
	scene_step(&scene, ".");
	is_string(scene_state(&scene, "a"), "no_data", "all figures are gone");
	is_string(alert_why_name(scene.transitions[0].why), "no data", "why");
	scene_step(&scene, ".");
	is_int((int64_t)scene.count, 0, "told once");
	scene_step(&scene, "9");
	is_string(alert_why_name(scene.transitions[0].why), "resolved",
	    "and the end of what fired is told when it is known");
	scene_close(&scene);
	alert_memory_release(&memory);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(stories); i++)
		tell(i);
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		test_reason(i);
	for (size_t i = 0; i < ARRAY_LEN(settled); i++)
		test_settled(i);
	test_late();
	test_nothing_left();
	return done();
}
