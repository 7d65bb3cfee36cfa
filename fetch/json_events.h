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
	void (*key)(void *context, const char *text, size_t length);
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

/* From scalar() and open(): where it begins in the document. */
int64_t json_events_offset(const struct json_events *events);

/* From open(): nothing in it is wanted, close() comes next. From key(), each
 * time: whether the member's value is wanted if it is a scalar. What is not is
 * checked all the same, at the cost of yajl's own lexing. */
void json_events_skip(struct json_events *events);
void json_events_want_scalar(struct json_events *events, bool wanted);

/* A handler that had enough (a ceiling was reached): the feed fails with
 * this. */
void json_events_stop(struct json_events *events, const char *reason);

#endif
