/* SPDX-License-Identifier: MIT */
/* What a new figure has computed: what rests on it, in order, each once, and
 * nothing else; what the clock has computed; and that it all comes to what a
 * computation from nothing comes to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

static uint64_t state;

static unsigned
chance(unsigned below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % below;
}

/* The names of what was computed since BEFORE, in that order. */
static void
computed_since(const struct model *model, uint64_t before, struct buf *out)
{
	for (uint64_t at = before + 1; at <= model_computations(model); at++) {
		size_t found = 0;

		for (size_t i = 0; i < model_count(model); i++)
			if (model_signal(model, i)->computed == at) {
				(void)buf_printf(out, "%s%s",
				    out->length > 0 ? " " : "",
				    model_signal(model, i)->definition->name);
				found++;
			}
		if (found != 1)
			(void)buf_text(out, " (twice)");
	}
}

static void
computes(struct model *model, const char *step, const char *wanted)
{
	uint64_t before = model_computations(model);
	struct buf got;

	if (step[0] == '+')
		clock_set(clock_now() + strtol(step + 1, NULL, 10));
	else
		fixture_add(model, step);
	eval_derived(model);
	buf_init(&got, LIMIT_MESSAGE);
	computed_since(model, before, &got);
	is_string(buf_string(&got), wanted, step);
	buf_release(&got);
}

static void
test_figures(void)
{
	struct model *model = fixture_model(
	    "signal a -\nsignal b -\n"
	    "a 2025Q1 1 @2025-04-02\nb 2025Q1 1 @2025-04-02\n"
	    "derive x - = a + 1\nderive y - = a + b\nderive z - = y + x\n"
	    "derive w - = z * 2 - x\nderive q - = b + 1\n"
	    "derive high - = x > 100\nderive higher - = high + 1\n"
	    "derive now - = latest(higher)\nderive then % = revision(x, "
	    "30d)\n");

	clock_set(fixture_time("2025-07-20"));
	computes(model, "", "x y q high then z higher w now");
	computes(model, "", "");
	computes(
	    model, "a 2025Q2 5 @2025-07-19", "x y high then z higher w now");
	computes(model, "a 2025Q2 5 @2025-07-20", "");
	computes(
	    model, "a 2025Q2 600 @2025-07-20", "x y high then z higher w now");
	computes(model, "b 2025Q2 7 @2025-07-20", "y q z w");
	/* Known once, and by now no more: what looks back alone sees it. */
	computes(model, "a 2025Q2 9 @2025-07-18", "x y then now");
	computes(model, "b 2025Q2 6 @2025-07-18", "y q");
	model_free(model);
}

/* Each when its second has come. */
static void
test_clock(void)
{
	struct model *model = fixture_model(
	    "signal a days\na 2025-07-10 1 @2025-07-12\n"
	    "a 2025-07-11 2 @2025-07-22\n"
	    "signal k count\nk 2025-07-10 1\n"
	    "events e\nevent e 2025-07-01 one\n"
	    "event e 2025-07-24 two @2025-07-02\n"
	    "event e 2025-07-03 three due=2025-07-26\n"
	    "signal s -\ns{m=\"b\"} 2025Q1 1\ns{m=\"a\"} 2025Q1 1\n"
	    "derive plain days = a + 1\n"
	    "derive old - = a > age(a)\n"
	    "derive seen - = a > known(a)\n"
	    "derive back - = a * revision(a, 5d)\n"
	    "derive some - = k > count(e, 22d)\n"
	    "derive late - = k > overdue(e)\n"
	    "derive point - = latest(a)\n"
	    "derive bad - = s{m=\"a\"} + s{m=\"b\"}\n");

	clock_set(fixture_time("2025-07-20") + 3600);
	computes(model, "", "plain old seen back point some late bad");
	computes(model, "+82799", "");
	computes(model, "+1", "old point bad"); /* the 21st */
	computes(model, "+86400", "old point bad");
	computes(model, "+86400", "old seen point bad");
	computes(model, "+1", "some"); /* one is more than 22 days ago */
	computes(model, "+86398", "");
	computes(model, "+1", "old seen point some bad"); /* the 24th */
	computes(model, "+86400", "old seen point bad");
	computes(model, "+86400", "old seen point some bad");
	computes(model, "+86399", "");
	computes(model, "+1", "old seen back point late bad"); /* the 27th */
	clock_set(fixture_time("2025-07-20"));
	computes(model, "", "plain old seen back point some late bad");
	model_set_as_of(model, fixture_time("2025-07-21"));
	computes(model, "", "plain old seen back point some late bad");
	computes(model, "+864000", "");
	computes(model, "k 2025-07-11 2 @2025-07-20", "some late");
	model_free(model);
}

/* A new figure has exactly what rests on it computed: against a search. */
static void
test_random_order(void)
{
	enum { BASES = 10, ALL = 60 };
	bool above[ALL][ALL] = { { false } };
	struct model *model = model_new();
	char line[200];
	int wrong = 0;

	state = 7;
	for (int i = 0; i < ALL; i++) {
		int a = i > 0 ? (int)chance((unsigned)i) : 0;
		int b = i > 0 ? (int)chance((unsigned)i) : 0;

		(void)snprintf(line, sizeof(line),
		    i < BASES ? "signal s%d -\n" : "derive s%d - = s%d + s%d\n",
		    i, a, b);
		fixture_add(model, line);
		for (int k = 0; k <= i && i >= BASES; k++)
			above[i][k] =
			    k == a || k == b || above[a][k] || above[b][k];
	}
	for (int i = 0; i < BASES; i++) {
		(void)snprintf(line, sizeof(line), "s%d 2000Q1 1\n", i);
		fixture_add(model, line);
	}
	clock_set(fixture_time("2030-01-01"));
	for (int round = 0; round < 200; round++) {
		int base = (int)chance(BASES);
		uint64_t before;

		eval_derived(model);
		before = model_computations(model);
		(void)snprintf(
		    line, sizeof(line), "s%d 2000Q1 %d\n", base, round + 2);
		fixture_add(model, line);
		eval_derived(model);
		for (size_t i = BASES; i < ALL; i++) {
			const struct signal *signal = model_signal(model, i);
			bool wanted = above[i][base];

			wrong += (signal->computed > before) != wanted;
			for (size_t k = BASES; k < i && wanted; k++)
				wrong += above[i][k] && above[k][base] &&
					 model_signal(model, k)->computed >=
					     signal->computed;
		}
	}
	is_int(wrong, 0, "what rests on it, in order, and nothing else");
	model_free(model);
}

/* Of any figures: incremental against computed from nothing. */

enum { BASES = 8, DERIVED = 40, STEPS = 150, SEEDS = 6 };

static const char base_lines[] =
    "signal s0 - break=2021Q3\nsignal s1 -\nsignal s2 -\nsignal s3 -\n"
    "signal s4 - break=2022Q1\nsignal s5 -\nevents s6\nevents s7\n";

/* A and B are signals before it, E events. */
static const char *const templates[] = { "A + B", "A - B * 2", "A / B",
	"yoy(A)", "prev(A)", "delta(A) - 1", "ttm(A)", "sum(A, 3)", "avg(A, 2)",
	"max(A, since 2021Q1)", "A > B", "streak(A > B)", "latest(A)",
	"latest(A) - latest(B)", "age(A)", "known(A)", "revision(A, 20d)",
	"count(E, 60d)", "last(E)", "overdue(E)", "at(A, 2021Q2)",
	"max by () (A)", "min by (m) (A)", "sum by () (latest(A))",
	"A - latest(B)", "A * age(B)", "A * count(E, 9d)",
	"A * revision(B, 9d)", "A{m=\"x\"} + B", "A{basis=\"reported\"}",
	"count by () (A)",
	"pace(A, 100, 2020-01-01, 2023-01-01)",
	"atleast(1, A > 3, B > 3)", "prev(A, 2) > 5", "restated(A)",
	"asof(A, 2022-04-20)", "changed(E, 30d)", "coalesce(A, B)",
	"if(A > B, A, B)", "first(A) + latest(B)", "zscore(A, 4)",
	"round(A / 7)", "first(A)", "ytd(A)", "cagr(A, 1)", "low(A)",
	"gap(A)", "unconfirmed(A)", "A - asof(B, 2022-05-01)",
	"latest(restated(A))", "median by () (A)", "count by () (A > 3)",
	"if(latest(A) > 3, A, B)", "coalesce(A, 0)",
	"asof(count(E, 30d), 2022-05-03)", "A * changed(E, 20d)",
	"revision(A + B, 10d)", "restated(A + B)", "slope(A, 3)",
	"streak(A > latest(B))" };

struct happening { /* what was added to one signal */
	size_t signal;
	char label; /* of m; 0: none */
	struct period period;
	double value;
	int64_t known_at, due;
	bool is_event;
	char id[3];
};

struct world {
	char derived[DERIVED][200];
	struct happening *items;
	size_t count;
};

static void
add(struct model *model, const struct happening *happening)
{
	struct signal *signal = model_signal(model, happening->signal);
	struct vintage vintage = { .amount = amount_exact(happening->value),
		.basis = BASIS_REPORTED,
		.known_at = happening->known_at,
		.seen_at = 1 };
	struct event event = { .id = (char *)(size_t)happening->id,
		.title = (char *)(size_t)happening->id,
		.date = happening->period.start,
		.due = happening->due,
		.known_at = happening->known_at };
	char label[2] = { happening->label, '\0' };
	struct labels labels;

	labels_init(&labels);
	if (happening->label != '\0')
		labels_put(&labels, "m", label);
	if (happening->is_event)
		(void)model_add_event(model, signal, &event);
	else
		(void)model_add(
		    model, signal, &labels, happening->period, &vintage);
	labels_release(&labels);
}

/* A or B: one of the six bases with figures, or one of those derived before. */
static unsigned
some_before(unsigned i)
{
	unsigned found = chance(6 + i);

	return found < 6 ? found : found + BASES - 6;
}

static void
describe(struct world *world, unsigned i)
{
	struct buf line;

	buf_init(&line, sizeof(world->derived[i]) - 1);
	(void)buf_printf(&line, "derive s%u - = ", BASES + i);
	for (const char *from = templates[chance(ARRAY_LEN(templates))];
	     *from != '\0'; from++)
		if (*from == 'A' || *from == 'B')
			(void)buf_printf(&line, "s%u", some_before(i));
		else if (*from == 'E')
			(void)buf_printf(&line, "s%u", 6 + chance(2));
		else
			(void)buf_char(&line, *from);
	(void)buf_char(&line, '\n');
	(void)snprintf(world->derived[i], sizeof(world->derived[i]), "%s",
	    buf_string(&line));
	buf_release(&line);
}

static struct model *
define_all(const struct world *world)
{
	struct model *model = fixture_model(base_lines);

	for (size_t i = 0; i < DERIVED; i++)
		fixture_add(model, world->derived[i]);
	return model;
}

static int64_t
hours(unsigned count)
{
	return (int64_t)count * 3600;
}

/* Mostly learned just now; some long ago, some are to come. */
static int64_t
some_time(void)
{
	switch (chance(4)) {
	case 0:
		return clock_now() - hours(chance(24 * 40));
	case 1:
		return clock_now() + hours(chance(24 * 4));
	default:
		return clock_now();
	}
}

static struct happening
some_happening(void)
{
	struct happening happening = { .signal = chance(BASES),
		.label = "\0\0xy"[chance(4)],
		.value = chance(20),
		.known_at = some_time(),
		.due = NO_DATE };
	unsigned slot = chance(12);

	happening.period =
	    period_shift(period_of_days(18262, 18262 + 91, false), (int)slot);
	if (happening.signal == 3)
		happening.period = period_shift(
		    period_of_days(18262, 18262 + 31, false), (int)slot);
	if (happening.signal == 5)
		happening.period = period_of_day(18262 + slot * 9);
	happening.is_event = happening.signal >= 6;
	if (happening.is_event) {
		happening.period = period_of_instant(some_time());
		happening.id[0] = (char)('a' + chance(5));
		if (chance(2) == 0)
			happening.due = some_time();
	}
	return happening;
}

static void
forget(struct world *world, struct model *model, size_t signal)
{
	size_t kept = 0;

	for (size_t i = 0; i < world->count; i++)
		if (world->items[i].signal != signal)
			world->items[kept++] = world->items[i];
	world->count = kept;
	model_clear(model, model_signal(model, signal));
}

static void
happen(struct world *world, struct model *model)
{
	unsigned choice = chance(20);
	struct happening happening;

	if (choice < 5)
		clock_set(clock_now() + hours(chance(choice == 0 ? 60 : 9)));
	else if (choice == 5)
		model_set_as_of(model,
		    chance(2) ? ALWAYS : clock_now() - hours(chance(900)));
	else if (choice == 6 && world->count < 200)
		forget(world, model, chance(BASES));
	else if (choice == 7)
		clock_set(clock_now() - hours(chance(30)));
	else
		for (unsigned i = chance(3); i < 3 && world->count < 250; i++) {
			happening = some_happening();
			world->items[world->count++] = happening;
			add(model, &happening);
		}
}

static void
format_series(struct buf *out, const struct series *series)
{
	labels_format(out, &series->labels);
	for (size_t i = 0; i < series->count; i++) {
		const struct figure *figure = &series->figures[i];

		(void)buf_char(out, ' ');
		period_format(out, figure->period);
		if (figure->missing != NULL)
			(void)buf_printf(
			    out, "?%s%d", figure->missing, figure->unbegun);
		else
			(void)buf_printf(out, "=%.17g[%.17g,%.17g]@%lld",
			    figure->vintages[0].amount.value,
			    figure->vintages[0].amount.low,
			    figure->vintages[0].amount.high,
			    (long long)figure->vintages[0].known_at);
		(void)buf_printf(out, "/%lld", (long long)figure->seen_at);
	}
	(void)buf_char(out, '\n');
}

static char *
all_of(const struct signal *signal)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	for (size_t i = 0; i < signal->series_count; i++)
		format_series(&out, signal->series[i]);
	return buf_take(&out);
}

/* The first that differs is told. */
static bool
is_as_fresh(const struct world *world, const struct model *model, int seed)
{
	struct model *fresh = define_all(world);
	bool same = true;

	model_set_as_of(fresh, model_as_of(model));
	for (size_t i = 0; i < world->count; i++)
		add(fresh, &world->items[i]);
	eval_derived(fresh);
	for (size_t i = 0; i < model_count(model) && same; i++) {
		char *got = all_of(model_signal(model, i));
		char *wanted = all_of(model_signal(fresh, i));

		same = !strcmp(got, wanted);
		if (!same)
			diag("seed %d: %s got\n%s wanted\n%s", seed,
			    world->derived[i >= BASES ? i - BASES : 0], got,
			    wanted);
		mem_free(got);
		mem_free(wanted);
	}
	model_free(fresh);
	return same;
}

static bool
is_kept_up(int seed)
{
	struct world world = { .items = NULL };
	struct model *model;
	bool same = true;

	world.items = mem_new_array(256, sizeof(*world.items));
	state = (uint64_t)seed;
	clock_set(fixture_time("2022-05-05"));
	for (unsigned i = 0; i < DERIVED; i++)
		describe(&world, i);
	model = define_all(&world);
	for (int step = 0; step < STEPS && same; step++) {
		happen(&world, model);
		eval_derived(model);
		same = is_as_fresh(&world, model, seed);
	}
	model_free(model);
	mem_free(world.items);
	return same;
}

static void
test_random_worlds(void)
{
	int differ = 0;

	for (int seed = 1; seed <= SEEDS; seed++)
		differ += !is_kept_up(seed);
	is_int(differ, 0, "step by step as from nothing, cell by cell");
}

int
main(void)
{
	test_figures();
	test_clock();
	test_random_order();
	test_random_worlds();
	return done();
}
