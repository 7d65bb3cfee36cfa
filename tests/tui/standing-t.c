/* SPDX-License-Identifier: MIT */
#include "tui/standing.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "model/model.h"
#include "tests/tap.h"
#include "tests/tui/world.h"

/* One signal, its figures as JSON; what its row says of the newest. The clock
 * stands at 2026-11-22T12:00:00Z. */
static const struct {
	const char *name, *unit, *figures, *breaks;
	const char *change, *step, *age, *distance, *marks;
} cases[] = {
	{ "growth on the year before", "RMB",
	    "[{\"p\":\"2025Q2\",\"v\":40},{\"p\":\"2026Q1\",\"v\":50},"
	    "{\"p\":\"2026Q2\",\"v\":60}]",
	    "", "+50.0% y/y", "+20.0%", "144d", "39 to warn", "  " },
	{ "on the quarter before where there is no year", "RMB",
	    "[{\"p\":\"2026Q1\",\"v\":50},{\"p\":\"2026Q2\",\"v\":60}]", "",
	    "+20.0% q/q", "+20.0%", "144d", "39 to warn", "  " },
	{ "months", "RMB",
	    "[{\"p\":\"2026-05\",\"v\":50},{\"p\":\"2026-06\",\"v\":45}]", "",
	    "-10.0% m/m", "-10.0%", "144d", "54 to warn", "  " },
	{ "years", "RMB",
	    "[{\"p\":\"2024\",\"v\":50},{\"p\":\"2025\",\"v\":60}]", "",
	    "+20.0% y/y", "+20.0%", "325d", "39 to warn", "  " },
	{ "days", "RMB",
	    "[{\"p\":\"2026-11-01\",\"v\":50},"
	    "{\"p\":\"2026-11-20\",\"v\":60}]",
	    "", "+20.0% prev", "+20.0%", "1d", "39 to warn", "  " },
	{ "rates by points", "%",
	    "[{\"p\":\"2025Q2\",\"v\":9.1},{\"p\":\"2026Q2\",\"v\":11.6}]", "",
	    "+2.5pp y/y", "+2.5pp", "144d", "87.4 to warn", "  " },
	{ "scores by difference", "score",
	    "[{\"p\":\"2026-11-01\",\"v\":70},"
	    "{\"p\":\"2026-11-20\",\"v\":71.5}]",
	    "", "+1.5 prev", "+1.5", "1d", "27.5 to warn", "  " },
	{ "from a loss by difference", "RMB",
	    "[{\"p\":\"2025Q2\",\"v\":-40},{\"p\":\"2026Q2\",\"v\":60}]", "",
	    "+100 y/y", "+100", "144d", "39 to warn", "  " },
	{ "to a loss by difference", "RMB",
	    "[{\"p\":\"2025Q2\",\"v\":3.8e9},{\"p\":\"2026Q2\",\"v\":-17.3e9}]",
	    "", "-21.1 bn y/y", "-21.1 bn", "144d", "17.3 bn to warn", "  " },
	{ "from nothing by difference", "RMB",
	    "[{\"p\":\"2025Q2\",\"v\":0},{\"p\":\"2026Q2\",\"v\":5}]", "",
	    "+5 y/y", "+5", "144d", "94 to warn", "  " },
	{ "nothing across a break", "RMB",
	    "[{\"p\":\"2025Q2\",\"v\":40},{\"p\":\"2026Q2\",\"v\":60}]",
	    "2026Q1", "", "", "144d", "39 to warn", "  " },
	{ "nothing of what is no point", "RMB",
	    "[{\"p\":\"2025Q2\",\"v\":40},"
	    "{\"p\":\"2026Q2\",\"v\":60,\"bound\":\"at_least\"}]",
	    "", "", "", "144d", "39 to warn", "  " },
	{ "one figure", "RMB", "[{\"p\":\"2026Q2\",\"v\":60}]", "", "", "",
	    "144d", "39 to warn", "  " },
	{ "beyond a level", "RMB", "[{\"p\":\"2026Q2\",\"v\":120}]", "", "",
	    "", "144d", "79 to crit", "  " },
	{ "beyond the last", "RMB", "[{\"p\":\"2026Q2\",\"v\":230}]", "", "",
	    "", "144d", "31 past crit", "  " },
	{ "a claim", "RMB",
	    "[{\"p\":\"2026Q2\",\"v\":60,\"basis\":\"claimed\"}]", "", "", "",
	    "144d", "39 to warn", "c " },
	{ "an estimate, unverified", "RMB",
	    "[{\"p\":\"2026Q2\",\"v\":60,\"basis\":\"estimated\","
	    "\"confidence\":\"unverified (press)\"}]",
	    "", "", "", "144d", "39 to warn", "eu" },
	{ "hours", "RMB",
	    "[{\"p\":\"2026-11-22T02:00:00Z\",\"v\":60,"
	    "\"known\":\"2026-11-22T03:00:00Z\"}]",
	    "", "", "", "9h", "39 to warn", "  " },
	{ "none", "RMB", "[]", "", "", "", "", "", "  " },
};

static struct world *
open_world(size_t i)
{
	struct world *world;
	struct buf text;

	world_file("standing.json", cases[i].figures);
	buf_init(&text, LIMIT_MESSAGE);
	(void)buf_printf(&text,
	    "name: standing\n"
	    "sources: { s: { url: \"file:standing.json\" } }\n"
	    "signals: { a: { title: A, unit: \"%s\", from: s, each: \"$[*]\", "
	    "value: v, period: p, basis: basis, bound: bound, "
	    "confidence: confidence, vintage: known, breaks: [%s] } }\n"
	    "alerts: { x: { title: X, warn: a > 99, crit: a > 199 } }\n",
	    cases[i].unit, cases[i].breaks);
	world = world_new(buf_string(&text), 80, 24);
	buf_release(&text);
	return world;
}

static void
try_case(size_t i)
{
	struct world *world = open_world(i);
	const struct model *model = engine_model(world_engine(world));
	const struct alerts *alerts = engine_alerts(world_engine(world));
	struct standing standing;
	struct buf text;
	char marks[3];

	standing_of(&standing, model, alerts, model_find(model, "a"), NULL);
	buf_init(&text, LIMIT_MESSAGE);
	standing_change(&text, &standing, standing.figure);
	is_string(buf_string(&text), cases[i].change, cases[i].name);
	buf_clear(&text);
	standing_step(&text, &standing, standing.figure);
	is_string(buf_string(&text), cases[i].step, "on the one before");
	buf_clear(&text);
	standing_age(&text, &standing);
	is_string(buf_string(&text), cases[i].age, "age");
	buf_clear(&text);
	standing_distance(&text, &standing, alerts);
	is_string(buf_string(&text), cases[i].distance, "distance");
	standing_marks(marks, standing.vintage,
	    standing.figure != NULL ? &standing.figure->period : NULL);
	is_string(marks, cases[i].marks, "marks");
	buf_release(&text);
	world_free(world);
}

/* A condition on "a", which is 60 % in 2026Q2 and was 50 % a quarter before;
 * how far its row says that it is from it. Only a level on the signal itself
 * has a distance. */
static const struct {
	const char *condition, *distance;
} levels[] = {
	{ "a > 99", "39.0 to warn" },
	{ "a > 99 or streak(a > 1) < 1", "39.0 to warn" },
	{ "streak(a > 1) < 1 or a > 99", "39.0 to warn" },
	{ "a - prev(a) < -2", "12.0 to warn" },
	{ "a = 99", "" },
	{ "a != 60", "" },
	{ "streak(a > 1) < 1", "" },
	{ "age(a) > 900", "" },
};

static void
try_level(size_t i)
{
	struct world *world;
	struct standing standing;
	struct buf text;

	world_file("standing.json",
	    "[{\"p\":\"2026Q1\",\"v\":50},{\"p\":\"2026Q2\",\"v\":60}]");
	buf_init(&text, LIMIT_MESSAGE);
	(void)buf_printf(&text,
	    "name: standing\n"
	    "sources: { s: { url: \"file:standing.json\" } }\n"
	    "signals: { a: { title: A, unit: \"%%\", from: s, "
	    "each: \"$[*]\", value: v, period: p } }\n"
	    "alerts: { x: { title: X, warn: \"%s\" } }\n",
	    levels[i].condition);
	world = world_new(buf_string(&text), 80, 24);
	standing_of(&standing, engine_model(world_engine(world)),
	    engine_alerts(world_engine(world)),
	    model_find(engine_model(world_engine(world)), "a"), NULL);
	buf_clear(&text);
	standing_distance(
	    &text, &standing, engine_alerts(world_engine(world)));
	is_string(buf_string(&text), levels[i].distance, levels[i].condition);
	buf_release(&text);
	world_free(world);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(levels); i++)
		try_level(i);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		try_case(i);
	return done();
}
