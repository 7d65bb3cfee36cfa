/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/number.h"
#include "model/amount.h"
#include "model/amount_words.h"
#include "model/digits.h"

struct reader {
	const char *text, *rest;
	char decimal; /* '.', ',' or 0: not settled */
	bool basis_points; /* what the number shall count */
};

struct said { /* one number with what stands around it */
	double value, magnitude, share;
	bool has_magnitude, has_share;
};

static size_t
place(const struct reader *reader)
{
	return (size_t)(reader->rest - reader->text);
}

static bool
not_understood(const struct reader *reader, struct err *err)
{
	return err_at(err, place(reader),
	    "'%s' is no number: '%s' was not understood", reader->text,
	    reader->rest);
}

static bool
two_ways(const struct reader *reader, struct err *err)
{
	return err_at(err, place(reader),
	    "'%s' may be read in two ways; settle the decimal mark with "
	    "decimal: '.' or decimal: ','",
	    reader->text);
}

static bool
grouped_oddly(const struct reader *reader, struct err *err)
{
	return err_at(err, place(reader),
	    "'%s' is no number: its digits are grouped in no known way",
	    reader->text);
}

static bool
read_digits(struct reader *reader, double *value, struct err *err)
{
	size_t length = digits_length(reader->rest);

	if (length == 0)
		return err_at(
		    err, place(reader), "'%s' is no number", reader->text);
	switch (digits_parse(value, reader->rest, length, reader->decimal)) {
	case DIGITS_TWO_WAYS:
		return two_ways(reader, err);
	case DIGITS_GROUPED_ODDLY:
		return grouped_oddly(reader, err);
	case DIGITS_TOO_LARGE:
		return err_at(err, place(reader),
		    "'%s' is no number that can be held", reader->text);
	case DIGITS_READ:
		break;
	}
	reader->rest += length;
	skip_blanks(&reader->rest);
	return true;
}

static bool
read_number(struct reader *reader, struct said *said, struct err *err)
{
	if (!read_digits(reader, &said->value, err))
		return false;
	said->has_magnitude = skip_magnitude(&reader->rest, &said->magnitude);
	if (!said->has_magnitude && !strncmp(reader->rest, "兆", 3))
		return err_at(err, place(reader),
		    "'%s' may be read in two ways: 兆 is a million or a "
		    "million millions",
		    reader->text);
	return true;
}

static void
read_unit(struct reader *reader, struct said *said)
{
	double percents;

	if (skip_unit(&reader->rest, &percents) && percents > 0) {
		said->share = reader->basis_points ? percents * 100 : percents;
		said->has_share = true;
	}
	(void)skip_currency(&reader->rest);
}

static bool
read_said(struct reader *reader, struct said *said, struct err *err)
{
	bool minus, brackets;

	*said = (struct said){ .magnitude = 1, .share = 1 };
	minus = skip_minus(&reader->rest);
	(void)skip_currency(&reader->rest);
	brackets = skip_brackets(&reader->rest, false);
	(void)skip_currency(&reader->rest);
	minus = skip_minus(&reader->rest) || minus;
	if (!minus)
		(void)skip_word(&reader->rest, "+");
	(void)skip_currency(&reader->rest);
	if (!read_number(reader, said, err))
		return false;
	read_unit(reader, said);
	if (brackets) {
		if (!skip_brackets(&reader->rest, true))
			return err_at(err, place(reader),
			    "'%s' lacks its closing ')'", reader->text);
		if (!said->has_magnitude)
			said->has_magnitude =
			    skip_magnitude(&reader->rest, &said->magnitude);
		read_unit(reader, said);
	}
	if (minus || brackets)
		said->value = -said->value;
	return true;
}

/* "91 to 93 bn", "91–93 bn", "between 91 and 93 bn". */
static bool
skip_to(struct reader *reader, bool between)
{
	if (between)
		return skip_word(&reader->rest, "and");
	return skip_word(&reader->rest, "to") || skip_dash(&reader->rest);
}

static bool
too_large(const struct reader *reader, struct err *err)
{
	return err_at(
	    err, 0, "'%s' is no number that can be held", reader->text);
}

static double
worth(const struct said *said)
{
	return said->value * said->magnitude * said->share;
}

/* The magnitude and the unit that one end lacks are the other's. */
static bool
finish_range(struct amount *amount, struct said from, const struct said *to,
    const struct reader *reader, struct err *err)
{
	double low, high, middle;

	if (!from.has_magnitude)
		from.magnitude = to->magnitude;
	if (!from.has_share)
		from.share = to->share;
	low = worth(&from);
	high = worth(to);
	if (low > high)
		return err_at(err, 0,
		    "'%s' is a range whose low end is above the high one",
		    reader->text);
	middle = low + (high - low) / 2;
	if (!isfinite(low) || !isfinite(middle))
		return too_large(reader, err);
	*amount = (struct amount){ middle, low, high, amount->approximate };
	return true;
}

/* "triple-digit growth", but no decline: what else is said must be known. */
static bool
finish_digits(
    struct amount *amount, struct reader *reader, double least, struct err *err)
{
	while (skip_filler(&reader->rest))
		;
	if (*reader->rest != '\0')
		return not_understood(reader, err);
	*amount = least > 1
		      ? amount_bounded(least, BOUND_AT_LEAST)
		      : (struct amount){ .value = 5, .low = 0, .high = 10 };
	return true;
}

static bool
read_amount(struct amount *amount, struct reader *reader, struct err *err)
{
	enum bound bound = BOUND_EXACT;
	bool bounded = skip_bound(&reader->rest, &bound);
	bool between = !bounded && skip_word(&reader->rest, "between");
	bool from = !bounded && skip_word(&reader->rest, "from");
	struct said said, end;

	amount->approximate = bound == BOUND_ABOUT;
	if (!read_said(reader, &said, err))
		return false;
	bounded = (!bounded && skip_bound_after(&reader->rest, &bound)) ||
		  (bounded && bound != BOUND_ABOUT);
	if (!bounded && skip_to(reader, between)) {
		if (!read_said(reader, &end, err))
			return false;
		if (*reader->rest == '\0')
			return finish_range(amount, said, &end, reader, err);
	}
	if (*reader->rest != '\0' || between || from)
		return not_understood(reader, err);
	*amount = amount_bounded(worth(&said), bound);
	return isfinite(amount->value) || too_large(reader, err);
}

static bool
parse(struct amount *amount, struct reader *reader, struct err *err)
{
	static const struct {
		const char *word;
		double least;
	} digits[] = { { "single-digit", 1 }, { "double-digit", 10 },
		{ "triple-digit", 100 } };

	skip_blanks(&reader->rest);
	for (size_t i = 0; i < sizeof(digits) / sizeof(digits[0]); i++)
		if (skip_word(&reader->rest, digits[i].word))
			return finish_digits(
			    amount, reader, digits[i].least, err);
	return read_amount(amount, reader, err);
}

bool
amount_parse(
    struct amount *amount, const char *text, char decimal, struct err *err)
{
	struct reader reader = { text, text, decimal, false };

	return parse(amount, &reader, err);
}

bool
amount_parse_basis_points(
    struct amount *amount, const char *text, char decimal, struct err *err)
{
	struct reader reader = { text, text, decimal, true };

	return parse(amount, &reader, err);
}

bool
amount_parse_literal(
    struct amount *amount, const char *text, size_t length, struct err *err)
{
	double value;

	if (!number_parse(&value, text, length))
		return err_at(err, 0, "%.*s is beyond what a number can hold",
		    length < 40 ? (int)length : 40, text);
	*amount = amount_exact(value);
	return true;
}
