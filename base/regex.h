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

/* An I-Regexp (RFC 9485) of LENGTH bytes; in the time that the text's length
 * takes, whatever the pattern. NULL: it is none. regex_finds() and
 * regex_matches() are RFC 9535's search() and match(). */
struct regex *regex_new_interoperable(const char *pattern, size_t length);

/* Whether it is found anywhere in the text; no match where the limit ran
 * out. */
bool regex_finds(const struct regex *regex, const char *text, size_t length);

/* Whether it matches the whole text, as label matchers (=~) want it. */
bool regex_matches(const struct regex *regex, const char *text, size_t length);

#endif
