/* What the two files of the path parser share; nobody else includes this. */
#ifndef FETCH_JSON_PATH_READER_H
#define FETCH_JSON_PATH_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/json_path.h"

struct path_reader {
	const char *text;
	size_t at;
	struct err *err;
	int depth;
	bool uses_root; /* a filter said $ */
	bool own_index; /* [#] is possible */
	size_t own_count;
};

void path_skip_blanks(struct path_reader *reader);
bool path_take(struct path_reader *reader, const char *sign);
bool path_fail(struct path_reader *reader, const char *expected);

/* Segments up to what is none; PATH is the caller's, also after a failure. */
bool path_read_segments(struct path_reader *reader, struct json_path *path);

/* json_path_text.c: '…' or "…" with JSON's escapes; the caller owns *TEXT. */
bool path_read_string(
    struct path_reader *reader, char **text, size_t *length);

/* json_operand_parse.c; OPERAND is the caller's, also after a failure. */
bool path_read_operand(
    struct path_reader *reader, struct json_operand *operand);
void json_operand_release(struct json_operand *operand);
void json_call_free(struct json_call *call);

/* json_filter_parse.c */
struct json_filter *path_read_filter(struct path_reader *reader);
void json_filter_free(struct json_filter *filter);

#endif
