/* SPDX-License-Identifier: MIT */
#include "config/watchlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "config/secret.h"
#include "model/definition.h"
#include "tests/tap.h"

static const struct setting rows[] = {
	{ .section = SECTION_SOURCE, .name = "url", .type = SETTING_TEXT,
	    .shape = SHAPE_ONE, .flags = SETTING_SECRETS },
	{ .section = SECTION_SOURCE, .name = "every",
	    .type = SETTING_DURATION, .shape = SHAPE_ONE, .fallback = "15m" },
	{ .section = SECTION_SOURCE, .name = "limit", .type = SETTING_SIZE,
	    .shape = SHAPE_ONE, .fallback = "32 MiB" },
	{ .section = SECTION_SOURCE, .name = "per_host",
	    .type = SETTING_WHOLE, .shape = SHAPE_ONE },
	{ .section = SECTION_SIGNAL, .name = "from", .type = SETTING_SOURCE,
	    .shape = SHAPE_ONE },
	{ .section = SECTION_SIGNAL, .name = "each", .type = SETTING_TEXT,
	    .shape = SHAPE_ONE_OR_LIST, .flags = SETTING_DEFINES },
	{ .section = SECTION_SIGNAL, .name = "labels", .type = SETTING_TEXT,
	    .shape = SHAPE_MAP, .flags = SETTING_DEFINES },
	{ .section = SECTION_SIGNAL, .name = "event", .type = SETTING_TEXT,
	    .shape = SHAPE_MAP },
	{ .section = SECTION_SIGNAL, .name = "basis", .type = SETTING_TEXT,
	    .shape = SHAPE_ONE },
	{ .section = SECTION_SIGNAL, .name = "q", .type = SETTING_TEXT,
	    .shape = SHAPE_ONE, .flags = SETTING_DEFINES | SETTING_SECRETS },
};

static const struct settings table = { rows, ARRAY_LEN(rows), NULL,
	NULL };
static const struct settings *const tables[] = { &table };

static struct watchlist *
load(const char *text)
{
	char *path = mem_printf("%s/w.yaml", test_directory());
	struct complaints complaints = { 0 };
	struct watchlist *watchlist;
	FILE *file = fopen(path, "wb");
	struct buf said;

	if (file == NULL || fputs(text, file) == EOF || fclose(file) != 0)
		diag("%s cannot be written", path);
	watchlist = watchlist_load(path, tables, 1, &complaints);
	buf_init(&said, 65536);
	complaints_format(&said, &complaints);
	if (said.length > 0)
		diag("%s", buf_string(&said));
	buf_release(&said);
	complaints_release(&complaints);
	mem_free(path);
	return watchlist;
}

static void
check_settings(void)
{
	struct watchlist *watchlist = load(
	    "defaults: { every: 6h, per_host: 3 }\n"
	    "sources:\n"
	    "  a: { every: 1d, limit: 1 MiB }\n"
	    "  b: { url: x }\n"
	    "signals:\n"
	    "  f: { unit: x, from: a, each: [p, q] }\n"
	    "  e: { events: yes, from: b }\n");
	const struct section *a =
	    watchlist_section(watchlist, SECTION_SOURCE, "a");
	const struct section *b =
	    watchlist_section(watchlist, SECTION_SOURCE, "b");
	const struct section *f =
	    watchlist_section(watchlist, SECTION_SIGNAL, "f");

	ok(watchlist_section(watchlist, SECTION_SOURCE, "c") == NULL,
	    "a name that is none");
	ok(watchlist_section(watchlist, SECTION_SIGNAL, "a") == NULL,
	    "a name of another kind");
	is_int(section_seconds(a, "every"), 86400, "the source's own");
	is_int(section_seconds(b, "every"), 21600, "else of defaults");
	is_int(section_bytes(a, "limit"), 1048576, "a size of its own");
	is_int(section_bytes(b, "limit"), 33554432, "else the row's");
	is_int(section_whole(b, "per_host"), 3, "a whole number");
	ok(section_value(a, "url") == NULL, "else none");
	ok(section_text(f, "each") == NULL, "a list is no text");
	is_int((int64_t)section_value(f, "each")->count, 2, "but a list");
	ok(!section_flag(f, "events"), "a flag that is left out");
	ok(section_flag(watchlist_section(watchlist, SECTION_SIGNAL, "e"),
	       "events"),
	    "a flag that is set");
	is_string(section_text(watchlist->top, "name"), "watchlist",
	    "the default of a name");
	watchlist_free(watchlist);
}

/* The signal's own, its source's, the watchlist's, the calendar's. */
static void
check_fiscal_ends(void)
{
	static const struct {
		const char *name, *top, *source, *signal;
		int month;
	} cases[] = {
		{ "the calendar's", "", "", "", 12 },
		{ "the watchlist's", "fiscal_year_ends: march\n", "", "", 3 },
		{ "the source's", "fiscal_year_ends: march\n",
		    ", fiscal_year_ends: june", "", 6 },
		{ "the signal's", "fiscal_year_ends: 3\n",
		    ", fiscal_year_ends: jun",
		    ", fiscal_year_ends: SEPTEMBER", 9 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *text = mem_printf(
		    "%ssources: { a: { url: x%s } }\n"
		    "signals: { f: { unit: x, from: a%s } }\n",
		    cases[i].top, cases[i].source, cases[i].signal);
		struct watchlist *watchlist = load(text);
		size_t count;
		struct definition **definitions =
		    watchlist_take_definitions(watchlist, &count);

		is_int(definitions[0]->fiscal_end, cases[i].month,
		    cases[i].name);
		definition_free(definitions[0]);
		mem_free(definitions);
		watchlist_free(watchlist);
		mem_free(text);
	}
}

static void
digest(const char *signal, char hex[65])
{
	char *text = mem_printf("sources: { a: { url: x }, b: { url: y } }\n"
				"signals: { f: { %s } }\n",
	    signal);
	struct watchlist *watchlist = load(text);

	section_digest(
	    watchlist_section(watchlist, SECTION_SIGNAL, "f"), hex);
	watchlist_free(watchlist);
	mem_free(text);
}

/* What defines the figures changes the digest, and nothing else does. */
static void
check_digests(void)
{
	static const struct {
		const char *signal;
		bool same;
	} cases[] = {
		{ "unit: x, from: a, each: p, labels: { m: n }, q: s", true },
		{ "q: s, each: p, labels: { m: n }, from: a, unit: x", true },
		{ "unit: \"x\", from: a, each: 'p', labels: { m: n }, q: s",
		    true },
		{ "unit: x, from: b, each: p, labels: { m: n }, q: s", true },
		{ "unit: x, from: a, each: p, labels: { m: n }, q: s, "
		  "title: T, note: N, guard: { min: 0 }, breaks: 2026Q2, "
		  "expect: 5d after learned, kind: flow",
		    true },
		{ "unit: RMB, from: a, each: p, labels: { m: n }, q: s",
		    false },
		{ "unit: x, from: a, each: r, labels: { m: n }, q: s", false },
		{ "unit: x, from: a, each: [p], labels: { m: n }, q: s",
		    false },
		{ "unit: x, from: a, each: p, labels: { n: m }, q: s", false },
		{ "unit: x, from: a, each: p, labels: { m: n }, q: s, "
		  "fiscal_year_ends: march",
		    false },
		{ "unit: x, from: a, each: p, q: s", false },
	};
	char first[65], hex[65];

	digest(cases[0].signal, first);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		digest(cases[i].signal, hex);
		ok(!strcmp(first, hex) == cases[i].same, cases[i].signal);
	}
	(void)setenv("BW_T", "one", 1);
	digest("unit: x, from: a, q: \"${BW_T}\"", first);
	(void)setenv("BW_T", "two", 1);
	digest("unit: x, from: a, q: \"${BW_T}\"", hex);
	is_string(hex, first, "a secret is not part of it");
}

static void
check_secrets(void)
{
	static const struct {
		const char *text, *without;
	} cases[] = {
		{ "", "" },
		{ "nothing", "nothing" },
		{ "hunter2", "…" },
		{ "a hunter2 b hunter2", "a … b …" },
		{ "hunter22 is longer", "… is longer" },
		{ "hunter", "hunter" },
		{ "abc is too short to be looked for",
		    "abc is too short to be looked for" },
		{ "云hunter2云", "云…云" },
	};
	struct watchlist *watchlist;
	const struct value *url;

	(void)setenv("BW_A", "hunter2", 1);
	(void)setenv("BW_B", "hunter22", 1);
	(void)setenv("BW_C", "abc", 1);
	watchlist = load("sources:\n  a: { url: 'x${BW_A}-${BW_B}-${BW_C}-"
			 "${BW_NONE:-default}y' }\n");
	url = section_value(
	    watchlist_section(watchlist, SECTION_SOURCE, "a"), "url");
	is_string(url->text, "xhunter2-hunter22-abc-defaulty", "filled in");
	is_string(url->shown, "x…-…-…-defaulty", "and as it is shown");
	ok(url->secret && watchlist_has_secrets(watchlist), "it is one");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *without =
		    watchlist_without_secrets(watchlist, cases[i].text);

		is_string(without, cases[i].without, cases[i].text);
		mem_free(without);
	}
	watchlist_free(watchlist);
	watchlist = load("sources:\n  a: { url: '${BW_NONE:-}' }\n");
	ok(!watchlist_has_secrets(watchlist), "a default is none");
	watchlist_free(watchlist);
}

int
main(void)
{
	(void)unsetenv("BW_NONE");
	check_settings();
	check_fiscal_ends();
	check_digests();
	check_secrets();
	return done();
}
