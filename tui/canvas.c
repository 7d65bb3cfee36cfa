/* SPDX-License-Identifier: MIT */
#include "tui/canvas.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { CELL_BYTES = 16 }; /* a character and what combines with it */

struct cell {
	char text[CELL_BYTES]; /* "" for the right half of a wide one */
	struct cell_look look;
};

struct canvas {
	int width, height;
	int rest_x, rest_y;
	struct cell *cells;
};

static const struct cell blank = { " ", { STYLE_PLAIN, false } };

struct canvas *
canvas_new(int width, int height)
{
	struct canvas *canvas = mem_new(sizeof(*canvas));

	canvas_resize(canvas, width, height);
	return canvas;
}

void
canvas_free(struct canvas *canvas)
{
	if (canvas == NULL)
		return;
	mem_free(canvas->cells);
	mem_free(canvas);
}

void
canvas_resize(struct canvas *canvas, int width, int height)
{
	canvas->width = width > 0 ? width : 0;
	canvas->height = height > 0 ? height : 0;
	mem_free(canvas->cells);
	canvas->cells = mem_new_array(
	    (size_t)canvas->width * (size_t)canvas->height,
	    sizeof(*canvas->cells));
	canvas_clear(canvas);
}

void
canvas_clear(struct canvas *canvas)
{
	size_t count = (size_t)canvas->width * (size_t)canvas->height;

	for (size_t i = 0; i < count; i++)
		canvas->cells[i] = blank;
	canvas->rest_x = canvas->rest_y = 0;
}

int
canvas_width(const struct canvas *canvas)
{
	return canvas->width;
}

int
canvas_height(const struct canvas *canvas)
{
	return canvas->height;
}

static struct cell *
cell_at(const struct canvas *canvas, int x, int y)
{
	if (x < 0 || y < 0 || x >= canvas->width || y >= canvas->height)
		return NULL;
	return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

/* What is overwritten by half is blanked whole. */
static void
clear_cell(struct canvas *canvas, int x, int y)
{
	struct cell *cell = cell_at(canvas, x, y);
	struct cell *right = cell_at(canvas, x + 1, y);
	struct cell *left = cell_at(canvas, x - 1, y);

	if (cell == NULL)
		return;
	if (cell->text[0] == '\0' && left != NULL)
		memcpy(left->text, blank.text, 2);
	if (right != NULL && right->text[0] == '\0')
		memcpy(right->text, blank.text, 2);
	*cell = blank;
}

static void
put(struct canvas *canvas, int x, int y, int width, struct cell_look look,
    const char *bytes, size_t length)
{
	struct cell *cell;

	for (int i = 0; i < width; i++)
		clear_cell(canvas, x + i, y);
	cell = cell_at(canvas, x, y);
	if (cell == NULL)
		return;
	cell->look = look;
	if (width == 2 && cell_at(canvas, x + 1, y) == NULL)
		return; /* no room for its right half */
	memcpy(cell->text, bytes, length);
	cell->text[length] = '\0';
	if (width == 2) {
		cell_at(canvas, x + 1, y)->text[0] = '\0';
		cell_at(canvas, x + 1, y)->look = look;
	}
}

/* A combining character joins the cell before it, while there is room. */
static void
combine(struct canvas *canvas, int x, int y, const char *bytes, size_t length)
{
	struct cell *cell = cell_at(canvas, x, y);
	size_t used;

	if (cell != NULL && cell->text[0] == '\0')
		cell = cell_at(canvas, x - 1, y);
	if (cell == NULL)
		return;
	used = strlen(cell->text);
	if (used + length >= CELL_BYTES)
		return;
	memcpy(cell->text + used, bytes, length);
	cell->text[used + length] = '\0';
}

int
canvas_text(struct canvas *canvas, int x, int y, int width,
    struct cell_look look, const char *text)
{
	size_t length = strlen(text), at = 0;
	int used = 0;

	if (width < 0)
		width = canvas->width - x;
	while (at < length) {
		uint32_t character;
		size_t step = utf8_decode(text + at, length - at, &character);
		int cells = step > 0 ? utf8_width(character) : 1;

		if (used + cells > width)
			break;
		if (step == 0)
			put(canvas, x + used, y, 1, look, "?", 1);
		else if (cells == 0 && used > 0)
			combine(canvas, x + used - 1, y, text + at, step);
		else if (cells > 0)
			put(canvas, x + used, y, cells, look, text + at, step);
		used += cells;
		at += step > 0 ? step : 1;
	}
	return used;
}

int
canvas_text_right(struct canvas *canvas, int x, int y, int width,
    struct cell_look look, const char *text)
{
	int used = utf8_text_width(text);

	if (used > width)
		used = width;
	return canvas_text(canvas, x + width - used, y, used, look, text);
}

void
canvas_fill(struct canvas *canvas, int x, int y, int width,
    struct cell_look look, const char *character)
{
	if (width < 0)
		width = canvas->width - x;
	for (int i = 0; i < width; i++)
		put(canvas, x + i, y, 1, look, character, strlen(character));
}

void
canvas_select(struct canvas *canvas, int x, int y, int width)
{
	if (width < 0)
		width = canvas->width - x;
	for (int i = 0; i < width; i++)
		if (cell_at(canvas, x + i, y) != NULL)
			cell_at(canvas, x + i, y)->look.selected = true;
}

const char *
canvas_cell(
    const struct canvas *canvas, int x, int y, struct cell_look *look)
{
	const struct cell *cell = cell_at(canvas, x, y);

	if (cell == NULL)
		cell = &blank;
	if (look != NULL)
		*look = cell->look;
	return cell->text;
}

void
canvas_format(struct buf *out, const struct canvas *canvas)
{
	for (int y = 0; y < canvas->height; y++) {
		int end = canvas->width;

		while (end > 0 &&
		    !strcmp(cell_at(canvas, end - 1, y)->text, " "))
			end--;
		for (int x = 0; x < end; x++)
			(void)buf_text(out, cell_at(canvas, x, y)->text);
		(void)buf_char(out, '\n');
	}
}

void
canvas_rest(struct canvas *canvas, int x, int y)
{
	canvas->rest_x = x;
	canvas->rest_y = y;
}

void
canvas_rest_at(const struct canvas *canvas, int *x, int *y)
{
	*x = canvas->rest_x;
	*y = canvas->rest_y;
}
