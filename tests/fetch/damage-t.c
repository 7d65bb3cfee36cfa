/* SPDX-License-Identifier: MIT */
/* Every recorded document, cut at many places and with single bytes changed: a
 * cut one gives a clear failure (or, where rows end it, a part of its figures
 * and no others); nothing crashes. $BELLWETHER_TEST_PLACES says at how many;
 * large documents are cut less often where it is unset, and all at one place
 * of $BELLWETHER_TEST_SAMPLE. */
#include "fetch/picker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"
#include "fetch/format.h"
#include "model/evidence.h"
#include "tests/tap.h"

enum { PLACES = 40, LARGE = 200000, LARGE_PLACES = 6, FIELDS = 22 };
enum { FILE_NAME = 1, LANGUAGE = 11, VALUE = 12, NAMESPACES = 14 };

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings };

static const struct {
	const char *language, *format;
	bool rows; /* its end is the end of any row */
} languages[] = {
	{ "jsonpath", "json", false },
	{ "jsonpath-count", "json", false },
	{ "xpath", "xml", false },
	{ "csv", "csv", true },
	{ "promtext", "openmetrics", true },
};

/* As YAML has it in double quotes. */
static void
add_quoted(struct buf *out, const char *text)
{
	(void)buf_char(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			(void)buf_char(out, '\\');
		(void)buf_char(out, *text);
	}
	(void)buf_char(out, '"');
}

/* The part of "value=a;time=b;where=c=d" behind NAME=; NULL: none. */
static char *
csv_part(const char *text, const char *name)
{
	const char *at = strstr(text, name);
	size_t length;

	if (at == NULL)
		return NULL;
	at += strlen(name);
	length = strcspn(at, ";");
	return mem_bytes(at, length);
}

static void
add_csv(struct buf *out, const char *text)
{
	char *value = csv_part(text, "value="), *time = csv_part(text, "time=");

	(void)buf_text(out, "value: ");
	add_quoted(out, value);
	(void)buf_text(out, ", labels: { at: ");
	add_quoted(out, time);
	(void)buf_text(out, " }");
	mem_free(value);
	mem_free(time);
}

static void
add_namespaces(struct buf *out, char *text)
{
	const char *comma = "";

	if (text[0] == '\0')
		return;
	(void)buf_text(out, ", namespaces: { ");
	for (char *one = strsep(&text, " "); one != NULL;
	     one = strsep(&text, " ")) {
		char *uri = strchr(one, '=');

		*uri = '\0';
		(void)buf_printf(out, "%s%s: ", comma, one);
		add_quoted(out, uri + 1);
		comma = ", ";
	}
	(void)buf_text(out, " }");
}

static size_t
language_of(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (!strcmp(languages[i].language, word))
			return i;
	return SIZE_MAX;
}

/* One row of the manifest as a signal of our own, and a source for each of its
 * documents: MADE has those, by file, with the row that told of them first. */
static bool
add_row(struct buf *sources, struct buf *signals, struct map *made, char **row)
{
	size_t language = language_of(row[LANGUAGE]);

	if (language == SIZE_MAX)
		return false;
	if (map_find(made, row[FILE_NAME]) == NULL) {
		map_put(made, row[FILE_NAME], row[0]);
		(void)buf_printf(sources,
		    "  s%s: { url: \"file:%s\", format: %s", row[0],
		    row[FILE_NAME], languages[language].format);
		add_namespaces(sources, row[NAMESPACES]);
		(void)buf_text(sources, " }\n");
	}
	(void)buf_printf(signals,
	    "  g%s: { unit: score, from: s%s, period: retrieved, ", row[0],
	    (const char *)map_find(made, row[FILE_NAME]));
	if (!strcmp(languages[language].format, "csv")) {
		add_csv(signals, row[VALUE]);
	} else {
		(void)buf_text(signals, "each: ");
		add_quoted(signals, row[VALUE]);
		(void)buf_printf(signals, ", value: %s",
		    !strcmp(languages[language].format, "json") ? "\"@\""
			: !strcmp(languages[language].format, "xml")
			? "."
			: "value");
	}
	(void)buf_text(signals, " }\n");
	return true;
}

static struct watchlist *
load(const char *manifest)
{
	struct buf text, sources, signals;
	struct complaints complaints = { 0 };
	struct watchlist *watchlist;
	char *path = mem_printf("%s/w.yaml", test_directory());
	struct err err;
	FILE *file;
	struct map *made = map_new();
	char *rest, *line;

	buf_init(&text, 1 << 24);
	buf_init(&sources, 1 << 20);
	buf_init(&signals, 1 << 20);
	if (!file_read(manifest, &text, &err))
		printf("Bail out! %s\n", err.text);
	rest = text.bytes;
	(void)strsep(&rest, "\n");
	while ((line = strsep(&rest, "\n")) != NULL) {
		char *row[FIELDS];
		size_t count = 0;

		while (line != NULL && count < FIELDS)
			row[count++] = strsep(&line, "\t");
		/* A path that gives a value, not nodes, picks no node. */
		if (count > NAMESPACES && strncmp(row[VALUE], "count(", 6) &&
		    strncmp(row[VALUE], "string(", 7))
			(void)add_row(&sources, &signals, made, row);
	}
	file = fopen(path, "wb");
	(void)fprintf(file, "sources:\n%ssignals:\n%s", buf_string(&sources),
	    buf_string(&signals));
	(void)fclose(file);
	watchlist =
	    watchlist_load(path, tables, ARRAY_LEN(tables), &complaints);
	if (watchlist == NULL) {
		complaints_format(&text, &complaints);
		diag("%s", complaints.items[0].text);
	}
	complaints_release(&complaints);
	map_free(made);
	buf_release(&text);
	buf_release(&sources);
	buf_release(&signals);
	mem_free(path);
	return watchlist;
}

/* What LENGTH bytes give: the figures as lines; false: they are refused. */
static bool
pick(const struct watchlist *watchlist, const struct section *source,
    const char *bytes, size_t length, struct map *figures)
{
	struct document *document =
	    document_new(source->name, "x", 1767225600, NULL);
	struct picker *picker = picker_new(watchlist, source, document);
	struct picked picked;
	struct err err;

	if (length > 0)
		(void)picker_feed(picker, bytes, length, &err);
	picker_end(picker, &picked);
	for (size_t i = 0; i < picked.count; i++) {
		char *line = mem_printf("%s %s",
		    picked.takes[i].vintage.evidence->path,
		    picked.takes[i].vintage.evidence->text);

		map_put(figures, line, picker);
		mem_free(line);
		take_release(&picked.takes[i]);
	}
	mem_free(picked.takes);
	mem_free(picked.reason);
	picker_free(picker);
	document_release(document);
	return picked.state != SOURCE_UNREADABLE || picked.count > 0;
}

static bool
is_part(const struct map *part, const struct map *whole)
{
	for (size_t i = 0; i < map_count(part); i++)
		if (map_find(whole, map_key(part, i)) == NULL)
			return false;
	return true;
}

static bool
cut_is_told(const struct watchlist *watchlist, const struct section *source,
    const struct buf *body, size_t length, const struct map *whole)
{
	struct map *figures = map_new();
	const struct format *format = format_of_source(source);
	bool rows = format != &format_json && format != &format_xml;
	bool taken =
	    pick(watchlist, source, body->bytes, length, figures);
	bool fine = rows ? is_part(figures, whole)
			 : !taken && map_count(figures) == 0;

	if (!fine)
		diag("%s cut at %zu", source->name, length);
	map_free(figures);
	return fine;
}

/* The length of the body without the blanks at its end. */
static size_t
trimmed(const struct buf *body)
{
	size_t length = body->length;

	while (length > 0 && strchr(" \r\n\t", body->bytes[length - 1]))
		length--;
	return length;
}

static size_t
places_of(size_t length)
{
	const char *text = getenv("BELLWETHER_TEST_PLACES");

	if (text != NULL)
		return (size_t)strtoul(text, NULL, 10);
	return test_sample(length > LARGE ? LARGE_PLACES : PLACES);
}

static void
test_document(const struct watchlist *watchlist, const struct section *source)
{
	const char *name = strchr(section_text(source, "url"), ':') + 1;
	char *path = mem_printf("api/%s", name);
	struct map *whole = map_new();
	struct buf body;
	struct err err;
	size_t places, length;
	bool told = true;

	buf_init(&body, 1 << 26);
	if (!file_read(test_data(path), &body, &err))
		printf("Bail out! %s\n", err.text);
	(void)pick(watchlist, source, body.bytes, body.length, whole);
	length = trimmed(&body);
	places = places_of(length);
	for (size_t i = 0; i < places && i < length; i++) {
		size_t at = length * i / places;
		struct map *figures = map_new();
		char byte = body.bytes[at];

		told = cut_is_told(watchlist, source, &body, at, whole) && told;
		body.bytes[at] = (char)(byte ^ (1 << (i % 8)));
		(void)pick(watchlist, source, body.bytes, body.length, figures);
		body.bytes[at] = byte;
		map_free(figures);
	}
	ok(told, path);
	map_free(whole);
	buf_release(&body);
	mem_free(path);
}

int
main(void)
{
	const char *manifest = test_data("api/MANIFEST.tsv");
	struct watchlist *watchlist;

	if (manifest == NULL)
		skip_all("BELLWETHER_TEST_DATA is unset");
	watchlist = load(manifest);
	if (!ok(watchlist != NULL, "the manifest as a watchlist"))
		return done();
	ok(watchlist->counts[SECTION_SOURCE] > 45, "with its files");
	for (size_t i = 0; i < watchlist->counts[SECTION_SOURCE]; i++)
		test_document(
		    watchlist, watchlist->sections[SECTION_SOURCE][i]);
	watchlist_free(watchlist);
	return done();
}
