/* SPDX-License-Identifier: MIT */
#include "fetch/encoding.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name, *encoding; /* NULL: none was said */
	const char *bytes;
	size_t length;
	const char *text; /* or the error, after "! " */
} cases[] = {
	{ "ASCII", NULL, "abc", 3, "abc" },
	{ "UTF-8", NULL, "a\xc3\xa9\xe4\xba\xbf", 6, "a\xc3\xa9\xe4\xba\xbf" },
	{ "a mark is no text", NULL, "\xef\xbb\xbf" "a", 4, "a" },
	{ "a mark alone", NULL, "\xef\xbb\xbf", 3, "" },
	{ "nothing", NULL, "", 0, "" },
	{ "one byte", NULL, "a", 1, "a" },
	{ "two bytes", NULL, "ab", 2, "ab" },
	{ "UTF-16, little end, by its mark", NULL, "\xff\xfe" "a\0\xac\x20", 6,
	    "a\xe2\x82\xac" },
	{ "UTF-16, big end, by its mark", NULL, "\xfe\xff\0a\x20\xac", 6,
	    "a\xe2\x82\xac" },
	{ "UTF-16 as told", "utf-16le", "a\0b\0", 4, "ab" },
	{ "a mark is stronger than what was told", "ISO-8859-1",
	    "\xef\xbb\xbf\xc3\xa9", 5, "\xc3\xa9" },
	{ "windows-1251", "windows-1251", "\xde\xe0\xed\xfc", 4,
	    "\xd0\xae\xd0\xb0\xd0\xbd\xd1\x8c" },
	{ "ISO-8859-1", "iso-8859-1", "caf\xe9", 4, "caf\xc3\xa9" },
	{ "GB18030", "GB18030", "\xd2\xda", 2, "\xe4\xba\xbf" },
	{ "an overlong form is not UTF-8", NULL, "abc\xc0\x80", 5,
	    "abc! it is not UTF-8 at byte 3" },
	{ "a surrogate is not UTF-8", NULL, "abc\xed\xa0\x80", 6,
	    "abc! it is not UTF-8 at byte 3" },
	{ "Latin-1 is not UTF-8", NULL, "caf\xe9 au", 7,
	    "caf! it is not UTF-8 at byte 3" },
	{ "cut within a character", NULL, "abc\xe4\xba", 5,
	    "abc! it ends within a character of UTF-8" },
	{ "half a UTF-16 character", "UTF-16LE", "a\0b", 3,
	    "a! it ends within a character of UTF-16LE" },
	{ "windows-1252 has holes", "windows-1252", "ab\x81 c", 5,
	    "ab! it is not windows-1252 at byte 2" },
};

static char *
convert_in_pieces(size_t i, size_t piece)
{
	struct encoding *encoding = encoding_new(cases[i].encoding);
	struct buf out;
	struct err err;
	bool fine = true;

	buf_init(&out, 4096);
	for (size_t at = 0; fine && at < cases[i].length; at += piece) {
		size_t rest = cases[i].length - at;

		fine = encoding_feed(encoding, cases[i].bytes + at,
		    rest < piece ? rest : piece, &out, &err);
	}
	if (!fine || !encoding_end(encoding, &out, &err))
		(void)buf_printf(&out, "! %s", err.text);
	encoding_free(encoding);
	return buf_take(&out);
}

static void
test_cases(void)
{
	static const size_t pieces[] = { 1, 2, 3, 100 };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t k = 0; k < ARRAY_LEN(pieces); k++) {
			char *got = convert_in_pieces(i, pieces[k]);

			is_string(got, cases[i].text, cases[i].name);
			mem_free(got);
		}
}

static void
test_names(void)
{
	ok(encoding_is_known("Windows-1251"), "case does not count");
	ok(!encoding_is_known("UTF-7"), "UTF-7 is not read");
	ok(!encoding_is_known(""), "nothing is none");
	is_string(encoding_near("windows-1521"), "windows-1251",
	    "did you mean");
}

static void
test_offsets(void)
{
	struct encoding *marked = encoding_new(NULL);
	struct encoding *other = encoding_new("ISO-8859-1");
	struct buf out;
	struct err err;

	buf_init(&out, 64);
	ok(encoding_feed(marked, "\xef\xbb\xbf" "abc", 6, &out, &err) &&
		encoding_offset(marked, 1) == 4,
	    "a mark counts");
	ok(encoding_feed(other, "abcd", 4, &out, &err) &&
		encoding_offset(other, 1) == -1,
	    "of another encoding there is none");
	buf_release(&out);
	encoding_free(marked);
	encoding_free(other);
}

int
main(void)
{
	test_cases();
	test_names();
	test_offsets();
	return done();
}
