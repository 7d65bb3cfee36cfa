/* SPDX-License-Identifier: MIT */
#include "tests/engine/scene.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/model.h"
#include "tests/tap.h"

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings, &alert_settings };

const char *
scene_path(const char *file)
{
	static char paths[4][200];
	static unsigned next;
	char *path = paths[next++ % 4];

	(void)snprintf(path, sizeof(paths[0]), "%s/%s", test_directory(), file);
	return path;
}

void
scene_write(const char *file, const char *text)
{
	FILE *out = fopen(scene_path(file), "w");

	if (out == NULL || fputs(text, out) == EOF || fclose(out) != 0) {
		printf("Bail out! %s\n", file);
		exit(1);
	}
}

void
scene_watchlist(const char *takes, const char *alerts)
{
	char text[4000];

	(void)snprintf(text, sizeof(text),
	    "name: Test\n"
	    "sources:\n"
	    "  s: { url: 'file:s.json', every: 1h }\n"
	    "  t: { url: 'file:t.json', every: 1d }\n"
	    "signals:\n"
	    "  x: { unit: RMB, from: s, each: '$[*]', value: v, period: p%s }\n"
	    "  y: { unit: RMB, from: t, each: '$[*]', value: v, period: p }\n"
	    "alerts:\n%s",
	    takes, alerts);
	scene_write("w.yaml", text);
}

static void
bail(const struct complaints *complaints, const struct err *err)
{
	struct buf words;

	buf_init(&words, LIMIT_MESSAGE);
	complaints_format(&words, complaints);
	printf("Bail out! %s%s\n", buf_string(&words), err->text);
	exit(1);
}

struct engine *
scene_open_as(const char *folder, int64_t as_of, bool no_fetch)
{
	struct engine_options options = {
		.watchlist_file = scene_path("w.yaml"),
		.state_directory = scene_path(folder),
		.as_of = as_of,
		.no_fetch = no_fetch,
		.tables = tables,
		.table_count = ARRAY_LEN(tables),
	};
	struct complaints complaints = { 0 };
	enum engine_failure failure;
	struct err err = { .text = "" };
	struct engine *engine =
	    engine_new(&options, &failure, &complaints, &err);

	if (engine == NULL)
		bail(&complaints, &err);
	complaints_release(&complaints);
	return engine;
}

struct engine *
scene_open(const char *folder)
{
	return scene_open_as(folder, ALWAYS, false);
}

const struct figure *
scene_figure(struct engine *engine, const char *quarter)
{
	const struct signal *signal = model_find(engine_model(engine), "x");
	struct period period;
	struct err err;

	if (signal->series_count == 0 ||
	    !period_parse(&period, quarter, FISCAL_CALENDAR, &err))
		return NULL;
	return series_find(signal->series[0], period);
}

double
scene_value(struct engine *engine, const char *quarter)
{
	const struct figure *figure = scene_figure(engine, quarter);
	const struct vintage *vintage =
	    figure != NULL
		? figure_at(figure, model_as_of(engine_model(engine)))
		: NULL;

	return vintage != NULL ? vintage->amount.value : NAN;
}

char *
scene_untold(struct engine *engine)
{
	struct transition *transitions;
	size_t count;
	struct buf told;
	struct err err;

	buf_init(&told, LIMIT_MESSAGE);
	if (!engine_untold(engine, &transitions, &count, &err))
		return mem_text(err.text);
	if (!engine_mark_told(engine, transitions, count, &err))
		(void)buf_text(&told, err.text);
	for (size_t i = 0; i < count; i++) {
		(void)buf_printf(&told, "%s%s %s>%s %s",
		    told.length > 0 ? "; " : "", transitions[i].alert,
		    alert_state_word(transitions[i].was),
		    alert_state_word(transitions[i].state),
		    alert_why_name(transitions[i].why));
		transition_release(&transitions[i]);
	}
	mem_free(transitions);
	return buf_take(&told);
}

const char *
scene_source(struct engine *engine)
{
	static char text[1000];
	const struct source_memory *source = engine_source_named(engine, "s");

	(void)snprintf(text, sizeof(text), "%s%s%s",
	    source_state_name(source->state),
	    source->reason != NULL ? ": " : "",
	    source->reason != NULL ? source->reason : "");
	return text;
}
