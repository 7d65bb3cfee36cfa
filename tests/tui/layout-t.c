/* SPDX-License-Identifier: MIT */
#include "tui/layout.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tests/tap.h"

enum { AROUND = 100 };

static const struct {
	const char *name, *text;
	bool json;
	int64_t offset;
	size_t length;
	const char *lines; /* the mark between » and « */
} cases[] = {
	{ "nothing", "", true, -1, 0, "" },
	{ "a scalar", "12", true, 0, 2, "»12«\n" },
	{ "members", "{\"a\":1,\"b\":[2,3]}", true, 5, 1,
	    "{\n  \"a\": »1«,\n  \"b\": [\n    2,\n    3\n  ]\n}\n" },
	{ "as it was laid out before", "{ \"a\" :\r\n 1 }\n", true, 10, 1,
	    "{\n  \"a\": »1«\n}\n" },
	{ "empty ones stay on their line", "{\"a\":{},\"b\":[]}", true, -1, 0,
	    "{\n  \"a\": {},\n  \"b\": []\n}\n" },
	{ "a string with all that is special in it",
	    "[\"a,b:{}[]\\\"c\\\\\",1]", true, 1, 3,
	    "[\n  »\"a,b:{}[]\\\"c\\\\\"«,\n  1\n]\n" },
	{ "a number's end is its token's", "[12345,1]", true, 1, 2,
	    "[\n  »12345«,\n  1\n]\n" },
	{ "a container: its bracket", "{\"a\":[1]}", true, 5, 0,
	    "{\n  \"a\": »[«\n    1\n  ]\n}\n" },
	{ "text as it stands", "a,b\n1,22,3\n", false, 6, 2,
	    "a,b\n1,»22«,3\n" },
	{ "CRLF", "a\r\nb\r\n", false, 3, 1, "a\n»b«\n" },
	{ "a match over two lines", "a\nbc\nde\n", false, 3, 3,
	    "a\nb»c«\n»d«e\n" },
	{ "control characters are shown", "a\x1b[31m\n", false, -1, 0,
	    "a<1B>[31m\n" },
	{ "and bytes that are no text", "\xff\n", false, -1, 0, "<FF>\n" },
};

static char *
lay_out(size_t i, size_t piece)
{
	struct layout *layout = layout_new(
	    cases[i].json, cases[i].offset, cases[i].length, AROUND);
	size_t length = strlen(cases[i].text);
	struct buf out;

	for (size_t at = 0; at < length; at += piece)
		layout_feed(layout, cases[i].text + at,
		    length - at < piece ? length - at : piece);
	layout_end(layout);
	buf_init(&out, 4096);
	for (size_t k = 0; k < layout_count(layout); k++) {
		const struct layout_line *line = layout_line(layout, k);
		bool marked = line->match[0] != '\0';

		(void)buf_printf(&out, "%s%s%s%s%s\n", line->before,
		    marked ? "»" : "", line->match, marked ? "«" : "",
		    line->after);
	}
	layout_free(layout);
	return buf_take(&out);
}

static void
test_cases(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t piece = 1; piece < 1000; piece *= 7) {
			char *got = lay_out(i, piece);

			is_string(got, cases[i].lines, cases[i].name);
			mem_free(got);
		}
}

/* Of a large body only what is around the mark is held. */
static void
test_around(void)
{
	struct layout *layout = layout_new(true, 6 * 50000 + 1, 0, AROUND);

	layout_feed(layout, "[", 1);
	for (int i = 0; i < 100000; i++)
		layout_feed(layout, "12345,", 6);
	layout_feed(layout, "1]", 2);
	layout_end(layout);
	is_int((int64_t)layout_total(layout), 100003, "all are counted");
	ok(layout_count(layout) <= 3 * AROUND + 1, "few are held");
	ok(layout_line(layout, layout_marked(layout))->number == 50002,
	    "the mark is among them");
	is_string(layout_line(layout, layout_marked(layout))->match, "12345",
	    "on what was picked");
	layout_free(layout);
}

int
main(void)
{
	test_cases();
	test_around();
	return done();
}
