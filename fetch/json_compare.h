/* The two sides of a comparison in a filter: RFC 9535, 2.3.5.2.2. */
#ifndef FETCH_JSON_COMPARE_H
#define FETCH_JSON_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/json_events.h"

struct json_tape;

struct json_side { /* a value, or nothing; its text is borrowed */
	bool nothing;
	enum json_kind kind;
	const char *text;
	size_t length;
	bool has_double; /* of a number: NUMBER is the nearest */
	double number;
	uint32_t node; /* of an array or object */
};

struct json_side json_side_of(const struct json_tape *tape, uint32_t node);
struct json_side json_side_number(const char *text, size_t length);

bool json_side_equal(const struct json_tape *tape, const struct json_side *a,
    const struct json_side *b);
bool json_side_less(const struct json_side *a, const struct json_side *b);

#endif
