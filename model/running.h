/* Windows that begin at one date, over dates: each is the one before and a
 * figure more, so that a series is gone through once. They come to the last bit
 * to what each window by itself would, since those add from the oldest on.
 * Nobody outside this folder includes this. */
#ifndef MODEL_RUNNING_H
#define MODEL_RUNNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/amount.h"

struct cell;
struct function_call;
struct row;

struct running { /* of one row; zeroed: at its beginning */
	bool begun, over; /* over: it is not of that kind after all */
	size_t first, count;
	struct amount amount;
	int64_t known_at;
	const char *reason; /* of the newest that is missing, or NULL */
	bool unbegun;
	const char *failed; /* the numbers so far have no result: why */
};

/* Whether the I-th cell of ROW is such a window's: then *OUT is its result. To
 * be called for each in turn. */
bool running_take(struct running *running, const struct function_call *call,
    const struct row *row, size_t i, struct cell *out);

#endif
