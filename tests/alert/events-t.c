/* SPDX-License-Identifier: MIT */
#include "alert/alerts.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

static const char signals[] =
    "  chips: { events: true, from: s, each: '$[*]',"
    " event: { date: d, title: t, kind: k } }\n";

/* What is said of chips, on which day since SCENE_START. */
struct said {
	int day;
	const char *id, *date, *text;
};

static const struct said history[] = {
	{ 0, "old", "2019-06-01", "tape-out" },
	{ 0, "810E", "2020-02-01", "planned due 2020-03-01" },
	{ 0, "V900", "2020-05-01", "planned" },
	{ 40, "810E", "2020-02-01", "planned due 2020-04-01" }, /* delayed */
	{ 100, "810E", "2020-04-05", "launch delivered due 2020-04-01" },
	{ 130, "V900", "2020-05-01", "planned dropped" },
	{ 200, "PPU", "2020-07-15", "launch" },
};

/* After each day that changed something: the state of "a", and its reason. */
static const struct {
	const char *rule, *told;
} stories[] = {
	{ "warn: 'count(chips{kind=\"launch\"}, 365d) < 2',"
	  " crit: 'count(chips{kind=\"launch\"}, 365d) < 1'",
	    "0 crit count(chips{kind=\"launch\"}, 365d) is 0 (2020-01-01)|"
	    "100 warn count(chips{kind=\"launch\"}, 365d) is 1 (2020-04-10)|"
	    "200 ok count(chips{kind=\"launch\"}, 365d) is 2 (2020-07-19)" },
	{ "warn: 'last(chips{kind!=\"planned\"}) > 270'",
	    "0 ok last(chips{kind!=\"planned\"}) is 214 days (2019-06-01)|"
	    "60 warn last(chips{kind!=\"planned\"}) is 274 days (2019-06-01)|"
	    "100 ok last(chips{kind!=\"planned\"}) is 5 days (2020-04-05)" },
	{ "warn: overdue(chips) >= 1",
	    "0 ok overdue(chips) is 0 (2020-01-01)|"
	    "95 warn overdue(chips) is 1 (2020-04-05)|"
	    "100 ok overdue(chips) is 0 (2020-04-10)" },
	{ "warn: 'changed(chips, 30d) >= 1'",
	    "0 ok changed(chips, 30d) is 0 (2020-01-01)|"
	    "40 warn changed(chips, 30d) is 1 (2020-02-10)|"
	    "95 ok changed(chips, 30d) is 0 (2020-04-05)|"
	    "100 warn changed(chips, 30d) is 1 (2020-04-10)|"
	    "200 ok changed(chips, 30d) is 0 (2020-07-19)" },
	{ "warn: 'changed(chips{status=\"delivered\"}, 30d) >= 1'",
	    "0 ok changed(chips{status=\"delivered\"}, 30d) is 0 "
	    "(2020-01-01)|"
	    "100 warn changed(chips{status=\"delivered\"}, 30d) is 1 "
	    "(2020-04-10)|"
	    "200 ok changed(chips{status=\"delivered\"}, 30d) is 0 "
	    "(2020-07-19)" },
};

static void
add_told(struct buf *told, const struct scene *scene, int day)
{
	if (scene->count == 0)
		return;
	(void)buf_printf(told, "%s%d %s %s", told->length > 0 ? "|" : "", day,
	    scene_state(scene, "a"), scene->transitions[0].reason);
}

static void
tell(size_t i)
{
	static const int looks[] = { 0, 40, 60, 95, 100, 130, 200 };
	char *alerts = mem_printf("  a: { %s }\n", stories[i].rule);
	struct scene scene;
	struct buf told;

	buf_init(&told, LIMIT_MESSAGE);
	scene_open(&scene, signals, alerts);
	for (size_t k = 0; k < ARRAY_LEN(looks); k++) {
		clock_set(SCENE_START + looks[k] * DAY_S);
		for (size_t h = 0; h < ARRAY_LEN(history); h++)
			if (history[h].day == looks[k])
				scene_put_event(&scene, "chips", history[h].id,
				    history[h].date, history[h].text);
		scene_run(&scene, true);
		add_told(&told, &scene, looks[k]);
	}
	is_string(buf_string(&told), stories[i].told, stories[i].rule);
	scene_close(&scene);
	buf_release(&told);
	mem_free(alerts);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(stories); i++)
		tell(i);
	return done();
}
