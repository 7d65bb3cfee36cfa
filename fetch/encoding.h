/* Text in the encodings of the world → UTF-8, as it arrives. A byte order mark
 * settles it, else what the watchlist or the publisher says, else UTF-8. What
 * cannot be converted is an error that says where, never a guess. */
#ifndef FETCH_ENCODING_H
#define FETCH_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct encoding;
struct err;

/* Whether it is one of those that are read: UTF-8, UTF-16, ISO-8859-x,
 * windows-125x, GB18030 …; never UTF-7. Case does not count. */
bool encoding_is_known(const char *name);
const char *encoding_near(const char *name); /* or NULL */

/* NAME may be NULL: UTF-8, or UTF-16 where a mark says so. */
struct encoding *encoding_new(const char *name);
void encoding_free(struct encoding *encoding);

/* Appends to OUT what LENGTH bytes are in UTF-8, without a mark. A character
 * that is cut is kept for the next call. False: not that encoding. */
bool encoding_feed(struct encoding *encoding, const char *bytes,
    size_t length, struct buf *out, struct err *err);
bool encoding_end(
    struct encoding *encoding, struct buf *out, struct err *err);

/* Where a byte of the output stands in the document: OFFSET itself in UTF-8
 * (after a mark), -1 where the encoding is another. */
int64_t encoding_offset(const struct encoding *encoding, int64_t offset);

#endif
