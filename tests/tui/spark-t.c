/* SPDX-License-Identifier: MIT */
#include "tui/spark.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "model/model.h"
#include "tests/tap.h"
#include "tests/tui/world.h"
#include "tui/glyphs.h"
#include "tui/standing.h"

/* Figures as PERIOD, VALUE pairs of a quarterly signal, or a monthly, … */
static const struct {
	const char *name, *figures, *breaks;
	int width;
	const char *bars, *ascii;
} cases[] = {
	{ "from zero", "2024Q1 1 2024Q2 2 2024Q3 4 2024Q4 8", "", 8,
	    "▂▃▅█", "_.-#" },
	{ "rates from their least", "2024Q1 90 2024Q2 95 2024Q3 100", "", 8,
	    "▁▅█", "_-#" },
	{ "below zero", "2024Q1 -4 2024Q2 0 2024Q3 4", "", 8, "▁▅█", "_-#" },
	{ "all equal", "2024Q1 5 2024Q2 5 2024Q3 5", "", 8, "▅▅▅", "---" },
	{ "all zero", "2024Q1 0 2024Q2 0", "", 8, "▅▅", "--" },
	{ "one figure", "2024Q1 5", "", 8, "", "" },
	{ "none", "", "", 8, "", "" },
	{ "no room", "2024Q1 1 2024Q2 2", "", 0, "", "" },
	{ "the newest of more", "2024Q1 9 2024Q2 1 2024Q3 4 2024Q4 8", "", 3,
	    "▂▅█", "_-#" },
	{ "a hole", "2024Q1 4 2024Q3 4 2024Q4 8", "", 8, "▁ ▁█", "_ _#" },
	{ "a hole of three", "2024Q1 4 2025Q1 8", "", 8, "▁   █", "_   #" },
	{ "a hole at the edge", "2024Q1 4 2024Q4 8", "", 2, " ▅", " -" },
	{ "a hole of centuries", "1200 4 2024 8", "", 8, "       ▅",
	    "       -" },
	{ "a break", "2024Q1 4 2024Q2 8 2024Q3 4 2024Q4 8", "2024Q3", 8,
	    "▁█┊▁█", "_#:_#" },
	{ "a break in a hole", "2024Q1 4 2024Q4 8", "2024Q3", 8, "▁┊█",
	    "_:#" },
	{ "days have no holes", "2024-01-01 1 2024-03-01 2", "", 8, "▁█",
	    "_#" },
};

static void
write_world(struct buf *watchlist, size_t i)
{
	const char *figures = cases[i].figures;
	struct buf document;

	buf_init(&document, LIMIT_MESSAGE);
	(void)buf_text(&document, "[");
	for (figures += strspn(figures, " "); *figures != '\0';
	    figures += strspn(figures, " ")) {
		int period = (int)strcspn(figures, " ");
		const char *value =
		    figures + period + strspn(figures + period, " ");
		int length = (int)strcspn(value, " ");

		(void)buf_printf(&document, "%s{\"p\":\"%.*s\",\"v\":%.*s}",
		    document.length > 1 ? "," : "", period, figures, length,
		    value);
		figures = value + length;
	}
	(void)buf_text(&document, "]");
	world_file("spark.json", buf_string(&document));
	buf_release(&document);
	(void)buf_printf(watchlist,
	    "name: spark\n"
	    "sources: { s: { url: \"file:spark.json\" } }\n"
	    "signals: { a: { title: A, unit: RMB, from: s, each: \"$[*]\", "
	    "value: v, period: p, breaks: [%s] } }\n",
	    cases[i].breaks);
}

static void
try_case(size_t i)
{
	struct buf text;
	struct world *world;
	struct standing standing;
	const struct model *model;

	buf_init(&text, LIMIT_MESSAGE);
	write_world(&text, i);
	world = world_new(buf_string(&text), 80, 24);
	model = engine_model(world_engine(world));
	standing_of(&standing, model, NULL, model_find(model, "a"), NULL);
	buf_clear(&text);
	spark_format(&text, &standing, &glyphs_unicode, cases[i].width);
	is_string(buf_string(&text), cases[i].bars, cases[i].name);
	buf_clear(&text);
	spark_format(&text, &standing, &glyphs_ascii, cases[i].width);
	is_string(buf_string(&text), cases[i].ascii, cases[i].name);
	world_free(world);
	buf_release(&text);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		try_case(i);
	return done();
}
