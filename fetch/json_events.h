/* The shim around yajl: bytes in, events out; strict where yajl is lax (UTF-8,
 * form feeds, strings left open, depth, the length of a token). Nobody else
 * includes yajl. */
#ifndef FETCH_JSON_EVENTS_H
#define FETCH_JSON_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct json_events;

enum json_kind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

struct json_handler {
	/* A scalar: its literal text (a number's digits, a string decoded). */
	void (*scalar)(void *context, enum json_kind kind, const char *text,
	    size_t length);
	void (*open)(void *context, enum json_kind kind);
	/* Of a member whose name is heard of, see below. True: its value is
	 * wanted if it is a scalar. */
	bool (*key)(void *context, const char *text, size_t length);
	void (*close)(void *context);
};

struct json_events *json_events_new(
    const struct json_handler *handler, void *context);
void json_events_free(struct json_events *events);

/* Any number of bytes, any cut. False: malformed, ERR says where and why; feed
 * no more. END: the document is whole, and well formed to its end. */
bool json_events_feed(struct json_events *events, const char *bytes,
    size_t length, struct err *err);
bool json_events_end(struct json_events *events, struct err *err);

/* Bytes of the document's beginning in which nothing was wrong. */
size_t json_events_passed(const struct json_events *events);

/* From scalar() and open(): where it begins in the document. */
int64_t json_events_offset(const struct json_events *events);

/* A bit for a name: most others have another. */
static inline uint64_t
json_name_bit(const char *name, size_t length)
{
	unsigned char first = length > 0 ? (unsigned char)name[0] : 0;

	return (uint64_t)1 << ((length * 7 + first) % 64);
}

/* From open() and close(): of the innermost container's members those are heard
 * of whose names have a bit in NAMES; of others neither name nor value is told.
 * Without it all are. */
void json_events_hear(struct json_events *events, uint64_t names);

/* From open(): nothing in it is wanted, close() comes next. What is not wanted
 * is checked all the same, at the cost of yajl's own lexing. */
void json_events_skip(struct json_events *events);

/* A handler that had enough (a ceiling was reached): the feed fails with
 * this. */
void json_events_stop(struct json_events *events, const char *reason);

#endif
