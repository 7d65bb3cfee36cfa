/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/err.h"

static const char *const month_names[] = { "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };

static const char *const day_names[] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

/* The next two functions follow Howard Hinnant's "chrono-compatible low-level
 * date algorithms": eras of 400 years, years that begin in March. */
int64_t
date_days(int year, int month, int day)
{
	int64_t months = (int64_t)year * 12 + (month - 1);
	int64_t y = months >= 0 ? months / 12 : -((11 - months) / 12);
	int64_t m = months - y * 12 + 1;
	int64_t era, year_of_era, day_of_year;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	year_of_era = y - era * 400;
	day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
	    year_of_era / 100 + day_of_year - 719468;
}

struct civil
date_civil(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;

	return (struct civil){
		.year = (int)(yoe + era * 400 + (month <= 2)),
		.month = (int)month,
		.day = (int)(doy - (153 * mp + 2) / 5 + 1),
	};
}

bool
date_is_valid(int year, int month, int day)
{
	struct civil back;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > 31)
		return false;
	back = date_civil(date_days(year, month, day));
	return back.month == month && back.day == day;
}

int64_t
date_day_of(int64_t time)
{
	return time >= 0 ? time / 86400 : -((86399 - time) / 86400);
}

/* Reads exactly COUNT digits. */
static bool
digits(const char **text, int count, int *number)
{
	int got = 0;

	for (int i = 0; i < count; i++) {
		if (!isdigit((unsigned char)(*text)[i]))
			return false;
		got = got * 10 + ((*text)[i] - '0');
	}
	*text += count;
	*number = got;
	return true;
}

static bool
skip(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

/* YYYY-MM-DD or YYYYMMDD at *TEXT. */
static bool
read_date(const char **text, int64_t *days)
{
	const char *in = *text;
	int year, month, day;
	bool dashed;

	if (!digits(&in, 4, &year))
		return false;
	dashed = skip(&in, '-');
	if (!digits(&in, 2, &month) || (dashed && !skip(&in, '-')) ||
	    !digits(&in, 2, &day) || !date_is_valid(year, month, day))
		return false;
	*days = date_days(year, month, day);
	*text = in;
	return true;
}

bool
date_parse(int64_t *days, const char *text)
{
	int64_t got;

	if (strlen(text) != 10 || !read_date(&text, &got) || *text != '\0')
		return false;
	*days = got;
	return true;
}

/* "Z", "GMT", "UTC", "+08:00", "+0800", "+08", "EST" …; seconds east of UTC. */
static bool
read_zone(const char **text, int64_t *offset)
{
	static const struct {
		const char *name;
		int hours;
	} names[] = { { "GMT", 0 }, { "UTC", 0 }, { "UT", 0 }, { "Z", 0 },
		{ "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
		{ "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 } };
	int sign = **text == '-' ? -1 : 1;
	int hours, minutes = 0;

	*offset = 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t length = strlen(names[i].name);

		if (strncasecmp(*text, names[i].name, length) != 0)
			continue;
		*text += length;
		*offset = names[i].hours * 3600;
		return true;
	}
	if (**text != '+' && **text != '-')
		return **text == '\0';
	(*text)++;
	if (!digits(text, 2, &hours))
		return false;
	(void)skip(text, ':');
	if (**text != '\0' && !digits(text, 2, &minutes))
		return false;
	*offset = sign * (hours * 3600 + minutes * 60);
	return hours <= 14 && minutes < 60;
}

/* HH:MM[:SS[.fraction]] */
static bool
read_clock(const char **text, int64_t *seconds)
{
	int hours, minutes, rest = 0;

	if (!digits(text, 2, &hours))
		return false;
	(void)skip(text, ':');
	if (!digits(text, 2, &minutes))
		return false;
	if (skip(text, ':') || isdigit((unsigned char)**text)) {
		if (!digits(text, 2, &rest))
			return false;
		if (skip(text, '.') || skip(text, ','))
			*text += strspn(*text, "0123456789");
	}
	*seconds = hours * 3600 + minutes * 60 + rest;
	return minutes < 60 && rest <= 60 &&
	    (hours < 24 || (hours == 24 && minutes == 0 && rest == 0));
}

static bool
read_iso(int64_t *time, bool *has_time, const char *text)
{
	int64_t days, seconds = 0, offset = 0;

	if (!read_date(&text, &days))
		return false;
	*has_time = *text == 'T' || *text == 't' || *text == ' ';
	if (*has_time) {
		text++;
		if (!read_clock(&text, &seconds))
			return false;
		text += strspn(text, " ");
		if (!read_zone(&text, &offset))
			return false;
	}
	*time = days * 86400 + seconds - offset;
	return *text == '\0';
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

/* RFC 822 and 1123: [Tue, ]4 Nov 2025[ 12:00:00 GMT] */
static bool
read_rfc822(int64_t *time, bool *has_time, const char *text)
{
	int64_t seconds = 0, offset = 0;
	int day, month, year;
	size_t length;

	if (isalpha((unsigned char)*text)) {
		if (!read_name(&text, day_names, 7, &day) || !skip(&text, ','))
			return false;
		text += strspn(text, " ");
	}
	length = strspn(text, "0123456789");
	if (length < 1 || length > 2 || !digits(&text, (int)length, &day))
		return false;
	text += strspn(text, " -");
	if (!date_read_month(&text, &month))
		return false;
	text += strspn(text, " -,.");
	length = strspn(text, "0123456789");
	if (length == 2 && digits(&text, 2, &year))
		year += year < 70 ? 2000 : 1900;
	else if (length != 4 || !digits(&text, 4, &year))
		return false;
	text += strspn(text, " ");
	*has_time = *text != '\0';
	if (*has_time) {
		if (!read_clock(&text, &seconds))
			return false;
		text += strspn(text, " ");
		if (!read_zone(&text, &offset))
			return false;
	}
	*time = date_days(year, month, day) * 86400 + seconds - offset;
	return *text == '\0' && date_is_valid(year, month, day);
}

/* Seconds have 9 or 10 digits, milliseconds 12 or 13: 1973 to 2286. */
static bool
read_epoch(int64_t *time, const char *text)
{
	size_t length = strspn(text, "0123456789");
	bool milliseconds = length >= 12;
	int64_t got = 0;

	if (length != 9 && length != 10 && length != 12 && length != 13)
		return false;
	for (size_t i = 0; i < length; i++)
		got = got * 10 + (text[i] - '0');
	if (text[length] == '.')
		length += 1 + strspn(text + length + 1, "0123456789");
	if (text[length] != '\0')
		return false;
	*time = milliseconds ? got / 1000 : got;
	return true;
}

bool
date_parse_time(
    int64_t *time, bool *has_time, const char *text, struct err *err)
{
	bool with_time = true;
	int64_t got;

	if (!read_iso(&got, &with_time, text) &&
	    !read_rfc822(&got, &with_time, text)) {
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

void
date_format(struct buf *out, int64_t days)
{
	struct civil civil = date_civil(days);

	(void)buf_printf(
	    out, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

void
date_format_time(struct buf *out, int64_t time)
{
	int64_t day = date_day_of(time);
	int rest = (int)(time - day * 86400);

	date_format(out, day);
	(void)buf_printf(out, "T%02d:%02d:%02dZ", rest / 3600, rest / 60 % 60,
	    rest % 60);
}
