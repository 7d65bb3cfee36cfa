/* A number's digits as people write them, with what parts the thousands and
 * what marks the decimals. */
#ifndef MODEL_DIGITS_H
#define MODEL_DIGITS_H

#include <stddef.h>

enum digits {
	DIGITS_READ,
	DIGITS_TWO_WAYS,      /* "1,234": thousands or decimals */
	DIGITS_GROUPED_ODDLY, /* "1,2,3" */
	DIGITS_TOO_LARGE
};

/* How many bytes at TEXT are a number with separators and exponent; 0: none. */
size_t digits_length(const char *text);

/* The LENGTH bytes at TEXT, of digits_length(); DECIMAL is '.', ',' or 0, where
 * it is not settled. */
enum digits digits_parse(
    double *value, const char *text, size_t length, char decimal);

#endif
