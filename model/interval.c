/* SPDX-License-Identifier: MIT */
#include "model/interval.h"

#include <math.h>

static const char bounds_open[] = "the bounds leave it open";

/* In interval arithmetic an end of zero times an open end is zero. */
static double
times(double a, double b)
{
	return a == 0 || b == 0 ? 0 : a * b;
}

static void
span(struct amount *out, const double ends[4])
{
	out->low = out->high = ends[0];
	for (int i = 1; i < 4; i++) {
		out->low = fmin(out->low, ends[i]);
		out->high = fmax(out->high, ends[i]);
	}
}

static void
multiply(struct amount a, struct amount b, struct amount *out)
{
	const double ends[4] = { times(a.low, b.low), times(a.low, b.high),
		times(a.high, b.low), times(a.high, b.high) };

	out->value = a.value * b.value;
	span(out, ends);
}

/* Over an open end it is zero, even an open one: other ends say the rest. */
static double
over(double a, double b)
{
	return isinf(b) ? 0 : a / b;
}

static bool
divide(struct amount a, struct amount b, struct amount *out,
    const char **reason)
{
	const double ends[4] = { over(a.low, b.low), over(a.low, b.high),
		over(a.high, b.low), over(a.high, b.high) };

	if (b.value == 0) {
		*reason = "it is divided by zero";
		return false;
	}
	if (b.low <= 0 && b.high >= 0) {
		*reason = "the bounds leave open whether it is divided by zero";
		return false;
	}
	out->value = a.value / b.value;
	span(out, ends);
	return true;
}

/* A whole exponent takes what is below zero too. */
static bool
is_whole(struct amount exponent)
{
	return amount_is_point(exponent) &&
	    exponent.value == trunc(exponent.value);
}

static bool
has_power(double a, double b, const char **reason)
{
	if (a == 0 && b < 0)
		*reason = "it is divided by zero";
	else if (a < 0 && b != trunc(b))
		*reason = "a number below zero has whole powers only";
	else
		return true;
	return false;
}

static bool
power(struct amount a, struct amount b, struct amount *out,
    const char **reason)
{
	const double ends[4] = { pow(a.low, b.low), pow(a.low, b.high),
		pow(a.high, b.low), pow(a.high, b.high) };
	bool spans_zero = a.low <= 0 && a.high >= 0;

	if (!has_power(a.value, b.value, reason))
		return false;
	out->value = pow(a.value, b.value);
	if (amount_is_point(a) && amount_is_point(b)) {
		out->low = out->high = out->value;
		return true;
	}
	if (a.low <= 0 && (!is_whole(b) || (spans_zero && b.low < 0))) {
		*reason = bounds_open;
		return false;
	}
	span(out, ends);
	if (spans_zero && b.low > 0) /* an even power turns there */
		out->low = fmin(out->low, 0);
	return true;
}

/* What is no number at all is missing, never infinite. */
bool
interval_settle(struct amount *out, const char **reason)
{
	if (!isfinite(out->value)) {
		*reason = "the result is beyond what a number can hold";
		return false;
	}
	if (isnan(out->low) || isnan(out->high) ||
	    (isinf(out->low) && isinf(out->high))) {
		*reason = bounds_open;
		return false;
	}
	return true;
}

bool
interval_operate(enum operator op, struct amount a, struct amount b,
    struct amount *out, const char **reason)
{
	out->approximate = a.approximate || b.approximate;
	switch (op) {
	case OP_ADD:
		out->value = a.value + b.value;
		out->low = a.low + b.low;
		out->high = a.high + b.high;
		break;
	case OP_SUB:
		out->value = a.value - b.value;
		out->low = a.low - b.high;
		out->high = a.high - b.low;
		break;
	case OP_MUL:
		multiply(a, b, out);
		break;
	case OP_DIV:
		if (!divide(a, b, out, reason))
			return false;
		break;
	default:
		if (!power(a, b, out, reason))
			return false;
	}
	return interval_settle(out, reason);
}

/* As x / base − 1, but exact where the figures are: 120 over 100 is 20 %. */
static double
growth(double value, double base)
{
	return isinf(base) ? -100 : (value - base) / base * 100;
}

static bool
is_base(struct amount base, const char **reason)
{
	if (base.value <= 0)
		*reason = "a growth rate over a base of zero or below has no "
			  "meaning";
	else if (base.low <= 0)
		*reason = "the bounds leave open whether the base is above "
			  "zero";
	else
		return true;
	return false;
}

bool
interval_growth(struct amount value, struct amount base, struct amount *out,
    const char **reason)
{
	if (!is_base(base, reason))
		return false;
	out->approximate = value.approximate || base.approximate;
	out->value = growth(value.value, base.value);
	out->low =
	    growth(value.low, value.low >= 0 ? base.high : base.low);
	out->high =
	    growth(value.high, value.high >= 0 ? base.low : base.high);
	return interval_settle(out, reason);
}

static double
compound(double value, double base, int years)
{
	return isinf(base) ? -100 : (pow(value / base, 1.0 / years) - 1) * 100;
}

bool
interval_compound(struct amount value, struct amount base, int years,
    struct amount *out, const char **reason)
{
	if (!is_base(base, reason))
		return false;
	if (value.value < 0) {
		*reason = "what fell below zero has no compound growth";
		return false;
	}
	if (value.low < 0) {
		*reason = "the bounds leave open whether it is below zero";
		return false;
	}
	out->approximate = value.approximate || base.approximate;
	out->value = compound(value.value, base.value, years);
	out->low = compound(value.low, base.high, years);
	out->high = compound(value.high, base.low, years);
	return interval_settle(out, reason);
}

static enum truth
decided(bool always, bool never)
{
	return always ? TRUTH_TRUE : never ? TRUTH_FALSE : TRUTH_MISSING;
}

static enum truth
negated(enum truth truth)
{
	if (truth == TRUTH_MISSING)
		return truth;
	return truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

enum truth
interval_compare(enum operator op, struct amount a, struct amount b)
{
	switch (op) {
	case OP_LT:
		return decided(a.high < b.low, a.low >= b.high);
	case OP_LE:
		return decided(a.high <= b.low, a.low > b.high);
	case OP_GT:
		return decided(a.low > b.high, a.high <= b.low);
	case OP_GE:
		return decided(a.low >= b.high, a.high < b.low);
	case OP_EQ:
		return decided(amount_is_point(a) && amount_is_point(b) &&
			a.low == b.low,
		    a.high < b.low || a.low > b.high);
	default:
		return negated(interval_compare(OP_EQ, a, b));
	}
}
