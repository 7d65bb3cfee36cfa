/* SPDX-License-Identifier: MIT */
/* JSONTestSuite: what y_ is accepted, what n_ is refused, what i_ is either,
 * and the same however it is cut. */
#include "fetch/json_events.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "tests/tap.h"

static void
on_scalar(void *context, enum json_kind kind, const char *text, size_t length)
{
	struct buf *heard = context;

	(void)buf_printf(heard, "%d:", (int)kind);
	(void)buf_add(heard, text, length);
}

static void
on_open(void *context, enum json_kind kind)
{
	(void)buf_printf(context, "%d", (int)kind);
}

static bool
on_key(void *context, const char *text, size_t length)
{
	(void)buf_add(context, text, length);
	return true;
}

static void
on_close(void *context)
{
	(void)buf_char(context, ';');
}

static const struct json_handler handler = { on_scalar, on_open, on_key,
	on_close };

static bool
accepts(const struct buf *text, size_t cut, struct buf *heard)
{
	struct json_events *events = json_events_new(&handler, heard);
	struct err err;
	bool fine = true;

	buf_clear(heard);
	for (size_t at = 0; fine && at < text->length; at += cut)
		fine = json_events_feed(events, text->bytes + at,
		    cut < text->length - at ? cut : text->length - at, &err);
	fine = fine && json_events_end(events, &err);
	json_events_free(events);
	return fine;
}

static void
check_file(const char *path, const char *name)
{
	struct buf text, whole, pieces;
	struct err err;
	bool fine;

	buf_init(&text, LIMIT_BODY);
	buf_init(&whole, LIMIT_BODY);
	buf_init(&pieces, LIMIT_BODY);
	if (!file_read(path, &text, &err)) {
		(void)ok(false, err.text);
		return;
	}
	fine = accepts(&text, 65536, &whole);
	if (name[0] != 'i')
		(void)ok(fine == (name[0] == 'y'), name);
	if (accepts(&text, 1, &pieces) != fine ||
	    strcmp(buf_string(&whole), buf_string(&pieces)) != 0)
		(void)ok(false, name);
	buf_release(&text);
	buf_release(&whole);
	buf_release(&pieces);
}

int
main(void)
{
	const char *directory = test_data("json/test_parsing");
	struct dirent **entries;
	int count, seen = 0;

	if (directory == NULL)
		skip_all("BELLWETHER_TEST_DATA is not set");
	count = scandir(directory, &entries, NULL, alphasort);
	if (count < 0)
		skip_all("the test data has no JSONTestSuite");
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		char path[4096];

		(void)snprintf(path, sizeof(path), "%s/%s", directory, name);
		if (strstr(name, ".json") != NULL && ++seen > 0)
			check_file(path, name);
		free(entries[i]);
	}
	free(entries);
	ok(seen > 300, "all of it was there");
	return done();
}
