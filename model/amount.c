/* SPDX-License-Identifier: MIT */
#include "model/amount.h"

#include <math.h>
#include <string.h>

static const char *const names[BOUND_COUNT] = {
	[BOUND_EXACT] = "exact",
	[BOUND_ABOUT] = "about",
	[BOUND_AT_LEAST] = "at_least",
	[BOUND_AT_MOST] = "at_most",
	[BOUND_RANGE] = "range",
};

struct amount
amount_exact(double value)
{
	return (struct amount){ value, value, value, false };
}

struct amount
amount_bounded(double value, enum bound bound)
{
	struct amount amount = amount_exact(value);

	if (bound == BOUND_AT_LEAST)
		amount.high = (double)INFINITY;
	if (bound == BOUND_AT_MOST)
		amount.low = -(double)INFINITY;
	amount.approximate = bound == BOUND_ABOUT;
	return amount;
}

enum bound
amount_bound(struct amount amount)
{
	if (amount.low == amount.high)
		return amount.approximate ? BOUND_ABOUT : BOUND_EXACT;
	if (isinf(amount.high))
		return BOUND_AT_LEAST;
	return isinf(amount.low) ? BOUND_AT_MOST : BOUND_RANGE;
}

const char *
bound_name(enum bound bound)
{
	return names[bound];
}

bool
bound_parse(enum bound *bound, const char *word)
{
	for (int i = 0; i < BOUND_COUNT; i++)
		if (!strcmp(word, names[i])) {
			*bound = (enum bound)i;
			return true;
		}
	return false;
}

bool
amount_equal(struct amount a, struct amount b)
{
	return a.value == b.value && a.low == b.low && a.high == b.high &&
	    a.approximate == b.approximate;
}

bool
amount_is_point(struct amount amount)
{
	return amount.low == amount.high;
}

struct amount
amount_scale(struct amount amount, double factor)
{
	struct amount scaled = { amount.value * factor, amount.low * factor,
		amount.high * factor, amount.approximate };

	if (factor < 0) {
		double low = scaled.low;

		scaled.low = scaled.high;
		scaled.high = low;
	}
	return scaled;
}
