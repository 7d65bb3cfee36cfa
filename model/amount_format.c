/* SPDX-License-Identifier: MIT */
#include "model/amount_format.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "model/amount.h"
#include "model/unit.h"

static const struct magnitude {
	double from, divide;
	const char *word;
} magnitudes[] = {
	{ 999.95e9, 1e12, " tn" }, /* what would round up to 1,000 bn */
	{ 999.95e6, 1e9, " bn" },
	{ 999500, 1e6, " m" },
};

static const struct magnitude *
magnitude_of(double number)
{
	for (size_t i = 0; i < sizeof(magnitudes) / sizeof(magnitudes[0]); i++)
		if (fabs(number) >= magnitudes[i].from)
			return &magnitudes[i];
	return NULL;
}

/* Percentages and scores are read with one place, money with two. */
static int
places_of(double number, const struct unit *unit)
{
	if (fabs(number) < 0.095 && number != 0)
		return unit != NULL && unit_is(unit, "pp") ? 2 : 4;
	if (unit != NULL && (unit_is(unit, "%") || unit_is(unit, "pp") ||
				unit_is(unit, "score") || unit_is(unit, "x")))
		return 1;
	if (number == floor(number) || fabs(number) >= 10000)
		return 0;
	return 2;
}

static void
add_grouped(struct buf *out, const char *digits)
{
	size_t whole = strcspn(digits, ".");

	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			(void)buf_char(out, ',');
		(void)buf_char(out, digits[i]);
	}
	(void)buf_text(out, digits + whole);
}

static void
trim_zeros(struct buf *digits)
{
	while (digits->length > 0 && digits->bytes[digits->length - 1] == '0')
		digits->bytes[--digits->length] = '\0';
}

/* What is not zero is not shown as if it were. */
static void
add_digits(struct buf *digits, double number, int places)
{
	if (places == 4 && number < 0.00005) {
		(void)buf_printf(digits, "%.0e", number);
		return;
	}
	number_format_places(digits, number, places);
	if (places == 4)
		trim_zeros(digits);
}

static void
add_number(struct buf *out, double number, const struct magnitude *magnitude,
    const struct unit *unit, bool is_signed)
{
	double shown = magnitude != NULL ? number / magnitude->divide : number;
	int places = magnitude != NULL ? 1 : places_of(number, unit);
	struct buf digits;

	buf_init(&digits, 400);
	add_digits(&digits, fabs(shown), places);
	if (number < 0 && strspn(buf_string(&digits), "0.") < digits.length)
		(void)buf_char(out, '-');
	else if (is_signed)
		(void)buf_char(out, '+');
	if (strchr(buf_string(&digits), 'e') == NULL)
		add_grouped(out, buf_string(&digits));
	else
		(void)buf_add(out, digits.bytes, digits.length);
	buf_release(&digits);
}

void
amount_format_number(
    struct buf *out, double number, const struct unit *unit, bool is_signed)
{
	const struct magnitude *magnitude = magnitude_of(number);

	add_number(out, number, magnitude, unit, is_signed);
	if (magnitude != NULL)
		(void)buf_text(out, magnitude->word);
}

/* The word stands once where it is the same. */
static void
add_range(
    struct buf *out, const struct amount *amount, const struct unit *unit)
{
	const struct magnitude *magnitude = magnitude_of(amount->low);

	if (magnitude != NULL && magnitude == magnitude_of(amount->high))
		add_number(out, amount->low, magnitude, unit, false);
	else
		amount_format_number(out, amount->low, unit, false);
	(void)buf_text(out, " to ");
	amount_format_number(out, amount->high, unit, false);
}

static void
add_bounded(
    struct buf *out, const struct amount *amount, const struct unit *unit)
{
	switch (amount_bound(*amount)) {
	case BOUND_AT_LEAST:
		(void)buf_text(out, "≥ ");
		amount_format_number(out, amount->low, unit, false);
		return;
	case BOUND_AT_MOST:
		(void)buf_text(out, "≤ ");
		amount_format_number(out, amount->high, unit, false);
		return;
	case BOUND_RANGE:
		add_range(out, amount, unit);
		return;
	default:
		amount_format_number(out, amount->value, unit, false);
	}
}

void
amount_format(
    struct buf *out, const struct amount *amount, const struct unit *unit)
{
	if (amount->approximate)
		(void)buf_char(out, '~');
	add_bounded(out, amount, unit);
	if (unit == NULL || unit_is_none(unit))
		return;
	(void)buf_char(out, ' ');
	unit_format(out, unit);
}
