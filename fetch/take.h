/* One figure or event as it was taken out of a document. */
#ifndef FETCH_TAKE_H
#define FETCH_TAKE_H

#include <stdbool.h>

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

#endif
