/* SPDX-License-Identifier: MIT */
#include "fetch/json_room.h"

#include "base/limits.h"
#include "base/mem.h"

void *
json_room_new(void *context, size_t size)
{
	(void)context;
	return mem_new(size);
}

/* What is asked for is given, and the parse ends right after. */
void *
json_room_resize(void *context, void *memory, size_t size)
{
	struct json_room *room = context;

	room->grew = true;
	if (size > 2 * LIMIT_TOKEN)
		room->ends = true;
	return mem_resize(memory, size);
}

void
json_room_free(void *context, void *memory)
{
	(void)context;
	mem_free(memory);
}
