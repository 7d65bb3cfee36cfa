/* SPDX-License-Identifier: MIT */
/* Random expressions over random worlds, computed by the product and, from the
 * design's text alone, by tests/model/oracle/. Without an argument this is the
 * test: it becomes python. With "serve" it is the product's side: it reads a
 * world and expressions, a line each, its words between tabs, and prints what
 * they come to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/model.h"
#include "model/scope.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

struct world {
	struct model *model;
	struct map *alerts; /* "true", "false" or "missing" */
	int fiscal_end;
};

static const char *const kinds[] = { "instant", "day", "month", "quarter",
	"year", "span" };

static void
give_up(const char *what)
{
	printf("Bail out! not understood: %s\n", what);
	exit(1);
}

static char *
next(char **rest)
{
	char *word = strsep(rest, "\t");

	if (word == NULL)
		give_up("a line is too short");
	return word;
}

static int64_t
next_time(char **rest)
{
	return strtoll(next(rest), NULL, 10);
}

static int
index_of(const char *word, const char *const *words, int count)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(words[i], word))
			return i;
	give_up(word);
	return 0;
}

static struct period
next_period(char **rest)
{
	struct period period;

	period.kind =
	    (enum period_kind)index_of(next(rest), kinds, PERIOD_KIND_COUNT);
	period.start = next_time(rest);
	period.end = next_time(rest);
	return period;
}

static struct unit
next_unit(char **rest)
{
	const char *text = next(rest);
	struct unit unit = unit_none();
	struct err err;

	if (strcmp(text, "-") != 0 && !unit_parse(&unit, text, &err))
		give_up(text);
	return unit;
}

static struct labels
next_labels(char **rest)
{
	const char *text = next(rest);
	struct labels labels;

	labels_init(&labels);
	if (text[0] != '\0' && !labels_parse(&labels, text))
		give_up(text);
	return labels;
}

/* NAME UNIT KIND FISCAL_END, and a period for each break. */
static void
on_signal(struct world *world, char *rest, bool events)
{
	static const char *const words[] = { "any", "flow", "stock", "rate",
		"score", "count" };
	struct definition *definition = mem_new(sizeof(*definition));

	definition->name = mem_text(next(&rest));
	definition->title = mem_text(definition->name);
	definition->unit = next_unit(&rest);
	definition->kind = (enum signal_kind)index_of(
	    next(&rest), words, SIGNAL_KIND_COUNT);
	definition->fiscal_end = (int)next_time(&rest);
	definition->events = events;
	while (rest != NULL) {
		definition->breaks = mem_room(definition->breaks,
		    definition->break_count, sizeof(*definition->breaks));
		definition->breaks[definition->break_count++] =
		    (struct breakpoint){ .is_period = true,
			    .period = next_period(&rest) };
	}
	(void)model_define(world->model, definition);
}

/* NAME LABELS BASIS PERIOD KNOWN VALUE LOW HIGH APPROXIMATE */
static void
on_figure(struct world *world, char *rest)
{
	struct signal *signal = model_find(world->model, next(&rest));
	struct labels labels = next_labels(&rest);
	struct vintage vintage = { .seen_at = 1 };
	struct period period;

	if (!basis_parse(&vintage.basis, next(&rest)))
		give_up("a basis");
	period = next_period(&rest);
	vintage.known_at = next_time(&rest);
	vintage.amount.value = strtod(next(&rest), NULL);
	vintage.amount.low = strtod(next(&rest), NULL);
	vintage.amount.high = strtod(next(&rest), NULL);
	vintage.amount.approximate = next(&rest)[0] == '~';
	(void)model_add(world->model, signal, &labels, period, &vintage);
	labels_release(&labels);
}

/* NAME LABELS ID DATE DUE KNOWN STATUS KIND; "-" is none. */
static void
on_event(struct world *world, char *rest)
{
	struct signal *signal = model_find(world->model, next(&rest));
	struct event event = { .basis = BASIS_REPORTED };
	const char *due;

	event.labels = next_labels(&rest);
	event.id = event.title = next(&rest);
	event.date = next_time(&rest);
	due = next(&rest);
	event.due = strcmp(due, "-") != 0 ? strtoll(due, NULL, 10) : NO_DATE;
	event.known_at = next_time(&rest);
	event.status = next(&rest);
	event.kind = next(&rest);
	if (!strcmp(event.status, "-"))
		event.status = NULL;
	if (!strcmp(event.kind, "-"))
		event.kind = NULL;
	(void)model_add_event(world->model, signal, &event);
	labels_release(&event.labels);
}

static enum name_kind
find_name(void *context, const char *name, struct unit *unit, int *kind)
{
	const struct world *world = context;
	const struct signal *signal = model_find(world->model, name);

	if (signal == NULL)
		return map_find(world->alerts, name) != NULL ? NAME_ALERT
							     : NAME_UNKNOWN;
	*unit = signal->definition->unit;
	*kind = (int)signal->definition->kind;
	return signal->definition->events ? NAME_EVENTS : NAME_SIGNAL;
}

static const char *
near_none(void *context, const char *name)
{
	(void)context;
	(void)name;
	return NULL;
}

static struct expr *
expression(const struct world *world, const char *text, struct err *err)
{
	struct rate rates[4];
	struct scope scope = { .context = (void *)world,
		.find = find_name,
		.near = near_none,
		.alerts_allowed = true,
		.rates = rates,
		.rate_count = fixture_rates(
		    world->model, rates, ARRAY_LEN(rates)) };
	struct expr *expr = expr_parse(text, world->fiscal_end, err);

	if (expr == NULL || expr_check(expr, &scope, err))
		return expr;
	expr_free(expr);
	return NULL;
}

/* NAME UNIT KIND EXPRESSION */
static void
on_derive(struct world *world, char *rest)
{
	struct definition *definition = mem_new(sizeof(*definition));
	struct err err;

	definition->name = mem_text(next(&rest));
	definition->title = mem_text(definition->name);
	definition->unit = next_unit(&rest);
	definition->fiscal_end = FISCAL_CALENDAR;
	definition->expr = expression(world, rest, &err);
	if (definition->expr == NULL)
		give_up(rest);
	(void)model_define(world->model, definition);
}

static enum truth
truth_of_alert(void *context, const char *alert, bool crit)
{
	const struct world *world = context;
	const char *truth = map_find(world->alerts, alert);

	(void)crit;
	return truth == NULL || truth[0] == 'm' ? TRUTH_MISSING
	    : truth[0] == 't'			? TRUTH_TRUE
						: TRUTH_FALSE;
}

static void
print_cell(const struct cell *cell)
{
	printf("cell\t%s\t%lld\t%lld\t%lld\t", kinds[cell->period.kind],
	    (long long)cell->period.start, (long long)cell->period.end,
	    (long long)cell->known_at);
	if (cell->missing)
		printf("?\t%s\n", cell->reason);
	else if (cell->is_truth)
		printf("%s\n", cell->truth == TRUTH_TRUE ? "true" : "false");
	else
		printf("%.17g\t%.17g\t%.17g\t%s\n", cell->amount.value,
		    cell->amount.low, cell->amount.high,
		    cell->amount.approximate ? "~" : "-");
}

static void
print_result(const struct expr *expr, const struct result *result)
{
	static const char *const shapes[] = { "scalar", "vector", "series" };
	struct buf unit;

	buf_init(&unit, LIMIT_MESSAGE);
	unit_format(&unit, &expr->unit);
	if (result->failed != NULL)
		printf("failed\t%s\n", result->failed);
	else
		printf("result\t%s\t%s\t%s\n", shapes[result->shape],
		    expr->is_truth ? "condition" : "number",
		    expr->is_truth	   ? ""
			: expr->unit.bare ? "bare"
					  : buf_string(&unit));
	for (size_t i = 0; i < result->count; i++) {
		char *labels = labels_text(&result->rows[i].labels);

		printf("row\t%s\n", labels);
		mem_free(labels);
		for (size_t k = 0; k < result->rows[i].count; k++)
			print_cell(&result->rows[i].cells[k]);
	}
	buf_release(&unit);
}

/* AS_OF or "always", EXPRESSION */
static void
on_eval(struct world *world, char *rest)
{
	const char *as_of = next(&rest);
	int64_t time = as_of[0] == 'a' ? ALWAYS : strtoll(as_of, NULL, 10);
	struct err err;
	struct expr *expr = expression(world, rest, &err);
	struct eval *eval;
	struct result result;

	if (expr == NULL) {
		printf("mistake\t%zu\t%s\nend\n", err.at, err.text);
		return;
	}
	if (time != model_as_of(world->model)) {
		model_set_as_of(world->model, time);
		eval_derived(world->model);
	}
	eval = eval_new(world->model);
	eval_alerts(eval, truth_of_alert, world);
	eval_expr(eval, expr, &result);
	print_result(expr, &result);
	result_release(&result);
	eval_free(eval);
	expr_free(expr);
	printf("end\n");
}

static void
on_world(struct world *world, char *rest)
{
	world->fiscal_end = (int)next_time(&rest);
	clock_set(next_time(&rest));
	model_free(world->model);
	map_free(world->alerts);
	world->model = model_new();
	world->alerts = map_new();
}

static void
on_line(struct world *world, char *line)
{
	char *rest = line;
	const char *verb = next(&rest);
	char *name;

	if (!strcmp(verb, "world")) {
		on_world(world, rest);
	} else if (!strcmp(verb, "signal") || !strcmp(verb, "events")) {
		on_signal(world, rest, verb[0] == 'e');
	} else if (!strcmp(verb, "figure")) {
		on_figure(world, rest);
	} else if (!strcmp(verb, "event")) {
		on_event(world, rest);
	} else if (!strcmp(verb, "derive")) {
		on_derive(world, rest);
	} else if (!strcmp(verb, "alert")) {
		name = next(&rest);
		map_put(world->alerts, name,
		    rest[0] == 't'	 ? "true"
			: rest[0] == 'f' ? "false"
					 : "missing");
	} else if (!strcmp(verb, "ready")) {
		eval_derived(world->model);
	} else if (!strcmp(verb, "eval")) {
		on_eval(world, rest);
	} else {
		give_up(verb);
	}
}

static int
serve(void)
{
	struct world world = { .model = NULL };
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	while ((length = getline(&line, &size, stdin)) > 0) {
		if (line[length - 1] == '\n')
			line[length - 1] = '\0';
		on_line(&world, line);
		if (!strncmp(line, "eval", 4))
			(void)fflush(stdout);
	}
	free(line);
	model_free(world.model);
	map_free(world.alerts);
	return 0;
}

int
main(int argc, char **argv)
{
	const char *script = test_source("tests/model/oracle/compare.py");

	if (argc > 1 && !strcmp(argv[1], "serve"))
		return serve();
	(void)execlp("python3", "python3", "-B", script, argv[0], (char *)NULL);
	skip_all("there is no python3");
}
