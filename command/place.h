/* Line and column of a byte of what is read once: of a pipe, of a URL. What has
 * passed is counted, the rest is held until it has. */
#ifndef COMMAND_PLACE_H
#define COMMAND_PLACE_H

#include <stddef.h>

#include "base/buf.h"

struct place {
	struct buf rest; /* read, not passed */
	size_t offset;	 /* of its first byte */
	size_t line, column; /* of that, from 1; in characters */
};

void place_init(struct place *place);
void place_release(struct place *place);

/* LENGTH bytes were read. All before the offset PASSED are past: line and
 * column are that one's, or the end's of what was read. */
void place_add(struct place *place, const char *bytes, size_t length);
void place_pass(struct place *place, size_t passed);

/* Moves *LINE and *COLUMN behind BYTES. */
void place_count(
    const char *bytes, size_t length, size_t *line, size_t *column);

#endif
