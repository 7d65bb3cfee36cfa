/* Delimited text (RFC 4180, and what the world makes of it) → rows, as it
 * arrives: quoted cells with delimiters, quotes and newlines in them; LF, CRLF
 * and CR; a blank line is no row. It knows no header and no column. */
#ifndef FETCH_CSV_ROWS_H
#define FETCH_CSV_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_rows;
struct err;

struct csv_cell {
	const char *text; /* without its quotes; for the call only */
	size_t length;
	int64_t offset;	  /* of its first byte, a quote included */
	bool quoted;
};

struct csv_row {
	const struct csv_cell *cells;
	size_t count;
	uint64_t line; /* from 1: where it begins */
	bool at_end;   /* no newline is behind it: the text ended there */
};

/* False ends the reading: ERR says why. */
typedef bool (*csv_found)(
    void *context, const struct csv_row *row, struct err *err);

/* DELIMITER 0: that of , ; tab and | that the first line that has any of them
 * has most of. */
struct csv_rows *csv_rows_new(
    char delimiter, csv_found found, void *context);
void csv_rows_free(struct csv_rows *rows);

/* UTF-8, any number of bytes, any cut. False: malformed, ERR says which
 * line. */
bool csv_rows_feed(struct csv_rows *rows, const char *bytes, size_t length,
    struct err *err);
bool csv_rows_end(struct csv_rows *rows, struct err *err);

char csv_rows_delimiter(const struct csv_rows *rows); /* '\0': not settled */

#endif
