/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

static const size_t first_room = 8;

static void *
checked(void *memory)
{
	if (memory == NULL)
		die("out of memory");
	return memory;
}

void *
mem_new(size_t size)
{
	return checked(calloc(1, size > 0 ? size : 1));
}

void *
mem_new_array(size_t count, size_t size)
{
	return checked(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *
mem_resize(void *memory, size_t size)
{
	return checked(realloc(memory, size > 0 ? size : 1));
}

char *
mem_text(const char *text)
{
	return text != NULL ? mem_bytes(text, strlen(text)) : NULL;
}

char *
mem_bytes(const char *bytes, size_t length)
{
	char *copy = checked(malloc(length + 1));

	if (length > 0)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *
mem_printf(const char *fmt, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, fmt);
	length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (length < 0)
		die("a message could not be formatted");
	text = checked(malloc((size_t)length + 1));
	va_start(args, fmt);
	(void)vsnprintf(text, (size_t)length + 1, fmt, args);
	va_end(args);
	return text;
}

void
mem_free(void *memory)
{
	free(memory);
}

void *
mem_room(void *items, size_t count, size_t item_size)
{
	if (count != 0 && (count < first_room || (count & (count - 1)) != 0))
		return checked(items);
	if (count > SIZE_MAX / 2 / item_size)
		die("out of memory");
	return mem_resize(
	    items, (count < first_room ? first_room : count * 2) * item_size);
}

void *
mem_room_for_few(void *items, size_t count, size_t item_size)
{
	if ((count & (count - 1)) != 0)
		return checked(items);
	if (count > SIZE_MAX / 2 / item_size)
		die("out of memory");
	return mem_resize(items, (count == 0 ? 1 : count * 2) * item_size);
}
