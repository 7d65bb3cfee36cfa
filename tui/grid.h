/* Where panels stand on the screen: one column on narrow terminals, two or more
 * from 120 cells. Where they are higher than the screen, the panel of the
 * selection is open and the others fold to what room is left. Plain numbers. */
#ifndef TUI_GRID_H
#define TUI_GRID_H

#include <stddef.h>

struct grid_panel {
	int rows;    /* how many it has */
	int column;  /* set by grid_columns() */
	int y;	     /* of its title, from 0; -1: not shown */
	int shown;   /* rows that are shown, after SKIP of them */
	int skip;
};

/* How many columns WIDTH has room for, and the cells of each (a blank between
 * them). */
int grid_column_count(int width);
int grid_column_width(int width);

/* Spreads the panels over COLUMNS in order, about equally high. */
void grid_columns(struct grid_panel *panels, size_t count, int columns);

/* Places the panels of every column in HEIGHT lines; ROW of panel SELECTED is
 * always shown (SELECTED may be COUNT: none). */
void grid_place(struct grid_panel *panels, size_t count, int columns,
    int height, size_t selected, int row);

#endif
