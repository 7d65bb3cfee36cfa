/* "did you mean": the nearest of some names, or which there are. */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include <stddef.h>

/* The name with the least edit distance (transpositions count one, case none),
 * or where none is near enough (a third of its length, at least one) the only
 * one that begins with WORD, of three letters or more; or NULL. */
const char *near_name(const char *word, const char *const *names, size_t count);

/* How a sentence on a name that is not among NAMES goes on: "; did you mean
 * 'x'?", else the first few of them: "; there are 'a', 'b' and 12 more". The
 * caller owns it. */
char *near_hint(const char *word, const char *const *names, size_t count);

/* The same where the names are the keys of NAMES. */
struct map;
char *near_key_hint(const char *word, const struct map *names);

#endif
