/* What stands in front of yajl, and sees what it lets pass: lax UTF-8, raw \v
 * and \f as blanks, halves of surrogate pairs. It knows no JSON but the
 * backslash. */
#ifndef FETCH_JSON_GUARD_H
#define FETCH_JSON_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Looks through LENGTH bytes of a document. *FIT of them may be fed now: less
 * than LENGTH where the end cuts a character or an escape, never so with LAST.
 * A half of a surrogate pair (\ud83d alone) becomes \ufffd in place, for yajl
 * would make another character of it. False: *FIT is where it is wrong, *WHY
 * how. */
bool json_guard(char *bytes, size_t length, bool last, size_t *fit,
    const char **why);

/* Past the blanks, commas and colons between two tokens; at most LENGTH. */
size_t json_next_token(const char *bytes, size_t at, size_t length);

#endif
