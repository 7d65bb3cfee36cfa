/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/number.h"
#include "model/amount.h"

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

/* Which of '.' and ',' is the decimal mark of the LENGTH bytes at DIGITS, 0 for
 * none; -1 where that cannot be told. */
static int
decimal_mark(const char *digits, size_t length, char settled)
{
	size_t points = 0, commas = 0, after = 0;
	char last = 0;

	for (size_t i = 0; i < length; i++) {
		points += digits[i] == '.';
		commas += digits[i] == ',';
		after = isdigit((unsigned char)digits[i]) ? after + 1 : 0;
		if (digits[i] == '.' || digits[i] == ',')
			last = digits[i];
	}
	if (settled != 0)
		return settled;
	if (points > 0 && commas > 0)
		return last;
	if (points + commas == 0)
		return 0;
	if (points > 1 || commas > 1)
		return last == '.' ? ',' : '.'; /* that one groups */
	if (after != 3 || digits[0] == '0')
		return last;
	return -1;
}

/* The bytes of a number with its separators. */
static size_t
number_length(const char *text)
{
	size_t length = 0;

	while (isdigit((unsigned char)text[length]) ||
	    (length > 0 && isdigit((unsigned char)text[length + 1]) &&
		strchr(".,'", text[length]) != NULL &&
		text[length] != '\0') ||
	    (length == 0 && text[0] == '.' &&
		isdigit((unsigned char)text[1])))
		length++;
	if (length > 0 && (text[length] == 'e' || text[length] == 'E')) {
		size_t sign = text[length + 1] == '-' ||
		    text[length + 1] == '+';

		if (isdigit((unsigned char)text[length + 1 + sign]))
			length += 1 + sign +
			    strspn(text + length + 1 + sign, "0123456789");
	}
	return length;
}

static bool
plain_number(const char *digits, size_t length, int mark, double *value)
{
	char plain[64];
	size_t count = 0;

	for (size_t i = 0; i < length && count + 2 < sizeof(plain); i++) {
		char c = digits[i];

		if (c == mark) {
			if (count == 0)
				plain[count++] = '0';
			plain[count++] = '.';
		} else if (c != '.' && c != ',' && c != '\'') {
			plain[count++] = c;
		}
	}
	return length < sizeof(plain) - 2 &&
	    number_parse(value, plain, count);
}

static bool
read_number(struct reader *reader, struct said *said, struct err *err)
{
	size_t at = (size_t)(reader->rest - reader->text);
	size_t length = number_length(reader->rest);
	int mark = decimal_mark(reader->rest, length, reader->decimal);

	if (length == 0)
		return err_at(
		    err, at, "'%s' is no number", reader->text);
	if (mark < 0)
		return err_at(err, at,
		    "'%s' may be read in two ways; settle the decimal mark "
		    "with decimal: '.' or decimal: ','",
		    reader->text);
	if (!plain_number(reader->rest, length, mark, &said->value))
		return err_at(err, at,
		    "'%s' is no number that can be held", reader->text);
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
finish_range(struct amount *amount, struct said low, struct said high,
    const char *text, struct err *err)
{
	if (!low.has_magnitude)
		low.magnitude = high.magnitude;
	low.value *= low.magnitude;
	high.value *= high.magnitude;
	if (low.value > high.value)
		return err_at(err, 0,
		    "'%s' is a range whose low end is above the high one",
		    text);
	*amount = (struct amount){ low.value + (high.value - low.value) / 2,
		low.value, high.value, false };
	return true;
}

static bool
read_words(struct amount *amount, const char *text)
{
	static const struct {
		const char *word;
		double least;
	} words[] = { { "double-digit", 10 }, { "triple-digit", 100 } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strncasecmp(text, words[i].word, strlen(words[i].word))) {
			*amount =
			    amount_bounded(words[i].least, BOUND_AT_LEAST);
			return true;
		}
	return false;
}

static enum bound
read_bound(struct reader *reader)
{
	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++)
		if (skip_word(reader, bounds[i].word))
			return bounds[i].bound;
	return BOUND_EXACT;
}

bool
amount_parse(struct amount *amount, const char *text, char decimal,
    struct err *err)
{
	struct reader reader = { text, text, decimal };
	struct said said, end;
	enum bound bound;
	bool between;

	skip_blanks(&reader);
	if (read_words(amount, reader.rest))
		return true;
	bound = read_bound(&reader);
	between = bound == BOUND_EXACT && skip_word(&reader, "between");
	if (!read_said(&reader, &said, err))
		return false;
	if (bound == BOUND_EXACT && *reader.rest == '+') {
		bound = BOUND_AT_LEAST; /* "50,000+" */
		reader.rest++;
	}
	skip_blanks(&reader);
	if (bound == BOUND_EXACT && read_range_end(&reader, between)) {
		if (!read_said(&reader, &end, err))
			return false;
		if (*reader.rest == '\0')
			return finish_range(amount, said, end, text, err);
	}
	if (*reader.rest != '\0')
		return err_at(err, (size_t)(reader.rest - text),
		    "'%s' is no number: '%s' was not understood", text,
		    reader.rest);
	*amount = amount_bounded(said.value * said.magnitude, bound);
	return true;
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
