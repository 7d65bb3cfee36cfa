/* SPDX-License-Identifier: MIT */
/* Prints what paths find in a document, in one pass: the JSON layer and nothing
 * else, so that what is measured is it. Containers are told by their kind. */
#include <stdio.h>
#include <string.h>

#include "base/die.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_match.h"
#include "fetch/json_path.h"

/* To standard output: stdio would cost more than what is measured. */
static void
put(const char *text, size_t length)
{
	static char bytes[65536];
	static size_t used;

	if (text == NULL || length > sizeof(bytes) - used) {
		(void)fwrite(bytes, 1, used, stdout);
		used = 0;
	}
	if (length > sizeof(bytes)) {
		(void)fwrite(text, 1, length, stdout);
		return;
	}
	if (length > 0)
		(void)memcpy(bytes + used, text, length);
	used += length;
}

static void
on_found(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	enum json_kind kind = tape->nodes[node].kind;
	size_t length;
	const char *text = json_tape_text(tape, node, &length);

	(void)context;
	(void)steps;
	if (kind == JSON_ARRAY || kind == JSON_OBJECT)
		text = kind == JSON_ARRAY ? "[]" : "{}", length = 2;
	if (kind == JSON_STRING)
		put("\"", 1);
	put(text, length);
	if (kind == JSON_STRING)
		put("\"", 1);
	put("\n", 1);
}

static bool
read_all(struct json_match *match, FILE *file, struct err *err)
{
	static char bytes[16384]; /* as libcurl gives them */
	size_t length;

	for (;;) {
		length = fread(bytes, 1, sizeof(bytes), file);
		if (length == 0)
			break;
		if (!json_match_feed(match, bytes, length, err))
			return false;
	}
	return json_match_end(match, err);
}

int
main(int argc, char **argv)
{
	size_t count = argc > 2 ? (size_t)argc - 2 : 0;
	struct json_query *queries = mem_new_array(count, sizeof(*queries));
	struct json_path **paths = mem_new_array(count, sizeof(*paths));
	FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
	struct json_match *match;
	struct err err;
	bool read;

	if (file == NULL)
		die("usage: pick FILE QUERY...");
	for (size_t i = 0; i < count; i++) {
		paths[i] = json_path_parse(argv[i + 2], &err);
		if (paths[i] == NULL)
			die("%s", err.text);
		queries[i] = (struct json_query){ paths[i], on_found, NULL };
	}
	match = json_match_new(queries, count, LIMIT_HELD);
	read = read_all(match, file, &err);
	if (!read)
		(void)fprintf(stderr, "%s\n", err.text);
	put(NULL, 0);
	json_match_free(match);
	for (size_t i = 0; i < count; i++)
		json_path_free(paths[i]);
	mem_free(paths);
	mem_free(queries);
	(void)fclose(file);
	return read && fflush(stdout) == 0 ? 0 : 65;
}
