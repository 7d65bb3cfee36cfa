/* SPDX-License-Identifier: MIT */
/* The rules of POSIX's TZ, and files of the system's own database. */
#include "base/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/zone_rule.h"
#include "tests/tap.h"

static int64_t
at(const char *text)
{
	int64_t time = 0;
	struct err err;

	if (!date_parse_time(&time, NULL, text, &err))
		printf("Bail out! %s\n", text);
	return time;
}

#define NEW_YORK "EST5EDT,M3.2.0,M11.1.0"

/* In seconds; -1: no rule. */
static const struct {
	const char *rule, *time;
	int offset;
} rules[] = {
	{ "UTC0", "2026-07-01T00:00:00Z", 0 },
	{ "CST-8", "2026-07-01T00:00:00Z", 28800 },
	{ "<+0545>-5:45", "2026-07-01T00:00:00Z", 20700 },
	{ "<-03>3", "2026-07-01T00:00:00Z", -10800 },
	/* 2026: 8 March and 1 November, at two o'clock of the clock before */
	{ NEW_YORK, "2026-03-08T06:59:59Z", -18000 },
	{ NEW_YORK, "2026-03-08T07:00:00Z", -14400 },
	{ NEW_YORK, "2026-11-01T05:59:59Z", -14400 },
	{ NEW_YORK, "2026-11-01T06:00:00Z", -18000 },
	{ NEW_YORK, "2026-12-31T23:00:00Z", -18000 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7200 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3600 },
	/* the south: summer over the new year */
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39600 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00Z", 36000 },
	/* an hour before midnight; half an hour of summer; winter is less */
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z",
	    39600 },
	{ "IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T00:00:00Z", 0 },
	{ "IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3600 },
	/* days of the year: 29 February counts in one way only */
	{ "AAA0BBB,J60/0,J300/0", "2024-02-29T12:00:00Z", 0 },
	{ "AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 3600 },
	{ "AAA0BBB,59/0,300/0", "2024-02-29T00:00:00Z", 3600 },
	{ "AAA0BBB,59/0,300/0", "2024-02-28T23:59:59Z", 0 },
	/* none */
	{ "", "2026-07-01", -1 },
	{ "EST", "2026-07-01", -1 },
	{ "ES5", "2026-07-01", -1 },
	{ "EST5EDT", "2026-07-01", -1 },
	{ "EST5EDT,M3.2.0", "2026-07-01", -1 },
	{ "EST5EDT,M3.2.0,M11.1.0x", "2026-07-01", -1 },
	{ "EST5EDT,M13.2.0,M11.1.0", "2026-07-01", -1 },
	{ "EST5EDT,M3.6.0,M11.1.0", "2026-07-01", -1 },
	{ "EST5EDT,M3.2.7,M11.1.0", "2026-07-01", -1 },
	{ "EST5EDT,J0,J300", "2026-07-01", -1 },
	{ "EST5EDT,366,0", "2026-07-01", -1 },
	{ "EST168", "2026-07-01", -1 },
	{ "EST5:60", "2026-07-01", -1 },
	{ "<+03-3", "2026-07-01", -1 },
	{ "EST99999999999", "2026-07-01", -1 },
};

static void
test_rules(void)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		struct zone_rule rule;
		bool fine = zone_rule_parse(&rule, rules[i].rule);

		is_int(fine ? zone_rule_offset(&rule, at(rules[i].time)) : -1,
		    rules[i].offset, rules[i].rule);
	}
}

static const struct {
	const char *zone, *time;
	int offset;
} places[] = {
	{ "UTC", "2026-07-01T00:00:00Z", 0 },
	{ "Asia/Shanghai", "2026-07-01T00:00:00Z", 28800 },
	{ "Asia/Shanghai", "1988-07-01T00:00:00Z", 32400 }, /* it had once */
	{ "Asia/Kolkata", "2026-07-01T00:00:00Z", 19800 },
	{ "America/New_York", "2026-03-08T06:59:59Z", -18000 },
	{ "America/New_York", "2026-03-08T07:00:00Z", -14400 },
	{ "America/New_York", "2006-03-20T00:00:00Z", -18000 }, /* other rule */
	{ "America/New_York", "1850-01-01T00:00:00Z", -17762 },
	{ "Europe/Copenhagen", "2099-07-01T00:00:00Z", 7200 },
	{ "Europe/Copenhagen", "2099-12-01T00:00:00Z", 3600 },
	{ "Pacific/Kiritimati", "2026-07-01T00:00:00Z", 50400 },
};

static void
test_places(void)
{
	struct err err = { .text = "" };

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct zone *zone = zone_new(places[i].zone, &err);

		if (ok(zone != NULL, places[i].zone))
			is_int(zone_offset(zone, at(places[i].time)),
			    places[i].offset, places[i].time);
		else
			diag("%s", err.text);
		zone_free(zone);
	}
}

static const struct {
	const char *zone, *sentence;
} wrong[] = {
	{ "Asia/Shanghia",
	    "there is no time zone 'Asia/Shanghia'; did you mean "
	    "'Asia/Shanghai'?" },
	{ "", "there is no time zone '': a name as Asia/Shanghai or UTC is "
	      "expected" },
	{ "../../etc/passwd",
	    "there is no time zone '../../etc/passwd': a name as "
	    "Asia/Shanghai or UTC is expected" },
	{ "/etc/localtime",
	    "there is no time zone '/etc/localtime': a name as Asia/Shanghai "
	    "or UTC is expected" },
	{ "Mars", "there is no time zone 'Mars': a name as Asia/Shanghai or "
		  "UTC is expected" },
};

static void
test_wrong(void)
{
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct err err = { .text = "" };

		ok(zone_new(wrong[i].zone, &err) == NULL, wrong[i].zone);
		is_string(err.text, wrong[i].sentence, wrong[i].zone);
	}
}

static unsigned char bytes[65536];

/* A file cut after LENGTH bytes, in a database of its own. */
static bool
reads_cut(size_t length)
{
	char path[400];
	FILE *file;
	struct zone *zone;
	struct err err;

	(void)snprintf(path, sizeof(path), "%s/Cut", test_directory());
	file = fopen(path, "wb");
	if (file == NULL || fwrite(bytes, 1, length, file) != length ||
	    fclose(file) != 0)
		printf("Bail out! %s\n", path);
	zone = zone_new("Cut", &err);
	if (zone != NULL)
		(void)zone_offset(zone, 0);
	zone_free(zone);
	return zone != NULL;
}

/* Every truncation is refused or read, and never crashes; nor does what is not
 * what it says. */
static void
test_damage(void)
{
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Copenhagen", "rb");
	size_t length = file != NULL ? fread(bytes, 1, sizeof(bytes), file) : 0;
	size_t whole = 0;

	if (file != NULL)
		(void)fclose(file);
	(void)setenv("TZDIR", test_directory(), 1);
	for (size_t i = 0; i < length; i++)
		whole += reads_cut(i);
	ok(whole == 0, "a file that is cut is refused");
	ok(length > 0 && reads_cut(length), "the whole is read");
	for (size_t i = 20; i < 44; i++) {
		unsigned char was = bytes[i];

		bytes[i] = 0xff;
		(void)reads_cut(length);
		bytes[i] = was;
	}
	(void)memset(bytes + 44, 0xff, length > 200 ? 150 : 0);
	ok(!reads_cut(0), "an empty one is none");
	(void)unsetenv("TZDIR");
}

int
main(void)
{
	test_rules();
	test_places();
	test_wrong();
	test_damage();
	return done();
}
