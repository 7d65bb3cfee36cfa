/* What is wrong with a document, in a person's words. */
#ifndef FETCH_JSON_WRONG_H
#define FETCH_JSON_WRONG_H

#include <stdbool.h>
#include <stddef.h>

struct err;

/* Of yajl's sentence; borrowed from it where it is good as it is. */
const char *json_wrong(const char *said);

/* Whether TEXT may begin a document, or be all of it; else ERR shows its first
 * line: a login page, a packed file. */
bool json_may_begin(
    const char *text, size_t length, bool whole, struct err *err);

#endif
