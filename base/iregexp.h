/* I-Regexp (RFC 9485), the regular expressions of JSONPath, in PCRE's words:
 * no look-around, back references, lazy quantifiers, \d; what is left is
 * regular. */
#ifndef BASE_IREGEXP_H
#define BASE_IREGEXP_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* Adds PATTERN (UTF-8, may hold zero bytes) to OUT as PCRE reads it (RFC 9485,
 * 5.4). False: it is no I-Regexp, and *AT is where. */
bool iregexp_rewrite(
    struct buf *out, const char *pattern, size_t length, size_t *at);

#endif
