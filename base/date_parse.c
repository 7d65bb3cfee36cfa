/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/date_read.h"
#include "base/err.h"
#include "base/number.h"

struct date {
	int year, month, day;
	bool two_ways; /* the day may be the month, and the month the day */
};

static const char *const month_names[] = { "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };

static const char *const day_names[] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

/* Reads one digit or two, and no more stand there. */
static bool
one_or_two(const char **text, int *number)
{
	size_t count = strspn(*text, "0123456789");

	return (count == 1 || count == 2) && date_digits(text, count, number);
}

static bool
is_valid(const struct date *date)
{
	return date_is_valid(date->year, date->month, date->day);
}

/* Behind the year: 06-30, 0630, /06/30, M06D30, 年6月30日. */
static bool
read_month_day(const char **text, struct date *date)
{
	static const char *const parts[][2] = { { "-", "-" }, { "/", "/" },
		{ ".", "." }, { "M", "D" } };

	if (date_skip(text, "年"))
		return one_or_two(text, &date->month) &&
		       date_skip(text, "月") && one_or_two(text, &date->day) &&
		       date_skip(text, "日");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (date_skip(text, parts[i][0]))
			return date_digits(text, 2, &date->month) &&
			       date_skip(text, parts[i][1]) &&
			       date_digits(text, 2, &date->day);
	return date_digits(text, 2, &date->month) &&
	       date_digits(text, 2, &date->day);
}

static bool
read_year_first(const char **text, struct date *date)
{
	const char *in = *text;

	if (!date_digits(&in, 4, &date->year) || !read_month_day(&in, date) ||
	    !is_valid(date))
		return false;
	*text = in;
	return true;
}

bool
date_parse(int64_t *days, const char *text)
{
	struct date date = { .two_ways = false };

	if (strlen(text) != 10 || text[4] != '-' ||
	    !read_year_first(&text, &date) || *text != '\0')
		return false;
	*days = date_days(date.year, date.month, date.day);
	return true;
}

/* A whole name or its beginning, three letters at least: "Tue", "Tues",
 * "Sept". */
static bool
read_name(const char **text, const char *const *names, int count, int *which)
{
	size_t length = 0;

	while (isalpha((unsigned char)(*text)[length]))
		length++;
	for (int i = 0; i < count; i++)
		if (length >= 3 && length <= strlen(names[i]) &&
		    !strncasecmp(*text, names[i], length)) {
			*text += length;
			*which = i;
			return true;
		}
	return false;
}

bool
date_read_month(const char **text, int *month)
{
	if (!read_name(text, month_names, 12, month))
		return false;
	(*month)++;
	return true;
}

/* 30.06.2025; 30-06-2025 and 30/06/2025 are the American 06-30-2025 turned
 * round: which one it is must show. */
static bool
read_numbers(const char **text, struct date *date)
{
	char mark[2] = "";
	int month;

	if (!one_or_two(text, &date->day) || strspn(*text, "-./") == 0)
		return false;
	mark[0] = *(*text)++;
	if (!one_or_two(text, &month) || !date_skip(text, mark) ||
	    strspn(*text, "0123456789") != 4 ||
	    !date_digits(text, 4, &date->year))
		return false;
	date->month = month;
	if (mark[0] != '.' && month > 12) {
		date->month = date->day;
		date->day = month;
	}
	date->two_ways =
	    mark[0] != '.' && date->day <= 12 && date->day != date->month;
	return is_valid(date);
}

/* 30 June 2025, 30-Jun-25 (RFC 822: 1970 to 2069). */
static bool
read_day_first(const char **text, struct date *date)
{
	size_t count;

	if (!one_or_two(text, &date->day))
		return false;
	date_skip_any(text, " -");
	if (!date_read_month(text, &date->month))
		return false;
	date_skip_any(text, " -,.");
	count = strspn(*text, "0123456789");
	if ((count != 2 && count != 4) ||
	    !date_digits(text, count, &date->year))
		return false;
	if (count == 2)
		date->year += date->year < 70 ? 2000 : 1900;
	return is_valid(date);
}

/* June 30, 2025; Jun 30th 2025 */
static bool
read_month_first(const char **text, struct date *date)
{
	if (!date_read_month(text, &date->month))
		return false;
	date_skip_any(text, " .-");
	if (!one_or_two(text, &date->day))
		return false;
	if (!date_skip(text, "st") && !date_skip(text, "nd") &&
	    !date_skip(text, "rd"))
		(void)date_skip(text, "th");
	date_skip_any(text, " ,-");
	return strspn(*text, "0123456789") == 4 &&
	       date_digits(text, 4, &date->year) && is_valid(date);
}

/* What of these a date is. It stays two_ways where only that is wrong. */
static bool
read_date(const char **text, struct date *date)
{
	static bool (*const readers[])(const char **, struct date *) = {
		read_year_first, read_numbers, read_day_first, read_month_first
	};
	const char *begin;
	int day;

	if (read_name(text, day_names, 7, &day)) {
		date_skip_any(text, ".");
		(void)date_skip(text, ",");
		date_skip_any(text, " ");
	}
	begin = *text;
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		*text = begin;
		*date = (struct date){ .two_ways = false };
		if (readers[i](text, date))
			return true;
	}
	return false;
}

/* What stands behind the date: nothing, or a time and its zone. */
static bool
read_rest(const char **text, bool *has_time, int64_t *seconds)
{
	const char *begin = *text;

	*seconds = 0;
	*has_time = date_skip(text, "T");
	if (!*has_time) {
		(void)date_skip(text, ",");
		date_skip_any(text, " ");
		(void)date_skip(text, "at ");
		*has_time = **text != '\0';
		if (*has_time && *text == begin)
			return false;
	}
	if (!*has_time)
		return true;
	return date_read_clock(text, seconds) && **text == '\0';
}

/* Seconds have 9 or 10 digits, milliseconds 12 or 13: 1973 to 2286. */
static bool
read_epoch(int64_t *time, const char *text)
{
	size_t length = strspn(text, "0123456789");
	double got;

	if (!number_parse(&got, text, strlen(text)))
		return false;
	if (strpbrk(text, "eE") == NULL && length != 9 && length != 10 &&
	    length != 12 && length != 13)
		return false;
	if (got >= 1e11 && got < 1e13)
		got /= 1000;
	*time = (int64_t)(got >= 1e8 && got < 1e10 ? got : 0);
	return *time > 0;
}

static bool
read_moment(int64_t *time, bool *has_time, const char *text, struct date *date)
{
	int64_t seconds;

	if (!read_date(&text, date) || !read_rest(&text, has_time, &seconds)) {
		date->two_ways = false;
		return false;
	}
	*time = date_days(date->year, date->month, date->day) * 86400 + seconds;
	return !date->two_ways;
}

bool
date_is_two_ways(const char *text)
{
	struct date date;
	bool has_time;
	int64_t time;

	return !read_moment(&time, &has_time, text, &date) && date.two_ways;
}

static bool
two_ways(const struct date *date, const char *text, struct err *err)
{
	return err_at(err, 0, "'%s' may be read in two ways: %d %s or %d %s %d",
	    text, date->day, month_names[date->month - 1], date->month,
	    month_names[date->day - 1], date->year);
}

bool
date_parse_time(
    int64_t *time, bool *has_time, const char *text, struct err *err)
{
	struct date date;
	bool with_time = true;
	int64_t got;

	if (!read_moment(&got, &with_time, text, &date)) {
		if (date.two_ways)
			return two_ways(&date, text, err);
		with_time = true;
		if (!read_epoch(&got, text))
			return err_at(err, 0,
			    "'%s' is no date or time: 2025-06-30, "
			    "2025-06-30T12:00:00Z, Mon, 30 Jun 2025 12:00:00 "
			    "GMT or epoch seconds are expected",
			    text);
	}
	*time = got;
	if (has_time != NULL)
		*has_time = with_time;
	return true;
}
