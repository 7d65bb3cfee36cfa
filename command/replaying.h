/* One answer of replay in the making, and the ways to write it: a file each. */
#ifndef COMMAND_REPLAYING_H
#define COMMAND_REPLAYING_H

#include <stddef.h>

#include "base/buf.h"
#include "engine/history.h"

struct replaying {
	const char *name;  /* the watchlist's */
	const char *other; /* the file of --with, or NULL */
	struct history here, there; /* THERE by the rules of OTHER */
	struct divergence *divergences;
	size_t divergence_count;
	struct buf out;
};

void replay_text(struct replaying *replaying);
void replay_json(struct replaying *replaying);

#endif
