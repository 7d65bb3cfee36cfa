/* SPDX-License-Identifier: MIT */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/err.h"

/* strtod() and printf() write numbers as LC_NUMERIC has them, and a library
 * that we load may set that: this thread's is "C" between the two. */
static locale_t
enter_c(void)
{
	static locale_t c;

	if (c == (locale_t)0)
		c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
	if (c == (locale_t)0)
		die("out of memory");
	return uselocale(c);
}

static void
leave_c(locale_t before)
{
	(void)uselocale(before);
}

/* RFC 8259's grammar, with a leading '+' and leading zeros let pass. */
static bool
is_number(const char *text, size_t length)
{
	size_t i = 0, digits = 0;

	if (i < length && (text[i] == '-' || text[i] == '+'))
		i++;
	for (; i < length && text[i] >= '0' && text[i] <= '9'; i++)
		digits++;
	if (digits > 0 && i < length && text[i] == '.') {
		i++;
		for (digits = 0;
		    i < length && text[i] >= '0' && text[i] <= '9'; i++)
			digits++;
	}
	if (digits > 0 && i < length && (text[i] == 'e' || text[i] == 'E')) {
		i++;
		if (i < length && (text[i] == '-' || text[i] == '+'))
			i++;
		for (digits = 0;
		    i < length && text[i] >= '0' && text[i] <= '9'; i++)
			digits++;
	}
	return digits > 0 && i == length;
}

bool
number_parse(double *number, const char *text, size_t length)
{
	char copy[1100];
	locale_t before;
	double got;

	if (length >= sizeof(copy) || !is_number(text, length))
		return false;
	(void)memcpy(copy, text, length);
	copy[length] = '\0';
	before = enter_c();
	got = strtod(copy, NULL);
	leave_c(before);
	if (!isfinite(got))
		return false;
	*number = got;
	return true;
}

void
number_format(struct buf *out, double number)
{
	char text[64];
	locale_t before;

	if (fabs(number) < 1e21 && number == floor(number)) {
		(void)buf_printf(out, "%.0f", number == 0 ? 0 : number);
		return;
	}
	before = enter_c();
	for (int digits = 15; digits <= 17; digits++) {
		(void)snprintf(text, sizeof(text), "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	leave_c(before);
	(void)buf_text(out, text);
}

/* One unit in the last place is added first, so that 8.45, which is a little
 * below itself in binary, is rounded as the text that people see; but not where
 * that unit could be seen itself. */
void
number_format_places(struct buf *out, double number, int decimals)
{
	double nudged = nextafter(
	    number, number < 0 ? -(double)INFINITY : (double)INFINITY);
	locale_t before = enter_c();

	if (!(fabs(nudged - number) * 1000 < pow(10, -decimals)))
		nudged = number;
	(void)buf_printf(out, "%.*f", decimals, nudged);
	leave_c(before);
}

struct multiple {
	const char *word;
	int64_t of;
};

static bool
parse_multiple(int64_t *result, const char *text,
    const struct multiple *multiples, size_t count)
{
	size_t digits = strspn(text, "0123456789.");
	const char *word = text + digits + strspn(text + digits, " ");
	double number;

	if (digits == 0 || !number_parse(&number, text, digits))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(word, multiples[i].word) != 0)
			continue;
		number *= (double)multiples[i].of;
		if (number >= 0x1p62 || number != floor(number))
			return false;
		*result = (int64_t)number;
		return true;
	}
	return false;
}

bool
duration_parse(int64_t *seconds, const char *text, struct err *err)
{
	static const struct multiple multiples[] = {
		{ "s", 1 }, { "m", 60 }, { "min", 60 }, { "h", 3600 },
		{ "d", 86400 }, { "w", 604800 }, { "days", 86400 },
		{ "day", 86400 }, { "hours", 3600 }, { "hour", 3600 },
		{ "minutes", 60 }, { "minute", 60 }, { "seconds", 1 },
		{ "weeks", 604800 }, { "week", 604800 },
	};

	if (parse_multiple(seconds, text, multiples,
		sizeof(multiples) / sizeof(multiples[0])))
		return true;
	return err_at(err, 0,
	    "'%s' is no duration: a number with s, m, h, d or w is expected",
	    text);
}

bool
size_parse(int64_t *bytes, const char *text, struct err *err)
{
	static const struct multiple multiples[] = {
		{ "", 1 }, { "B", 1 }, { "KiB", 1024 }, { "MiB", 1048576 },
		{ "GiB", 1073741824 }, { "kB", 1000 }, { "MB", 1000000 },
		{ "GB", 1000000000 },
	};

	if (parse_multiple(bytes, text, multiples,
		sizeof(multiples) / sizeof(multiples[0])))
		return true;
	return err_at(err, 0,
	    "'%s' is no size: a number with KiB, MiB or GiB is expected", text);
}
