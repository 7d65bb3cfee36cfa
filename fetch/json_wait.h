/* Who waits at a node of a document for which of its children, and who asks for
 * the node itself, when it has ended. */
#ifndef FETCH_JSON_WAIT_H
#define FETCH_JSON_WAIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/json_tape.h"

struct json_path;
struct json_selector;

/* For whom a node is kept that a path has come to. KEEP_NOT: it is told as soon
 * as it has ended. KEEP_ORDER: a descendant tells it, in its own order. Above
 * that: 1 + the depth of the candidate that is to be tested. */
#define KEEP_NOT   SIZE_MAX
#define KEEP_ORDER 0u

struct json_position { /* PATH has come to a container, before SEGMENT */
	const struct json_path *path; /* QUERY's, or one in a filter of it */
	size_t query, segment, keeper;
	const struct json_selector *selector; /* SEGMENT's one, once waiting */
	bool descendant;
};

struct json_request { /* to be seen to when the node has ended */
	struct json_position at;
	bool tested; /* first ask SEGMENT - 1's filter */
};

struct json_lists {
	struct json_position *positions;
	size_t position_count, position_room;
	struct json_request *requests;
	size_t request_count, request_room;
	uint64_t names; /* json_name_bit() of each that is waited for */
	bool descends;	/* some wait for what is below its children, too */
	bool whole;  /* all that is in it is asked for */
	bool tested; /* a filter is to look at it */
	bool uneven; /* its children are not all wanted alike */
};

struct json_place { /* of a child in its parent */
	uint64_t fits; /* which of the positions there want that member */
	const struct json_step *step; /* to it */
};

void json_lists_clear(struct json_lists *lists);
void json_lists_release(struct json_lists *lists);

/* PATH comes to the document's root. */
void json_lists_begin(
    struct json_lists *lists, const struct json_path *path, size_t query);

/* So many of the positions have a bit in FITS. */
#define JSON_NOTED 64

/* The child at STEP comes next: sets its FITS. False: nobody at its parent
 * wants it. */
bool json_lists_find(const struct json_lists *parent,
    const struct json_step *step, uint64_t *fits);

/* Adds to LISTS who wants the child at PLACE, DEPTH steps from the root, of
 * those who wait at its parent. */
void json_lists_meet(struct json_lists *lists,
    const struct json_lists *parent, const struct json_place *place,
    size_t depth);

#endif
