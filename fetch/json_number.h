/* Numbers of a document as their text says: 9007199254740993 is not
 * 9007199254740992, and 1e999 is less than 1e1000. */
#ifndef FETCH_JSON_NUMBER_H
#define FETCH_JSON_NUMBER_H

#include <stddef.h>

/* Both follow RFC 8259's grammar; below, equal or above: -1, 0, 1. */
int json_number_compare(const char *a, size_t a_length, const char *b,
    size_t b_length);

#endif
