/* One sentence for a person: where it is wrong, what it is, what was expected.
 * Owned by the caller, on the stack; there is nothing to release. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#define ERR_NOWHERE ((size_t)-1)

struct err {
	char text[512];
	size_t at; /* byte offset into the text that was read, or ERR_NOWHERE */
	bool of_disk; /* nobody's mistake: it could not be read or kept */
};

/* Always false, so that "return err_set(err, ...)" is a failing function's last
 * line. A longer sentence is cut. The text is the caller's clean text: foreign
 * bytes go through foreign_clean() first. */
bool err_set(struct err *err, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* As err_set(), and AT is the offset of the mistake: the caret goes there. */
bool err_at(struct err *err, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As err_set(), where the disk failed. */
bool err_disk(struct err *err, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
