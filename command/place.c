/* SPDX-License-Identifier: MIT */
#include "command/place.h"

#include <stdint.h>
#include <string.h>

void
place_init(struct place *place)
{
	*place = (struct place){ .line = 1, .column = 1 };
	buf_init(&place->rest, SIZE_MAX);
}

void
place_release(struct place *place)
{
	buf_release(&place->rest);
}

void
place_count(const char *bytes, size_t length, size_t *line, size_t *column)
{
	const char *end = bytes + length, *newline;

	while ((newline = memchr(bytes, '\n', (size_t)(end - bytes))) !=
	    NULL) {
		++*line;
		*column = 1;
		bytes = newline + 1;
	}
	for (; bytes < end; bytes++)
		*column += ((unsigned char)*bytes & 0xc0) != 0x80;
}

void
place_add(struct place *place, const char *bytes, size_t length)
{
	(void)buf_add(&place->rest, bytes, length);
}

void
place_pass(struct place *place, size_t passed)
{
	size_t length = passed > place->offset ? passed - place->offset : 0;

	if (length > place->rest.length)
		length = place->rest.length;
	place_count(buf_string(&place->rest), length, &place->line,
	    &place->column);
	buf_drop(&place->rest, length);
	place->offset += length;
}
