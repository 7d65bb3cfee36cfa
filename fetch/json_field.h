/* Parts of a figure, read from a node of a JSON document. */
#ifndef FETCH_JSON_FIELD_H
#define FETCH_JSON_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include "fetch/field.h"
#include "fetch/json_tape.h"

struct section;

/* A path that is relative to the node, $… from the document, key() or key(N).
 * As struct format has it. */
bool json_field_new(struct field *field, const struct section *signal,
    const char *text, struct err *err);

/* Reads FIELD at NODE, to which STEPS lead. Not for absolute fields. A
 * container where a single value is expected is not found. */
void json_field_read(const struct field *field, const struct json_tape *tape,
    uint32_t node, const struct json_steps *steps, struct text_value *value);

/* The value of NODE itself. */
void json_value_of(const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps, struct text_value *value);

#endif
