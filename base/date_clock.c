/* SPDX-License-Identifier: MIT */
#include "base/date_read.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool
date_digits(const char **text, size_t count, int *number)
{
	int got = 0;

	for (size_t i = 0; i < count; i++) {
		if (!isdigit((unsigned char)(*text)[i]))
			return false;
		got = got * 10 + ((*text)[i] - '0');
	}
	*text += count;
	*number = got;
	return true;
}

bool
date_skip(const char **text, const char *what)
{
	size_t length = strlen(what);

	if (strncasecmp(*text, what, length) != 0)
		return false;
	*text += length;
	return true;
}

void
date_skip_any(const char **text, const char *set)
{
	*text += strspn(*text, set);
}

/* "+08:00", "+0800", "+08"; seconds east of UTC. */
static bool
read_offset(const char **text, int64_t *offset)
{
	int sign = **text == '-' ? -1 : 1;
	int hours, minutes = 0;

	(*text)++;
	if (!date_digits(text, 2, &hours))
		return false;
	(void)date_skip(text, ":");
	if (isdigit((unsigned char)**text) && !date_digits(text, 2, &minutes))
		return false;
	*offset = sign * (hours * 3600 + minutes * 60);
	return hours <= 14 && minutes < 60;
}

/* "Z", "GMT", "UTC+08:00", "+08:00", "EST" …, or the end. */
static bool
read_zone(const char **text, int64_t *offset)
{
	static const struct {
		const char *name;
		int hours;
	} names[] = { { "GMT", 0 }, { "UTC", 0 }, { "UT", 0 }, { "Z", 0 },
		{ "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
		{ "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
		{ "CEST", 2 }, { "CET", 1 }, { "HKT", 8 }, { "SGT", 8 },
		{ "JST", 9 }, { "KST", 9 } };
	bool named = false;

	*offset = 0;
	for (size_t i = 0; !named && i < sizeof(names) / sizeof(names[0]); i++)
		if (date_skip(text, names[i].name)) {
			*offset = names[i].hours * 3600;
			named = true;
		}
	if ((**text == '+' || **text == '-') && (!named || *offset == 0))
		return read_offset(text, offset);
	return true;
}

/* "pm": HOURS of 1 to 12 become those of the day. */
static bool
read_half_day(const char **text, int *hours)
{
	const char *in = *text;
	bool morning;

	date_skip_any(&in, " ");
	morning = date_skip(&in, "am") || date_skip(&in, "a.m.");
	if (!morning && !date_skip(&in, "pm") && !date_skip(&in, "p.m."))
		return true;
	*text = in;
	if (*hours < 1 || *hours > 12)
		return false;
	*hours = *hours % 12 + (morning ? 0 : 12);
	return true;
}

/* HH:MM[:SS[.fraction]][ pm] */
static bool
read_clock(const char **text, int64_t *seconds)
{
	int hours, minutes, rest = 0;

	if (!((*text)[0] != '\0' && (*text)[1] == ':'
		    ? date_digits(text, 1, &hours)
		    : date_digits(text, 2, &hours)))
		return false;
	(void)date_skip(text, ":");
	if (!date_digits(text, 2, &minutes))
		return false;
	if (date_skip(text, ":") || isdigit((unsigned char)**text)) {
		if (!date_digits(text, 2, &rest))
			return false;
		if (date_skip(text, ".") || date_skip(text, ","))
			date_skip_any(text, "0123456789");
	}
	if (!read_half_day(text, &hours))
		return false;
	*seconds = hours * 3600 + minutes * 60 + rest;
	return minutes < 60 && rest <= 60 &&
	       (hours < 24 || (hours == 24 && minutes == 0 && rest == 0));
}

bool
date_read_clock(const char **text, int64_t *seconds)
{
	int64_t offset;

	if (!read_clock(text, seconds))
		return false;
	date_skip_any(text, " ");
	if (!read_zone(text, &offset))
		return false;
	*seconds -= offset;
	return true;
}
