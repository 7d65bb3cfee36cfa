/* SPDX-License-Identifier: MIT */
#include "fetch/json_tape.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

void
json_tape_init(struct json_tape *tape, size_t ceiling)
{
	*tape = (struct json_tape){ .count = 0 };
	buf_init(&tape->bytes, ceiling);
}

void
json_tape_release(struct json_tape *tape)
{
	mem_free(tape->nodes);
	mem_free(tape->open);
	buf_release(&tape->bytes);
	*tape = (struct json_tape){ .count = 0 };
}

static uint32_t
add_bytes(struct json_tape *tape, const char *bytes, size_t length)
{
	uint32_t at = (uint32_t)tape->bytes.length;

	/* buf_add(), without the call, where there is room. */
	if (length > 0 && length < tape->bytes.room - tape->bytes.length &&
	    length <= tape->bytes.ceiling - tape->bytes.length) {
		(void)memcpy(tape->bytes.bytes + at, bytes, length);
		tape->bytes.length += length;
		tape->bytes.bytes[tape->bytes.length] = '\0';
	} else if (length > 0 && !buf_add(&tape->bytes, bytes, length)) {
		tape->full = true;
	}
	return at;
}

uint32_t
json_tape_add(struct json_tape *tape, enum json_kind kind, const char *key,
    size_t key_length)
{
	struct json_node *node;

	if ((tape->count + 1) * sizeof(*tape->nodes) + tape->bytes.length >
	    tape->bytes.ceiling) {
		tape->full = true;
		return 0;
	}
	if (tape->count == tape->room) {
		tape->room = tape->room > 0 ? tape->room * 2 : 64;
		tape->nodes = mem_resize(
		    tape->nodes, tape->room * sizeof(*tape->nodes));
	}
	node = &tape->nodes[tape->count];
	*node = (struct json_node){ .kind = kind };
	node->key = add_bytes(tape, key, key_length);
	node->key_length = (uint32_t)key_length;
	node->end = (uint32_t)tape->count + 1;
	if (tape->open_count > 0)
		tape->nodes[tape->open[tape->open_count - 1]].children++;
	if (tape->budget != NULL)
		tape->budget->left += LIMIT_STEPS_PER_NODE;
	return (uint32_t)tape->count++;
}

void
json_tape_say(
    struct json_tape *tape, uint32_t node, const char *text, size_t length)
{
	tape->nodes[node].text = add_bytes(tape, text, length);
	tape->nodes[node].text_length = (uint32_t)length;
}

void
json_tape_open(struct json_tape *tape, uint32_t node)
{
	if (tape->open_count == tape->open_room) {
		tape->open_room = tape->open_room > 0 ? tape->open_room * 2
						      : 64;
		tape->open = mem_resize(
		    tape->open, tape->open_room * sizeof(*tape->open));
	}
	tape->open[tape->open_count++] = node;
}

void
json_tape_close(struct json_tape *tape)
{
	assert(tape->open_count > 0);
	tape->nodes[tape->open[--tape->open_count]].end =
	    (uint32_t)tape->count;
}

void
json_tape_drop(struct json_tape *tape, uint32_t node)
{
	if (tape->full)
		return;
	tape->bytes.length = tape->nodes[node].key;
	if (tape->bytes.bytes != NULL)
		tape->bytes.bytes[tape->bytes.length] = '\0';
	tape->count = node;
	if (tape->open_count > 0)
		tape->nodes[tape->open[tape->open_count - 1]].children--;
}

const char *
json_tape_text(const struct json_tape *tape, uint32_t node, size_t *length)
{
	*length = tape->nodes[node].text_length;
	return buf_string(&tape->bytes) + tape->nodes[node].text;
}

static bool
is_plain(char c)
{
	return (unsigned char)c >= ' ' && c != '\'' && c != '\\';
}

static void
add_escaped(struct buf *out, char c)
{
	static const char codes[] = "\b\t\n\f\r'\\", letters[] = "btnfr'\\";
	const char *code = c != '\0' ? strchr(codes, c) : NULL;

	if (code != NULL)
		(void)buf_printf(out, "\\%c", letters[code - codes]);
	else
		(void)buf_printf(out, "\\u%04x", (unsigned)c);
}

/* As RFC 9535 2.7 has it: one way to write each name. */
static void
add_name(struct buf *out, const char *text, size_t length)
{
	size_t at = 0;

	(void)buf_text(out, "['");
	while (at < length) {
		size_t plain = at;

		while (plain < length && is_plain(text[plain]))
			plain++;
		(void)buf_add(out, text + at, plain - at);
		if (plain < length)
			add_escaped(out, text[plain++]);
		at = plain;
	}
	(void)buf_text(out, "']");
}

static void
add_index(struct buf *out, size_t index)
{
	char text[24];
	size_t at = sizeof(text);

	text[--at] = ']';
	do {
		text[--at] = (char)('0' + index % 10);
		index /= 10;
	} while (index > 0);
	text[--at] = '[';
	(void)buf_add(out, text + at, sizeof(text) - at);
}

/* Each figure has one: no printf() for it. */
void
json_steps_format(struct buf *out, const struct json_steps *steps)
{
	(void)buf_char(out, '$');
	for (size_t i = 0; i < steps->count; i++)
		if (steps->items[i].is_index)
			add_index(out, steps->items[i].index);
		else
			add_name(out, steps->items[i].name,
			    steps->items[i].length);
}
