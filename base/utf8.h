/* UTF-8 (RFC 3629): strict, no overlong forms, no surrogates, at most
 * U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length of the character at BYTES, 1..4, and the character; 0 where it is
 * none or cut short. */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *character);
size_t utf8_encode(uint32_t character, char out[4]);

/* Whether LENGTH bytes (1 and more) that are no character yet can become one
 * with what follows. */
bool utf8_is_cut(const char *bytes, size_t length);
bool utf8_is_valid(const char *bytes, size_t length);

/* Terminal cells: 0 for combining, 2 for wide (East Asian, emoji), else 1. */
int utf8_width(uint32_t character);
int utf8_text_width(const char *text);

#endif
