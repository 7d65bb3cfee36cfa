/* SPDX-License-Identifier: MIT */
#include "alert/grounds.h"

#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/eval.h"
#include "model/model.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

static const char signals[] =
    "  double: { unit: '%', expr: x * 2 }\n"
    "  both: { unit: '%', expr: double + y }\n"
    "  chips: { events: true, from: s, each: '$[*]',"
    " event: { date: d, title: t, kind: k } }\n";

/* A line each: depth, name, what it is; '*' where it changed; what it was. */
static char *
listed(const struct grounds *grounds)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	for (size_t i = 0; i < grounds->count; i++) {
		const struct ground *ground = &grounds->items[i];

		(void)buf_printf(&out, "%s%d%s ", i > 0 ? "|" : "",
		    ground->depth, ground->changed ? "*" : "");
		ground_format_name(&out, ground);
		(void)buf_text(&out, " ");
		ground_format_value(&out, ground);
		if (ground->has_before || ground->was != NULL) {
			(void)buf_text(&out, " < ");
			ground_format_before(&out, ground);
		}
	}
	if (grounds->left_out > 0)
		(void)buf_printf(&out, "|%zu left out", grounds->left_out);
	return buf_take(&out);
}

/* What the last transition of "a" rests on. */
static const struct {
	const char *name, *alerts, *story, *wanted;
} cases[] = {
	{ "a figure", "  a: { warn: x < 8 }\n", "2020Q1=9 2020Q2=7",
	    "0* x 2020Q2 7 %" },
	{ "what is derived, and what that is derived from",
	    "  a: { warn: both < 20 }\n",
	    "2020Q1=9,y@2020Q1=8 2020Q1=5",
	    "0* both 2020Q1 18 %|1* double 2020Q1 10 %|2* x 2020Q1 5 % < 9 %|"
	    "1 y 2020Q1 8 %" },
	{ "each once", "  a: { warn: x + x - x < 8 }\n", "2020Q1=9 2020Q2=7",
	    "0* x 2020Q2 7 %" },
	{ "periods of a function", "  a: { warn: 'sum(y - x, 2) > 0' }\n",
	    "2020Q1=9,y@2020Q1=8 2020Q2=7,y@2020Q2=9",
	    "0* y 2020Q2 9 %|0* x 2020Q2 7 %|0 y 2020Q1 8 %|0 x 2020Q1 9 %" },
	{ "both sides of and, though one decides",
	    "  a: { warn: x < 8 and y < 8 }\n",
	    "2020Q1=9,y@2020Q1=9 2020Q1=7,y@2020Q1=7",
	    "0* x 2020Q1 7 % < 9 %|0* y 2020Q1 7 % < 9 %" },
	{ "the vintage that was judged, not those between",
	    "  a: { warn: x < 8 }\n", "2020Q1=9 2020Q1=8.5,2020Q1=7",
	    "0* x 2020Q1 7 % < 9 %" },
	{ "members, and what they rest on",
	    "  a: { warn: 'atleast(2, m, n)' }\n  m: { warn: x < 8 }\n"
	    "  n: { warn: y < 8 }\n",
	    "2020Q1=7,y@2020Q1=9 y@2020Q1=6",
	    "0 m warn|1 x 2020Q1 7 %|0* n warn < ok|1* y 2020Q1 6 % < 9 %" },
	{ "none has changed, time has", "  a: { warn: age(x) > 100 }\n",
	    "2020Q1=9 +195d", "0 x 2020Q1 9 %" },
	{ "an older period, which is folded",
	    "  a: { warn: x < 8, for: 2 periods }\n",
	    "2020Q1=9 2020Q2=7 2020Q1=5",
	    "0 x 2020Q2 7 %|0* x 2020Q1 5 % < 9 %" },
	{ "the baseline is told whole where it is not ok",
	    "  a: { warn: x < 8 }\n", "2020Q1=7", "0* x 2020Q1 7 %" },
	{ "and not where it is", "  a: { warn: x < 8 }\n", "2020Q1=9", "" },
};

static void
tell(size_t i)
{
	char *copy = mem_text(cases[i].story), *rest = copy;
	char *got = mem_text("");
	struct scene scene;

	scene_open(&scene, signals, cases[i].alerts);
	for (char *word = strsep(&rest, " "); word != NULL;
	     word = strsep(&rest, " ")) {
		scene_step(&scene, word);
		for (size_t k = 0; k < scene.count; k++)
			if (!strcmp(scene.transitions[k].alert, "a")) {
				mem_free(got);
				got = listed(&scene.transitions[k].grounds);
			}
	}
	is_string(got, cases[i].wanted, cases[i].name);
	scene_close(&scene);
	mem_free(copy);
	mem_free(got);
}

/* What events are counted, which is new and which is told otherwise. */
static void
test_events(void)
{
	struct scene scene;
	char *got;

	scene_open(&scene, signals,
	    "  a: { warn: 'count(chips{kind=\"launch\"}, 365d) > 1' }\n");
	scene_put_event(&scene, "chips", "810E", "2019-10-01", "launch");
	scene_put_event(
	    &scene, "chips", "PPU", "2019-12-01", "planned due 2020-02-01");
	scene_put_event(&scene, "chips", "V900", "2018-01-01", "launch");
	scene_run(&scene, true);
	scene_put_event(&scene, "chips", "PPU", "2020-01-01",
	    "launch delivered due 2020-02-01");
	scene_run(&scene, true);
	got = listed(&scene.transitions[0].grounds);
	is_string(got,
	    "0 chips 2019-10-01 launch|0* chips 2020-01-01 launch, delivered, "
	    "due 2020-02-01 < planned, due 2020-02-01",
	    "events, and what they were");
	is_string(scene.transitions[0].grounds.items[1].title, "PPU",
	    "with their titles");
	mem_free(got);
	is_string(alert_why_name(scene.transitions[0].why), "new",
	    "what happened is no restatement");
	scene_close(&scene);
}

/* No more than LIMIT_GROUNDS, those that changed before the others. */
static void
test_ceiling(void)
{
	enum { PERIODS = 100 };
	const struct grounds *grounds;
	struct scene scene;
	size_t changed = 0;
	char period[16];

	scene_open(&scene, signals, "  a: { warn: 'avg(x, 100) < 0' }\n");
	for (int i = 0; i < PERIODS; i++) {
		(void)snprintf(period, sizeof(period), "%dQ%d", 1990 + i / 4,
		    i % 4 + 1);
		scene_put(&scene, "x", "", period, 1);
	}
	scene_run(&scene, true);
	is_string(scene_state(&scene, "a"), "ok", "a hundred periods");
	for (int i = 95; i < PERIODS; i++) {
		(void)snprintf(period, sizeof(period), "%dQ%d", 1990 + i / 4,
		    i % 4 + 1);
		scene_put(&scene, "x", "", period, -100);
	}
	scene_run(&scene, true);
	grounds = &scene.transitions[0].grounds;
	is_int((int64_t)grounds->count, LIMIT_GROUNDS, "so many are kept");
	is_int((int64_t)grounds->left_out, PERIODS - LIMIT_GROUNDS,
	    "the others are counted");
	for (size_t i = 0; i < grounds->count; i++)
		changed += grounds->items[i].changed;
	is_int((int64_t)changed, 5, "the last five, which changed, are there");
	is_string(alert_why_name(scene.transitions[0].why), "restated", "why");
	scene_close(&scene);
}

/* Looking back, what was learned since the look before is news. */
static void
test_as_of(void)
{
	struct transition *transitions = NULL;
	struct scene scene;
	size_t count = 0;
	char *got;

	scene_open(&scene, signals, "  a: { warn: x < 8 }\n");
	scene_put(&scene, "x", "", "2019Q4", 9);
	clock_set(SCENE_START + 10 * DAY_S);
	scene_put(&scene, "x", "", "2019Q4", 7);
	for (int day = 5; day <= 15; day += 5) {
		model_set_as_of(scene.model, SCENE_START + day * DAY_S);
		eval_derived(scene.model);
		alerts_evaluate(scene.alerts, model_now(scene.model), true,
		    &transitions, &count);
	}
	is_int((int64_t)count, 2, "the baseline and one change");
	is_string(alert_why_name(transitions[1].why), "restated", "why");
	is_int(transitions[1].at, SCENE_START + 10 * DAY_S, "when");
	got = listed(&transitions[1].grounds);
	is_string(got, "0* x 2019Q4 7 % < 9 %", "as it was known then");
	mem_free(got);
	for (size_t i = 0; i < count; i++)
		transition_release(&transitions[i]);
	mem_free(transitions);
	scene_close(&scene);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		tell(i);
	test_events();
	test_ceiling();
	test_as_of();
	return done();
}
