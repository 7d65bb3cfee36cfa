/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>

#include "tests/tap.h"

static const struct {
	const char *name, *bytes;
	size_t length; /* 0: it is no character */
	uint32_t character;
} decodes[] = {
	{ "one byte", "a", 1, 'a' },
	{ "DEL", "\x7f", 1, 0x7f },
	{ "two bytes, the first", "\xc2\x80", 2, 0x80 },
	{ "two bytes, the last", "\xdf\xbf", 2, 0x7ff },
	{ "three bytes, the first", "\xe0\xa0\x80", 3, 0x800 },
	{ "three bytes, the last", "\xef\xbf\xbf", 3, 0xffff },
	{ "before the surrogates", "\xed\x9f\xbf", 3, 0xd7ff },
	{ "four bytes, the first", "\xf0\x90\x80\x80", 4, 0x10000 },
	{ "the last character", "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
	{ "overlong NUL", "\xc0\x80", 0, 0 },
	{ "overlong slash", "\xc0\xaf", 0, 0 },
	{ "overlong, C1", "\xc1\xbf", 0, 0 },
	{ "overlong in three", "\xe0\x9f\xbf", 0, 0 },
	{ "overlong in four", "\xf0\x8f\xbf\xbf", 0, 0 },
	{ "high surrogate", "\xed\xa0\x80", 0, 0 },
	{ "low surrogate", "\xed\xbf\xbf", 0, 0 },
	{ "over U+10FFFF", "\xf4\x90\x80\x80", 0, 0 },
	{ "F5", "\xf5\x80\x80\x80", 0, 0 },
	{ "a tail alone", "\x80", 0, 0 },
	{ "cut after one", "\xe4", 0, 0 },
	{ "cut after two", "\xe4\xb8", 0, 0 },
	{ "no tail", "\xe4(\x80", 0, 0 },
	{ "FF", "\xff", 0, 0 },
};

static const struct {
	const char *text;
	int width;
} widths[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ "é", 1 },
	{ "e\u0301", 1 },
	{ "阿里云", 6 },
	{ "ｱ", 1 },
	{ "Ａ", 2 },
	{ "🚀", 2 },
	{ "한", 2 },
	{ "\u1112\u1161\u11ab", 2 }, /* the same in jamo */
	{ "क्", 1 },
	{ "▁▂█", 3 },
	{ "→", 1 },
	{ "\xff", 1 },
};

static void
test_round_trips(void)
{
	uint32_t wrong = 0, back;
	char bytes[4];

	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		size_t length = utf8_encode(c, bytes);
		bool surrogate = c >= 0xd800 && c <= 0xdfff;

		if (surrogate ? utf8_decode(bytes, length, &back) != 0
			      : utf8_decode(bytes, length, &back) != length ||
			    back != c)
			wrong++;
	}
	is_int(wrong, 0, "every character there and back");
}

static void
test_cut(void)
{
	static const struct {
		const char *bytes;
		size_t length;
		bool cut;
	} cases[] = {
		{ "\xc3", 1, true },
		{ "\xe4\xba", 2, true },
		{ "\xf0\x9f\x98", 3, true },
		{ "\xe4\xba\xbf", 3, false }, /* whole */
		{ "\xe4" "a", 2, false },
		{ "\x80", 1, false },
		{ "\xc1", 1, false }, /* overlong, whatever follows */
		{ "\xf5", 1, false },
		{ "a", 1, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		ok(utf8_is_cut(cases[i].bytes, cases[i].length) ==
			cases[i].cut,
		    "what can still become a character");
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(decodes); i++) {
		uint32_t character = 0;
		size_t length = strlen(decodes[i].bytes);
		size_t used =
		    utf8_decode(decodes[i].bytes, length, &character);

		ok(used == decodes[i].length &&
			(used == 0 || character == decodes[i].character) &&
			utf8_is_valid(decodes[i].bytes, length) == (used > 0),
		    decodes[i].name);
	}
	is_int((int64_t)utf8_decode("", 0, &(uint32_t){ 0 }), 0, "no bytes");
	ok(utf8_is_valid("a\0b", 3), "a zero byte is a character");
	ok(!utf8_is_valid("abc\xe4\xb8", 5), "a valid beginning is not enough");
	for (size_t i = 0; i < ARRAY_LEN(widths); i++)
		is_int(utf8_text_width(widths[i].text), widths[i].width,
		    widths[i].text);
	test_round_trips();
	test_cut();
	return done();
}
