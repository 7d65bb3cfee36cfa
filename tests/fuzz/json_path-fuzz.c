/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: paths. One that is refused says where; one that is read
 * finds, streamed, what it finds on the whole document. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_match.h"
#include "fetch/json_path.h"
#include "tests/fetch/json_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char document[] =
    "{\"a\":[1,{\"a\":\"b\",\"b\":[0,-1.50,{\"a\":null}]},[[],{}],2,\"b\"],"
    "\"b\":{\"a\":{\"b\":{\"a\":[true,\"a\"]}},\"c\":1e3},\"c\":\"\xc3\xa9\","
    "\"\":[{\"a\":1,\"b\":1},{\"a\":2},{\"b\":3,\"a\":{\"a\":1}}]}";

struct reply {
	const struct json_path *path;
	struct buf text;
};

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct reply *reply = context;

	json_steps_format(&reply->text, steps);
	(void)buf_char(&reply->text, ' ');
	json_text_add(&reply->text, tape, node);
	(void)buf_char(&reply->text, '\n');
}

static void
on_root(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	json_eval(tape, ((struct reply *)context)->path, 0, node, steps,
	    on_node, context);
}

static bool
ask(const struct json_path *path, json_found found, struct reply *reply)
{
	struct json_query query = { path, found, reply };
	struct json_match *match = json_match_new(&query, 1, LIMIT_HELD);
	struct err err;
	bool fine = json_match_feed(
			match, document, sizeof(document) - 1, &err) &&
	    json_match_end(match, &err);

	json_match_free(match);
	return fine;
}

static void
compare(const struct json_path *path)
{
	struct err err;
	struct json_path *whole = json_path_parse("$", &err);
	struct reply streamed = { .path = path }, held = { .path = path };
	bool fine;

	buf_init(&streamed.text, LIMIT_OUTPUT);
	buf_init(&held.text, LIMIT_OUTPUT);
	fine = ask(path, on_node, &streamed);
	/* A path may go too many ways, and need not fail in both. */
	if (ask(whole, on_root, &held) && fine &&
	    strcmp(buf_string(&streamed.text), buf_string(&held.text)) != 0)
		abort();
	buf_release(&streamed.text);
	buf_release(&held.text);
	json_path_free(whole);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *text = mem_bytes((const char *)bytes, length);
	struct err err = { .text = "" };
	struct json_path *path = json_path_parse(text, &err);

	if (path != NULL)
		compare(path);
	else if (err.text[0] == '\0' || err.at > strlen(text))
		abort();
	json_path_free(path);
	err.text[0] = '\0';
	path = json_path_parse_relative(text, &err);
	if (path == NULL && err.text[0] == '\0')
		abort();
	json_path_free(path);
	mem_free(text);
	return 0;
}
