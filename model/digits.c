/* SPDX-License-Identifier: MIT */
#include "model/digits.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "model/amount_words.h"

enum { LONGEST = 62 }; /* of what is held as a number */

struct marks { /* what stands in the digits of one number */
	size_t length; /* without the exponent */
	size_t before; /* digits before the first separator */
	size_t after; /* digits after the last one */
	size_t points, commas, others; /* others: apostrophes and blanks */
	char last;
	bool exponent;
};

static bool
is_digit_at(const char *text, size_t i)
{
	return isdigit((unsigned char)text[i]) != 0;
}

static struct marks
marks_of(const char *digits, size_t length)
{
	struct marks marks = { .length = length };

	for (size_t i = 0; i < length; i++) {
		char c = digits[i];

		if (c == 'e' || c == 'E') {
			marks.exponent = true;
			marks.length = i;
			break;
		}
		marks.points += c == '.';
		marks.commas += c == ',';
		marks.others += c == '\'' || c == ' ';
		if (isdigit((unsigned char)c)) {
			marks.after++;
			marks.before += marks.last == 0;
		} else {
			marks.after = 0;
			marks.last = c;
		}
	}
	return marks;
}

/* Which of '.' and ',' is the decimal mark, 0 for none; -1 where that cannot be
 * told: "1,234" alone. */
static int
decimal_mark(const struct marks *marks, const char *digits, char settled)
{
	bool grouped = marks->before >= 1 && marks->before <= 3 &&
		       digits[0] != '0' && marks->after == 3;

	if (settled != 0)
		return settled;
	if (marks->points + marks->commas == 0)
		return 0;
	if (marks->points > 0 && marks->commas > 0)
		return marks->last;
	if (marks->points > 1 || marks->commas > 1)
		return marks->last == '.' ? ',' : '.'; /* that one groups */
	return grouped && !marks->exponent && marks->others == 0 ? -1
								 : marks->last;
}

/* Whether the digits before the mark are in threes, behind one to three (or in
 * twos before the last three, as in India), all parted by one character. */
static bool
is_grouped(const char *digits, size_t length, int mark)
{
	size_t count = 0, groups = 0, twos = 0, i = 0;
	char separator = 0;

	for (; i < length && digits[i] != mark; i++) {
		if (isdigit((unsigned char)digits[i])) {
			count++;
			continue;
		}
		if (groups == 0 ? count > 3 : (count != 3 && count != 2))
			return false;
		if (separator != 0 && digits[i] != separator)
			return false;
		twos += groups > 0 && count == 2;
		separator = digits[i];
		groups++;
		count = 0;
	}
	if (groups > 0 && digits[0] == '0')
		return false;
	for (i++; i < length; i++) /* behind the mark */
		if (!is_digit_at(digits, i))
			return false;
	if (twos > 0 && (twos != groups - 1 || separator != ','))
		return false;
	return groups == 0 || count == 3;
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
		} else if (strchr(".,' ", c) == NULL) {
			plain[count++] = c;
		}
	}
	return length < sizeof(plain) - 2 && number_parse(value, plain, count);
}

/* Bytes of an apostrophe or blank that may part thousands. */
static size_t
separator_length(const char *text)
{
	if (!strncmp(text, "\u2019", 3))
		return 3;
	return *text == '\'' ? 1 : blank_length(text);
}

static bool
is_blank_group(const char *text, size_t before)
{
	return before >= 1 && before <= 3 && is_digit_at(text, 0) &&
	       is_digit_at(text, 1) && is_digit_at(text, 2) &&
	       !is_digit_at(text, 3);
}

/* How long what parts the digits at TEXT is; 0: they end. A blank must part
 * thousands: BEFORE digits stand before it, since the last one. */
static size_t
parting_length(const char *text, size_t before)
{
	size_t length = separator_length(text);

	if (*text == '.' || *text == ',' || (length > 0 && *text == '\''))
		return is_digit_at(text, 1) ? 1 : 0;
	if (length == 0)
		return 0;
	if (blank_length(text) == 0)
		return is_digit_at(text, length) ? length : 0;
	return is_blank_group(text + length, before) ? length : 0;
}

static size_t
exponent_length(const char *text)
{
	size_t sign, count;

	if (*text != 'e' && *text != 'E')
		return 0;
	sign = text[1] == '-' || text[1] == '+';
	count = strspn(text + 1 + sign, "0123456789");
	return count > 0 ? 1 + sign + count : 0;
}

size_t
digits_length(const char *text)
{
	size_t length = text[0] == '.' && is_digit_at(text, 1), before = 0;
	bool fraction = length > 0;

	for (;;) {
		size_t parting;

		for (before = 0; is_digit_at(text, length); before++)
			length++;
		if (length == 0)
			return 0;
		parting = parting_length(text + length, fraction ? 0 : before);
		if (parting == 0)
			return length + exponent_length(text + length);
		fraction = text[length] == '.' || text[length] == ',';
		length += parting;
	}
}

/* In ASCII: "'" for every apostrophe, ' ' for every blank. */
static size_t
simplify(char out[LONGEST], const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; count++) {
		size_t parting = separator_length(text + i);

		if (count == LONGEST)
			return 0;
		if (parting == 0)
			out[count] = text[i++];
		else
			out[count] = blank_length(text + i) > 0 ? ' ' : '\'';
		i += parting;
	}
	return count;
}

enum digits
digits_parse(double *value, const char *text, size_t length, char decimal)
{
	char digits[LONGEST];
	size_t count = simplify(digits, text, length);
	struct marks marks = marks_of(digits, count);
	int mark = decimal_mark(&marks, digits, decimal);

	if (count == 0)
		return DIGITS_TOO_LARGE;
	if (mark < 0)
		return DIGITS_TWO_WAYS;
	if (!is_grouped(digits, marks.length, mark))
		return DIGITS_GROUPED_ODDLY;
	return plain_number(digits, count, mark, value) ? DIGITS_READ
							: DIGITS_TOO_LARGE;
}
