/* One figure or event as it was taken out of a document. */
#ifndef FETCH_TAKE_H
#define FETCH_TAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/event.h"
#include "model/series.h"

struct take {
	const char *signal; /* its name in the watchlist */
	bool is_event;
	struct event event; /* of an event signal; its id, labels … are set */
	struct labels labels; /* of a figure */
	struct period period;
	struct vintage vintage; /* known_at: vintage:, else when retrieved */
};

void take_release(struct take *take);

/* What the nodes of one signal came to in one document. */
struct tally {
	const char *signal;
	size_t found, nothing, kept; /* nodes; without a value; takes */
	char **wrongs; /* why each was not read, up to LIMIT_WRONGS */
	size_t wrong_count;
};

#endif
