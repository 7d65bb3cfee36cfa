/* Rows in columns as wide as what is in them, for a screen of 80: what does not
 * fit beside its row is wrapped beneath it. */
#ifndef COMMAND_TABLE_H
#define COMMAND_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum { TABLE_COLUMNS = 6, TABLE_WIDTH = 80 };

struct table_row {
	char *cells[TABLE_COLUMNS];
	size_t count; /* of cells; 0: TAIL is a line of its own, as it stands */
	char *tail;   /* or NULL */
};

struct table {
	const char *align; /* a letter a column: 'l' or 'r' */
	int widest;	   /* no column is wider; its text is cut with "…" */
	int indent;	   /* blanks before each row */
	size_t beneath;	   /* the column under which a wrapped tail begins */
	struct table_row *rows;
	size_t count;
};

void table_row(struct table *table);		       /* the next one */
void table_cell(struct table *table, const char *text); /* of the last row */

/* Adds to the last row's tail, with "; " between. NULL is fine. */
void table_tail(struct table *table, const char *text);
void table_line(struct table *table, const char *line); /* a heading */

/* A heading that may be long: from INDENT on, wrapped to begin at HANG. */
void table_text(
    struct table *table, const char *text, int indent, int hang);

void table_format(struct buf *out, const struct table *table);
void table_release(struct table *table);

/* TEXT broken at blanks so that no line is longer than TABLE_WIDTH. COLUMN
 * cells of the first line are there already; those that follow begin at HANG.
 * Ends the line. */
void table_wrap(struct buf *out, const char *text, int column, int hang);

#endif
