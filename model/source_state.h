/* How the last fetch of a source went: a value shared by fetch, store, engine
 * and those who show it. */
#ifndef MODEL_SOURCE_STATE_H
#define MODEL_SOURCE_STATE_H

#include <stdint.h>

enum source_state { /* worst last */
	SOURCE_OK,
	SOURCE_MISSING,	    /* a path found nothing */
	SOURCE_IMPLAUSIBLE, /* outside a signal's guard */
	SOURCE_UNREADABLE,  /* not the format, cut short, too large, too deep */
	SOURCE_UNREACHABLE, /* DNS, connection, timeout, 5xx, 429 */
	SOURCE_STATE_COUNT
};

/* What lasts between two fetches of one source. */
struct source_memory {
	char *name;
	char *key;	   /* digest of what is asked (URL, headers): validators
			      of another question are not used */
	char *definition;  /* digest of all that reads it */
	enum source_state state;
	char *reason;	   /* a sentence, or NULL */
	int64_t retrieved_at; /* of the last body that was read, or 0 */
	int64_t asked_at;     /* of the last attempt, or 0 */
	int64_t not_before;   /* Retry-After, back-off; or 0 */
	unsigned failures;    /* in a row */
	char *etag, *last_modified;	 /* or NULL */
	int64_t file_size, file_modified_ns; /* of a file, else 0 */
};

const char *source_state_name(enum source_state state);
void source_memory_release(struct source_memory *memory);

#endif
