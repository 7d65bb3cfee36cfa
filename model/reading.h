/* Which cells of a row one result is made of. */
#ifndef MODEL_READING_H
#define MODEL_READING_H

#include <stdbool.h>
#include <stddef.h>

struct reading { /* the cells of a row that one result is made of */
	size_t *items;
	size_t count;
	const char *reason;
	bool unbegun; /* the row begins too late for it */
	size_t aside; /* the last ones do not count: for why */
};

void reading_add(struct reading *reading, size_t i);

#endif
