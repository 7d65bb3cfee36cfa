/* SPDX-License-Identifier: MIT */
#include "command/labelled.h"

#include <stddef.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/quiet.h"
#include "base/err.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/near.h"
#include "config/label_names.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/basis.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/model.h"
#include "model/quiet.h"

static void
each_labels(const struct signal *signal,
    void (*visit)(void *context, const struct labels *labels), void *context)
{
	for (size_t i = 0; i < signal->series_count; i++)
		visit(context, &signal->series[i]->labels);
	for (size_t i = 0; i < signal->event_count; i++)
		visit(context, &signal->events[i]->labels);
}

static void
add_names(void *context, const struct labels *labels)
{
	for (size_t i = 0; i < labels->count; i++)
		map_put(context, labels->pairs[i].name, context);
}

/* The sentence's end where WORD is no key of NAMES; NULL where it is. */
static char *
hint_of(const struct map *names, const char *word)
{
	return map_find(names, word) == NULL ? near_key_hint(word, names)
					     : NULL;
}

bool
labelled_knows(const struct engine *engine, const char *name, struct err *err)
{
	const struct watchlist *watchlist = engine_watchlist(engine);
	const struct model *model = engine_model(engine);
	struct map *names = map_new();
	char *hint;

	watchlist_label_names(watchlist, names); /* also without a figure yet */
	for (size_t i = 0; i < model_count(model); i++)
		each_labels(model_signal(model, i), add_names, names);
	hint = hint_of(names, name);
	map_free(names);
	if (hint == NULL || !strcmp(name, "basis")) {
		mem_free(hint);
		return true;
	}
	(void)err_set(err, "no signal has a label '%.80s'%s", name, hint);
	mem_free(hint);
	return false;
}

struct values { /* that a label has */
	const char *name;
	struct map *found;
};

static void
add_value(void *context, const struct labels *labels)
{
	struct values *values = context;
	const char *value = labels_find(labels, values->name);

	if (value != NULL)
		map_put(values->found, value, values);
}

static char *
no_such_value(const struct model *model, const struct label *label)
{
	struct values values = { label->name, map_new() };
	char *hint, *sentence = NULL;

	for (size_t i = 0; i < model_count(model); i++)
		each_labels(model_signal(model, i), add_value, &values);
	hint = hint_of(values.found, label->value);
	if (hint != NULL)
		sentence = mem_printf("nothing has %s=\"%s\" yet%s",
		    label->name, label->value, hint);
	mem_free(hint);
	map_free(values.found);
	return sentence;
}

struct search { /* among the signals of a condition */
	const struct model *model;
	const struct labels *wanted;
	bool found;
};

static void
look_at_labels(void *context, const struct labels *labels)
{
	struct search *search = context;
	bool all = true;

	for (size_t i = 0; i < search->wanted->count; i++) {
		const struct label *pair = &search->wanted->pairs[i];
		const char *value = labels_find(labels, pair->name);

		/* Who said it is a label only of what is derived. */
		if (strcmp(pair->name, "basis") != 0)
			all = all && value != NULL &&
			    !strcmp(value, pair->value);
	}
	search->found = search->found || all;
}

static void
look_at_signal(void *context, const struct node *node)
{
	struct search *search = context;
	const struct signal *signal = node->kind == NODE_SIGNAL
	    ? model_find(search->model, node->name)
	    : NULL;

	if (signal != NULL)
		each_labels(signal, look_at_labels, search);
}

static bool
may_fit(const struct engine *engine, const struct silence *silence,
    const struct alert *alert)
{
	static const char *const conditions[] = { "warn", "crit" };
	struct search search = { engine_model(engine), &silence->labels,
		silence->labels.count == 0 };
	struct silence scope = *silence;

	scope.labels = (struct labels){ .pairs = NULL };
	if (!silence_fits(&scope, alert, engine_watchlist(engine)))
		return false;
	for (size_t i = 0; alert->section != NULL && i < 2; i++) {
		const struct expr *expr =
		    section_expr(alert->section, conditions[i]);

		if (expr != NULL)
			expr_names(expr, look_at_signal, &search);
	}
	return search.found;
}

char *
labelled_nothing(const struct engine *engine, const struct silence *silence)
{
	const struct alerts *alerts = engine_alerts(engine);
	const struct labels *labels = &silence->labels;
	enum basis basis;

	for (size_t i = 0; i < labels->count; i++) {
		const struct label *label = &labels->pairs[i];
		char *why = !strcmp(label->name, "basis") &&
			basis_parse(&basis, label->value)
		    ? NULL
		    : no_such_value(engine_model(engine), label);

		if (why != NULL)
			return why;
	}
	for (size_t i = 0; i < alerts_count(alerts); i++)
		if (may_fit(engine, silence, alerts_at(alerts, i)))
			return NULL;
	for (size_t i = 0; i < engine_source_count(engine); i++)
		if (may_fit(engine, silence, engine_source_alert(engine, i)))
			return NULL;
	return mem_text("no alert has all that it names");
}
