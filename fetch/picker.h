/* Picks figures and events out of one document as its bytes arrive: all the
 * paths of all the signals that read a source, in one pass. What was taken
 * counts only when picker_end() says that the document was whole and well
 * formed. */
#ifndef FETCH_PICKER_H
#define FETCH_PICKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/take.h"
#include "model/source_state.h"

struct document;
struct err;
struct picker;
struct section;
struct settings;
struct watchlist;

/* The rows of what signals read: from, each, value, period, labels … */
extern const struct settings pick_settings;

/* SOURCE's signals are compiled once per picker_new(); the paths were checked
 * at load. DOCUMENT is held; its sha256 is set before picker_end(). */
struct picker *picker_new(const struct watchlist *watchlist,
    const struct section *source, struct document *document);
void picker_free(struct picker *picker);

/* Decoded bytes of the body, any number, any cut. False: it is unreadable (not
 * JSON, too deep …), ERR says why; feed no more. CONTENT_TYPE (may be NULL) is
 * known by the first call. */
bool picker_feed(
    struct picker *picker, const char *bytes, size_t length, struct err *err);

struct picked {
	/* OK, MISSING or UNREADABLE: the worst of it */
	enum source_state state;
	char *reason;		 /* a sentence, or NULL; the caller's */
	struct take *takes; /* the caller's: take_release() each, mem_free() */
	size_t count;
};

/* The end of the body. A document that is not whole gives UNREADABLE and no
 * takes; a path that found nothing MISSING; a value that could not be read
 * UNREADABLE with the count, and the takes of all the others. */
void picker_end(struct picker *picker, struct picked *picked);

/* After that, signal by signal; none where the document was not read. Borrowed
 * from the picker. */
const struct tally *picker_tallies(const struct picker *picker, size_t *count);

#endif
