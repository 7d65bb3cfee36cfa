/* HTML in a title or a summary → the text of it, on one line. */
#ifndef FETCH_FEED_TEXT_H
#define FETCH_FEED_TEXT_H

struct buf;

/* Appends TEXT without its tags, its entities as characters, its blanks as one.
 * What only looks like a tag (a < b, <1 %) or an entity (AT&T) stays. Up to
 * OUT's ceiling, whole characters only. */
void feed_text(const char *text, struct buf *out);

/* The same for text that is no HTML: only the blanks. */
void feed_text_plain(const char *text, struct buf *out);

#endif
