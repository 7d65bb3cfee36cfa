/* Where one part of a figure is read from: a constant word, a path from the
 * node that each: picked, a path from the document, or the node's member
 * name. How paths are written is the format's business. */
#ifndef FETCH_FIELD_H
#define FETCH_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct section;

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
	void *path; /* the format's own */
	void (*free_path)(void *path);
	size_t up;
	size_t column; /* of an absolute one: columns_add() sets it */
};

/* TEXT as SIGNAL has it; WORDS (NULL-ended, may be NULL) are not paths but
 * themselves. */
bool field_parse(struct field *field, const struct section *signal,
    const char *text, const char *const *words, struct err *err);
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

/* Empties VALUE; true where FIELD is a word, which it then is. */
bool field_word(const struct field *field, struct text_value *value);

#endif
