/* SPDX-License-Identifier: MIT */
/* Whatever values lie within the operands' ends, what they come to lies within
 * the result's: random intervals, and points out of them. */
#include "model/interval.h"

#include <math.h>
#include <stddef.h>

#include "base/chance.h"
#include "tests/tap.h"

enum { ROUNDS = 200000, POINTS = 8 };

static const double few[] = { -100, -2, -1, 0, 0.5, 1, 3, 100 };

static double
some_number(void)
{
	return chance() < 0.5
	    ? few[(size_t)(chance() * (double)ARRAY_LEN(few))]
	    : chance() * 40 - 20;
}

static struct amount
some_amount(void)
{
	double a = some_number(), b = some_number();
	struct amount amount = { (a + b) / 2, fmin(a, b), fmax(a, b),
		chance() < 0.1 };
	double shape = chance();

	if (shape < 0.3)
		return amount_exact(a);
	if (shape < 0.45)
		amount.high = (double)INFINITY;
	else if (shape < 0.6)
		amount.low = -(double)INFINITY;
	return amount;
}

/* A value within the ends, the ends themselves among them. */
static double
within(struct amount amount)
{
	double low = isinf(amount.low) ? amount.high - 1000 : amount.low;
	double high = isinf(amount.high) ? low + 1000 : amount.high;
	double at = chance();

	return at < 0.2 ? low
	    : at < 0.4	? high
			: fmin(fmax(low + at * (high - low), low), high);
}

static double
plain(enum operator op, double a, double b)
{
	switch (op) {
	case OP_ADD:
		return a + b;
	case OP_SUB:
		return a - b;
	case OP_MUL:
		return a * b;
	case OP_DIV:
		return a / b;
	default:
		return pow(a, b);
	}
}

static bool
holds(enum operator op, double a, double b)
{
	switch (op) {
	case OP_LT:
		return a < b;
	case OP_LE:
		return a <= b;
	case OP_GT:
		return a > b;
	case OP_GE:
		return a >= b;
	case OP_EQ:
		return a == b;
	default:
		return a != b;
	}
}

static bool
is_in(struct amount amount, double value)
{
	double slack = 1e-9 * (fabs(value) + 1);

	return value >= amount.low - slack && value <= amount.high + slack;
}

static void
test_operators(void)
{
	static const enum operator ops[] = { OP_ADD, OP_SUB, OP_MUL, OP_DIV,
		OP_POW };
	int outside = 0, given = 0, unsure = 0;

	for (int i = 0; i < ROUNDS; i++) {
		enum operator op = ops[i % (int)ARRAY_LEN(ops)];
		struct amount a = some_amount(), b = some_amount(), out;
		const char *reason = NULL;

		if (!interval_operate(op, a, b, &out, &reason)) {
			unsure += reason == NULL;
			continue;
		}
		given++;
		outside += !is_in(out, out.value) || !isfinite(out.value) ||
		    out.approximate != (a.approximate || b.approximate);
		for (int k = 0; k < POINTS; k++)
			outside += !is_in(
			    out, plain(op, within(a), within(b)));
	}
	ok(given > ROUNDS / 4, "many have a result");
	is_int(outside, 0, "and no points come to what lies outside of it");
	is_int(unsure, 0, "what has none says why");
}

static void
test_comparisons(void)
{
	int wrong = 0, decided = 0;

	for (int i = 0; i < ROUNDS; i++) {
		enum operator op =
		    (enum operator)(OP_EQ + i % (OP_GE - OP_EQ + 1));
		struct amount a = some_amount(), b = some_amount();
		enum truth truth = interval_compare(op, a, b);

		decided += truth != TRUTH_MISSING;
		for (int k = 0; k < POINTS && truth != TRUTH_MISSING; k++)
			wrong += holds(op, within(a), within(b)) !=
			    (truth == TRUTH_TRUE);
	}
	ok(decided > ROUNDS / 4, "many are decided");
	is_int(wrong, 0, "and no points say otherwise");
}

static void
test_growth(void)
{
	struct amount out, at_least = amount_bounded(120, BOUND_AT_LEAST);
	const char *reason;
	int outside = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct amount value = some_amount(), base = some_amount();

		if (!interval_growth(value, base, &out, &reason))
			continue;
		for (int k = 0; k < POINTS; k++)
			outside += !is_in(out,
			    (within(value) / within(base) - 1) * 100);
	}
	is_int(outside, 0, "growth stays within its ends");
	ok(interval_growth(at_least, amount_exact(100), &out, &reason) &&
		out.low == 20 && amount_bound(out) == BOUND_AT_LEAST,
	    "at least 120 over 100 is at least 20 %, exactly");
	ok(!interval_growth(at_least, amount_exact(0), &out, &reason),
	    "over nothing");
	is_string(reason,
	    "a growth rate over a base of zero or below has no meaning",
	    "says why");
	ok(!interval_growth(at_least, amount_bounded(5, BOUND_AT_MOST), &out,
	       &reason),
	    "over what may be nothing");
	is_string(reason,
	    "the bounds leave open whether the base is above zero",
	    "says why");
}

static void
test_compound(void)
{
	struct amount out, four = amount_exact(400);
	const char *reason;
	int outside = 0, made = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct amount value = some_amount(), base = some_amount();

		if (!interval_compound(value, base, 3, &out, &reason))
			continue;
		made++;
		for (int k = 0; k < POINTS; k++)
			outside += !is_in(out,
			    (pow(within(value) / within(base), 1.0 / 3) - 1) *
				100);
	}
	ok(made > 100, "many have a compound growth");
	is_int(outside, 0, "and it stays within its ends");
	ok(interval_compound(four, amount_exact(100), 2, &out, &reason) &&
		out.value == 100 && out.low == 100 && out.high == 100,
	    "four times as much in two years is 100 % a year");
	ok(interval_compound(
	       amount_exact(0), amount_exact(100), 2, &out, &reason) &&
		out.value == -100,
	    "nothing is left");
	ok(!interval_compound(
	       amount_exact(-1), amount_exact(100), 2, &out, &reason),
	    "below zero");
	is_string(
	    reason, "what fell below zero has no compound growth", "says why");
	ok(!interval_compound(
	       amount_exact(1), amount_exact(0), 2, &out, &reason),
	    "over nothing");
	ok(!interval_compound(amount_bounded(60, BOUND_AT_MOST),
	       amount_exact(100), 2, &out, &reason),
	    "what may be below zero");
	is_string(reason, "the bounds leave open whether it is below zero",
	    "says why");
}

int
main(void)
{
	chance_seed(20251124);
	test_operators();
	test_comparisons();
	test_growth();
	test_compound();
	return done();
}
