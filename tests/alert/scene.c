/* SPDX-License-Identifier: MIT */
#include "tests/alert/scene.h"

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
#include "base/number.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/model.h"
#include "tests/tap.h"
#include "tui/tui.h"

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings, &alert_settings, &tui_settings };

static const char head[] =
    "name: Test\n"
    "sources:\n  s: { url: 'file:none.json' }\n"
    "signals:\n"
    "  x: { unit: '%', from: s, each: '$[*]', value: v, period: p }\n"
    "  y: { unit: '%', from: s, each: '$[*]', value: v, period: p }\n";

static struct watchlist *
load(const char *signals, const char *alerts)
{
	static unsigned number;
	struct complaints complaints = { 0 };
	struct watchlist *watchlist;
	struct buf words;
	char path[200];
	FILE *file;

	(void)snprintf(
	    path, sizeof(path), "%s/w%u.yaml", test_directory(), number++);
	file = fopen(path, "w");
	if (file != NULL) {
		(void)fprintf(file, "%s%salerts:\n%s", head, signals, alerts);
		(void)fclose(file);
	}
	watchlist =
	    watchlist_load(path, tables, ARRAY_LEN(tables), &complaints);
	if (watchlist == NULL) {
		buf_init(&words, LIMIT_MESSAGE);
		complaints_format(&words, &complaints);
		printf("Bail out! %s\n", buf_string(&words));
		exit(1);
	}
	complaints_release(&complaints);
	return watchlist;
}

void
scene_open(struct scene *scene, const char *signals, const char *alerts)
{
	struct definition **definitions;
	size_t count;

	*scene = (struct scene){ .watchlist = load(signals, alerts) };
	definitions = watchlist_take_definitions(scene->watchlist, &count);
	scene->model = model_new();
	for (size_t i = 0; i < count; i++)
		(void)model_define(scene->model, definitions[i]);
	mem_free(definitions);
	scene->alerts = alerts_new(scene->watchlist, scene->model);
	clock_set(SCENE_START);
}

static void
release_transitions(struct scene *scene)
{
	for (size_t i = 0; i < scene->count; i++)
		transition_release(&scene->transitions[i]);
	mem_free(scene->transitions);
	scene->transitions = NULL;
	scene->count = 0;
}

void
scene_close(struct scene *scene)
{
	release_transitions(scene);
	alerts_free(scene->alerts);
	model_free(scene->model);
	watchlist_free(scene->watchlist);
}

static struct vintage
vintage_of(double value)
{
	return (struct vintage){ .amount = amount_exact(value),
		.basis = BASIS_REPORTED,
		.known_at = clock_now() };
}

void
scene_put_days(struct scene *scene, const char *signal, int64_t start,
    int64_t end, double value)
{
	const struct labels none = { NULL, 0 };
	const struct vintage vintage = vintage_of(value);

	(void)model_add(scene->model, model_find(scene->model, signal), &none,
	    period_of_days(start, end, false), &vintage);
}

void
scene_put(struct scene *scene, const char *signal, const char *labels_text,
    const char *text, double value)
{
	const struct vintage vintage = vintage_of(value);
	struct period period = { 0 };
	struct labels labels;
	struct err err;

	if (!period_parse(&period, text, FISCAL_CALENDAR, &err) ||
	    !labels_parse(&labels, labels_text)) {
		printf("Bail out! %s %s\n", labels_text, text);
		exit(1);
	}
	(void)model_add(scene->model, model_find(scene->model, signal), &labels,
	    period, &vintage);
	labels_release(&labels);
}

static int64_t
day_of(const char *text)
{
	int64_t day = 0;

	if (!date_parse(&day, text)) {
		printf("Bail out! %s\n", text);
		exit(1);
	}
	return day * DAY_S;
}

void
scene_put_event(struct scene *scene, const char *signal, const char *id,
    const char *date, const char *said)
{
	char *copy = mem_text(said), *rest = copy;
	struct event event = { .id = (char *)id,
		.title = (char *)id,
		.date = day_of(date),
		.due = NO_DATE,
		.kind = strsep(&rest, " "),
		.known_at = clock_now() };

	for (char *word = strsep(&rest, " "); word != NULL;
	     word = strsep(&rest, " "))
		if (word[0] >= '0' && word[0] <= '9')
			event.due = day_of(word);
		else if (strcmp(word, "due") != 0)
			event.status = word;
	(void)model_add_event(
	    scene->model, model_find(scene->model, signal), &event);
	mem_free(copy);
}

void
scene_run(struct scene *scene, bool is_run)
{
	release_transitions(scene);
	eval_derived(scene->model);
	alerts_evaluate(scene->alerts, model_now(scene->model), is_run,
	    &scene->transitions, &scene->count);
	model_end_round(scene->model);
}

/* "2020Q1=7" says so of x, "y@2020Q1=7" of y. */
static void
say_of(struct scene *scene, const char *word)
{
	const char *period = strchr(word, '@'), *sign = strchr(word, '=');
	char *signal = period != NULL
	    ? mem_bytes(word, (size_t)(period - word))
	    : mem_text("x");
	char *label;
	double value;

	period = period != NULL ? period + 1 : word;
	label = mem_bytes(period, (size_t)(sign - period));
	if (number_parse(&value, sign + 1, strlen(sign + 1)))
		scene_put(scene, signal, "", label, value);
	mem_free(signal);
	mem_free(label);
}

static void
say_all(struct scene *scene, const char *words)
{
	char *copy = mem_text(words), *rest = copy;

	for (char *word = strsep(&rest, ","); word != NULL;
	     word = strsep(&rest, ","))
		say_of(scene, word);
	mem_free(copy);
}

void
scene_step(struct scene *scene, const char *word)
{
	struct err err;
	int64_t seconds = 0;
	char quarter[16];
	double value;

	if (word[0] == '+' && duration_parse(&seconds, word + 1, &err)) {
		clock_set(clock_now() + seconds);
	} else if (strchr(word, '=') != NULL) {
		say_all(scene, word);
	} else if (strcmp(word, ".") != 0) {
		(void)snprintf(quarter, sizeof(quarter), "%dQ%d",
		    2020 + scene->quarters / 4, scene->quarters % 4 + 1);
		scene->quarters++;
		if (number_parse(&value, word, strlen(word)))
			scene_put(scene, "x", "", quarter, value);
	}
	scene_run(scene, true);
}

const struct alert *
scene_alert(const struct scene *scene, const char *name)
{
	return alerts_find(scene->alerts, name);
}

const char *
scene_state(const struct scene *scene, const char *name)
{
	return alert_state_word(scene_alert(scene, name)->state);
}

char *
scene_tell(struct scene *scene, const char *name, const char *story)
{
	char *copy = mem_text(story), *rest = copy;
	struct buf told;

	buf_init(&told, LIMIT_MESSAGE);
	for (char *word = strsep(&rest, " "); word != NULL;
	     word = strsep(&rest, " ")) {
		scene_step(scene, word);
		(void)buf_printf(&told, "%s%s:%s", told.length > 0 ? " " : "",
		    word, scene_state(scene, name));
	}
	mem_free(copy);
	return buf_take(&told);
}
