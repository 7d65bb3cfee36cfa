/* SPDX-License-Identifier: MIT */
/* Texts that want to break the screen, and more of everything than fits: the
 * layout holds, and no byte that could command a terminal is in a cell. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/tap.h"
#include "tests/tui/world.h"
#include "tui/canvas.h"

/* As JSON and YAML write them in double quotes. */
static const struct {
	const char *name, *text;
} texts[] = {
	{ "CSI", "a\\u001b[31mred\\u001b[2J" },
	{ "OSC", "a\\u001b]0;title\\u0007b\\u001b]52;c;eA==\\u001b\\\\" },
	{ "DCS", "\\u001bP1$r\\u001b\\\\x" },
	{ "C1", "a\\u009b31m\\u0090x\\u009c" },
	{ "controls", "a\\u0000b\\u0001\\u0008\\u000c\\u007fz" },
	{ "lines", "one\\ntwo\\r\\nthree\\tfour\\u000bfive" },
	{ "separators", "one\\u2028two\\u2029three\\u0085four" },
	{ "bidi", "abc\\u202efdp.exe\\u202c\\u2066x\\u2069\\u200f\\u061c" },
	{ "zero width", "a\\u200bb\\u200cc\\u200dd\\ufeffe\\u2060f" },
	{ "combining", "e\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301x" },
	{ "combining alone", "\\u0301\\u0302" },
	{ "wide", "漢字カナ漢字カナ漢字カナ漢字カナ漢字カナ漢字カナ" },
	{ "emoji", "👩‍👩‍👧‍👦 🇩🇪 👍🏽 ❤️ x" },
	{ "half width", "ｱｲｳ\\uffa0ﾞ" },
	{ "Hangul jamo", "\\u1112\\u1161\\u11ab\\u1100" },
	{ "Arabic", "مرحبا بالعالم" },
	{ "Devanagari", "क्षि नमस्ते" },
	{ "tags", "x\\udb40\\udc41\\udb40\\udc7f" },
	{ "private use", "a\\ue000\\uf8ffb" },
	{ "percent", "%s%n%d%%{}" },
	{ "blank", " " },
	{ "long word",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
};

/* Every view, and on to the next of its ways down. */
static const char *const walks[] = { "", "Enter", "Enter Enter",
	"Enter Enter Enter", "j Enter", "j Enter Enter", "2 Enter",
	"2 Enter Enter", "3 Enter", "3 Enter Enter", "4", "4 Enter", "A",
	"A Enter", "A Enter Enter", "O", "O Enter", "!", "j !", "?", "/ x" };

static const struct {
	int width, height;
} sizes[] = { { 160, 40 }, { 80, 24 }, { 41, 11 }, { 20, 5 }, { 7, 4 },
	{ 2, 3 }, { 1, 1 } };

/* One watchlist that says TEXT wherever a text can be said. */
static void
write_documents(const char *text)
{
	char *document = mem_printf(
	    "{\"a\":[{\"p\":\"2025Q4\",\"v\":1,\"t\":\"%s\"},"
	    "{\"p\":\"2026Q1\",\"v\":2,\"t\":\"%s\"}],"
	    "\"l\":[{\"p\":\"2026-01-01\",\"v\":1,\"t\":\"%s\","
	    "\"b\":\"claimed\"},"
	    "{\"p\":\"2026-01-02\",\"v\":2,\"t\":\"%s\",\"b\":\"independent\","
	    "\"h\":\"%s\"},{\"p\":\"2026-01-02\",\"v\":2,\"t\":\"x\","
	    "\"b\":\"independent\"}],"
	    "\"e\":[{\"id\":\"%s\",\"d\":\"2026-01-01\",\"t\":\"%s\","
	    "\"k\":\"%s\"},"
	    "{\"id\":\"2\",\"d\":\"2026-02-01\",\"t\":\"x\",\"k\":\"y\"}]}",
	    text, text, text, text, text, text, text, text);

	world_file("hostile.json", document);
	mem_free(document);
}

static char *
hostile_watchlist(const char *text)
{
	return mem_printf(
	    "name: \"%s\"\n"
	    "sources: { s: { url: \"file:hostile.json\" },"
	    " lost: { url: \"file:nowhere.json\" } }\n"
	    "signals:\n"
	    "  a: { title: \"%s\", unit: RMB, from: s, each: \"$.a[*]\","
	    " value: v, period: p, remark: t, confidence: t, note: \"%s\" }\n"
	    "  b: { title: \"%s\", unit: \"%%\", expr: a / a * 100,"
	    " note: \"%s\" }\n"
	    "  l: { title: \"%s\", unit: score, from: s, each: \"$.l[*]\","
	    " value: v, period: p, basis: b, labels: { t: t, h: h },"
	    " remark: t }\n"
	    "  e: { title: \"%s\", events: true, from: s, each: \"$.e[*]\","
	    " event: { id: id, date: d, title: t, kind: k }, remark: t,"
	    " labels: { l: t } }\n"
	    "  n: { title: \"%s\", unit: RMB, from: lost, each: \"$[*]\","
	    " value: v, period: p }\n"
	    "alerts:\n"
	    "  w: { title: \"%s\", warn: a > 1, note: \"%s\", panel: P }\n"
	    "  v: { title: \"%s\", warn: l > 0, note: \"%s\" }\n"
	    "  r: { title: \"%s\", warn: \"atleast(1, w, v)\", panel: P }\n"
	    "panels:\n"
	    "- { title: \"%s\", show: [a, b] }\n"
	    "- { title: \"%s\", show: [l], as: matrix }\n"
	    "- { title: \"%s\", show: [e, n] }\n"
	    "- { title: P }\n",
	    text, text, text, text, text, text, text, text, text, text, text,
	    text, text, text, text, text);
}

/* What cannot be shown is refused in a watchlist: then it has another text, and
 * the documents alone have it. */
static char *
fitting_watchlist(const char *text)
{
	char *watchlist = hostile_watchlist(text);

	if (*world_mistakes(watchlist) == '\0')
		return watchlist;
	mem_free(watchlist);
	return hostile_watchlist("plain");
}

static const char *
walk(const char *watchlist)
{
	static char fault[200];
	struct world *world = world_new(watchlist, 80, 24);
	const char *found = NULL;

	for (size_t i = 0; found == NULL && i < ARRAY_LEN(walks); i++) {
		(void)world_keys(world, walks[i]);
		for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
			(void)world_resized(
			    world, sizes[k].width, sizes[k].height);
			found = world_fault(world_canvas(world));
			if (found == NULL)
				continue;
			(void)snprintf(fault, sizeof(fault),
			    "%d x %d after '%s': %s", sizes[k].width,
			    sizes[k].height, walks[i], found);
			found = fault;
			break;
		}
		(void)world_resized(world, 80, 24);
		(void)world_keys(world, "Esc Esc Esc Esc Esc Esc g j");
	}
	world_free(world);
	return found;
}

static void
try_texts(void)
{
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		char *watchlist = fitting_watchlist(texts[i].text);
		const char *fault;

		write_documents(texts[i].text);
		fault = walk(watchlist);
		is_string(fault != NULL ? fault : "", "", texts[i].name);
		mem_free(watchlist);
	}
}

/* What the user cannot see is shown as what it is. */
static void
try_shown(void)
{
	char *watchlist = hostile_watchlist("plain");
	struct world *world;

	write_documents("a\\u001b[2Jb");
	world = world_new(watchlist, 120, 30);
	(void)world_keys(world, "Enter Enter");
	ok(strstr(world_screen(world), "a<1B>[2Jb") != NULL,
	    "an escape in a remark");
	world_free(world);
	mem_free(watchlist);
}

static void
try_long_title(void)
{
	char *title = mem_new(4097);
	struct world *world;
	char *watchlist;

	memset(title, 'x', 4096);
	watchlist = hostile_watchlist(title);
	write_documents(title);
	is_string(walk(watchlist) != NULL ? walk(watchlist) : "", "",
	    "a title of 4 KiB");
	world = world_new(watchlist, 80, 24);
	ok(strstr(world_line(world, 2), "xxx…") != NULL, "is cut in its row");
	ok(strstr(world_line(world, 2), "2 bn RMB") != NULL ||
		strstr(world_line(world, 2), "2 RMB") != NULL,
	    "and leaves the value its place");
	world_free(world);
	mem_free(watchlist);
	mem_free(title);
}

/* Keys on a large watchlist; the milliseconds of the slowest. */
static int64_t
slowest_key(struct world *world)
{
	static const char *const keys[] = { "j", "k", "G", "g", "^D", "Tab",
		"/ s99 Enter", "n", "Enter", "Esc", "A", "Esc", "?", "Esc" };
	int64_t worst = 0;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		int64_t start = clock_mono_ms(), took;

		(void)world_keys(world, keys[i]);
		(void)world_screen(world);
		took = clock_mono_ms() - start;
		if (took > worst)
			worst = took;
	}
	return worst;
}

static void
try_many(size_t signals, size_t panels, const char *name)
{
	struct buf text;
	struct world *world;
	int64_t worst;

	buf_init(&text, LIMIT_CONFIG);
	(void)buf_text(&text, "name: many\nsignals:\n");
	for (size_t i = 0; i < signals; i++)
		(void)buf_printf(&text,
		    "  s%zu: {title: s%zu, unit: RMB, not_disclosed: yes}\n",
		    i, i);
	for (size_t i = 0; i < panels; i++)
		(void)buf_printf(&text, "%s- { title: p%zu, show: [s%zu] }\n",
		    i == 0 ? "panels:\n" : "", i, i);
	ok(!text.full, "fits into a file");
	world = world_new(buf_string(&text), 80, 24);
	worst = slowest_key(world);
	diag("%s: the slowest key took %lld ms", name, (long long)worst);
	ok(worst < 1000, name);
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		const char *fault;

		(void)world_resized(world, sizes[i].width, sizes[i].height);
		fault = world_fault(world_canvas(world));
		is_string(fault != NULL ? fault : "", "", name);
	}
	world_free(world);
	buf_release(&text);
}

int
main(void)
{
	try_texts();
	try_shown();
	try_long_title();
	try_many(500, 500, "500 panels");
	try_many(10000, 0, "10,000 signals");
	return done();
}
