/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/evidence.h"
#include "model/model.h"
#include "store/store.h"
#include "tests/engine/scene.h"
#include "tests/tap.h"

static const char one_alert[] = "  a: { warn: x < 8, crit: x < 7 }\n";

static void
told_is(struct engine *engine, const char *wanted, const char *name)
{
	char *told = scene_untold(engine);

	is_string(told, wanted, name);
	mem_free(told);
}

static void
begin(const char *takes, const char *alerts, const char *document)
{
	clock_set(SCENE_START);
	scene_watchlist(takes, alerts);
	scene_write("s.json", document);
	scene_write("t.json", "[{\"v\": 1, \"p\": \"2025Q1\"}]");
}

/* check, check, a change, check: baseline, silence, exactly its alert. */
static void
test_checks(void)
{
	struct engine *engine;

	begin("", "  a: { warn: x < 8, crit: x < 7 }\n  b: { warn: x > 99 }\n",
	    "[{\"v\": 9, \"p\": \"2025Q1\"}]");
	engine = scene_open("checks");
	ok(isnan(scene_value(engine, "2025Q1")), "nothing before it ran");
	engine_run(engine);
	is_number(scene_value(engine, "2025Q1"), 9, "fetched");
	told_is(engine, "a ok>ok baseline; b ok>ok baseline", "baseline");
	engine_free(engine);
	engine = scene_open("checks");
	is_number(scene_value(engine, "2025Q1"), 9, "of the store");
	engine_run(engine);
	told_is(engine, "", "the second is silent");
	engine_free(engine);
	scene_write("s.json", "[{\"v\": 7.5, \"p\": \"2025Q1\"}]");
	engine = scene_open("checks");
	engine_run(engine);
	told_is(engine, "a ok>warn restated", "exactly its alert");
	ok(alerts_find(engine_alerts(engine), "a")->changed,
	    "which changed in this run");
	is_int((int64_t)scene_figure(engine, "2025Q1")->vintage_count, 2,
	    "the earlier value stays as a vintage");
	engine_free(engine);
	engine = scene_open_as("checks", ALWAYS, true);
	is_number(scene_value(engine, "2025Q1"), 7.5, "both are kept");
	is_int(
	    (int64_t)scene_figure(engine, "2025Q1")->vintage_count, 2, "both");
	ok(engine_refresh(engine, NULL, true) == 0 &&
		engine_next_fetch(engine, 0) == INT64_MAX,
	    "no fetch: never");
	engine_free(engine);
}

/* One run is one evaluation. */
static void
test_runs(void)
{
	struct engine *engine;

	begin("", "  a: { warn: x < 8, for: 2 runs }\n",
	    "[{\"v\": 7, \"p\": \"2025Q1\"}]");
	engine = scene_open("runs");
	engine_run(engine);
	told_is(engine, "a ok>pending baseline", "the first run");
	engine_free(engine);
	engine = scene_open("runs");
	is_string(
	    alert_state_word(alerts_find(engine_alerts(engine), "a")->state),
	    "pending", "looking is no run");
	engine_run(engine);
	told_is(engine, "a pending>warn new", "the second");
	engine_free(engine);
}

static void
keep_time(const char *file, const struct timespec *modified)
{
	struct timespec times[2] = { *modified, *modified };

	if (utimensat(AT_FDCWD, scene_path(file), times, 0) != 0)
		printf("Bail out! utimensat\n");
}

/* A file of the same time and size is not parsed again; within one run neither
 * before it is due. */
static void
test_unchanged_file(void)
{
	static const struct timespec then = { 1700000000, 5 },
				     later = { 1700000000, 6 };
	struct engine *engine;

	begin("", one_alert, "[{\"v\": 9, \"p\": \"2025Q1\"}]");
	keep_time("s.json", &then);
	engine = scene_open("unchanged");
	engine_run(engine);
	scene_write("s.json", "[{\"v\": 5, \"p\": \"2025Q1\"}]");
	keep_time("s.json", &then);
	engine_free(engine);
	engine = scene_open("unchanged");
	engine_run(engine);
	is_number(scene_value(engine, "2025Q1"), 9, "not parsed again");
	is_string(scene_source(engine), "ok", "and that is fine");
	keep_time("s.json", &later);
	is_int((int64_t)engine_refresh(engine, NULL, false), 0, "not due");
	is_int(
	    engine_next_fetch(engine, 0), SCENE_START + 3600, "due in an hour");
	clock_set(SCENE_START + 3600);
	engine_run(engine);
	is_number(scene_value(engine, "2025Q1"), 5, "a nanosecond is enough");
	engine_free(engine);
}

/* The four failures keep what is known, say why, and are one alert. */
static void
test_failures(void)
{
	static const struct {
		const char *name, *document, *source;
	} cases[] = {
		{ "cut short", "[{\"v\": 5, \"p\": \"2025Q1\"}",
		    "unreadable: " },
		{ "no format of ours", "<html>", "unreadable: " },
		{ "nothing found", "{\"a\": 1}", "missing: " },
		{ "gone", NULL, "unreachable: " },
		{ "outside the guard", "[{\"v\": 501, \"p\": \"2025Q2\"}]",
		    "implausible: x of 2025Q2 is implausible: 501 RMB is "
		    "above its guard's max of 500" },
		{ "too large a step",
		    "[{\"v\": 91, \"p\": \"2025Q2\"}, {\"v\": -1, \"p\": "
		    "\"2025Q3\"}]",
		    "implausible: x of 2025Q2 is implausible: 91 RMB is "
		    "further from its neighbour than its guard's step of 10x "
		    "(and 1 more)" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *name = cases[i].name, *source;
		struct engine *engine;
		char folder[16];

		(void)snprintf(folder, sizeof(folder), "fail%zu", i);
		begin(", guard: { min: 0, max: 500, step: 10x }", one_alert,
		    "[{\"v\": 9, \"p\": \"2025Q1\"}]");
		engine = scene_open(folder);
		engine_run(engine);
		told_is(engine, "a ok>ok baseline", name);
		if (cases[i].document != NULL)
			scene_write("s.json", cases[i].document);
		else
			(void)unlink(scene_path("s.json"));
		clock_set(SCENE_START + 3600);
		engine_run(engine);
		source = scene_source(engine);
		ok(!strncmp(source, cases[i].source, strlen(cases[i].source)),
		    name);
		if (strncmp(source, cases[i].source, strlen(cases[i].source)))
			diag("%s", source);
		is_number(scene_value(engine, "2025Q1"), 9, "it stays");
		ok(isnan(scene_value(engine, "2025Q2")), "nothing new counts");
		told_is(engine, "source:s ok>failed failed", "one alert of it");
		engine_free(engine);
		engine = scene_open(folder);
		clock_set(SCENE_START + 3 * 3600);
		engine_run(engine);
		is_string(scene_source(engine), source, "again the same");
		told_is(engine, "", "told once");
		scene_write("s.json", "[{\"v\": 9.5, \"p\": \"2025Q1\"}]");
		clock_set(SCENE_START + 9 * 3600);
		engine_run(engine);
		is_string(scene_source(engine), "ok", "well again");
		is_number(scene_value(engine, "2025Q1"), 9.5, "it goes on");
		told_is(engine, "source:s failed>ok resolved", "told");
		engine_free(engine);
	}
}

/* An edit that changes what is taken: anew, and no restatement. */
static void
test_definition(void)
{
	struct engine *engine;
	int64_t since = SCENE_START;

	begin("", one_alert,
	    "[{\"v\": 9, \"p\": \"2025Q1\"}, {\"v\": 10, \"p\": \"2025Q2\"}]");
	engine = scene_open("edit");
	engine_run(engine);
	engine_free(engine);

	clock_set(SCENE_START + 100);
	scene_watchlist(", basis: claimed", one_alert);
	(void)rename(scene_path("s.json"), scene_path("away.json"));
	engine = scene_open("edit");
	is_number(scene_value(engine, "2025Q1"), 9, "the old stands");
	engine_run(engine);
	is_number(scene_value(engine, "2025Q1"), 9,
	    "and stays, as long as the new brings nothing");
	engine_free(engine);
	(void)rename(scene_path("away.json"), scene_path("s.json"));

	scene_watchlist(", remark: r", one_alert);
	engine = scene_open("edit");
	engine_run(engine);
	is_int((int64_t)scene_figure(engine, "2025Q1")->vintage_count, 1,
	    "taken anew: one vintage");
	is_int(scene_figure(engine, "2025Q1")->vintages[0].known_at, since,
	    "the same value is known since it was");
	engine_free(engine);

	scene_watchlist(", scale: 1000", one_alert);
	engine = scene_open("edit");
	engine_run(engine);
	is_number(scene_value(engine, "2025Q2"), 10000, "of the new scale");
	is_int((int64_t)scene_figure(engine, "2025Q2")->vintage_count, 1,
	    "no restatement");
	is_int(scene_figure(engine, "2025Q2")->vintages[0].known_at, since,
	    "another value since its body came");
	engine_free(engine);

	scene_watchlist(", guard: { max: 5 }", one_alert);
	engine = scene_open("edit");
	engine_run(engine);
	is_number(scene_value(engine, "2025Q2"), 10000,
	    "implausible by the new definition: the old is not blanked");
	engine_free(engine);
	scene_watchlist(", guard: { step: 2x }", one_alert);
	engine = scene_open("edit");
	engine_run(engine);
	is_number(scene_value(engine, "2025Q2"), 10,
	    "figures of another definition are no neighbours");
	engine_free(engine);
	engine = scene_open_as("edit", ALWAYS, true);
	is_number(scene_value(engine, "2025Q1"), 9, "and all is kept");
	engine_free(engine);
}

static void
test_late(void)
{
	struct engine *engine;

	begin(", expect: 20d after period end", one_alert,
	    "[{\"v\": 9, \"p\": \"2025Q2\"}]");
	engine = scene_open("late");
	engine_run(engine);
	told_is(engine, "a ok>ok baseline", "baseline");
	clock_set(SCENE_START + 20 * DAY_S); /* due on 2025-10-20 */
	engine_run(engine);
	told_is(engine, "a ok>ok late", "time alone makes late");
	(void)engine_turn(engine, NULL, 0, 0);
	told_is(engine, "", "told once");
	scene_write("s.json", "[{\"v\": 9, \"p\": \"2025Q3\"}]");
	clock_set(SCENE_START + 21 * DAY_S);
	engine_run(engine);
	told_is(engine, "a ok>ok on time", "on time again");
	clock_set(SCENE_START + 200 * DAY_S);
	while (engine_turn(engine, NULL, 0, 0) && engine_fetching(engine) > 0)
		;
	told_is(engine, "a ok>ok late", "the open screen finds it too");
	engine_free(engine);
}

static void
test_as_of(void)
{
	struct engine *engine;
	struct transition *untold;
	size_t count;
	struct err err;

	begin(", vintage: k", one_alert,
	    "[{\"v\": 9, \"p\": \"2025Q1\", \"k\": \"2025-05-01\"},"
	    " {\"v\": 6, \"p\": \"2025Q1\", \"k\": \"2025-08-01\"}]");
	engine = scene_open_as("asof", 1750000000, false);
	engine_run(engine);
	is_number(scene_value(engine, "2025Q1"), 9, "as it was known then");
	is_string(
	    alert_state_word(alerts_find(engine_alerts(engine), "a")->state),
	    "ok", "and the alert");
	ok(engine_untold(engine, &untold, &count, &err) && count == 0,
	    "nothing is told");
	ok(engine_lock(engine, 0, &err), "nor locked");
	engine_free(engine);
	ok(access(scene_path("asof"), F_OK) != 0, "nothing is written");
	engine = scene_open("asof");
	engine_run(engine);
	is_number(scene_value(engine, "2025Q1"), 6, "as it is known now");
	engine_free(engine);
	engine = scene_open_as("asof", 1750000000, false);
	engine_run(engine);
	is_number(scene_value(engine, "2025Q1"), 9, "with a history too");
	engine_free(engine);
}

/* A screen and a check share one state. */
static void
test_shared(void)
{
	struct engine *screen, *check;
	struct err err;

	begin("", one_alert, "[{\"v\": 9, \"p\": \"2025Q1\"}]");
	screen = scene_open("shared");
	engine_run(screen);
	told_is(screen, "a ok>ok baseline", "baseline");
	check = scene_open("shared");
	ok(engine_lock(check, 0, &err), "a run");
	ok(!engine_lock(screen, 0, &err), "another one has to wait");
	is_string(err.text,
	    "another run is at work, and did not end within "
	    "0 s",
	    "and says so");
	scene_write("s.json", "[{\"v\": 6, \"p\": \"2025Q2\"}]");
	clock_set(SCENE_START + 1);
	engine_run(check);
	ok(engine_turn(screen, NULL, 0, 0), "the screen sees a change");
	is_number(scene_value(screen, "2025Q2"), 6,
	    "what the check fetched is on the screen");
	is_string(
	    alert_state_word(alerts_find(engine_alerts(screen), "a")->state),
	    "crit", "and the alert");
	told_is(check, "a ok>crit new", "the change is told once");
	clock_set(SCENE_START + 7200);
	engine_run(screen);
	told_is(check, "", "also after the screen has looked itself");
	(void)unlink(scene_path("s.json"));
	clock_set(SCENE_START + 20000);
	engine_run(screen);
	engine_run(check);
	told_is(check, "source:s ok>failed failed",
	    "a source's failure is told once");
	engine_free(check);
	engine_free(screen);
}

static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	(void)getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes;
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		printf("Bail out! setrlimit\n");
}

static size_t
kept_figures(void)
{
	struct engine *engine = scene_open_as("full", ALWAYS, true);
	const struct signal *signal = model_find(engine_model(engine), "x");
	size_t count = signal->series_count > 0 ? signal->series[0]->count : 0;

	engine_free(engine);
	return count;
}

/* The disk is full on the way: a message, the model goes on; when there is room
 * again all is kept, without a new start. */
static void
test_full_disk(void)
{
	enum { FIGURES = 400 };
	struct engine *engine;
	struct buf document;
	const char *trouble;

	buf_init(&document, LIMIT_MESSAGE);
	for (int i = 0; i < FIGURES; i++)
		(void)buf_printf(&document, "%s{\"v\": %d, \"p\": \"%04dQ%d\"}",
		    i > 0 ? "," : "[", i + 1, 1900 + i / 4, i % 4 + 1);
	(void)buf_char(&document, ']');
	begin("", one_alert, "[]");
	engine = scene_open("full");
	engine_run(engine);
	told_is(engine, "source:s ok>failed failed; a ok>no_data baseline",
	    "baseline");
	scene_write("s.json", buf_string(&document));
	buf_release(&document);
	(void)signal(SIGXFSZ, SIG_IGN);
	limit_files(48 * 1024);
	clock_set(SCENE_START + 3600);
	engine_run(engine);
	trouble = engine_store_trouble(engine);
	ok(trouble != NULL && strstr(trouble, "/full/test.db: ") != NULL,
	    "a message");
	if (trouble != NULL)
		diag("%s", trouble);
	is_number(scene_value(engine, "1999Q4"), 400, "the model goes on");
	is_string(
	    alert_state_word(alerts_find(engine_alerts(engine), "a")->state),
	    "ok", "and the alert");
	limit_files(RLIM_INFINITY);
	is_int((int64_t)kept_figures(), 0, "nothing is half kept");
	clock_set(SCENE_START + 7200);
	engine_run(engine);
	ok(engine_store_trouble(engine) == NULL, "room again: no trouble");
	is_int((int64_t)kept_figures(), FIGURES, "and all is kept");
	told_is(engine, "source:s failed>ok resolved; a no_data>ok has data",
	    "what changed meanwhile is told");
	engine_free(engine);
}

int
main(void)
{
	test_checks();
	test_runs();
	test_unchanged_file();
	test_failures();
	test_definition();
	test_late();
	test_as_of();
	test_shared();
	test_full_disk();
	return done();
}
