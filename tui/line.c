/* SPDX-License-Identifier: MIT */
#include "tui/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

void
line_init(struct line *line)
{
	buf_init(&line->text, LIMIT_MESSAGE);
	line->spans = NULL;
	line->span_count = 0;
}

void
line_release(struct line *line)
{
	buf_release(&line->text);
	mem_free(line->spans);
	line->spans = NULL;
	line->span_count = 0;
}

static void
begin(struct line *line, enum style style)
{
	if (line->span_count > 0 &&
	    line->spans[line->span_count - 1].style == style)
		return;
	line->spans =
	    mem_room(line->spans, line->span_count, sizeof(*line->spans));
	line->spans[line->span_count++] =
	    (struct span){ line->text.length, style };
}

void
line_text(struct line *line, enum style style, const char *text)
{
	begin(line, style);
	(void)buf_text(&line->text, text);
}

void
line_add(struct line *line, enum style style, const char *fmt, ...)
{
	char small[256];
	va_list args;
	int length;

	va_start(args, fmt);
	length = vsnprintf(small, sizeof(small), fmt, args);
	va_end(args);
	if (length < 0)
		return;
	if ((size_t)length < sizeof(small)) {
		line_text(line, style, small);
	} else {
		char *large = mem_new((size_t)length + 1);

		va_start(args, fmt);
		(void)vsnprintf(large, (size_t)length + 1, fmt, args);
		va_end(args);
		line_text(line, style, large);
		mem_free(large);
	}
}

static void
blanks(struct line *line, int count)
{
	for (int i = 0; i < count; i++)
		(void)buf_char(&line->text, ' ');
}

/* How many bytes of TEXT fill at most WIDTH cells; *CELLS is what they take. */
static size_t
fitting(const char *text, int width, int *cells)
{
	size_t length = strlen(text), at = 0;

	*cells = 0;
	while (at < length) {
		uint32_t character;
		size_t step = utf8_decode(text + at, length - at, &character);
		int wide = step > 0 ? utf8_width(character) : 1;

		if (*cells + wide > width)
			break;
		*cells += wide;
		at += step > 0 ? step : 1;
	}
	return at;
}

void
line_cell(struct line *line, enum style style, int width, bool right,
    const char *text)
{
	int used = utf8_text_width(text);
	size_t bytes;

	if (width <= 0)
		return;
	begin(line, style);
	if (used <= width) {
		blanks(line, right ? width - used : 0);
		(void)buf_text(&line->text, text);
		blanks(line, right ? 0 : width - used);
		return;
	}
	bytes = fitting(text, width - 1, &used);
	(void)buf_add(&line->text, text, bytes);
	(void)buf_text(&line->text, "…");
	blanks(line, width - 1 - used);
}

void
line_pad(struct line *line, int column)
{
	begin(line, STYLE_PLAIN);
	blanks(line, column - line_width(line));
}

int
line_width(const struct line *line)
{
	return utf8_text_width(buf_string(&line->text));
}

/* The text of a span; the caller owns it. */
static char *
span_text(const struct line *line, size_t i)
{
	size_t start = line->spans[i].start;
	size_t end = i + 1 < line->span_count ? line->spans[i + 1].start
					      : line->text.length;

	return mem_bytes(buf_string(&line->text) + start, end - start);
}

/* Blanks at the end are no loss. */
static int
inked_width(const struct line *line)
{
	size_t length = line->text.length;
	char *text;
	int width;

	while (length > 0 && line->text.bytes[length - 1] == ' ')
		length--;
	text = mem_bytes(buf_string(&line->text), length);
	width = utf8_text_width(text);
	mem_free(text);
	return width;
}

int
line_draw(const struct line *line, struct canvas *canvas, int x, int y,
    int width, bool selected)
{
	struct cell_look look = { STYLE_PLAIN, selected };
	bool cut = width > 0 && inked_width(line) > width;
	int room = cut ? width - 1 : width;
	int used = 0;
	bool whole = true;

	if (selected)
		canvas_fill(canvas, x, y, width, look, " ");
	for (size_t i = 0; i < line->span_count && whole && used < room; i++) {
		char *text = span_text(line, i);
		int need = utf8_text_width(text);

		look.style = line->spans[i].style;
		whole = need <= room - used;
		used +=
		    canvas_text(canvas, x + used, y, room - used, look, text);
		mem_free(text);
	}
	if (cut)
		used += canvas_text(canvas, x + used, y, 1, look, "…");
	return used;
}
