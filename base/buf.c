/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

static const size_t first_room = 64;

void
buf_init(struct buf *buf, size_t ceiling)
{
	*buf = (struct buf){ .ceiling = ceiling };
}

void
buf_release(struct buf *buf)
{
	mem_free(buf->bytes);
	*buf = (struct buf){ .ceiling = buf->ceiling };
}

void
buf_clear(struct buf *buf)
{
	buf->length = 0;
	buf->full = false;
	if (buf->bytes != NULL)
		buf->bytes[0] = '\0';
}

static bool
grow(struct buf *buf, size_t more)
{
	size_t room = buf->room > 0 ? buf->room : first_room;

	if (more < buf->room - buf->length &&
	    more <= buf->ceiling - buf->length)
		return true; /* nearly always */
	if (more > buf->ceiling - buf->length) {
		buf->full = true;
		return false;
	}
	while (room <= buf->length + more)
		room *= 2;
	if (room != buf->room) {
		buf->bytes = mem_resize(buf->bytes, room);
		buf->room = room;
	}
	return true;
}

bool
buf_add(struct buf *buf, const char *bytes, size_t length)
{
	if (!grow(buf, length))
		return false;
	if (length > 0)
		memcpy(buf->bytes + buf->length, bytes, length);
	buf->length += length;
	buf->bytes[buf->length] = '\0';
	return true;
}

bool
buf_text(struct buf *buf, const char *text)
{
	return buf_add(buf, text, strlen(text));
}

bool
buf_char(struct buf *buf, char c)
{
	return buf_add(buf, &c, 1);
}

bool
buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list args;
	int length;

	va_start(args, fmt);
	length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(length >= 0);
	if (!grow(buf, (size_t)length))
		return false;
	va_start(args, fmt);
	(void)vsnprintf(
	    buf->bytes + buf->length, (size_t)length + 1, fmt, args);
	va_end(args);
	buf->length += (size_t)length;
	return true;
}

void
buf_drop(struct buf *buf, size_t length)
{
	if (buf->bytes == NULL)
		return;
	buf->length -= length;
	(void)memmove(buf->bytes, buf->bytes + length, buf->length + 1);
}

const char *
buf_string(const struct buf *buf)
{
	return buf->bytes != NULL ? buf->bytes : "";
}

char *
buf_take(struct buf *buf)
{
	char *bytes = buf->bytes != NULL ? buf->bytes : mem_text("");

	*buf = (struct buf){ .ceiling = buf->ceiling };
	return bytes;
}
