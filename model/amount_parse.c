/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/number.h"
#include "model/amount.h"
#include "model/amount_words.h"
#include "model/counted.h"
#include "model/digits.h"
#include "model/unit.h"

struct reader {
	const char *text, *rest;
	char decimal; /* '.', ',' or 0: not settled */
	const struct unit *unit; /* what the number shall count; NULL: any */
	bool bounded; /* "over …": a "+" would say it twice */
};

struct said { /* one number with what stands around it */
	double value, magnitude, share;
	bool has_magnitude, has_share;
	bool more; /* "100+ bn" */
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
	said->more = !reader->bounded && skip_more(&reader->rest);
	said->has_magnitude = skip_magnitude(&reader->rest, &said->magnitude);
	if (!said->has_magnitude && !strncmp(reader->rest, "兆", 3))
		return err_at(err, place(reader),
		    "'%s' may be read in two ways: 兆 is a million or a "
		    "million millions",
		    reader->text);
	return true;
}

/* "USD 5 bn" is no figure in RMB, nor is "26%". */
static bool
check_counted(const struct reader *reader, const struct counted *counted,
    size_t at, struct err *err)
{
	struct buf unit;

	if (counted == NULL || reader->unit == NULL ||
	    counted_fits(counted, reader->unit))
		return true;
	buf_init(&unit, LIMIT_LABEL);
	unit_format(&unit, reader->unit);
	(void)err_at(err, at, "'%s' is in %s, and the figure in %s",
	    reader->text, counted->word, buf_string(&unit));
	buf_release(&unit);
	return false;
}

static bool
read_currency(struct reader *reader, struct err *err)
{
	size_t at = place(reader);

	return check_counted(
	    reader, skip_currency(&reader->rest), at, err);
}

static bool
counts_basis_points(const struct reader *reader)
{
	return reader->unit != NULL && (unit_is(reader->unit, "bp") ||
					   unit_is(reader->unit, "bps"));
}

/* Behind the number; a currency may be said twice: 380亿元人民币. */
static bool
read_unit(struct reader *reader, struct said *said, struct err *err)
{
	size_t at = place(reader);
	const struct counted *counted = skip_unit(&reader->rest);

	if (!check_counted(reader, counted, at, err))
		return false;
	if (counted != NULL && counted->counts == COUNTS_SHARE) {
		said->share = counts_basis_points(reader)
				  ? counted->percents * 100
				  : counted->percents;
		said->has_share = true;
	}
	return read_currency(reader, err) && read_currency(reader, err);
}

static bool
read_signs(struct reader *reader, bool *minus, bool *brackets, struct err *err)
{
	*minus = skip_minus(&reader->rest);
	if (!read_currency(reader, err))
		return false;
	*brackets = skip_brackets(&reader->rest, false);
	if (!read_currency(reader, err))
		return false;
	if (!*minus)
		*minus = skip_minus(&reader->rest);
	if (!*minus)
		(void)skip_word(&reader->rest, "+");
	return read_currency(reader, err);
}

static bool
read_said(struct reader *reader, struct said *said, struct err *err)
{
	bool minus, brackets;

	*said = (struct said){ .magnitude = 1, .share = 1 };
	if (!read_signs(reader, &minus, &brackets, err) ||
	    !read_number(reader, said, err) || !read_unit(reader, said, err))
		return false;
	if (brackets) {
		if (!skip_brackets(&reader->rest, true))
			return err_at(err, place(reader),
			    "'%s' lacks its closing ')'", reader->text);
		if (!said->has_magnitude)
			said->has_magnitude =
			    skip_magnitude(&reader->rest, &said->magnitude);
		if (!read_unit(reader, said, err))
			return false;
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
	reader->bounded = bounded || between || from;
	if (!read_said(reader, &said, err))
		return false;
	if (said.more)
		bound = BOUND_AT_LEAST;
	bounded = (bounded && bound != BOUND_ABOUT) || said.more ||
		  (!bounded && skip_bound_after(&reader->rest, &bound));
	if (!bounded && skip_to(reader, between)) {
		reader->bounded = true;
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
		{ "triple-digit", 100 }, { "single digit", 1 },
		{ "double digit", 10 }, { "triple digit", 100 },
		{ "two-digit", 10 }, { "three-digit", 100 },
		{ "个位数", 1 }, { "两位数", 10 }, { "双位数", 10 },
		{ "三位数", 100 } };

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
	struct reader reader = { .text = text, .rest = text,
		.decimal = decimal };

	return parse(amount, &reader, err);
}

bool
amount_parse_unit(struct amount *amount, const char *text, char decimal,
    const struct unit *unit, struct err *err)
{
	struct reader reader = { .text = text, .rest = text,
		.decimal = decimal, .unit = unit };

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
