/* What the two files of the shim around yajl share, and nobody else sees. */
#ifndef FETCH_JSON_INSIDE_H
#define FETCH_JSON_INSIDE_H

#include <yajl/yajl_parse.h>

#include "base/buf.h"
#include "fetch/json_events.h"
#include "fetch/json_room.h"

struct json_events {
	const struct json_handler *handler;
	void *context;
	yajl_handle yajl;
	struct buf gathered; /* until there is enough for yajl */
	size_t enough;
	const char *fed; /* what yajl works on */
	size_t fed_length;
	int64_t base;   /* bytes of the document before it */
	int64_t begins; /* in it the last scalar or container; < 0: before it */
	size_t ended;   /* where in it the last token ended; 0: none did */
	int64_t open_at; /* its first token began in an earlier piece, or -1 */
	size_t depth;
	yajl_callbacks callbacks; /* yajl looks at it each time */
	struct json_room room;
	size_t skipped;	/* containers that are open and not wanted */
	uint64_t names; /* heard of in the innermost that is */
	bool deaf;	/* to scalars */
	bool unheard;	/* the member whose name came last */
	bool untold;	/* the container that is skipped */
	bool begun; /* past a byte order mark and what is no JSON at all */
	bool ending; /* the last piece, with a newline of ours */
	const char *stopped;
};

/* All of them; the context is a struct json_events. */
extern const yajl_callbacks json_callbacks;

#endif
