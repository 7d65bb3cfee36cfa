/* One answer of check in the making, and the ways to write it: a file each. */
#ifndef COMMAND_CHECKING_H
#define COMMAND_CHECKING_H

#include <stddef.h>

#include "base/buf.h"

struct alerts;
struct engine;
struct transition;

struct checking {
	struct engine *engine;
	const struct alerts *alerts;
	struct transition *untold;
	size_t untold_count;
	int status;
	struct buf out;
};

/* What changed; every alert, and each source that is not ok. */
void check_text_changes(struct checking *checking);
void check_text_all(struct checking *checking);

/* Everything, whether it changed or not. */
void check_json(struct checking *checking);

#endif
