/* SPDX-License-Identifier: MIT */
/* What is judged is what it must be: alerts that are judged when they are woken
 * come to the same, word for word, as those that are all judged every time. */
#include "alert/agenda.h"

#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/entry.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/eval.h"
#include "model/model.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

enum { STEPS = 120, SEEDS = 4 };

static const char signals[] =
    "  late: { unit: '%', from: s, each: '$[*]', value: v, period: p, "
    "expect: 20d after period end }\n"
    "  dx: { unit: pp, expr: x * 2 - y }\n"
    "  dl: { unit: pp, expr: latest(x) - latest(late) }\n";

static const char alerts[] =
    "  plain: { warn: x < 8, crit: x < 4 }\n"
    "  derived: { warn: dx < 8 }\n"
    "  held: { warn: x < 9, crit: y < 5, for: 2 periods, clear: x > 12 }\n"
    "  days: { warn: y < 9, for: 3d }\n"
    "  runs: { warn: x < 9, for: 3 runs }\n"
    "  old: { warn: age(x) > 60d, crit: known(y) > 2d }\n"
    "  point: { crit: dl < 0, clear: dl > 3 }\n"
    "  point_held: { crit: latest(x) < 8, for: 30h }\n"
    "  kept: { warn: dx > 3, when_missing: keep }\n"
    "  past: { warn: 'revision(x, 2d) < 0' }\n"
    "  coming: { warn: late < 5 }\n"
    "  line: { warn: 'atleast(2, plain, days, runs)', crit: "
    "'atleast(1, point, old)' }\n"
    "  over: { crit: 'atleast(1, line, coming)' }\n";

static uint64_t state;

static unsigned
chance(unsigned below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % below;
}

static void
tell_alert(struct buf *out, const struct alert *alert)
{
	const struct alert_memory *memory = &alert->memory;

	(void)buf_printf(out,
	    "%s: %s of %d since %lld, late %d, changed %d for %d, unsaved %d: "
	    "%s; %u %u %lld %lld; %d %.17g\n",
	    alert->name, alert_state_word(alert->state), (int)alert->level,
	    (long long)alert->since, alert->late, alert->changed,
	    alert->changed ? (int)alert->why : 0, alert->unsaved,
	    alert->reason, memory->warn_run, memory->crit_run,
	    (long long)memory->warn_since, (long long)memory->crit_since,
	    alert->has_distance, alert->distance);
}

static char *
told(const struct scene *scene)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	for (size_t i = 0; i < alerts_count(scene->alerts); i++)
		tell_alert(&out, alerts_at(scene->alerts, i));
	for (size_t i = 0; i < scene->count; i++)
		(void)buf_printf(&out, "%s %d\n",
		    scene->transitions[i].reason,
		    (int)scene->transitions[i].why);
	return buf_take(&out);
}

static void
run(struct scene *scene, unsigned how, bool all)
{
	if (all)
		agenda_renew(scene->alerts->agenda);
	if (how == 0) { /* only to be shown */
		eval_derived(scene->model);
		alerts_evaluate(scene->alerts, model_now(scene->model), false,
		    NULL, NULL);
		return;
	}
	scene_run(scene, how > 1);
	model_end_round(scene->model);
}

/* Something happens to both. */
static void
happen(struct scene *one, struct scene *other)
{
	static const char *const names[] = { "x", "y", "late" };
	const char *name = names[chance(3)];
	unsigned choice = chance(8);
	char period[16];
	double value;

	(void)snprintf(period, sizeof(period), "20%uQ%u", 19 + chance(2),
	    chance(4) + 1);
	value = chance(16);
	if (choice < 3)
		clock_set(clock_now() + (int64_t)chance(60) * 3600);
	else if (choice == 3)
		clock_set(clock_now() + (int64_t)chance(60) * 3600 * 24);
	else if (choice < 7) {
		scene_put(one, name, "", period, value);
		scene_put(other, name, "", period, value);
	}
}

/* The first step that differs, else -1. */
static int
differs(uint64_t seed)
{
	struct scene woken, all;
	int found = -1;

	state = seed;
	scene_open(&woken, signals, alerts);
	scene_open(&all, signals, alerts);
	for (int step = 0; step < STEPS && found < 0; step++) {
		unsigned how = chance(5);
		char *got, *wanted;

		happen(&woken, &all);
		run(&woken, how, false);
		run(&all, how, true);
		got = told(&woken);
		wanted = told(&all);
		if (strcmp(got, wanted) != 0) {
			diag("step %d of seed %d, how %u:\n%s wanted\n%s", step,
			    (int)seed, how, got, wanted);
			found = step;
		}
		mem_free(got);
		mem_free(wanted);
	}
	scene_close(&woken);
	scene_close(&all);
	return found;
}

int
main(void)
{
	for (uint64_t seed = 1; seed <= SEEDS; seed++)
		is_int(differs(seed), -1, "as if all were judged each time");
	return done();
}
