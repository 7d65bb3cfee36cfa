/* SPDX-License-Identifier: MIT */
#include "command/table.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/output.h"

enum { GAP = 2, ROOM_FOR_TEXT = 34 };

void
table_row(struct table *table)
{
	table->rows =
	    mem_room(table->rows, table->count, sizeof(*table->rows));
	table->rows[table->count++] = (struct table_row){ .count = 0 };
}

void
table_cell(struct table *table, const char *text)
{
	struct table_row *row = &table->rows[table->count - 1];

	row->cells[row->count++] = mem_text(text != NULL ? text : "");
}

void
table_tail(struct table *table, const char *text)
{
	struct table_row *row = &table->rows[table->count - 1];
	char *before = row->tail;

	if (text == NULL || text[0] == '\0')
		return;
	row->tail = before != NULL ? mem_printf("%s; %s", before, text)
				   : mem_text(text);
	mem_free(before);
}

void
table_line(struct table *table, const char *line)
{
	table_row(table);
	table->rows[table->count - 1].tail = mem_text(line);
}

static void
blanks(struct buf *out, int count)
{
	for (int i = 0; i < count; i++)
		(void)buf_char(out, ' ');
}

/* Blanks within a line stay as they are: the text may be a quotation. */
void
table_wrap(struct buf *out, const char *text, int column, int hang)
{
	bool at_start = true; /* of a line: nothing is broken there */

	while (text[strspn(text, " \t\n")] != '\0') {
		size_t gap = strspn(text, " \t\n");
		size_t length = strcspn(text + gap, " \t\n");
		char *word = mem_bytes(text + gap, length);
		int width = utf8_text_width(word);

		if (!at_start && column + (int)gap + width > TABLE_WIDTH) {
			(void)buf_char(out, '\n');
			blanks(out, hang);
			column = hang + width;
		} else {
			blanks(out, (int)gap);
			column += (int)gap + width;
		}
		(void)buf_text(out, word);
		text += gap + length;
		at_start = false;
		mem_free(word);
	}
	(void)buf_char(out, '\n');
}

void
table_text(struct table *table, const char *text, int indent, int hang)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	blanks(&line, indent);
	table_wrap(&line, text, indent, hang);
	/* table_format() ends the line. */
	if (line.length > 0 && line.bytes[line.length - 1] == '\n')
		line.bytes[line.length - 1] = '\0';
	table_line(table, buf_string(&line));
	buf_release(&line);
}

static void
find_widths(const struct table *table, int *widths)
{
	for (size_t i = 0; i < table->count; i++)
		for (size_t k = 0; k < table->rows[i].count; k++) {
			int width = utf8_text_width(table->rows[i].cells[k]);

			if (width > widths[k])
				widths[k] = width;
			if (widths[k] > table->widest)
				widths[k] = table->widest;
		}
}

/* Where column K begins; one that is empty throughout has no gap either. */
static int
start_of(const struct table *table, const int *widths, size_t k)
{
	int start = table->indent;

	for (size_t i = 0; i < k; i++)
		start += widths[i] > 0 ? widths[i] + GAP : 0;
	return start;
}

/* Without the blanks that nothing follows. */
static void
trim(struct buf *out)
{
	while (out->length > 0 && out->bytes[out->length - 1] == ' ')
		out->bytes[--out->length] = '\0';
}

/* Beside the row where it fits there, or has room enough to be wrapped. */
static void
format_tail(struct buf *out, const struct table *table, const int *widths,
    const char *tail, size_t column)
{
	int start = start_of(table, widths, column);
	int beneath = start_of(table, widths, table->beneath);

	if (start + utf8_text_width(tail) > TABLE_WIDTH &&
	    start > TABLE_WIDTH - ROOM_FOR_TEXT) {
		trim(out);
		(void)buf_char(out, '\n');
		start = beneath + GAP;
		blanks(out, start);
	}
	table_wrap(out, tail, start, start);
}

static void
format_row(struct buf *out, const struct table *table, const int *widths,
    const struct table_row *row)
{
	size_t count = row->count;

	/* A tail takes the place of what is empty before it. */
	while (count > 1 && row->cells[count - 1][0] == '\0')
		count--;
	blanks(out, table->indent);
	for (size_t k = 0; k < count; k++) {
		if (widths[k] == 0)
			continue;
		output_cell(
		    out, row->cells[k], widths[k], table->align[k] == 'r');
		blanks(out, GAP);
	}
	if (row->tail != NULL) {
		format_tail(out, table, widths, row->tail, count);
		return;
	}
	trim(out);
	(void)buf_char(out, '\n');
}

void
table_format(struct buf *out, const struct table *table)
{
	int widths[TABLE_COLUMNS] = { 0 };

	find_widths(table, widths);
	for (size_t i = 0; i < table->count; i++) {
		const struct table_row *row = &table->rows[i];

		if (row->count > 0)
			format_row(out, table, widths, row);
		else
			(void)buf_printf(out, "%s\n", row->tail);
	}
}

void
table_release(struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		for (size_t k = 0; k < table->rows[i].count; k++)
			mem_free(table->rows[i].cells[k]);
		mem_free(table->rows[i].tail);
	}
	mem_free(table->rows);
	table->rows = NULL;
	table->count = 0;
}
