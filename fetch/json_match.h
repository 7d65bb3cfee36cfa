/* Follows many paths through one stream of events, in one pass. What a path's
 * form allows is followed in constant memory; a node that was found, a filter's
 * candidate, and what a negative index or a descendant needs is held until it
 * ends, under a ceiling. */
#ifndef FETCH_JSON_MATCH_H
#define FETCH_JSON_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "fetch/json_tape.h"

struct err;
struct json_match;
struct json_path;

struct json_query {
	const struct json_path *path; /* borrowed */
	json_found found;
	void *context;
};

/* QUERIES are copied. HELD is the ceiling in bytes on what must be held. */
struct json_match *json_match_new(
    const struct json_query *queries, size_t count, size_t held);
void json_match_free(struct json_match *match);

/* As json_events_feed(), json_events_end() and json_events_passed(). */
bool json_match_feed(struct json_match *match, const char *bytes,
    size_t length, struct err *err);
bool json_match_end(struct json_match *match, struct err *err);
size_t json_match_passed(const struct json_match *match);

#endif
