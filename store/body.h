/* A body on its way in: spooled, compressed. For this folder. */
#ifndef STORE_BODY_H
#define STORE_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct body;

/* Ends it; false where it was not spooled whole. */
bool body_end(struct body *body, int64_t *size, int64_t *stored);

/* The next bytes as they are stored, from the first: fills PIECE of ROOM bytes
 * but at the end, and gives how many there are, 0 behind the last; -1 where the
 * disk fails. */
long body_piece_next(struct body *body, char *piece, size_t room);

#endif
