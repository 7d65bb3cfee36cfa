/* SPDX-License-Identifier: MIT */
/* Random quarters with holes and a break, computed a second time by index into
 * a plain array: whatever both say must be the same. */
#include "model/eval.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

#include "base/chance.h"
#include "base/clock.h"
#include "base/err.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

enum { QUARTERS = 24, ROUNDS = 300 };

struct plain { /* NAN: there is none */
	double x[QUARTERS], y[QUARTERS];
	int broken; /* the first quarter of a new time */
};

static bool
is_across(const struct plain *plain, int from, int to)
{
	return from < plain->broken && plain->broken <= to;
}

static double
before(const struct plain *plain, int i, int n)
{
	return i < n || is_across(plain, i - n, i) || isnan(plain->x[i])
	    ? (double)NAN
	    : plain->x[i - n];
}

static double
change(const struct plain *plain, int i)
{
	return plain->x[i] - before(plain, i, 1);
}

static double
growth(const struct plain *plain, int i, int n)
{
	double base = before(plain, i, n);

	return base > 0 ? (plain->x[i] / base - 1) * 100 : (double)NAN;
}

static double
previous(const struct plain *plain, int i)
{
	return before(plain, i, 1);
}

static double
qoq(const struct plain *plain, int i)
{
	return growth(plain, i, 1);
}

static double
yoy(const struct plain *plain, int i)
{
	return growth(plain, i, 4);
}

static double
window(const struct plain *plain, int i, int n)
{
	double sum = 0;

	if (i < n - 1 || is_across(plain, i - n + 1, i))
		return (double)NAN;
	for (int k = i - n + 1; k <= i; k++)
		sum += plain->x[k];
	return sum;
}

static double
ttm(const struct plain *plain, int i)
{
	return window(plain, i, 4);
}

static double
mean(const struct plain *plain, int i)
{
	return window(plain, i, 3) / 3;
}

static double
greatest(const struct plain *plain, int i)
{
	double found = -(double)INFINITY;

	if (isnan(window(plain, i, 3)))
		return (double)NAN;
	for (int k = i - 2; k <= i; k++)
		found = fmax(found, plain->x[k]);
	return found;
}

static double
ratio(const struct plain *plain, int i)
{
	return plain->y[i] != 0 ? plain->x[i] / plain->y[i] : (double)NAN;
}

static double
mixed(const struct plain *plain, int i)
{
	return change(plain, i) * 2 - plain->x[i] / 10;
}

static const struct {
	const char *text;
	double (*value)(const struct plain *plain, int i);
} cases[] = {
	{ "prev(x)", previous }, { "delta(x)", change }, { "qoq(x)", qoq },
	{ "yoy(x)", yoy }, { "ttm(x)", ttm }, { "avg(x, 3)", mean },
	{ "max(x, 3)", greatest }, { "x / y", ratio },
	{ "delta(x) * 2 - x / 10", mixed },
};

static double
some_value(void)
{
	return chance() < 0.15 ? (double)NAN : floor(chance() * 120 - 20);
}

static struct model *
make(struct plain *plain)
{
	struct model *model = fixture_model("signal y -\n");
	char text[64];

	plain->broken = (int)(chance() * QUARTERS);
	(void)snprintf(text, sizeof(text), "signal x - break=%dQ%d",
	    2015 + plain->broken / 4, plain->broken % 4 + 1);
	fixture_add(model, text);
	for (int i = 0; i < QUARTERS * 2; i++) {
		int at = QUARTERS - 1 - i / 2;
		double *to = i % 2 ? &plain->x[at] : &plain->y[at];

		*to = some_value();
		if (isnan(*to))
			continue;
		(void)snprintf(text, sizeof(text), "%c %dQ%d %g",
		    i % 2 ? 'x' : 'y', 2015 + at / 4, at % 4 + 1, *to);
		fixture_add(model, text);
	}
	return model;
}

static int
index_of(struct period period)
{
	return (int)(period_slot(period) - (int64_t)2015 * 4);
}

/* How many quarters differ; what the evaluator leaves out is missing. */
static int
differences(struct model *model, const struct plain *plain, size_t which)
{
	double got[QUARTERS];
	struct err err;
	struct expr *expr = fixture_expr(model, cases[which].text, &err);
	struct eval *eval = eval_new(model);
	struct result result;
	int differ = 0;

	for (int i = 0; i < QUARTERS; i++)
		got[i] = (double)NAN;
	eval_expr(eval, expr, &result);
	for (size_t k = 0; k < (result.count > 0 ? result.rows[0].count : 0);
	    k++) {
		const struct cell *cell = &result.rows[0].cells[k];

		if (!cell->missing)
			got[index_of(cell->period)] = cell->amount.value;
		else if (cell->reason == NULL)
			differ++;
	}
	for (int i = 0; i < QUARTERS; i++) {
		double wanted = cases[which].value(plain, i);

		differ += isnan(wanted) != isnan(got[i]) ||
		    fabs(wanted - got[i]) > 1e-9 * (fabs(wanted) + 1);
	}
	result_release(&result);
	eval_free(eval);
	expr_free(expr);
	return differ;
}

int
main(void)
{
	int differ[ARRAY_LEN(cases)] = { 0 };

	chance_seed(42);
	for (int round = 0; round < ROUNDS; round++) {
		struct plain plain;
		struct model *model = make(&plain);

		for (size_t i = 0; i < ARRAY_LEN(cases); i++)
			differ[i] += differences(model, &plain, i);
		model_free(model);
	}
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		is_int(differ[i], 0, cases[i].text);
	return done();
}
