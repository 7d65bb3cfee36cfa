/* SPDX-License-Identifier: MIT */
#include "tui/line.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *text;
	int width;
	bool right;
	const char *cell;
} cells[] = {
	{ "ab", 4, false, "ab  " },
	{ "ab", 4, true, "  ab" },
	{ "abcd", 4, false, "abcd" },
	{ "abcd", 4, true, "abcd" },
	{ "abcde", 4, false, "abc…" },
	{ "abcde", 4, true, "abc…" },
	{ "", 3, false, "   " },
	{ "ab", 1, false, "…" },
	{ "a", 1, false, "a" },
	{ "ab", 0, false, "" },
	{ "ab", -2, false, "" },
	{ "漢字", 4, false, "漢字" },
	{ "漢字", 5, true, " 漢字" },
	{ "漢字", 3, false, "漢…" },
	{ "漢字", 2, false, "… " },
	{ "a漢字", 4, false, "a漢…" },
	{ "漢字国", 4, false, "漢… " },
	{ "e\xcc\x81" "e\xcc\x81", 3, false, "e\xcc\x81" "e\xcc\x81 " },
	{ "abe\xcc\x81" "cd", 4, false, "abe\xcc\x81…" },
};

static void
try_cells(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
		struct line line;

		line_init(&line);
		line_cell(&line, STYLE_PLAIN, cells[i].width, cells[i].right,
		    cells[i].text);
		is_string(
		    buf_string(&line.text), cells[i].cell, cells[i].text);
		is_int(line_width(&line),
		    cells[i].width > 0 ? cells[i].width : 0,
		    "as wide as it was asked for");
		line_release(&line);
	}
}

static const struct {
	const char *first, *second;
	int x, width;
	bool selected;
	const char *drawn;
} draws[] = {
	{ "ab", "cd", 0, 10, false, "abcd\n" },
	{ "ab", "cd", 3, 5, false, "   abcd\n" },
	{ "ab", "cd", 0, 4, false, "abcd\n" },
	{ "ab", "cd", 0, 3, false, "ab…\n" },
	{ "ab", "cd", 0, 1, false, "…\n" },
	{ "ab", "", 0, 1, false, "…\n" },
	{ "a", "", 0, 1, false, "a\n" },
	{ "ab", "cd", 0, 0, false, "\n" },
	{ "ab", "cd", 8, 4, false, "        ab\n" },
	{ "漢字", "国", 0, 6, false, "漢字国\n" },
	{ "漢字", "国", 0, 5, false, "漢字…\n" },
	{ "漢字", "国", 0, 4, false, "漢…\n" },
	{ "漢字", "abc", 0, 4, false, "漢…\n" },
	{ "ab", "cd", 0, 8, true, "abcd\n" },
	{ "ab", "    ", 0, 3, false, "ab\n" },
};

static void
try_draws(void)
{
	for (size_t i = 0; i < ARRAY_LEN(draws); i++) {
		struct canvas *canvas = canvas_new(10, 1);
		struct line line;
		struct buf got;
		struct cell_look look;
		int last = draws[i].x + draws[i].width - 1;

		line_init(&line);
		line_text(&line, STYLE_STRONG, draws[i].first);
		line_text(&line, STYLE_DIM, draws[i].second);
		ok(line_draw(&line, canvas, draws[i].x, 0, draws[i].width,
		       draws[i].selected) <= draws[i].width,
		    "no more cells than it may use");
		buf_init(&got, LIMIT_LABEL);
		canvas_format(&got, canvas);
		is_string(buf_string(&got), draws[i].drawn, draws[i].first);
		if (last >= 0 && last < 10) {
			(void)canvas_cell(canvas, last, 0, &look);
			is_int(look.selected, draws[i].selected,
			    "a selection fills the width");
		}
		buf_release(&got);
		line_release(&line);
		canvas_free(canvas);
	}
}

static void
try_spans(void)
{
	struct canvas *canvas = canvas_new(10, 1);
	struct cell_look look;
	struct line line;

	line_init(&line);
	line_text(&line, STYLE_STRONG, "a");
	line_text(&line, STYLE_STRONG, "b");
	is_int((int64_t)line.span_count, 1, "one style, one span");
	line_add(&line, STYLE_DIM, "%d-%s", 12, "x");
	line_pad(&line, 8);
	line_pad(&line, 3);
	line_text(&line, STYLE_OK, "!");
	is_string(buf_string(&line.text), "ab12-x  !", "filled to a column");
	(void)line_draw(&line, canvas, 0, 0, 10, false);
	(void)canvas_cell(canvas, 1, 0, &look);
	is_int(look.style, STYLE_STRONG, "the first style to its end");
	(void)canvas_cell(canvas, 2, 0, &look);
	is_int(look.style, STYLE_DIM, "the second from its start");
	(void)canvas_cell(canvas, 8, 0, &look);
	is_int(look.style, STYLE_OK, "the last");
	line_release(&line);
	canvas_free(canvas);
}

static void
try_long(void)
{
	char *text = mem_new(100001);
	struct line line;

	memset(text, 'x', 100000);
	line_init(&line);
	line_add(&line, STYLE_PLAIN, "%s", text);
	ok(line.text.length <= LIMIT_MESSAGE, "a line has a ceiling");
	line_release(&line);
	line_init(&line);
	line_add(&line, STYLE_PLAIN, "%.*s", 300, text);
	is_int((int64_t)line.text.length, 300, "longer than a small buffer");
	line_release(&line);
	mem_free(text);
}

int
main(void)
{
	try_cells();
	try_draws();
	try_spans();
	try_long();
	return done();
}
