/* SPDX-License-Identifier: MIT */
#include "base/json_writer.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/foreign.h"
#include "base/number.h"
#include "base/utf8.h"

void
json_init(struct json_writer *json, struct buf *out)
{
	*json = (struct json_writer){ .out = out };
}

static void
begin(struct json_writer *json)
{
	if (json->comma)
		(void)buf_char(json->out, ',');
	json->comma = true;
}

static void
open_with(struct json_writer *json, char bracket)
{
	begin(json);
	(void)buf_char(json->out, bracket);
	json->comma = false;
	json->depth++;
}

static void
close_with(struct json_writer *json, char bracket)
{
	assert(json->depth > 0);
	(void)buf_char(json->out, bracket);
	json->comma = true;
	json->depth--;
}

void
json_object(struct json_writer *json)
{
	open_with(json, '{');
}

void
json_object_end(struct json_writer *json)
{
	close_with(json, '}');
}

void
json_array(struct json_writer *json)
{
	open_with(json, '[');
}

void
json_array_end(struct json_writer *json)
{
	close_with(json, ']');
}

/* What a terminal could obey, or a reader could not see, is escaped: the same
 * characters that foreign_show() makes visible. */
static void
add_character(struct buf *out, const char *bytes, size_t used, uint32_t c)
{
	if (c == '"' || c == '\\') {
		(void)buf_char(out, '\\');
		(void)buf_char(out, (char)c);
	} else if (c == '\n') {
		(void)buf_text(out, "\\n");
	} else if (c == '\t') {
		(void)buf_text(out, "\\t");
	} else if (foreign_is_clean((struct foreign){ bytes, used })) {
		(void)buf_add(out, bytes, used);
	} else if (c >= 0x10000) {
		(void)buf_printf(out, "\\u%04x\\u%04x",
		    (unsigned)(0xd800 + ((c - 0x10000) >> 10)),
		    (unsigned)(0xdc00 + ((c - 0x10000) & 0x3ff)));
	} else {
		(void)buf_printf(out, "\\u%04x", (unsigned)c);
	}
}

/* How many bytes at TEXT are written as they are. */
static size_t
plain_length(const char *text, size_t length)
{
	size_t i = 0;

	while (i < length && text[i] >= ' ' && text[i] < 0x7f &&
	    text[i] != '"' && text[i] != '\\')
		i++;
	return i;
}

static void
add_string(struct buf *out, const char *text, size_t length)
{
	uint32_t character;

	(void)buf_char(out, '"');
	for (size_t i = 0, used; i < length; i += used) {
		used = plain_length(text + i, length - i);
		if (used > 0) {
			(void)buf_add(out, text + i, used);
			continue;
		}
		used = utf8_decode(text + i, length - i, &character);
		if (used == 0) {
			(void)buf_text(out, "\\ufffd");
			used = 1;
		} else {
			add_character(out, text + i, used, character);
		}
	}
	(void)buf_char(out, '"');
}

void
json_key(struct json_writer *json, const char *key)
{
	json_key_bytes(json, key, strlen(key));
}

void
json_key_bytes(struct json_writer *json, const char *key, size_t length)
{
	begin(json);
	add_string(json->out, key, length);
	(void)buf_char(json->out, ':');
	json->comma = false;
}

void
json_text(struct json_writer *json, const char *text)
{
	if (text == NULL) {
		json_null(json);
		return;
	}
	json_bytes(json, text, strlen(text));
}

void
json_bytes(struct json_writer *json, const char *text, size_t length)
{
	begin(json);
	add_string(json->out, text, length);
}

void
json_literal(struct json_writer *json, const char *text, size_t length)
{
	begin(json);
	(void)buf_add(json->out, text, length);
}

void
json_number(struct json_writer *json, double number)
{
	if (!isfinite(number)) {
		json_null(json);
		return;
	}
	begin(json);
	number_format(json->out, number);
}

void
json_integer(struct json_writer *json, int64_t number)
{
	begin(json);
	(void)buf_printf(json->out, "%lld", (long long)number);
}

void
json_flag(struct json_writer *json, bool flag)
{
	begin(json);
	(void)buf_text(json->out, flag ? "true" : "false");
}

void
json_null(struct json_writer *json)
{
	begin(json);
	(void)buf_text(json->out, "null");
}

void
json_time(struct json_writer *json, int64_t time)
{
	begin(json);
	(void)buf_char(json->out, '"');
	date_format_time(json->out, time);
	(void)buf_char(json->out, '"');
}

void
json_date(struct json_writer *json, int64_t days)
{
	begin(json);
	(void)buf_char(json->out, '"');
	date_format(json->out, days);
	(void)buf_char(json->out, '"');
}
