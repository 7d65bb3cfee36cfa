/* Where one part of a figure is read from: a constant word, a path from the
 * node that each: picked, a path from the document, or the node's member
 * name. */
#ifndef FETCH_FIELD_H
#define FETCH_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/json_tape.h"

struct err;
struct json_path;

enum field_kind {
	FIELD_NONE,
	FIELD_WORD,	/* the watchlist's own word */
	FIELD_RELATIVE,
	FIELD_ABSOLUTE, /* resolved at the document's end */
	FIELD_KEY	/* key(N): a member name, N levels up */
};

struct field {
	enum field_kind kind;
	char *word;
	struct json_path *path;
	size_t up;
	size_t column; /* of an absolute one: columns_add() sets it */
};

/* WORDS (NULL-ended, may be NULL) are not paths but themselves. */
bool field_parse(struct field *field, const char *text,
    const char *const *words, struct err *err);
void field_release(struct field *field);

/* One value as it was read. */
struct text_value {
	bool found;
	bool is_number; /* JSON has it as a number: TEXT is its literal */
	bool is_null;
	char *text;	/* owned; NULL unless found */
	size_t length;
	int64_t offset;
	char *path;	/* normalized; owned */
};

void text_value_release(struct text_value *value);

/* What it owns, in bytes. */
size_t text_value_size(const struct text_value *value);

/* Reads FIELD at NODE, to which STEPS lead. Not for absolute fields. A
 * container where a single value is expected is not found. */
void field_read(const struct field *field, const struct json_tape *tape,
    uint32_t node, const struct json_steps *steps, struct text_value *value);

/* The value of NODE itself. */
void text_value_of(const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps, struct text_value *value);

#endif
