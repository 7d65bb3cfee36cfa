/* SPDX-License-Identifier: MIT */
#include "fetch/csv_rows.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"

enum where { /* of the next byte */
	AT_START,     /* of a cell */
	IN_PLAIN,
	IN_QUOTED,
	AFTER_QUOTE,  /* it closed the cell, or is the first of two */
};

struct mark { /* a cell of the row in the making: a range of its text */
	size_t start, length;
	int64_t offset;
	bool quoted;
};

struct csv_rows {
	char delimiter; /* '\0': not settled yet */
	csv_found found;
	void *context;
	enum where where;
	bool ending;   /* csv_rows_end() was called */
	bool after_cr;	/* a LF now belongs to the line end before */
	struct buf text; /* of the row's cells */
	struct mark *marks;
	size_t count;
	struct mark cell; /* that is being read */
	struct buf first; /* a line, until the delimiter is settled */
	int64_t offset;
	uint64_t line, row_line;
};

struct csv_rows *
csv_rows_new(char delimiter, csv_found found, void *context)
{
	struct csv_rows *rows = mem_new(sizeof(*rows));

	rows->delimiter = delimiter;
	rows->found = found;
	rows->context = context;
	rows->line = rows->row_line = 1;
	buf_init(&rows->text, LIMIT_TOKEN);
	buf_init(&rows->first, LIMIT_TOKEN);
	return rows;
}

void
csv_rows_free(struct csv_rows *rows)
{
	if (rows == NULL)
		return;
	buf_release(&rows->text);
	buf_release(&rows->first);
	mem_free(rows->marks);
	mem_free(rows);
}

static void
begin_cell(struct csv_rows *rows)
{
	rows->cell = (struct mark){ .start = rows->text.length,
		.offset = rows->offset };
	rows->where = AT_START;
}

static void
end_cell(struct csv_rows *rows)
{
	rows->cell.length = rows->text.length - rows->cell.start;
	rows->marks =
	    mem_room(rows->marks, rows->count, sizeof(*rows->marks));
	rows->marks[rows->count++] = rows->cell;
}

static bool
is_blank(const struct csv_rows *rows)
{
	return rows->count == 1 && rows->marks[0].length == 0 &&
	    !rows->marks[0].quoted;
}

static bool
give_row(struct csv_rows *rows, struct err *err)
{
	struct csv_cell *cells =
	    mem_new_array(rows->count, sizeof(*cells));
	struct csv_row row = { cells, rows->count, rows->row_line,
		rows->ending };
	bool fine;

	for (size_t i = 0; i < rows->count; i++) {
		const struct mark *mark = &rows->marks[i];

		cells[i] = (struct csv_cell){
			buf_string(&rows->text) + mark->start, mark->length,
			mark->offset, mark->quoted
		};
	}
	fine = is_blank(rows) || rows->found(rows->context, &row, err);
	mem_free(cells);
	return fine;
}

static bool
end_row(struct csv_rows *rows, struct err *err)
{
	bool fine;

	end_cell(rows);
	fine = give_row(rows, err);
	buf_clear(&rows->text);
	rows->count = 0;
	return fine;
}

static bool
add(struct csv_rows *rows, char byte, struct err *err)
{
	return buf_char(&rows->text, byte) ||
	    err_set(err, "line %llu: the row is longer than %zu MiB",
		(unsigned long long)rows->row_line, LIMIT_TOKEN / MIB);
}

static bool
end_line(struct csv_rows *rows, char byte, struct err *err)
{
	bool fine = end_row(rows, err);

	rows->after_cr = byte == '\r';
	rows->line++;
	rows->row_line = rows->line;
	rows->offset++;
	begin_cell(rows);
	return fine;
}

static bool
take_quoted(struct csv_rows *rows, char byte, struct err *err)
{
	rows->offset++;
	if (byte == '"') {
		rows->where = AFTER_QUOTE;
		return true;
	}
	/* CRLF in a cell is one new line of the file. */
	if (byte == '\n' ? !rows->after_cr : byte == '\r')
		rows->line++;
	rows->after_cr = byte == '\r';
	return add(rows, byte, err);
}

static bool
take_after_quote(struct csv_rows *rows, char byte, struct err *err)
{
	rows->after_cr = false;
	if (byte == '"') { /* two of them are one */
		rows->where = IN_QUOTED;
		rows->offset++;
		return add(rows, byte, err);
	}
	if (byte == ' ') { /* before a delimiter some write blanks */
		rows->offset++;
		return true;
	}
	return err_set(err,
	    "line %llu: there is text behind the closing quote of a cell",
	    (unsigned long long)rows->line);
}

static bool
take_plain(struct csv_rows *rows, char byte, struct err *err)
{
	rows->after_cr = false;
	rows->offset++;
	if (rows->where == AT_START && byte == '"') {
		rows->cell.quoted = true;
		rows->where = IN_QUOTED;
		return true;
	}
	rows->where = IN_PLAIN;
	return add(rows, byte, err);
}

static bool
take(struct csv_rows *rows, char byte, struct err *err)
{
	if (rows->where == IN_QUOTED)
		return take_quoted(rows, byte, err);
	if (byte == '\n' && rows->after_cr) {
		rows->after_cr = false;
		rows->offset++;
		rows->cell.offset++;
		return true;
	}
	if (byte == rows->delimiter && byte != '\0') {
		rows->after_cr = false;
		end_cell(rows);
		rows->offset++;
		begin_cell(rows);
		return true;
	}
	if (byte == '\n' || byte == '\r')
		return end_line(rows, byte, err);
	return rows->where == AFTER_QUOTE
	    ? take_after_quote(rows, byte, err)
	    : take_plain(rows, byte, err);
}

static bool
take_all(struct csv_rows *rows, const char *bytes, size_t length,
    struct err *err)
{
	for (size_t i = 0; i < length; i++)
		if (!take(rows, bytes[i], err))
			return false;
	return true;
}

/* Outside quotes, in one line that begins WITHIN them or not. */
static size_t
count_of(const char *text, size_t length, char wanted, bool within)
{
	size_t count = 0;
	bool quoted = within;

	for (size_t i = 0; i < length; i++) {
		quoted ^= text[i] == '"';
		count += !quoted && text[i] == wanted;
	}
	return count;
}

/* The line that was gathered settles the delimiter, if it has one; it is a row,
 * or part of one, either way: a title above a table has no delimiter. */
static bool
settle(struct csv_rows *rows, struct err *err)
{
	static const char candidates[] = { ',', ';', '\t', '|' };
	const char *text = buf_string(&rows->first);
	size_t length = rows->first.length, best = 0;
	bool within = rows->where == IN_QUOTED, fine;

	for (size_t i = 0; i < sizeof(candidates); i++) {
		size_t count = count_of(text, length, candidates[i], within);

		if (count > best) {
			best = count;
			rows->delimiter = candidates[i];
		}
	}
	fine = take_all(rows, text, length, err);
	buf_clear(&rows->first);
	return fine;
}

bool
csv_rows_feed(struct csv_rows *rows, const char *bytes, size_t length,
    struct err *err)
{
	while (rows->delimiter == 0 && length > 0) {
		size_t head = 0;

		while (head < length && bytes[head] != '\n' &&
		    bytes[head] != '\r')
			head++;
		if (!buf_add(&rows->first, bytes, head))
			return err_set(err,
			    "line %llu: the row is longer than %zu MiB",
			    (unsigned long long)rows->row_line,
			    LIMIT_TOKEN / MIB);
		if (head == length)
			return true;
		if (!settle(rows, err) || !take(rows, bytes[head], err))
			return false;
		bytes += head + 1;
		length -= head + 1;
	}
	return take_all(rows, bytes, length, err);
}

char
csv_rows_delimiter(const struct csv_rows *rows)
{
	return rows->delimiter;
}

bool
csv_rows_end(struct csv_rows *rows, struct err *err)
{
	if (rows->delimiter == 0 && !settle(rows, err))
		return false;
	if (rows->where == IN_QUOTED)
		return err_set(err,
		    "it ends within a quoted cell of the row that begins in "
		    "line %llu",
		    (unsigned long long)rows->row_line);
	if (rows->where == AT_START && rows->count == 0)
		return true;
	rows->ending = true;
	return end_row(rows, err);
}
