/* Who waits at the nodes of a document, worked out once for all that are alike:
 * children whom the same positions of a parent want have the same lists, and so
 * have their children in turn. */
#ifndef FETCH_JSON_WAYS_H
#define FETCH_JSON_WAYS_H

#include <stddef.h>
#include <stdint.h>

#include "fetch/json_wait.h"

struct json_ways {
	struct json_lists lists; /* of a node */
	struct json_kept { /* of all its children, while there is room */
		uint64_t fits; /* whom they want */
		struct json_ways *ways;
	} *kept;
	size_t kept_count, last; /* that was found */
	struct json_ways *passing; /* of a child that there was no room for */
	size_t *room; /* how much more may be kept; NULL: not of this one */
};

/* Without lists yet. ROOM, which stays the caller's, is how many positions and
 * requests may be kept in all. */
struct json_ways *json_ways_new(size_t *room);
void json_ways_free(struct json_ways *ways);

/* Those of the child at PLACE, DEPTH steps from the root; FROM is its parent's
 * and owns them, and until the next call they are right. */
struct json_ways *json_ways_find(struct json_ways *from,
    const struct json_place *place, size_t depth);

/* The same, at once for a child that is wanted as the last one was. */
static inline struct json_ways *
json_ways_to(
    struct json_ways *from, const struct json_place *place, size_t depth)
{
	return from->kept_count > 0 &&
		from->kept[from->last].fits == place->fits
	    ? from->kept[from->last].ways
	    : json_ways_find(from, place, depth);
}

#endif
