/* Fetches sources and takes figures and events out of what they answer: http,
 * https, file, commands; bodies stream into the parser and are never held
 * whole. One libcurl multi handle, our own admission queue. It knows no model
 * of the user's and no disk: what it took goes out by the callback. */
#ifndef FETCH_FETCHER_H
#define FETCH_FETCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/take.h"
#include "model/source_state.h"

struct fetcher;
struct pollfd;
struct section;
struct settings;
struct watchlist;

/* The rows of sources and of what signals read (from, each, value, period
 * …). */
extern const struct settings fetch_settings;

struct fetched { /* what one fetch of one source came to; borrowed */
	const struct section *source;
	enum source_state state; /* OK, MISSING, UNREADABLE or UNREACHABLE */
	const char *reason;	 /* a sentence, NULL when OK */
	bool again;	/* from a kept body: no source was asked */
	bool unchanged; /* 304, or a file that is as it was: no takes */
	int64_t retrieved_at;
	const char *etag, *last_modified; /* NULL if none */
	int64_t file_size, file_modified_ns;
	int64_t retry_after_s;	 /* 0 if none was said */
	/* none unless the document was read to its end */
	/* Of a body that came to its end; else NULL. */
	const char *sha256, *url, *about;
	const struct take *takes;
	size_t take_count;
	const struct tally *tallies; /* a signal each, the same */
	size_t tally_count;
};

/* Called from fetcher_step(), once for each fetcher_start(). */
typedef void (*on_fetched)(void *context, const struct fetched *fetched);

/* WATCHLIST outlives the fetcher. */
struct fetcher *fetcher_new(
    const struct watchlist *watchlist, on_fetched callback, void *context);
void fetcher_free(struct fetcher *fetcher); /* cancels what is under way */

/* A body on its way, for who keeps it: first with BYTES NULL (a new one begins;
 * what came before of this source is void), then its decoded bytes. */
typedef void (*on_body)(void *context, const struct section *source,
    const char *bytes, size_t length);

/* ONLY: nothing is picked from what comes, who hears it does that. */
void fetcher_hear(struct fetcher *fetcher, on_body hear, bool only);

/* Meanwhile, the Content-Type of SOURCE's answer, or NULL. */
const char *fetcher_type(
    const struct fetcher *fetcher, const struct section *source);

/* Queues SOURCE. MEMORY (may be NULL) gives validators and file facts for a
 * conditional request; copied. One that is queued or under way is not queued
 * again: false. */
bool fetcher_start(struct fetcher *fetcher, const struct section *source,
    const struct source_memory *memory);

/* Sources queued or under way. */
size_t fetcher_busy(const struct fetcher *fetcher);
bool fetcher_is_busy(
    const struct fetcher *fetcher, const struct section *source);

/* The one blocking call of the program: waits for transfers, children, and the
 * caller's EXTRA descriptors (revents are set), at most TIMEOUT_MS (-1:
 * forever). */
void fetcher_wait(struct fetcher *fetcher, struct pollfd *extra,
    size_t extra_count, int timeout_ms);

/* Moves everything on without blocking; calls back for what is finished. */
void fetcher_step(struct fetcher *fetcher);

/* What SOURCE asks, as a digest: URL, headers, command. */
void fetch_key(const struct section *source, char hex[65]);

#endif
