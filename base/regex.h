/* Regular expressions (PCRE2), compiled once, UTF, with a match limit, so that
 * no pattern and no subject can hold the program up. */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct regex;

/* NULL with ERR set (err.at is the offset in PATTERN). */
struct regex *regex_new(const char *pattern, struct err *err);
void regex_free(struct regex *regex);

/* Whether it is found anywhere in the text; no match where the limit ran
 * out. */
bool regex_finds(const struct regex *regex, const char *text, size_t length);

/* Whether it matches the whole text, as label matchers (=~) want it. */
bool regex_matches(const struct regex *regex, const char *text, size_t length);

#endif
