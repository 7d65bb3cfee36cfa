/* SPDX-License-Identifier: MIT */
#include "tui/grid.h"

enum { TWO_FROM = 120, THREE_FROM = 240 };

int
grid_column_count(int width)
{
	return width >= THREE_FROM ? 3 : width >= TWO_FROM ? 2 : 1;
}

int
grid_column_width(int width)
{
	int columns = grid_column_count(width);

	return (width - (columns - 1)) / columns;
}

void
grid_columns(struct grid_panel *panels, size_t count, int columns)
{
	int total = 0, used = 0, next = 0;

	for (size_t i = 0; i < count; i++)
		total += panels[i].rows + 1;
	for (size_t i = 0; i < count; i++) {
		int height = panels[i].rows + 1;
		int middle = used + height / 2;

		panels[i].column =
		    total > 0 ? middle * columns / total : 0;
		/* No column is left empty before one that is not. */
		if (panels[i].column > next)
			panels[i].column = next;
		if (panels[i].column >= columns)
			panels[i].column = columns - 1;
		next = panels[i].column + 1;
		used += height;
	}
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* Lines that the panels of the column take when none shows more than ROWS. */
static int
height_at(const struct grid_panel *panels, size_t count, int column,
    size_t open, int rows)
{
	int height = 0;

	for (size_t i = 0; i < count; i++)
		if (panels[i].column == column && i != open)
			height += least(panels[i].rows, rows);
	return height;
}

static int
titles_of(const struct grid_panel *panels, size_t count, int column)
{
	int titles = 0;

	for (size_t i = 0; i < count; i++)
		titles += panels[i].column == column;
	return titles;
}

/* Folded panels show the same number of rows each, as many as there is room
 * for; what is left over goes to the first of them. */
static void
fold(struct grid_panel *panels, size_t count, int column, size_t open,
    int room)
{
	int rows = 0;

	while (height_at(panels, count, column, open, rows + 1) <= room &&
	    height_at(panels, count, column, open, rows + 1) >
		height_at(panels, count, column, open, rows))
		rows++;
	room -= height_at(panels, count, column, open, rows);
	for (size_t i = 0; i < count; i++) {
		if (panels[i].column != column || i == open)
			continue;
		panels[i].shown = least(panels[i].rows, rows);
		if (room > 0 && panels[i].rows > panels[i].shown) {
			panels[i].shown++;
			room--;
		}
		panels[i].skip = 0;
	}
}

/* The open panel leaves the others a quarter of the room, if they need it. */
static void
open_panel(struct grid_panel *panels, size_t count, int column, size_t open,
    int row, int room)
{
	struct grid_panel *panel = &panels[open];
	int others = height_at(panels, count, column, open, 1 << 20);
	int most = room - least(others, room / 4);

	panel->shown = least(panel->rows, most > 1 ? most : least(room, 1));
	panel->skip = panel->shown > 0 && row >= panel->shown
	    ? row - panel->shown + 1
	    : 0;
	fold(panels, count, column, open, room - panel->shown);
}

static void
set_places(struct grid_panel *panels, size_t count, int column, int height,
    size_t open)
{
	int y = 0, above = 0;

	/* With more titles than lines, what is above the open one goes. */
	for (size_t i = 0; i < count; i++)
		if (panels[i].column == column && i <= open)
			above += 1 + panels[i].shown;
	if (open < count && panels[open].column == column && above > height)
		y = height - above;
	for (size_t i = 0; i < count; i++) {
		if (panels[i].column != column)
			continue;
		panels[i].y = y;
		y += 1 + panels[i].shown;
	}
}

void
grid_place(struct grid_panel *panels, size_t count, int columns, int height,
    size_t selected, int row)
{
	for (int column = 0; column < columns; column++) {
		int titles = titles_of(panels, count, column);
		int room = height > titles ? height - titles : 0;
		size_t open = selected < count &&
			panels[selected].column == column
		    ? selected
		    : count;

		if (open < count)
			open_panel(panels, count, column, open, row,
			    room > 0 ? room : 1);
		else
			fold(panels, count, column, open, room);
		set_places(panels, count, column, height, open);
	}
}
