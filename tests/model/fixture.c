/* SPDX-License-Identifier: MIT */
#include "tests/model/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/model.h"
#include "model/scope.h"
#include "tests/tap.h"

static void
give_up(const char *line, const char *why)
{
	printf("Bail out! fixture: '%s': %s\n", line, why);
	exit(1);
}

int64_t
fixture_time(const char *date)
{
	int64_t days = 0;

	if (!date_parse(&days, date))
		give_up(date, "no date");
	return days * DAY_S;
}

/* The next word of *REST, cut from it; NULL at the end. Labels are one. */
static char *
word(char **rest)
{
	char *found;

	*rest += strspn(*rest, " ");
	found = *rest;
	if (*found == '\0')
		return NULL;
	*rest += strcspn(*rest, " {");
	if (**rest == '{')
		*rest += strcspn(*rest, "}");
	*rest += strcspn(*rest, " ");
	if (**rest != '\0')
		*(*rest)++ = '\0';
	return found;
}

/* "key=" at the beginning: what stands behind, else NULL. */
static const char *
value_of(const char *option, const char *key)
{
	size_t length = strlen(key);

	return !strncmp(option, key, length) ? option + length : NULL;
}

static struct period
period_of(const char *text)
{
	struct period period = { 0, 0, PERIOD_DAY };
	struct err err;

	if (!period_parse(&period, text, FISCAL_CALENDAR, &err))
		give_up(text, err.text);
	return period;
}

static void
set_unit(struct definition *definition, const char *text)
{
	struct err err;

	definition->unit = unit_none();
	if (strcmp(text, "-") != 0 &&
	    !unit_parse(&definition->unit, text, &err))
		give_up(text, err.text);
}

static void
define_option(struct definition *definition, const char *option)
{
	static const char *const kinds[] = { "any", "flow", "stock", "rate",
		"score", "count" };
	const char *value = value_of(option, "kind=");

	for (int i = 0; value != NULL && i < 6; i++)
		if (!strcmp(value, kinds[i]))
			definition->kind = (enum signal_kind)i;
	if (!strcmp(option, "voices"))
		definition->basis_varies = true;
	value = value_of(option, "break=");
	if (value != NULL) {
		definition->breaks = mem_room(definition->breaks,
		    definition->break_count, sizeof(*definition->breaks));
		definition->breaks[definition->break_count++] =
		    (struct breakpoint){ .is_period = true,
			    .period = period_of(value) };
	}
	value = value_of(option, "expect=");
	if (value != NULL)
		definition->expect.seconds = strtol(value, NULL, 10) * DAY_S;
	if (value != NULL)
		definition->expect.of = strchr(value, 'l') != NULL
		    ? EXPECT_AFTER_LEARNED
		    : EXPECT_AFTER_PERIOD_END;
}

static void
define(struct model *model, bool events, char *rest)
{
	struct definition *definition = mem_new(sizeof(*definition));
	char *option;

	definition->name = mem_text(word(&rest));
	definition->title = mem_text(definition->name);
	definition->fiscal_end = FISCAL_CALENDAR;
	definition->events = events;
	set_unit(definition, events ? "-" : word(&rest));
	while ((option = word(&rest)) != NULL)
		define_option(definition, option);
	(void)model_define(model, definition);
}

static void
derive(struct model *model, char *rest)
{
	struct definition *definition = mem_new(sizeof(*definition));
	struct err err;

	definition->name = mem_text(word(&rest));
	definition->title = mem_text(definition->name);
	definition->fiscal_end = FISCAL_CALENDAR;
	set_unit(definition, word(&rest));
	rest += strspn(rest, "= ");
	definition->expr = fixture_expr(model, rest, &err);
	if (definition->expr == NULL)
		give_up(rest, err.text);
	(void)model_define(model, definition);
}

static struct signal *
signal_of(struct model *model, char *name, struct labels *labels)
{
	char *brace = strchr(name, '{');
	struct signal *signal;

	labels_init(labels);
	if (brace != NULL && !labels_parse(labels, brace))
		give_up(name, "no labels");
	if (brace != NULL)
		*brace = '\0';
	signal = model_find(model, name);
	if (signal == NULL)
		give_up(name, "no such signal");
	return signal;
}

static void
add_figure(struct model *model, char *name, char *rest)
{
	struct labels labels;
	struct signal *signal = signal_of(model, name, &labels);
	struct period period = period_of(word(&rest));
	struct vintage vintage = { .basis = BASIS_REPORTED,
		.known_at = period.end };
	const char *option = word(&rest);
	struct err err;

	if (!amount_parse(&vintage.amount, option, '.', &err))
		give_up(option, err.text);
	option = labels_find(&labels, "basis");
	if (option != NULL && !basis_parse(&vintage.basis, option))
		give_up(option, "no basis");
	while ((option = word(&rest)) != NULL) {
		if (option[0] == '@')
			vintage.known_at = fixture_time(option + 1);
		else if (value_of(option, "basis=") == NULL ||
		    !basis_parse(&vintage.basis, value_of(option, "basis=")))
			give_up(option, "no option");
	}
	(void)model_add(model, signal, &labels, period, &vintage);
	labels_release(&labels);
}

static void
add_event(struct model *model, char *rest)
{
	struct event event = { .due = NO_DATE, .basis = BASIS_REPORTED };
	struct signal *signal =
	    signal_of(model, word(&rest), &event.labels);
	const char *option;

	event.date = event.known_at = fixture_time(word(&rest));
	event.id = event.title = word(&rest);
	while ((option = word(&rest)) != NULL)
		if (value_of(option, "due=") != NULL)
			event.due = fixture_time(value_of(option, "due="));
		else if (value_of(option, "status=") != NULL)
			event.status = (char *)value_of(option, "status=");
		else if (value_of(option, "kind=") != NULL)
			event.kind = (char *)value_of(option, "kind=");
		else
			event.known_at = fixture_time(option + 1);
	(void)model_add_event(model, signal, &event);
	labels_release(&event.labels);
}

void
fixture_add(struct model *model, const char *text)
{
	char *copy = mem_text(text), *lines = copy, *line;

	while ((line = strsep(&lines, "\n")) != NULL) {
		char *first = word(&line);

		if (first == NULL)
			continue;
		if (!strcmp(first, "signal") || !strcmp(first, "events"))
			define(model, first[0] == 'e', line);
		else if (!strcmp(first, "derive"))
			derive(model, line);
		else if (!strcmp(first, "event"))
			add_event(model, line);
		else
			add_figure(model, first, line);
	}
	mem_free(copy);
}

struct model *
fixture_model(const char *text)
{
	struct model *model = model_new();

	fixture_add(model, text);
	return model;
}

static enum name_kind
find_name(void *context, const char *name, struct unit *unit, int *kind)
{
	const struct signal *signal = model_find(context, name);

	if (signal == NULL)
		return strncmp(name, "red_", 4) ? NAME_UNKNOWN : NAME_ALERT;
	*unit = signal->definition->unit;
	*kind = (int)signal->definition->kind;
	return signal->definition->events ? NAME_EVENTS : NAME_SIGNAL;
}

static bool
basis_varies(void *context, const char *name)
{
	const struct signal *signal = model_find(context, name);

	return signal != NULL && signal->definition->basis_varies;
}

static const char *
near_none(void *context, const char *name)
{
	(void)context;
	return !strcmp(name, "capx") ? "capex" : NULL;
}

size_t
fixture_rates(const struct model *model, struct rate *rates, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < model_count(model) && count < most; i++) {
		const struct definition *definition =
		    model_signal(model, i)->definition;

		if (strncmp(definition->name, "fx_", 3) != 0)
			continue;
		rates[count].signal = definition->name;
		(void)memcpy(rates[count].base, definition->unit.under[0],
		    UNIT_WORD);
		(void)memcpy(rates[count++].quote, definition->unit.over[0],
		    UNIT_WORD);
	}
	return count;
}

struct expr *
fixture_expr(const struct model *model, const char *text, struct err *err)
{
	struct rate rates[8];
	struct scope scope = { .context = (void *)model,
		.find = find_name,
		.near = near_none,
		.basis_varies = basis_varies,
		.alerts_allowed = true,
		.rates = rates,
		.rate_count = fixture_rates(model, rates, ARRAY_LEN(rates)) };
	struct expr *expr = expr_parse(text, 3, err);

	if (expr == NULL || expr_check(expr, &scope, err))
		return expr;
	expr_free(expr);
	return NULL;
}
