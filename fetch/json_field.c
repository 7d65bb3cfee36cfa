/* SPDX-License-Identifier: MIT */
#include "fetch/json_field.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "fetch/json_path.h"

/* key() or key(N) */
static bool
parse_key(struct field *field, const char *text, struct err *err)
{
	size_t digits = strspn(text + 4, "0123456789");
	double up = 0;

	if (digits > 0)
		(void)number_parse(&up, text + 4, digits);
	if (strcmp(text + 4 + digits, ")") != 0 || up > LIMIT_DEPTH)
		return err_at(err, 4, "key() or key(1) is expected");
	field->kind = FIELD_KEY;
	field->up = (size_t)up;
	return true;
}

static void
free_path(void *path)
{
	json_path_free(path);
}

bool
json_field_new(struct field *field, const struct section *signal,
    const char *text, struct err *err)
{
	(void)signal;
	if (!strncmp(text, "key(", 4))
		return parse_key(field, text, err);
	field->path = json_path_parse_relative(text, err);
	if (field->path == NULL)
		return false;
	field->free_path = free_path;
	field->kind = text[0] == '$' ? FIELD_ABSOLUTE : FIELD_RELATIVE;
	return true;
}

void
json_value_of(const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps, struct text_value *value)
{
	const struct json_node *at = &tape->nodes[node];
	struct buf path;
	const char *text;

	*value = (struct text_value){ .found = false };
	if (at->kind == JSON_ARRAY || at->kind == JSON_OBJECT)
		return;
	text = json_tape_text(tape, node, &value->length);
	buf_init(&path, LIMIT_LABEL);
	json_steps_format(&path, steps);
	value->found = true;
	value->is_null = at->kind == JSON_NULL;
	value->is_number = at->kind == JSON_NUMBER;
	value->text = mem_bytes(text, value->length);
	value->offset = at->offset;
	value->path = buf_take(&path);
}

static void
note_first(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct text_value *value = context;

	if (!value->found)
		json_value_of(tape, node, steps, value);
}

static void
read_key(const struct field *field, const struct json_steps *steps,
    struct text_value *value)
{
	const struct json_step *step;
	struct buf path;

	if (field->up >= steps->count)
		return;
	step = &steps->items[steps->count - 1 - field->up];
	buf_init(&path, LIMIT_LABEL);
	json_steps_format(&path, steps);
	value->found = true;
	value->path = buf_take(&path);
	value->offset = -1;
	value->text = step->is_index ? mem_printf("%zu", step->index)
				     : mem_bytes(step->name, step->length);
	value->length =
	    step->is_index ? strlen(value->text) : step->length;
}

void
json_field_read(const struct field *field, const struct json_tape *tape,
    uint32_t node, const struct json_steps *steps, struct text_value *value)
{
	if (field_word(field, value))
		return;
	switch (field->kind) {
	case FIELD_KEY:
		read_key(field, steps, value);
		return;
	case FIELD_RELATIVE:
		json_eval(tape, field->path, 0, node, steps, note_first,
		    value);
		return;
	default:
		return;
	}
}
