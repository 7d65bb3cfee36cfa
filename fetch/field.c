/* SPDX-License-Identifier: MIT */
#include "fetch/field.h"

#include <string.h>

#include "base/mem.h"
#include "fetch/format.h"

static bool
is_among(const char *text, const char *const *words)
{
	for (; words != NULL && *words != NULL; words++)
		if (!strcmp(text, *words))
			return true;
	return false;
}

bool
field_parse(struct field *field, const struct section *signal,
    const char *text, const char *const *words, struct err *err)
{
	*field = (struct field){ .kind = FIELD_NONE };
	if (!is_among(text, words))
		return format_of_signal(signal)->field_new(
		    field, signal, text, err);
	field->kind = FIELD_WORD;
	field->word = mem_text(text);
	return true;
}

void
field_release(struct field *field)
{
	mem_free(field->word);
	if (field->free_path != NULL)
		field->free_path(field->path);
	*field = (struct field){ .kind = FIELD_NONE };
}

void
text_value_release(struct text_value *value)
{
	mem_free(value->text);
	mem_free(value->path);
	*value = (struct text_value){ .found = false };
}

size_t
text_value_size(const struct text_value *value)
{
	enum { HEAP_SHARE = 32 }; /* what two small blocks cost beside */

	return value->found
	    ? value->length + strlen(value->path != NULL ? value->path : "") +
		HEAP_SHARE
	    : 0;
}

bool
field_word(const struct field *field, struct text_value *value)
{
	*value = (struct text_value){ .found = field->kind == FIELD_WORD };
	if (!value->found)
		return false;
	value->offset = -1;
	value->text = mem_text(field->word);
	value->length = strlen(field->word);
	return true;
}
