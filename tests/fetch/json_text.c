/* SPDX-License-Identifier: MIT */
#include "tests/fetch/json_text.h"

#include <string.h>

#include "base/buf.h"
#include "fetch/json_tape.h"

static void
add_string(struct buf *out, const char *text, size_t length)
{
	(void)buf_char(out, '"');
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == '"' ||
		    text[i] == '\\')
			(void)buf_printf(
			    out, "\\u%04x", (unsigned)(unsigned char)text[i]);
		else
			(void)buf_char(out, text[i]);
	(void)buf_char(out, '"');
}

static void
add_children(struct buf *out, const struct json_tape *tape, uint32_t node)
{
	const struct json_node *parent = &tape->nodes[node];
	uint32_t child = node + 1;

	for (uint32_t i = 0; i < parent->children; i++) {
		const struct json_node *at = &tape->nodes[child];

		if (i > 0)
			(void)buf_char(out, ',');
		if (parent->kind == JSON_OBJECT) {
			add_string(out, tape->bytes.bytes + at->key,
			    at->key_length);
			(void)buf_char(out, ':');
		}
		json_text_add(out, tape, child);
		child = at->end;
	}
}

void
json_text_add(struct buf *out, const struct json_tape *tape, uint32_t node)
{
	const struct json_node *at = &tape->nodes[node];
	size_t length;
	const char *text = json_tape_text(tape, node, &length);

	if (at->kind == JSON_STRING) {
		add_string(out, text, length);
		return;
	}
	if (at->kind != JSON_ARRAY && at->kind != JSON_OBJECT) {
		(void)buf_add(out, text, length);
		return;
	}
	(void)buf_char(out, at->kind == JSON_ARRAY ? '[' : '{');
	add_children(out, tape, node);
	(void)buf_char(out, at->kind == JSON_ARRAY ? ']' : '}');
}

uint32_t
json_text_member(
    const struct json_tape *tape, uint32_t object, const char *name)
{
	uint32_t child = object + 1;

	for (uint32_t i = 0; i < tape->nodes[object].children; i++) {
		const struct json_node *at = &tape->nodes[child];

		if (at->key_length == strlen(name) &&
		    !memcmp(tape->bytes.bytes + at->key, name, at->key_length))
			return child;
		child = at->end;
	}
	return 0;
}
