/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: the JSON layer. The first byte says how the document is
 * cut: it is well formed or not, and the paths find the same nodes at the same
 * places, however it is; and as on the whole document, held. */
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

static const char *const texts[] = { "$", "$.a", "$..a", "$..*", "$[?@.a].b",
	"$..[?@.a=='b'].a", "$[-1]", "$[1:]..b", "$[*].a[0]",
	"$..[?@..a]", "$..['a','b']", "$..[1]" };

enum { PATHS = sizeof(texts) / sizeof(texts[0]) };

struct reply {
	const struct json_path *path;
	struct buf text;
};

static struct json_path *paths[PATHS];

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct reply *reply = context;

	json_steps_format(&reply->text, steps);
	(void)buf_printf(&reply->text, " @%lld ",
	    (long long)tape->nodes[node].offset);
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
ask(const struct json_query *query, const char *bytes, size_t length,
    size_t cut)
{
	struct json_match *match = json_match_new(query, 1, LIMIT_HELD);
	struct err err = { .text = "" };
	bool fine = true;

	for (size_t at = 0; fine && at < length; at += cut)
		fine = json_match_feed(match, bytes + at,
		    cut < length - at ? cut : length - at, &err);
	fine = fine && json_match_end(match, &err);
	if (!fine && err.text[0] == '\0')
		abort();
	json_match_free(match);
	return fine;
}

static void
compare(const struct json_path *path, const char *bytes, size_t length,
    size_t cut)
{
	struct reply one = { .path = path }, other = { .path = path },
		     held = { .path = path };
	bool fine, again, whole;

	buf_init(&one.text, LIMIT_OUTPUT);
	buf_init(&other.text, LIMIT_OUTPUT);
	buf_init(&held.text, LIMIT_OUTPUT);
	fine = ask(&(struct json_query){ path, on_node, &one }, bytes, length,
	    length + 1);
	again = ask(&(struct json_query){ path, on_node, &other }, bytes,
	    length, cut);
	whole = ask(&(struct json_query){ paths[0], on_root, &held }, bytes,
	    length, length + 1);
	if (fine != again || fine != whole ||
	    (fine &&
		(strcmp(buf_string(&one.text), buf_string(&other.text)) ||
		    strcmp(buf_string(&one.text), buf_string(&held.text)))))
		abort();
	buf_release(&one.text);
	buf_release(&other.text);
	buf_release(&held.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct err err;

	if (length < 1)
		return 0;
	for (size_t i = 0; i < PATHS; i++) {
		if (paths[i] == NULL)
			paths[i] = json_path_parse(texts[i], &err);
		compare(paths[i], (const char *)bytes + 1, length - 1,
		    1 + bytes[0] % 64u);
	}
	return 0;
}
