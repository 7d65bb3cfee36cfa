/* Bytes that grow, never beyond the ceiling that they were born with. Adding to
 * a buffer that is full keeps what is there, sets FULL and returns false. There
 * is always a '\0' behind the bytes. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *bytes; /* NULL while nothing was added */
	size_t length, room, ceiling;
	bool full; /* something did not fit, once */
};

void buf_init(struct buf *buf, size_t ceiling);
void buf_release(struct buf *buf); /* and zeroed */
void buf_clear(struct buf *buf);   /* empty, not full, memory kept */

bool buf_add(struct buf *buf, const char *bytes, size_t length);
bool buf_text(struct buf *buf, const char *text);
bool buf_char(struct buf *buf, char c);
bool buf_printf(struct buf *buf, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Takes the first LENGTH bytes away, no more than there are. */
void buf_drop(struct buf *buf, size_t length);

/* The bytes as a C string, "" when empty; borrowed until the next change. */
const char *buf_string(const struct buf *buf);

/* The bytes as a C string that the caller owns; BUF is empty afterwards. */
char *buf_take(struct buf *buf);

#endif
