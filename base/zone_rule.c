/* SPDX-License-Identifier: MIT */
#include "base/zone_rule.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"

enum { HOURS_MOST = 167, TWO_O_CLOCK = 7200 };

/* A whole number from LEAST to MOST. */
static bool
read_number(const char **text, int least, int most, int *number)
{
	int got = 0, digits = 0;

	for (; isdigit((unsigned char)**text) && digits < 4; digits++)
		got = got * 10 + (*(*text)++ - '0');
	*number = got;
	return digits > 0 && got >= least && got <= most;
}

static bool
skip(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

/* [+-]hh[:mm[:ss]] */
static bool
read_clock(const char **text, int *seconds)
{
	int sign = skip(text, '-') ? -1 : 1;
	int hours, minutes = 0, rest = 0;

	if (sign > 0)
		(void)skip(text, '+');
	if (!read_number(text, 0, HOURS_MOST, &hours))
		return false;
	if (skip(text, ':') && !read_number(text, 0, 59, &minutes))
		return false;
	if (skip(text, ':') && !read_number(text, 0, 59, &rest))
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60 + rest);
	return true;
}

/* "EST", "<+03>": what the clock is called is of no use here. */
static bool
skip_name(const char **text)
{
	const char *start = *text;
	size_t length;

	if (skip(text, '<')) {
		*text += strcspn(*text, ">");
		return skip(text, '>');
	}
	while (isalpha((unsigned char)**text))
		(*text)++;
	length = (size_t)(*text - start);
	return length >= 3;
}

static bool
read_change(const char **text, struct zone_change *change)
{
	bool fine;

	*change =
	    (struct zone_change){ .by = CHANGE_DAY, .seconds = TWO_O_CLOCK };
	if (skip(text, 'M')) {
		change->by = CHANGE_MONTH;
		fine = read_number(text, 1, 12, &change->month) &&
		       skip(text, '.') &&
		       read_number(text, 1, 5, &change->week) &&
		       skip(text, '.') && read_number(text, 0, 6, &change->day);
	} else if (skip(text, 'J')) {
		change->by = CHANGE_JULIAN;
		fine = read_number(text, 1, 365, &change->day);
	} else {
		fine = read_number(text, 0, 365, &change->day);
	}
	return fine && (!skip(text, '/') || read_clock(text, &change->seconds));
}

bool
zone_rule_parse(struct zone_rule *rule, const char *text)
{
	*rule = (struct zone_rule){ .has_summer = false };
	if (!skip_name(&text) || !read_clock(&text, &rule->standard))
		return false;
	rule->standard = -rule->standard; /* POSIX counts west of Greenwich */
	if (*text == '\0')
		return true;
	rule->has_summer = true;
	rule->summer = rule->standard + 3600;
	if (!skip_name(&text))
		return false;
	if (*text != ',') {
		if (!read_clock(&text, &rule->summer))
			return false;
		rule->summer = -rule->summer;
	}
	return skip(&text, ',') && read_change(&text, &rule->start) &&
	       skip(&text, ',') && read_change(&text, &rule->end) &&
	       *text == '\0';
}

/* Sunday is 0; 1970-01-01 was a Thursday. */
static int
weekday(int64_t days)
{
	return (int)(((days + 4) % 7 + 7) % 7);
}

static int64_t
month_day(const struct zone_change *change, int year)
{
	int64_t first = date_days(year, change->month, 1);
	int64_t next = date_days(year, change->month + 1, 1);
	int64_t day = first + (change->day - weekday(first) + 7) % 7 +
		      (change->week - 1) * 7;

	return day < next ? day : day - 7; /* week 5 is the last one */
}

/* In seconds of the local clock. */
static int64_t
change_time(const struct zone_change *change, int year)
{
	int64_t day = date_days(year, 1, 1);

	if (change->by == CHANGE_MONTH)
		day = month_day(change, year);
	else if (change->by == CHANGE_JULIAN) /* 29 February has no number */
		day += change->day - 1 +
		       (change->day >= 60 && date_is_valid(year, 2, 29));
	else
		day += change->day;
	return day * DAY_S + change->seconds;
}

int
zone_rule_offset(const struct zone_rule *rule, int64_t time)
{
	int64_t start, end;
	bool summer;
	int year;

	if (!rule->has_summer)
		return rule->standard;
	year = date_civil(date_day_of(time + rule->standard)).year;
	start = change_time(&rule->start, year) - rule->standard;
	end = change_time(&rule->end, year) - rule->summer;
	summer = start < end ? start <= time && time < end
			     : !(end <= time && time < start);
	return summer ? rule->summer : rule->standard;
}
