/* SPDX-License-Identifier: MIT */
#include "model/numbers.h"

#include <math.h>

#include "model/eval_call.h"
#include "model/interval.h"

static struct amount
own(const struct row *row, const struct reading *reading)
{
	return row->cells[reading->items[0]].amount;
}

bool
number_distance(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	struct amount x = own(row, reading);

	(void)call;
	*out = x;
	out->value = fabs(x.value);
	out->low = fmax(0, fmax(x.low, -x.high));
	out->high = fmax(-x.low, x.high);
	return true;
}

/* Halves away from zero. What is too great to have such digits has none. */
static double
rounded(double x, double factor)
{
	double scaled = factor > 0 ? x * factor : x / -factor;

	if (!isfinite(scaled))
		return x;
	return factor > 0 ? round(scaled) / factor : round(scaled) * -factor;
}

/* A power of ten, below zero what is to be divided by: 1000 and 0.001 are not
 * each other's inverse to the last bit. */
static double
rounding_factor(const struct node *node)
{
	const struct node *digits =
	    node->child_count > 1 ? node->children[1] : NULL;

	if (digits == NULL)
		return 1;
	if (digits->kind == NODE_NEGATE)
		return -pow(10, digits->children[0]->number);
	return pow(10, digits->number);
}

bool
number_rounded(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	double factor = rounding_factor(call->node);

	*out = own(row, reading);
	out->value = rounded(out->value, factor);
	out->low = rounded(out->low, factor);
	out->high = rounded(out->high, factor);
	return interval_settle(out, &reading->reason);
}

bool
number_logarithm(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	struct amount x = own(row, reading);

	(void)call;
	if (x.value <= 0) {
		reading->reason = "zero and what is below have no logarithm";
		return false;
	}
	if (x.low <= 0) {
		reading->reason = "the bounds leave open whether it is above "
				  "zero";
		return false;
	}
	*out = x;
	out->value = log(x.value);
	out->low = log(x.low);
	out->high = log(x.high);
	return interval_settle(out, &reading->reason);
}

static bool
end_of(double end, const char *open, const struct row *row,
    struct reading *reading, struct amount *out)
{
	*out = amount_exact(end);
	out->approximate = own(row, reading).approximate;
	reading->reason = open;
	return isfinite(end);
}

bool
number_low(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	return end_of(own(row, reading).low, "nothing says how low it may be",
	    row, reading, out);
}

bool
number_high(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	return end_of(own(row, reading).high,
	    "nothing says how high it may be", row, reading, out);
}
