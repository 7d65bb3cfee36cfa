/* SPDX-License-Identifier: MIT */
#include "base/foreign.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tests/tap.h"

static const struct {
	const char *name, *text, *shown;
} cases[] = {
	{ "plain", "Qwen3-235B", "Qwen3-235B" },
	{ "Chinese and emoji", "阿里云 🚀 ⚡️", "阿里云 🚀 ⚡️" },
	{ "blank of new line and tab", "a\nb\tc\rd", "a b c d" },
	{ "CSI", "\x1b[2J", "<1B>[2J" },
	{ "OSC", "\x1b]0;owned\x07", "<1B>]0;owned<07>" },
	{ "DCS in C1, as UTF-8", "\xc2\x90q", "<90>q" },
	{ "CSI in C1, as UTF-8", "\xc2\x9b" "31m", "<9B>31m" },
	{ "CSI in C1, as a byte", "\x9b" "31m", "<9B>31m" },
	{ "DEL", "a\x7f", "a<7F>" },
	{ "backspace", "safe\b\b\b\bevil", "safe<08><08><08><08>evil" },
	{ "right-to-left override", "\u202egnp.exe", "<U+202E>gnp.exe" },
	{ "isolates", "\u2066a\u2069", "<U+2066>a<U+2069>" },
	{ "marks", "\u200e\u200f\u061c", "<U+200E><U+200F><U+061C>" },
	{ "zero width", "a\u200bb\u200cc\u200dd\ufeff",
	    "a<U+200B>b<U+200C>c<U+200D>d<U+FEFF>" },
	{ "word joiner, soft hyphen", "a\u2060b\u00ad", "a<U+2060>b<AD>" },
	{ "line separators", "a\u2028b\u2029", "a<U+2028>b<U+2029>" },
	{ "tags", "a\U000e0041\U000e007f", "a<U+E0041><U+E007F>" },
	{ "private use", "\ue000\U000f0000", "<U+E000><U+F0000>" },
	{ "fillers that are not seen", "\u3164\u115f\uffa0",
	    "<U+3164><U+115F><U+FFA0>" },
	{ "variation selectors", "A\ufe00\U000e0100", "A<U+FE00><U+E0100>" },
	{ "grapheme joiner", "a\u034f", "a<U+034F>" },
	{ "musical format control", "\U0001d173", "<U+1D173>" },
	{ "interlinear annotation", "\ufff9", "<U+FFF9>" },
	{ "overlong escape", "\xc0\x9b", "<C0><9B>" },
	{ "a surrogate's bytes", "\xed\xa0\x80", "<ED><A0><80>" },
	{ "cut short", "a\xe4\xb8", "a<E4><B8>" },
	{ "no character", "\uffff", "<U+FFFF>" },
	{ "what is shown may be shown again", "<1B>", "<1B>" },
	{ "empty", "", "" },
};

static void
test_limit(void)
{
	static const struct {
		const char *text;
		size_t limit;
		const char *shown;
	} limits[] = {
		{ "abcdef", 6, "abcdef" },
		{ "abcdef", 3, "abc…" },
		{ "a阿里", 3, "a…" },
		{ "a阿里", 4, "a阿…" },
		{ "a\x1b", 3, "a…" },
		{ "abc", 0, "…" },
	};

	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		struct buf out;

		buf_init(&out, 64);
		foreign_show(
		    &out, foreign_text(limits[i].text), limits[i].limit);
		is_string(buf_string(&out), limits[i].shown, "cut");
		buf_release(&out);
	}
}

/* What is shown is clean itself, whatever the bytes were. */
static void
test_every_character(void)
{
	int unclean = 0, controls = 0;
	char bytes[4];

	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		size_t length = utf8_encode(c, bytes);
		char *shown = foreign_clean((struct foreign){ bytes, length });

		unclean += !foreign_is_clean(foreign_text(shown));
		for (const char *at = shown; *at != '\0'; at++)
			controls += (unsigned char)*at < ' ' || *at == 0x7f;
		mem_free(shown);
	}
	is_int(unclean, 0, "every character is shown clean");
	is_int(controls, 0, "and none as a control");
}

static void
test_every_byte_pair(void)
{
	int unclean = 0;

	for (unsigned i = 0; i < 0x10000; i++) {
		char bytes[2] = { (char)(i >> 8), (char)i };
		char *shown = foreign_clean((struct foreign){ bytes, 2 });

		unclean += !foreign_is_clean(foreign_text(shown));
		mem_free(shown);
	}
	is_int(unclean, 0, "every pair of bytes is shown clean");
}

int
main(void)
{
	char *long_text = mem_new(LIMIT_LABEL * 2 + 1), *shown;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		shown = foreign_clean(foreign_text(cases[i].text));
		is_string(shown, cases[i].shown, cases[i].name);
		ok(foreign_is_clean(foreign_text(cases[i].text)) ==
			!strcmp(cases[i].text, cases[i].shown),
		    "is clean when it is shown as it is");
		mem_free(shown);
	}
	shown = foreign_clean((struct foreign){ "a\0b", 3 });
	is_string(shown, "a<00>b", "a zero byte does not end it");
	mem_free(shown);
	shown = foreign_clean(foreign_text(NULL));
	is_string(shown, "", "NULL is empty");
	mem_free(shown);
	(void)memset(long_text, 'x', LIMIT_LABEL * 2);
	shown = foreign_clean(foreign_text(long_text));
	is_int((int64_t)strlen(shown), (int64_t)LIMIT_LABEL + 3,
	    "a long label is cut, and says so");
	mem_free(shown);
	mem_free(long_text);
	test_limit();
	test_every_character();
	test_every_byte_pair();
	return done();
}
