/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/err.h"
#include "base/json_writer.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "fetch/json_match.h"
#include "fetch/json_path.h"
#include "fetch/query.h"
#include "fetch/query_way.h"

struct asked {
	struct json_path *path;
	struct json_match *match;
	struct query_settings settings; /* its texts are not used again */
	struct buf value, steps, shown;
};

static void
write_node(
    struct json_writer *json, const struct json_tape *tape, uint32_t node)
{
	const struct json_node *at = &tape->nodes[node];
	uint32_t child = node + 1;
	size_t length;
	const char *text = json_tape_text(tape, node, &length);

	if (at->kind == JSON_STRING) {
		json_bytes(json, text, length);
		return;
	}
	if (at->kind != JSON_ARRAY && at->kind != JSON_OBJECT) {
		json_literal(json, text, length);
		return;
	}
	(at->kind == JSON_ARRAY ? json_array : json_object)(json);
	for (uint32_t i = 0; i < at->children; i++) {
		if (at->kind == JSON_OBJECT)
			json_key_bytes(json,
			    buf_string(&tape->bytes) + tape->nodes[child].key,
			    tape->nodes[child].key_length);
		write_node(json, tape, child);
		child = tape->nodes[child].end;
	}
	(at->kind == JSON_ARRAY ? json_array_end : json_object_end)(json);
}

/* What changes the screen beyond its own place: C1, marks and overrides of
 * direction, separators of lines. C0 is escaped in every normalized path. */
static bool
is_hostile(uint32_t c)
{
	return (c >= 0x80 && c <= 0x9f) || c == 0x61c ||
	    (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x206f);
}

/* The normalized path as RFC 9535 has it, but for those: they are written as
 * escapes, which lead to the same node. */
static void
show_path(struct buf *out, const struct buf *path)
{
	const char *text = buf_string(path);

	size_t shown = 0; /* as far as OUT has it */

	for (size_t i = 0, used; i < path->length; i += used) {
		uint32_t c = 0;

		used = (unsigned char)text[i] < 0x80
		    ? 1
		    : utf8_decode(text + i, path->length - i, &c);
		used = used > 0 ? used : 1;
		if (!is_hostile(c))
			continue;
		(void)buf_add(out, text + shown, i - shown);
		(void)buf_printf(out, "\\u%04x", (unsigned)c);
		shown = i + used;
	}
	(void)buf_add(out, text + shown, path->length - shown);
}

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct asked *asked = context;
	struct query_match match = { .path = NULL };
	struct json_writer json;

	buf_clear(&asked->value);
	json_init(&json, &asked->value);
	write_node(&json, tape, node);
	if (asked->settings.paths) {
		buf_clear(&asked->steps);
		buf_clear(&asked->shown);
		json_steps_format(&asked->steps, steps);
		show_path(&asked->shown, &asked->steps);
		match.path = buf_string(&asked->shown);
	}
	match.value = buf_string(&asked->value);
	match.length = asked->value.length;
	asked->settings.found(asked->settings.context, &match);
}

static void *
start(const struct query_settings *settings, struct err *err)
{
	struct json_path *path = json_path_parse(settings->text, err);
	struct asked *asked;
	struct json_query query;

	if (path == NULL)
		return NULL;
	asked = mem_new(sizeof(*asked));
	asked->path = path;
	asked->settings = *settings;
	buf_init(&asked->value, SIZE_MAX);
	buf_init(&asked->steps, SIZE_MAX);
	buf_init(&asked->shown, SIZE_MAX);
	query = (struct json_query){ path, on_node, asked };
	asked->match = json_match_new(&query, 1, settings->held);
	return asked;
}

static bool
feed(void *own, const char *bytes, size_t length, struct err *err)
{
	struct asked *asked = own;

	return json_match_feed(asked->match, bytes, length, err);
}

static bool
end(void *own, struct err *err)
{
	struct asked *asked = own;

	return json_match_end(asked->match, err);
}

static size_t
passed(const void *own)
{
	const struct asked *asked = own;

	return json_match_passed(asked->match);
}

static void
stop(void *own)
{
	struct asked *asked = own;

	json_match_free(asked->match);
	json_path_free(asked->path);
	buf_release(&asked->value);
	buf_release(&asked->steps);
	buf_release(&asked->shown);
	mem_free(asked);
}

const struct query_way query_json = {
	.start = start,
	.feed = feed,
	.end = end,
	.passed = passed,
	.stop = stop,
};
