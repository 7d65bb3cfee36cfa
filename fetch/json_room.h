/* The memory that yajl asks for. It buffers a token that spans pieces whole:
 * here is that buffer's ceiling. */
#ifndef FETCH_JSON_ROOM_H
#define FETCH_JSON_ROOM_H

#include <stdbool.h>
#include <stddef.h>

struct json_room {
	bool grew; /* yajl's buffer, for a token of several pieces */
	bool ends; /* the parse, after this token: it is too long, or enough */
};

/* What yajl_alloc_funcs wants; CONTEXT is a struct json_room. */
void *json_room_new(void *context, size_t size);
void *json_room_resize(void *context, void *memory, size_t size);
void json_room_free(void *context, void *memory);

#endif
