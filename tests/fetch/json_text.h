/* A held part of a document as JSON text, for tests that compare. */
#ifndef TESTS_FETCH_JSON_TEXT_H
#define TESTS_FETCH_JSON_TEXT_H

#include <stdint.h>

struct buf;
struct json_tape;

void json_text_add(
    struct buf *out, const struct json_tape *tape, uint32_t node);

/* The member of an object, or 0. */
uint32_t json_text_member(
    const struct json_tape *tape, uint32_t object, const char *name);

#endif
