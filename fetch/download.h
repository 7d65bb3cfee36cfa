/* What is at a URL, for who asks by hand: by the rules of all transfers, and
 * without a watchlist or a history. */
#ifndef FETCH_DOWNLOAD_H
#define FETCH_DOWNLOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/source_state.h"

struct settings;

/* The decoded body as it comes; TYPE is its Content-Type or NULL. False: that
 * is enough, the rest is not fetched. */
typedef bool (*on_download)(
    void *context, const char *type, const char *bytes, size_t length);

struct download {
	const char *url;
	const struct settings *const *tables; /* of the sources' settings */
	size_t table_count;
	on_download piece;
	void *context;
};

/* Returns when it is over: OK (also where it was enough), UNREADABLE or
 * UNREACHABLE, and then *REASON is a sentence of the caller's. */
enum source_state download(const struct download *wanted, char **reason);

#endif
