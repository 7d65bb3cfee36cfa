/* SPDX-License-Identifier: MIT */
#include "base/json_writer.h"

#include <math.h>
#include <stddef.h>

#include "base/buf.h"
#include "tests/tap.h"

static const struct {
	const char *text, *json;
} texts[] = {
	{ "plain", "\"plain\"" },
	{ "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
	{ "a\nb\tc", "\"a\\nb\\tc\"" },
	{ "\x1b[2J\x7f", "\"\\u001b[2J\\u007f\"" },
	{ "\xc2\x9b", "\"\\u009b\"" },
	{ "阿里云 ⚡️", "\"阿里云 ⚡️\"" },
	{ "\u202e\u2028", "\"\\u202e\\u2028\"" },
	{ "\U000e0041", "\"\\udb40\\udc41\"" },
	{ "\xff" "a\xe4\xb8", "\"\\ufffda\\ufffd\\ufffd\"" },
	{ "", "\"\"" },
	{ NULL, "null" },
};

static void
write_all(struct json_writer *json)
{
	json_object(json);
	json_key(json, "a");
	json_array(json);
	json_integer(json, INT64_MIN);
	json_number(json, 25.8);
	json_number(json, (double)NAN);
	json_number(json, (double)INFINITY);
	json_array_end(json);
	json_key(json, "b\"");
	json_object(json);
	json_object_end(json);
	json_key(json, "c");
	json_flag(json, true);
	json_key(json, "d");
	json_null(json);
	json_key(json, "e");
	json_time(json, 1751284800);
	json_key(json, "f");
	json_date(json, 20269);
	json_object_end(json);
}

int
main(void)
{
	struct json_writer json;
	struct buf out;

	buf_init(&out, 10000);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		buf_clear(&out);
		json_init(&json, &out);
		json_text(&json, texts[i].text);
		is_string(buf_string(&out), texts[i].json, "a text");
	}
	buf_clear(&out);
	json_init(&json, &out);
	write_all(&json);
	is_string(buf_string(&out),
	    "{\"a\":[-9223372036854775808,25.8,null,null],\"b\\\"\":{},"
	    "\"c\":true,\"d\":null,\"e\":\"2025-06-30T12:00:00Z\","
	    "\"f\":\"2025-06-30\"}",
	    "commas and nesting");
	is_int(json.depth, 0, "all is closed");
	buf_release(&out);
	return done();
}
