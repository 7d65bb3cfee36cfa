/* Text that came from outside, and the one way to make it fit to be shown: what
 * is in the model, on the screen, in a log or on standard output went through
 * here. Raw bytes reach none of them. */
#ifndef BASE_FOREIGN_H
#define BASE_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct foreign {
	const char *bytes; /* borrowed; may hold anything, '\0' included */
	size_t length;
};

/* The text of a C string that came from outside; NULL is empty. */
struct foreign foreign_text(const char *text);

/* Appends TEXT as clean UTF-8: every control (C0, DEL, C1), bidirectional,
 * zero-width, tag, private-use and line-separator character, and every byte
 * that is not UTF-8, becomes visible as <U+202E> or <FF>. A new line or a tab
 * becomes a blank. After LIMIT bytes it is cut, between characters, and "…"
 * added. */
void foreign_show(struct buf *out, struct foreign text, size_t limit);

/* The same as a string that the caller owns, with LIMIT_LABEL as limit. */
char *foreign_clean(struct foreign text);

bool foreign_is_clean(struct foreign text);

#endif
