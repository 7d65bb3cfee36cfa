/* The functions of filters (RFC 9535, 2.4): a row each. */
#ifndef FETCH_JSON_FUNCTION_H
#define FETCH_JSON_FUNCTION_H

#include <stddef.h>
#include <stdint.h>

#include "fetch/json_compare.h"

struct json_call;
struct json_tape;

enum json_type { TYPE_VALUE, TYPE_LOGICAL, TYPE_NODES }; /* RFC 9535, 2.4.1 */

enum { FUNCTION_PARAMETERS = 2, NUMBER_DIGITS = 24 };

struct json_function {
	const char *name;
	enum json_type result;
	size_t arity;
	enum json_type parameters[FUNCTION_PARAMETERS];
	/* At NODE; a logical result is JSON_TRUE or JSON_FALSE. DIGITS holds a
	 * number's text for as long as the side is used. */
	struct json_side (*call)(const struct json_tape *tape,
	    const struct json_call *call, uint32_t node,
	    char digits[NUMBER_DIGITS]);
};

/* NULL: there is none of that name; then *NEAREST (or NULL) is like it. */
const struct json_function *json_function_find(
    const char *name, size_t length, const char **nearest);

/* What a call keeps of its last pattern. */
struct json_pattern;
struct json_pattern *json_pattern_new(void);
void json_pattern_free(struct json_pattern *pattern);

#endif
