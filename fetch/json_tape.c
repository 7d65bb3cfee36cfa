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

void
json_tape_clear(struct json_tape *tape)
{
	tape->count = tape->open_count = 0;
	buf_clear(&tape->bytes);
}

static uint32_t
add_bytes(struct json_tape *tape, const char *bytes, size_t length)
{
	uint32_t at = (uint32_t)tape->bytes.length;

	if (!buf_add(&tape->bytes, bytes, length))
		tape->full = true;
	return at;
}

static uint32_t
add_node(struct json_tape *tape, enum json_kind kind, const char *key,
    size_t key_length)
{
	struct json_node *node;

	if ((tape->count + 1) * sizeof(*tape->nodes) + tape->bytes.length >
	    tape->bytes.ceiling) {
		tape->full = true;
		return (uint32_t)tape->count - 1;
	}
	if (tape->count == tape->room) {
		tape->room = tape->room > 0 ? tape->room * 2 : 64;
		tape->nodes = mem_resize(
		    tape->nodes, tape->room * sizeof(*tape->nodes));
	}
	node = &tape->nodes[tape->count];
	*node = (struct json_node){ .kind = kind };
	node->key = add_bytes(tape, key != NULL ? key : "", key_length);
	node->key_length = (uint32_t)key_length;
	node->end = (uint32_t)tape->count + 1;
	if (tape->open_count > 0)
		tape->nodes[tape->open[tape->open_count - 1]].children++;
	if (tape->budget != NULL)
		tape->budget->left += LIMIT_STEPS_PER_NODE;
	return (uint32_t)tape->count++;
}

uint32_t
json_tape_scalar(struct json_tape *tape, enum json_kind kind, const char *key,
    size_t key_length, const char *text, size_t length)
{
	uint32_t i = add_node(tape, kind, key, key_length);

	if (tape->full)
		return i;
	tape->nodes[i].text = add_bytes(tape, text, length);
	tape->nodes[i].text_length = (uint32_t)length;
	return i;
}

uint32_t
json_tape_open(struct json_tape *tape, enum json_kind kind, const char *key,
    size_t key_length)
{
	uint32_t i = add_node(tape, kind, key, key_length);

	tape->open =
	    mem_room(tape->open, tape->open_count, sizeof(*tape->open));
	tape->open[tape->open_count++] = i;
	return i;
}

void
json_tape_close(struct json_tape *tape)
{
	assert(tape->open_count > 0);
	tape->nodes[tape->open[--tape->open_count]].end =
	    (uint32_t)tape->count;
}

const char *
json_tape_text(const struct json_tape *tape, uint32_t node, size_t *length)
{
	*length = tape->nodes[node].text_length;
	return buf_string(&tape->bytes) + tape->nodes[node].text;
}

/* As RFC 9535 2.7 has it: one way to write each name. */
static void
add_quoted(struct buf *out, const char *text, size_t length)
{
	static const char codes[] = "\b\t\n\f\r'\\", letters[] = "btnfr'\\";

	(void)buf_text(out, "['");
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		const char *code = c != '\0' ? strchr(codes, c) : NULL;

		if (code != NULL)
			(void)buf_printf(out, "\\%c", letters[code - codes]);
		else if (c < ' ')
			(void)buf_printf(out, "\\u%04x", c);
		else
			(void)buf_char(out, (char)c);
	}
	(void)buf_text(out, "']");
}

void
json_steps_format(struct buf *out, const struct json_steps *steps)
{
	(void)buf_char(out, '$');
	for (size_t i = 0; i < steps->count; i++)
		if (steps->items[i].is_index)
			(void)buf_printf(
			    out, "[%zu]", steps->items[i].index);
		else
			add_quoted(out, steps->items[i].name,
			    steps->items[i].length);
}
