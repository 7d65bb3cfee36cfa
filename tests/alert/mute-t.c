/* SPDX-License-Identifier: MIT */
/* mute: what is written, and when it is on. */
#include "alert/mute.h"

#include <stdio.h>
#include <string.h>

#include "alert/alert.h"
#include "base/date.h"
#include "base/err.h"
#include "config/watchlist.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

/* MUTE of an alert, and whether it is on at TIME. */
static const struct {
	const char *mute, *time;
	bool on;
} cases[] = {
	/* 2026-11-21 is a Saturday */
	{ "weekends", "2026-11-20T23:59:59Z", false },
	{ "weekends", "2026-11-21T00:00:00Z", true },
	{ "weekends", "2026-11-22T23:59:59Z", true },
	{ "weekends", "2026-11-23T00:00:00Z", false },
	{ "weekdays", "2026-11-23T00:00:00Z", true },
	{ "weekdays", "2026-11-22T12:00:00Z", false },
	{ "never", "2026-11-22T12:00:00Z", false },
	{ "Sat", "2026-11-21T12:00:00Z", true },
	{ "saturday", "2026-11-22T12:00:00Z", false },
	{ "[fri, sun]", "2026-11-20T12:00:00Z", true },
	{ "[fri, sun]", "2026-11-21T12:00:00Z", false },
	{ "{ days: [sat, sun] }", "2026-11-22T12:00:00Z", true },
	{ "{ from: '12:00', to: '13:00' }", "2026-11-20T11:59:59Z", false },
	{ "{ from: '12:00', to: '13:00' }", "2026-11-20T12:00:00Z", true },
	{ "{ from: '12:00', to: '13:00' }", "2026-11-20T13:00:00Z", false },
	{ "{ from: '18:30' }", "2026-11-20T23:59:59Z", true },
	{ "{ from: '18:30' }", "2026-11-20T00:00:00Z", false },
	{ "{ to: '8:00' }", "2026-11-20T07:59:59Z", true },
	{ "{ from: '1:00', to: '24:00' }", "2026-11-20T23:59:59Z", true },
	/* over midnight: of the day on which it begins */
	{ "{ days: fri, from: '18:00', to: '08:00' }", "2026-11-20T07:00:00Z",
	    false },
	{ "{ days: fri, from: '18:00', to: '08:00' }", "2026-11-20T18:00:00Z",
	    true },
	{ "{ days: fri, from: '18:00', to: '08:00' }", "2026-11-21T07:59:59Z",
	    true },
	{ "{ days: fri, from: '18:00', to: '08:00' }", "2026-11-21T18:00:00Z",
	    false },
	{ "{ days: sat, from: '18:00', to: '08:00' }", "2026-11-22T07:00:00Z",
	    true },
	/* the clock of a place: Saturday begins at 16:00 UTC in Shanghai */
	{ "{ days: weekends, zone: Asia/Shanghai }", "2026-11-20T15:59:59Z",
	    false },
	{ "{ days: weekends, zone: Asia/Shanghai }", "2026-11-20T16:00:00Z",
	    true },
	{ "{ days: weekends, zone: Asia/Shanghai }", "2026-11-22T16:00:00Z",
	    false },
	/* 8 March 2026: summer time begins in New York, on a Sunday */
	{ "{ days: weekends, zone: America/New_York }", "2026-03-07T04:59:59Z",
	    false },
	{ "{ days: weekends, zone: America/New_York }", "2026-03-07T05:00:00Z",
	    true },
	{ "{ days: weekends, zone: America/New_York }", "2026-03-09T03:59:59Z",
	    true },
	{ "{ days: weekends, zone: America/New_York }", "2026-03-09T04:00:00Z",
	    false },
	/* and ends on 1 November: the hour from one to two is there twice */
	{ "{ from: '1:00', to: '2:00', zone: America/New_York }",
	    "2026-11-01T04:59:59Z", false },
	{ "{ from: '1:00', to: '2:00', zone: America/New_York }",
	    "2026-11-01T05:00:00Z", true },
	{ "{ from: '1:00', to: '2:00', zone: America/New_York }",
	    "2026-11-01T06:59:59Z", true },
	{ "{ from: '1:00', to: '2:00', zone: America/New_York }",
	    "2026-11-01T07:00:00Z", false },
	{ "[weekends, { days: weekdays, from: '18:00', to: '08:00' }]",
	    "2026-11-20T12:00:00Z", false },
	{ "[weekends, { days: weekdays, from: '18:00', to: '08:00' }]",
	    "2026-11-21T12:00:00Z", true },
};

static void
test_times(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct scene scene;
		struct mutes *mutes;
		char alerts[200], name[200];
		int64_t time = 0;
		struct err err;

		(void)snprintf(alerts, sizeof(alerts),
		    "  a:\n    warn: x < 1\n    mute: %s\n", cases[i].mute);
		(void)snprintf(name, sizeof(name), "%s at %s", cases[i].mute,
		    cases[i].time);
		(void)date_parse_time(&time, NULL, cases[i].time, &err);
		scene_open(&scene, "", alerts);
		mutes = mutes_of(scene_alert(&scene, "a")->section);
		ok(mutes_are_on(mutes, time) == cases[i].on, name);
		mutes_free(mutes);
		scene_close(&scene);
	}
}

int
main(void)
{
	test_times();
	ok(!mutes_are_on(NULL, 0), "none is never on");
	return done();
}
