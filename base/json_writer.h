/* Writes JSON (RFC 8259) into a buffer: commas and nesting are its business.
 * Strings are clean ASCII-safe UTF-8: controls, C1, bidirectional and separator
 * characters are written as \u escapes, invalid bytes as \ufffd. */
#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

struct json_writer {
	struct buf *out;
	bool comma;  /* the next value needs one before it */
	int depth;
};

void json_init(struct json_writer *json, struct buf *out);
void json_object(struct json_writer *json);	/* { */
void json_object_end(struct json_writer *json); /* } */
void json_array(struct json_writer *json);
void json_array_end(struct json_writer *json);
void json_key(struct json_writer *json, const char *key);
void json_text(struct json_writer *json, const char *text); /* NULL is null */
/* A string, and a key, that may hold zero bytes. */
void json_bytes(struct json_writer *json, const char *text, size_t length);
void json_key_bytes(
    struct json_writer *json, const char *key, size_t length);
/* A number, true, false or null in its own words. */
void json_literal(struct json_writer *json, const char *text, size_t length);
/* not finite: null */
void json_number(struct json_writer *json, double number);
void json_integer(struct json_writer *json, int64_t number);
void json_flag(struct json_writer *json, bool flag);
void json_null(struct json_writer *json);

/* Moments and days, as ISO text. */
void json_time(struct json_writer *json, int64_t time);
void json_date(struct json_writer *json, int64_t days);

#endif
