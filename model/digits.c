/* SPDX-License-Identifier: MIT */
#include "model/digits.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"

struct marks { /* what stands in the digits of one number */
	size_t length;	 /* without the exponent */
	size_t before;	 /* digits before the first separator */
	size_t after;	 /* digits after the last one */
	size_t points, commas, apostrophes;
	char last;
	bool exponent;
};

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
		marks.apostrophes += c == '\'';
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
	return grouped && !marks->exponent && marks->apostrophes == 0
	    ? -1
	    : marks->last;
}

/* Whether the digits before the mark are in threes, behind one to three (or in
 * twos before the last three, as in India), all parted by one character. */
static bool
is_grouped(const char *digits, size_t length, int mark)
{
	size_t count = 0, groups = 0, twos = 0;
	char separator = 0;

	for (size_t i = 0; i < length && digits[i] != mark; i++) {
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
		} else if (c != '.' && c != ',' && c != '\'') {
			plain[count++] = c;
		}
	}
	return length < sizeof(plain) - 2 &&
	    number_parse(value, plain, count);
}

static bool
is_digit_at(const char *text, size_t i)
{
	return isdigit((unsigned char)text[i]) != 0;
}

size_t
digits_length(const char *text)
{
	size_t length = 0;

	while (is_digit_at(text, length) ||
	    (text[length] != '\0' && is_digit_at(text, length + 1) &&
		strchr(length > 0 ? ".,'" : ".", text[length]) != NULL))
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

enum digits
digits_parse(double *value, const char *text, size_t length, char decimal)
{
	struct marks marks = marks_of(text, length);
	int mark = decimal_mark(&marks, text, decimal);

	if (mark < 0)
		return DIGITS_TWO_WAYS;
	if (!is_grouped(text, marks.length, mark))
		return DIGITS_GROUPED_ODDLY;
	return plain_number(text, length, mark, value) ? DIGITS_READ
						       : DIGITS_TOO_LARGE;
}
