/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/tap.h"

static const char sentence[] =
    "'%s' is no date or time: 2025-06-30, 2025-06-30T12:00:00Z, Mon, 30 Jun "
    "2025 12:00:00 GMT or epoch seconds are expected";

static const struct {
	const char *text;
	const char *read; /* NULL: none */
	bool has_time;
} times[] = {
	{ "2025-06-30", "2025-06-30T00:00:00Z", false },
	{ "20250630", "2025-06-30T00:00:00Z", false },
	{ "2024-02-29", "2024-02-29T00:00:00Z", false },
	{ "2000-02-29", "2000-02-29T00:00:00Z", false },
	{ "2025-06-30T12:34:56Z", "2025-06-30T12:34:56Z", true },
	{ "2025-06-30t12:34:56z", "2025-06-30T12:34:56Z", true },
	{ "2025-06-30 12:34", "2025-06-30T12:34:00Z", true },
	{ "2025-06-30T123456", "2025-06-30T12:34:56Z", true },
	{ "2025-06-30T12:34:56.789Z", "2025-06-30T12:34:56Z", true },
	{ "2025-06-30T12:34:56,7+00:00", "2025-06-30T12:34:56Z", true },
	{ "2025-07-01T02:00:00+08:00", "2025-06-30T18:00:00Z", true },
	{ "2025-06-30T18:00:00-0530", "2025-06-30T23:30:00Z", true },
	{ "2025-06-30T18:00:00+08", "2025-06-30T10:00:00Z", true },
	{ "2025-06-30T24:00:00", "2025-07-01T00:00:00Z", true },
	{ "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", true },
	{ "Mon, 30 Jun 2025 12:00:00 GMT", "2025-06-30T12:00:00Z", true },
	{ "Mon, 30 Jun 2025 12:00:00 EST", "2025-06-30T17:00:00Z", true },
	{ "30 Jun 2025 12:00 +0200", "2025-06-30T10:00:00Z", true },
	{ "30 June 2025", "2025-06-30T00:00:00Z", false },
	{ "1 Sept 2025", "2025-09-01T00:00:00Z", false },
	{ "Tues, 1-Jul-25 00:00:00 UT", "2025-07-01T00:00:00Z", true },
	{ "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z", true },
	{ "1751241600", "2025-06-30T00:00:00Z", true },
	{ "1751241600000", "2025-06-30T00:00:00Z", true },
	{ "1751241600.25", "2025-06-30T00:00:00Z", true },
	{ "100000000", "1973-03-03T09:46:40Z", true },
	/* What publishers write: apis.md's list, and its neighbours. */
	{ "2026-03-02", "2026-03-02T00:00:00Z", false },
	{ "2026/03/02", "2026-03-02T00:00:00Z", false },
	{ "2026.03.02", "2026-03-02T00:00:00Z", false },
	{ "25.04.2026", "2026-04-25T00:00:00Z", false },
	{ "2.4.2026", "2026-04-02T00:00:00Z", false },
	{ "13-03-2026", "2026-03-13T00:00:00Z", false },
	{ "03-13-2026", "2026-03-13T00:00:00Z", false },
	{ "31/12/2025", "2025-12-31T00:00:00Z", false },
	{ "03-03-2026", "2026-03-03T00:00:00Z", false },
	{ "13 April 2026", "2026-04-13T00:00:00Z", false },
	{ "March 02, 2026", "2026-03-02T00:00:00Z", false },
	{ "Mar. 2nd 2026", "2026-03-02T00:00:00Z", false },
	{ "Monday, March 2, 2026", "2026-03-02T00:00:00Z", false },
	{ "03-Jan-2023", "2023-01-03T00:00:00Z", false },
	{ "2025M07D08", "2025-07-08T00:00:00Z", false },
	{ "2025年7月8日", "2025-07-08T00:00:00Z", false },
	{ "6 October 2025 12:27pm", "2025-10-06T12:27:00Z", true },
	{ "6 October 2025 12:27am", "2025-10-06T00:27:00Z", true },
	{ "6 October 2025, 9:05 PM EST", "2025-10-07T02:05:00Z", true },
	{ "March 2, 2026 at 4:00 p.m. UTC", "2026-03-02T16:00:00Z", true },
	{ "Mon, 02 Mar 2026 13:09:26 GMT", "2026-03-02T13:09:26Z", true },
	{ "Mon, 02 Mar 2026 13:09:26 +0000", "2026-03-02T13:09:26Z", true },
	{ "Mon, 02 Mar 2026 13:09:26 Z", "2026-03-02T13:09:26Z", true },
	{ "2026-03-02T13:09:26.43Z", "2026-03-02T13:09:26Z", true },
	{ "2026-03-02T13:09:26.433+08:00", "2026-03-02T05:09:26Z", true },
	{ "2026-03-02T13:09:26.433123-05:00", "2026-03-02T18:09:26Z", true },
	{ "2026-03-02 13:09:26.433", "2026-03-02T13:09:26Z", true },
	{ "2026-03-02 13:09 UTC+08:00", "2026-03-02T05:09:00Z", true },
	{ "20260310T120000Z", "2026-03-10T12:00:00Z", true },
	{ "1772456966", "2026-03-02T13:09:26Z", true },
	{ "1772456966433", "2026-03-02T13:09:26Z", true },
	{ "1772456966.433", "2026-03-02T13:09:26Z", true },
	{ "1.772456966e+09", "2026-03-02T13:09:26Z", true },
	{ "5", NULL, false },
	{ "13-", NULL, false },
	{ "13-03", NULL, false },
	{ "13-03-", NULL, false },
	{ "13-13-2026", NULL, false },
	{ "31.02.2026", NULL, false },
	{ "04.25.2026", NULL, false },
	{ "13/03-2026", NULL, false },
	{ "13-03-26", NULL, false },
	{ "March 32, 2026", NULL, false },
	{ "March 2", NULL, false },
	{ "2025M13D08", NULL, false },
	{ "2025M07", NULL, false },
	{ "6 October 2025 13:27pm", NULL, false },
	{ "6 October 2025 0:27am", NULL, false },
	{ "2026-03-02T13:09:26 EST-05:00", NULL, false },
	{ "2026-03-0213:09", NULL, false },
	{ "1e5", NULL, false },
	{ "-1772456966", NULL, false },
	{ "2025-02-29", NULL, false },
	{ "1900-02-29", NULL, false },
	{ "2025-13-01", NULL, false },
	{ "2025-00-01", NULL, false },
	{ "2025-06-31", NULL, false },
	{ "2025-6-3", NULL, false },
	{ "2025-06-30T24:00:01", NULL, false },
	{ "2025-06-30T25:00:00", NULL, false },
	{ "2025-06-30T12:60:00", NULL, false },
	{ "2025-06-30T12:00:00+15:00", NULL, false },
	{ "2025-06-30T12:00:00Zulu", NULL, false },
	{ "2025-06-30x", NULL, false },
	{ "32 Jun 2025", NULL, false },
	{ "4 Marmalade 2025", NULL, false },
	{ "4 Ju 2025", NULL, false },
	{ "nadir, 4 Nov 2025", NULL, false },
	{ "12345678901", NULL, false }, /* neither seconds nor milliseconds */
	{ "17512416000000", NULL, false },
	{ "", NULL, false },
	{ "yesterday", NULL, false },
};

static const struct {
	const char *text, *why;
} two_ways[] = {
	{ "02-03-2026",
	    "'02-03-2026' may be read in two ways: 2 March or 3 February "
	    "2026" },
	{ "12/01/2025 10:00 GMT",
	    "'12/01/2025 10:00 GMT' may be read in two ways: 12 January or 1 "
	    "December 2025" },
};

static void
test_two_ways(void)
{
	for (size_t i = 0; i < ARRAY_LEN(two_ways); i++) {
		struct err err = { .text = "(read)" };
		bool has_time;
		int64_t time;

		(void)date_parse_time(
		    &time, &has_time, two_ways[i].text, &err);
		is_string(err.text, two_ways[i].why, two_ways[i].text);
		ok(date_is_two_ways(two_ways[i].text), "and it is asked for");
	}
	ok(!date_is_two_ways("13-03-2026"), "a 13th is a day");
	ok(!date_is_two_ways("02-03-2026x"), "what is no date has no ways");
}

static void
test_time(size_t i)
{
	struct err err = { .at = ERR_NOWHERE };
	bool has_time = false;
	struct buf out;
	int64_t time;

	buf_init(&out, 1000);
	if (date_parse_time(&time, &has_time, times[i].text, &err)) {
		date_format_time(&out, time);
		is_string(buf_string(&out),
		    times[i].read != NULL ? times[i].read : "(none)",
		    times[i].text);
		ok(has_time == times[i].has_time,
		    "tells whether a time is in it");
	} else if (ok(times[i].read == NULL, times[i].text)) {
		(void)buf_printf(&out, "'%s'%s", times[i].text, sentence + 4);
		is_string(err.text, buf_string(&out), "says what is expected");
		is_int((int64_t)err.at, 0, "and where");
	}
	buf_release(&out);
}

static void
test_days(void)
{
	int wrong = 0, invalid = 0;
	struct civil before = date_civil(-720000);

	for (int64_t day = -719000; day < 2932896; day++) {
		struct civil civil = date_civil(day);

		wrong += date_days(civil.year, civil.month, civil.day) != day;
		wrong += civil.day == before.day;
		invalid += !date_is_valid(civil.year, civil.month, civil.day);
		before = civil;
	}
	is_int(wrong, 0, "every day of ten thousand years there and back");
	is_int(invalid, 0, "and each is valid");
	is_int(date_days(1970, 1, 1), 0, "the epoch");
	is_int(date_days(2025, 13, 1), date_days(2026, 1, 1), "month 13");
	is_int(date_days(2025, 0, 1), date_days(2024, 12, 1), "month 0");
	is_int(date_days(2025, -11, 1), date_days(2024, 1, 1), "month -11");
	is_int(date_day_of(-1), -1, "the second before the epoch");
	is_int(date_day_of(86399), 0, "the last second of a day");
}

static void
test_dates(void)
{
	int64_t days = -1;

	ok(date_parse(&days, "2025-06-30") && days == 20269, "a date");
	ok(!date_parse(&days, "20250630") && days == 20269,
	    "a date has dashes; what is none leaves DAYS alone");
	ok(!date_parse(&days, "2025-06-30 "), "and nothing behind");
	ok(!date_parse(&days, "2025-06-3"), "and two digits");
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(times); i++)
		test_time(i);
	test_two_ways();
	test_dates();
	test_days();
	return done();
}
