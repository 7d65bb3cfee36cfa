/* SPDX-License-Identifier: MIT */
#include "tui/canvas.h"

#include <string.h>

#include "base/buf.h"
#include "tests/tap.h"

static const struct cell_look plain = { STYLE_PLAIN, false };
static const struct cell_look strong = { STYLE_STRONG, false };

static void
is_drawn(const struct canvas *canvas, const char *wanted, const char *name)
{
	struct buf got;

	buf_init(&got, 1 << 16);
	canvas_format(&got, canvas);
	is_string(buf_string(&got), wanted, name);
	buf_release(&got);
}

/* On a canvas of 6 × 1, after BEFORE was drawn from its left edge. */
static const struct {
	const char *name, *before, *text;
	int x, width, used;
	const char *drawn;
} texts[] = {
	{ "at the left", "", "abc", 0, -1, 3, "abc\n" },
	{ "within", "", "abc", 2, -1, 3, "  abc\n" },
	{ "to a width", "", "abcdef", 1, 3, 3, " abc\n" },
	{ "cut at the edge", "", "abcdef", 3, -1, 3, "   abc\n" },
	{ "a width beyond the edge", "", "abcdef", 4, 9, 6, "    ab\n" },
	{ "no room", "", "abc", 3, 0, 0, "\n" },
	{ "beyond the right", "", "abc", 9, -1, 0, "\n" },
	{ "cut at the left", "", "abcdef", -2, 6, 6, "cdef\n" },
	{ "empty", "abc", "", 0, -1, 0, "abc\n" },
	{ "over another", "abcdef", "XY", 2, -1, 2, "abXYef\n" },
	{ "wide", "", "漢字", 0, -1, 4, "漢字\n" },
	{ "wide, to the edge", "", "漢字", 2, -1, 4, "  漢字\n" },
	{ "wide, no room for all of it", "", "漢字", 3, -1, 2, "   漢\n" },
	{ "wide, one cell left", "", "漢", 5, -1, 0, "\n" },
	{ "wide, half beyond the edge", "", "漢", 5, 2, 2, "\n" },
	{ "wide, half before the edge", "", "漢b", -1, 3, 3, " b\n" },
	{ "over a left half", "漢字", "x", 0, -1, 1, "x 字\n" },
	{ "over a right half", "漢字", "x", 1, -1, 1, " x字\n" },
	{ "wide over two halves", "漢字", "国", 1, -1, 2, " 国\n" },
	{ "combining", "", "ae\xcc\x81z", 0, -1, 3, "ae\xcc\x81z\n" },
	{ "combining with a wide one", "", "漢\xcc\x81z", 0, -1, 3,
	    "漢\xcc\x81z\n" },
	{ "combining, with nothing before it", "ab", "\xcc\x81" "x", 1, -1, 1,
	    "ax\n" },
	{ "combining at the last cell", "", "abcdef\xcc\x81", 0, -1, 6,
	    "abcdef\xcc\x81\n" },
	{ "emoji", "", "😀!", 0, -1, 3, "😀!\n" },
	{ "bytes that are no UTF-8", "", "a\xff\xc3z", 0, -1, 4, "a??z\n" },
};

static void
try_texts(void)
{
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct canvas *canvas = canvas_new(6, 1);

		(void)canvas_text(canvas, 0, 0, -1, plain, texts[i].before);
		is_int(canvas_text(canvas, texts[i].x, 0, texts[i].width,
			   strong, texts[i].text),
		    texts[i].used, texts[i].name);
		is_drawn(canvas, texts[i].drawn, texts[i].name);
		canvas_free(canvas);
	}
}

static const struct {
	const char *name, *text;
	int x, width;
	const char *drawn;
} rights[] = {
	{ "right", "ab", 0, 6, "    ab\n" },
	{ "right, within", "ab", 1, 4, "   ab\n" },
	{ "right, all of it", "abcd", 1, 4, " abcd\n" },
	{ "right, too long: its start", "abcdef", 1, 4, " abcd\n" },
	{ "right, wide", "漢", 0, 5, "   漢\n" },
	{ "right, no room", "ab", 0, 0, "\n" },
};

static void
try_rights(void)
{
	for (size_t i = 0; i < ARRAY_LEN(rights); i++) {
		struct canvas *canvas = canvas_new(6, 1);

		(void)canvas_text_right(canvas, rights[i].x, 0,
		    rights[i].width, plain, rights[i].text);
		is_drawn(canvas, rights[i].drawn, rights[i].name);
		canvas_free(canvas);
	}
}

/* However many marks are piled on a character, its cell holds. */
static void
try_piled_marks(void)
{
	struct canvas *canvas = canvas_new(4, 1);
	char text[1 + 2 * 100 + 2] = "a";

	for (size_t i = 0; i < 100; i++)
		memcpy(text + 1 + 2 * i, "\xcc\x81", 2);
	memcpy(text + 201, "z", 2);
	is_int(canvas_text(canvas, 0, 0, -1, plain, text), 2,
	    "a hundred marks take no cell");
	ok(strlen(canvas_cell(canvas, 0, 0, NULL)) < 20,
	    "and no more than a cell's bytes");
	is_string(
	    canvas_cell(canvas, 1, 0, NULL), "z", "what follows is there");
	canvas_free(canvas);
}

static void
try_looks(void)
{
	struct canvas *canvas = canvas_new(4, 2);
	struct cell_look look;

	(void)canvas_text(canvas, 0, 0, -1, strong, "漢a");
	(void)canvas_cell(canvas, 1, 0, &look);
	is_int(look.style, STYLE_STRONG, "a right half has its left's style");
	is_string(canvas_cell(canvas, 1, 0, NULL), "", "and no text");
	canvas_select(canvas, 1, 0, -1);
	(void)canvas_cell(canvas, 0, 0, &look);
	ok(!look.selected, "what is before a selection is not selected");
	(void)canvas_cell(canvas, 2, 0, &look);
	ok(look.selected && look.style == STYLE_STRONG,
	    "a selection keeps the style");
	(void)canvas_cell(canvas, 2, 1, &look);
	ok(!look.selected, "nor is the next line");
	canvas_fill(canvas, 1, 1, 2, strong, "─");
	is_drawn(canvas, "漢a\n ──\n", "filled");
	canvas_fill(canvas, 1, 0, 9, plain, "-");
	is_drawn(canvas, " ---\n ──\n", "filled over a half, cut");
	canvas_clear(canvas);
	is_drawn(canvas, "\n\n", "cleared");
	canvas_free(canvas);
}

static void
try_sizes(void)
{
	struct canvas *canvas = canvas_new(0, 0);
	int x, y;

	is_int(canvas_text(canvas, 0, 0, -1, plain, "abc"), 0, "0 × 0: text");
	canvas_fill(canvas, 0, 0, -1, plain, "x");
	canvas_select(canvas, 0, 0, 5);
	is_drawn(canvas, "", "0 × 0");
	canvas_resize(canvas, -3, 2);
	is_int(canvas_width(canvas), 0, "a negative width is none");
	canvas_resize(canvas, 3, 2);
	canvas_rest(canvas, 2, 1);
	canvas_rest_at(canvas, &x, &y);
	ok(x == 2 && y == 1, "the cursor rests where it was put");
	(void)canvas_text(canvas, 0, 5, -1, plain, "below");
	(void)canvas_text(canvas, 0, -1, -1, plain, "above");
	is_drawn(canvas, "\n\n", "outside is nowhere");
	canvas_resize(canvas, 5, 1);
	is_drawn(canvas, "\n", "a new size is blank");
	canvas_rest_at(canvas, &x, &y);
	ok(x == 0 && y == 0, "and the cursor is at its corner");
	canvas_free(canvas);
	canvas_free(NULL);
}

int
main(void)
{
	try_texts();
	try_rights();
	try_piled_marks();
	try_looks();
	try_sizes();
	return done();
}
