/* Picks from a body that was kept, as if it came once more: after the watchlist
 * was edited no source has to be asked again. */
#ifndef FETCH_AGAIN_H
#define FETCH_AGAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/fetcher.h"

struct again;
struct document;

/* DOCUMENT (held) is what it was: source, URL, time, digest. */
struct again *again_new(const struct watchlist *watchlist,
    const struct section *source, struct document *document);
void again_free(struct again *again);

/* Bytes of the body; false: it is unreadable, feed no more. */
bool again_feed(struct again *again, const char *bytes, size_t length);

/* Calls back as fetcher_step() does, with AGAIN set. */
void again_end(struct again *again, on_fetched callback, void *context);

#endif
