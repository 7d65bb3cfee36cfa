/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/number.h"
#include "model/amount.h"
#include "model/digits.h"

struct reader {
	const char *text, *rest;
	char decimal; /* '.', ',' or 0: not settled */
};

struct said { /* one number with what stands around it */
	double value, magnitude;
	bool has_magnitude;
};

static const struct {
	const char *word;
	enum bound bound;
} bounds[] = { /* longer words before those that they begin with */
	{ "more than", BOUND_AT_LEAST }, { "at least", BOUND_AT_LEAST },
	{ "over", BOUND_AT_LEAST }, { "above", BOUND_AT_LEAST },
	{ ">=", BOUND_AT_LEAST }, { ">", BOUND_AT_LEAST },
	{ "≥", BOUND_AT_LEAST }, { "超过", BOUND_AT_LEAST },
	{ "逾", BOUND_AT_LEAST }, { "up to", BOUND_AT_MOST },
	{ "at most", BOUND_AT_MOST }, { "less than", BOUND_AT_MOST },
	{ "under", BOUND_AT_MOST }, { "below", BOUND_AT_MOST },
	{ "<=", BOUND_AT_MOST }, { "<", BOUND_AT_MOST },
	{ "≤", BOUND_AT_MOST }, { "about", BOUND_ABOUT },
	{ "around", BOUND_ABOUT }, { "approximately", BOUND_ABOUT },
	{ "approx.", BOUND_ABOUT }, { "roughly", BOUND_ABOUT },
	{ "nearly", BOUND_ABOUT }, { "almost", BOUND_ABOUT },
	{ "some", BOUND_ABOUT }, { "~", BOUND_ABOUT }, { "≈", BOUND_ABOUT },
	{ "约", BOUND_ABOUT },
};

static const struct {
	const char *word;
	double of;
} magnitudes[] = {
	{ "thousand", 1e3 }, { "million", 1e6 }, { "billion", 1e9 },
	{ "trillion", 1e12 }, { "mn", 1e6 }, { "bn", 1e9 }, { "tn", 1e12 },
	{ "万亿", 1e12 }, { "亿", 1e8 }, { "万", 1e4 }, { "k", 1e3 },
	{ "m", 1e6 }, { "b", 1e9 }, { "t", 1e12 },
};

static const char *const signs[] = { "RMB", "CNY", "USD", "HKD", "EUR", "GBP",
	"JPY", "US$", "HK$", "$", "¥", "￥", "€", "£", "元", "yuan" };

static const char *const units[] = { "%", "percent", "per cent", "pp",
	"bps", "bp", "x" };

static void
skip_blanks(struct reader *reader)
{
	for (;;) {
		if (isspace((unsigned char)*reader->rest))
			reader->rest++;
		else if (!strncmp(reader->rest, "\xc2\xa0", 2))
			reader->rest += 2; /* no-break space */
		else
			return;
	}
}

/* A word of letters must end there: "m" is not the beginning of "may". */
static bool
skip_word(struct reader *reader, const char *word)
{
	size_t length = strlen(word);

	if (strncasecmp(reader->rest, word, length) != 0)
		return false;
	if (isalpha((unsigned char)word[length - 1]) &&
	    isalpha((unsigned char)reader->rest[length]))
		return false;
	reader->rest += length;
	skip_blanks(reader);
	return true;
}

static bool
skip_sign_words(struct reader *reader)
{
	/* "RMB33bn": a sign may stand right before the number. */
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t length = strlen(signs[i]);

		if (!strncmp(reader->rest, signs[i], length)) {
			reader->rest += length;
			skip_blanks(reader);
			return true;
		}
	}
	return false;
}

static bool
is_minus(struct reader *reader)
{
	if (*reader->rest == '-') {
		reader->rest++;
		return true;
	}
	if (!strncmp(reader->rest, "\xe2\x88\x92", 3)) { /* U+2212 */
		reader->rest += 3;
		return true;
	}
	return false;
}

static bool
read_number(struct reader *reader, struct said *said, struct err *err)
{
	size_t at = (size_t)(reader->rest - reader->text);
	size_t length = digits_length(reader->rest);

	if (length == 0)
		return err_at(
		    err, at, "'%s' is no number", reader->text);
	switch (digits_parse(
	    &said->value, reader->rest, length, reader->decimal)) {
	case DIGITS_TWO_WAYS:
		return err_at(err, at,
		    "'%s' may be read in two ways; settle the decimal mark "
		    "with decimal: '.' or decimal: ','",
		    reader->text);
	case DIGITS_GROUPED_ODDLY:
		return err_at(err, at,
		    "'%s' is no number: its digits are grouped in no known "
		    "way",
		    reader->text);
	case DIGITS_TOO_LARGE:
		return err_at(err, at, "'%s' is no number that can be held",
		    reader->text);
	case DIGITS_READ:
		break;
	}
	reader->rest += length;
	skip_blanks(reader);
	for (size_t i = 0; i < sizeof(magnitudes) / sizeof(*magnitudes); i++)
		if (!said->has_magnitude &&
		    skip_word(reader, magnitudes[i].word)) {
			said->magnitude = magnitudes[i].of;
			said->has_magnitude = true;
		}
	return true;
}

static void
skip_unit_words(struct reader *reader)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (skip_word(reader, units[i]))
			break;
	(void)skip_sign_words(reader);
	skip_blanks(reader);
}

static bool
read_said(struct reader *reader, struct said *said, struct err *err)
{
	bool minus, brackets;

	*said = (struct said){ .magnitude = 1 };
	minus = is_minus(reader);
	(void)skip_sign_words(reader);
	brackets = *reader->rest == '(';
	reader->rest += brackets;
	(void)skip_sign_words(reader);
	minus = is_minus(reader) || minus;
	if (!minus && *reader->rest == '+')
		reader->rest++;
	(void)skip_sign_words(reader);
	if (!read_number(reader, said, err))
		return false;
	skip_unit_words(reader);
	if (brackets) {
		if (*reader->rest != ')')
			return err_at(err,
			    (size_t)(reader->rest - reader->text),
			    "'%s' lacks its closing ')'", reader->text);
		reader->rest++;
		skip_unit_words(reader);
	}
	if (minus || brackets)
		said->value = -said->value;
	return true;
}

/* "91 to 93 bn", "91–93 bn", "between 91 and 93 bn": the magnitude that one end
 * lacks is the other's. */
static bool
read_range_end(struct reader *reader, bool between)
{
	if (between)
		return skip_word(reader, "and");
	if (!strncmp(reader->rest, "\xe2\x80\x93", 3)) { /* U+2013 */
		reader->rest += 3;
		skip_blanks(reader);
		return true;
	}
	return skip_word(reader, "to") ||
	    (reader->rest > reader->text && skip_word(reader, "-"));
}

static bool
too_large(const char *text, struct err *err)
{
	return err_at(err, 0, "'%s' is no number that can be held", text);
}

static bool
finish_range(struct amount *amount, struct said low, struct said high,
    const char *text, struct err *err)
{
	double middle;

	if (!low.has_magnitude)
		low.magnitude = high.magnitude;
	low.value *= low.magnitude;
	high.value *= high.magnitude;
	if (low.value > high.value)
		return err_at(err, 0,
		    "'%s' is a range whose low end is above the high one",
		    text);
	middle = low.value + (high.value - low.value) / 2;
	if (!isfinite(low.value) || !isfinite(middle))
		return too_large(text, err);
	*amount = (struct amount){ middle, low.value, high.value, false };
	return true;
}

static bool
not_understood(const struct reader *reader, struct err *err)
{
	return err_at(err, (size_t)(reader->rest - reader->text),
	    "'%s' is no number: '%s' was not understood", reader->text,
	    reader->rest);
}

/* "triple-digit growth", but no decline: what else is said must be known. */
static bool
read_said_digits(struct amount *amount, struct reader *reader, double least,
    struct err *err)
{
	static const char *const harmless[] = { "%", "percentage", "percent",
		"year-over-year", "year-on-year", "yoy", "growth", "increase",
		"rate" };

	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		(void)skip_word(reader, harmless[i]);
	if (*reader->rest != '\0')
		return not_understood(reader, err);
	*amount = amount_bounded(least, BOUND_AT_LEAST);
	return true;
}

static enum bound
read_bound(struct reader *reader)
{
	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++)
		if (skip_word(reader, bounds[i].word))
			return bounds[i].bound;
	return BOUND_EXACT;
}

static bool
read_amount(struct amount *amount, struct reader *reader, struct err *err)
{
	enum bound bound = read_bound(reader);
	bool between = bound == BOUND_EXACT && skip_word(reader, "between");
	struct said said, end;

	if (!read_said(reader, &said, err))
		return false;
	if (bound == BOUND_EXACT && *reader->rest == '+') {
		bound = BOUND_AT_LEAST; /* "50,000+" */
		reader->rest++;
	}
	skip_blanks(reader);
	if (bound == BOUND_EXACT && read_range_end(reader, between)) {
		if (!read_said(reader, &end, err))
			return false;
		if (*reader->rest == '\0')
			return finish_range(
			    amount, said, end, reader->text, err);
	}
	if (*reader->rest != '\0' || between)
		return not_understood(reader, err);
	*amount = amount_bounded(said.value * said.magnitude, bound);
	return isfinite(amount->value) || too_large(reader->text, err);
}

bool
amount_parse(struct amount *amount, const char *text, char decimal,
    struct err *err)
{
	struct reader reader = { text, text, decimal };

	skip_blanks(&reader);
	if (skip_word(&reader, "double-digit"))
		return read_said_digits(amount, &reader, 10, err);
	if (skip_word(&reader, "triple-digit"))
		return read_said_digits(amount, &reader, 100, err);
	return read_amount(amount, &reader, err);
}

bool
amount_parse_literal(struct amount *amount, const char *text, size_t length,
    struct err *err)
{
	double value;

	if (!number_parse(&value, text, length))
		return err_at(err, 0,
		    "%.*s is beyond what a number can hold",
		    length < 40 ? (int)length : 40, text);
	*amount = amount_exact(value);
	return true;
}
