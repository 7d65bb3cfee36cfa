/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/number.h"
#include "config/watchlist.h"
#include "fetch/csv_rows.h"
#include "fetch/encoding.h"
#include "fetch/format.h"
#include "fetch/picking.h"

struct csv_reading {
	struct picking *picking;
	struct encoding *encoding;
	struct csv_rows *rows;
	struct buf text;	/* a piece in UTF-8 */
	uint64_t header_line;	/* that is said; 0: found by its names */
	bool no_header;		/* columns are numbered */
	char **columns;		/* trimmed; NULL: the header is to come */
	size_t column_count;
	char *first; /* the first row, for who seeks the header in vain */
};

static void
free_name(void *name)
{
	mem_free(name);
}

/* A column's name, or its number where the file has no header. */
static bool
field_new(struct field *field, const struct section *signal, const char *text,
    struct err *err)
{
	(void)signal;
	if (text[0] == '\0')
		return err_at(err, 0, "a column's name is expected");
	field->path = mem_text(text);
	field->free_path = free_name;
	field->kind = FIELD_RELATIVE;
	return true;
}

/* Without the blanks around it. */
static struct foreign
trim(const char *text, size_t length)
{
	while (length > 0 && (*text == ' ' || *text == '\t')) {
		text++;
		length--;
	}
	while (length > 0 &&
	    (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	return (struct foreign){ text, length };
}

static bool
is_text(const struct csv_cell *cell, const char *wanted)
{
	struct foreign got = trim(cell->text, cell->length);
	struct foreign text = trim(wanted, strlen(wanted));

	return got.length == text.length &&
	    !memcmp(got.bytes, text.bytes, text.length);
}

static size_t
find_column(const struct csv_reading *reading, const char *name)
{
	struct foreign wanted = trim(name, strlen(name));
	double number;

	if (reading->no_header)
		return number_parse(&number, wanted.bytes, wanted.length) &&
			number >= 1 && number <= 1e6
		    ? (size_t)number - 1
		    : SIZE_MAX;
	for (size_t i = 0; i < reading->column_count; i++)
		if (strlen(reading->columns[i]) == wanted.length &&
		    !memcmp(reading->columns[i], wanted.bytes, wanted.length))
			return i;
	return SIZE_MAX;
}

/* The names of all columns that a recipe reads, one after another; NULL at the
 * end. */
static const char *
needed_name(const struct recipe *recipe, size_t i)
{
	const struct value *where = section_value(recipe->section, "where");

	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->parts[part].kind == FIELD_RELATIVE && i-- == 0)
			return recipe->parts[part].path;
	for (size_t k = 0; k < recipe->label_count; k++)
		if (recipe->labels[k].field.kind == FIELD_RELATIVE &&
		    i-- == 0)
			return recipe->labels[k].field.path;
	return where != NULL && i < where->count ? where->keys[i] : NULL;
}

static bool
row_has(const struct csv_row *row, const char *name)
{
	for (size_t i = 0; i < row->count; i++)
		if (is_text(&row->cells[i], name))
			return true;
	return false;
}

/* The header is the first row that names all columns of some signal. */
static bool
is_header(const struct csv_reading *reading, const struct csv_row *row)
{
	const struct picking *picking = reading->picking;

	if (reading->header_line != 0)
		return row->line == reading->header_line;
	for (size_t i = 0; i < picking->count; i++) {
		const struct recipe *recipe = picking->recipes[i];
		const char *name;
		size_t k = 0;

		while ((name = needed_name(recipe, k)) != NULL &&
		    row_has(row, name))
			k++;
		if (name == NULL && k > 0)
			return true;
	}
	return false;
}

/* A signal whose columns are not all there finds nothing, and says which. */
static void
check_columns(struct csv_reading *reading)
{
	struct picking *picking = reading->picking;

	for (size_t i = 0; i < picking->count; i++) {
		const struct recipe *recipe = picking->recipes[i];
		const char *name, *near;

		for (size_t k = 0;
		     (name = needed_name(recipe, k)) != NULL; k++) {
			if (find_column(reading, name) != SIZE_MAX)
				continue;
			near = near_name(name,
			    (const char *const *)reading->columns,
			    reading->column_count);
			picking_missing(picking, i,
			    mem_printf("%s: there is no column '%s'%s%s%s",
				recipe->section->name, name,
				near != NULL ? "; did you mean '" : "",
				near != NULL ? near : "",
				near != NULL ? "'?" : ""));
		}
	}
}

static void
take_header(struct csv_reading *reading, const struct csv_row *row)
{
	reading->columns =
	    mem_new_array(row->count, sizeof(*reading->columns));
	reading->column_count = row->count;
	for (size_t i = 0; i < row->count; i++)
		reading->columns[i] = foreign_clean(
		    trim(row->cells[i].text, row->cells[i].length));
	check_columns(reading);
}

static bool
is_wanted(const struct csv_reading *reading, const struct recipe *recipe,
    const struct csv_row *row)
{
	const struct value *where = section_value(recipe->section, "where");

	for (size_t i = 0; where != NULL && i < where->count; i++) {
		size_t at = find_column(reading, where->keys[i]);

		if (at >= row->count ||
		    !is_text(&row->cells[at], where->items[i]->text))
			return false;
	}
	return true;
}

static void
read_field(const struct csv_reading *reading, const struct field *field,
    const struct csv_row *row, struct text_value *value)
{
	const struct csv_cell *cell;
	struct foreign text;
	size_t at;

	if (field_word(field, value) || field->kind != FIELD_RELATIVE)
		return;
	at = find_column(reading, field->path);
	if (at >= row->count)
		return;
	cell = &row->cells[at];
	text = trim(cell->text, cell->length);
	value->found = true;
	value->is_null = text.length == 0;
	value->text = mem_bytes(text.bytes, text.length);
	value->length = text.length;
	value->offset = encoding_offset(reading->encoding, cell->offset);
	if (value->offset >= 0)
		value->offset += cell->quoted + (text.bytes - cell->text);
	value->path = mem_printf("line %llu, column '%s'",
	    (unsigned long long)row->line, (const char *)field->path);
}

static void
gather(
    const struct csv_reading *reading, size_t i, const struct csv_row *row)
{
	const struct recipe *recipe = reading->picking->recipes[i];
	struct gathered *gathered = picking_node(reading->picking, i, 0);
	struct text_value *title;

	if (gathered == NULL)
		return;
	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->slots[part] != SLOT_NONE)
			read_field(reading, &recipe->parts[part], row,
			    &gathered->values[recipe->slots[part]]);
	for (size_t k = 0; k < recipe->label_count; k++)
		read_field(reading, &recipe->labels[k].field, row,
		    &gathered->values[recipe->slot_count + k]);
	if (recipe->events) {
		title = &gathered->values[recipe->slots[PART_TITLE]];
		if (title->path == NULL)
			title->path = mem_printf(
			    "line %llu", (unsigned long long)row->line);
	}
	picking_weigh(reading->picking, i, gathered);
}

/* The last row without a newline behind it: its last cell may be cut. */
static bool
check_cut(const struct csv_reading *reading, const struct csv_row *row,
    struct err *err)
{
	const struct picking *picking = reading->picking;

	if (!row->at_end || row->cells[row->count - 1].quoted)
		return true;
	for (size_t i = 0; i < picking->count; i++) {
		const char *name;

		for (size_t k = 0; (name = needed_name(picking->recipes[i],
					k)) != NULL;
		     k++)
			if (find_column(reading, name) == row->count - 1)
				return err_set(err,
				    "line %llu: no newline is behind the last "
				    "row, so '%s' may be cut short",
				    (unsigned long long)row->line, name);
	}
	return true;
}

static bool
check_width(const struct csv_reading *reading, const struct csv_row *row,
    struct err *err)
{
	return row->count == reading->column_count ||
	    err_set(err, "line %llu has %zu cells, and the header has %zu",
		(unsigned long long)row->line, row->count,
		reading->column_count);
}

static bool
on_row(void *context, const struct csv_row *row, struct err *err)
{
	struct csv_reading *reading = context;
	struct picking *picking = reading->picking;

	if (reading->first == NULL)
		reading->first = foreign_clean(
		    trim(row->cells[0].text, row->cells[0].length));
	if (reading->columns == NULL && reading->no_header) {
		take_header(reading, row);
	} else if (reading->columns == NULL) {
		if (is_header(reading, row))
			take_header(reading, row);
		return true;
	}
	if (!check_width(reading, row, err) || !check_cut(reading, row, err))
		return false;
	for (size_t i = 0; i < picking->count; i++)
		if (picking->harvests[i].missing == NULL &&
		    is_wanted(reading, picking->recipes[i], row))
			gather(reading, i, row);
	return true;
}

static void *
open_csv(struct picking *picking)
{
	struct csv_reading *reading = mem_new(sizeof(*reading));
	const char *delimiter = section_text(picking->source, "delimiter");
	const char *header = section_text(picking->source, "header");
	double line;

	reading->picking = picking;
	reading->encoding =
	    encoding_new(section_text(picking->source, "encoding"));
	reading->rows = csv_rows_new(delimiter == NULL ? '\0'
		: !strcmp(delimiter, "tab")	       ? '\t'
						       : delimiter[0],
	    on_row, reading);
	buf_init(&reading->text, SIZE_MAX);
	reading->no_header = header != NULL && !strcmp(header, "none");
	if (header != NULL && number_parse(&line, header, strlen(header)))
		reading->header_line = (uint64_t)line;
	return reading;
}

static void
close_csv(void *own)
{
	struct csv_reading *reading = own;

	for (size_t i = 0; i < reading->column_count; i++)
		mem_free(reading->columns[i]);
	mem_free(reading->columns);
	mem_free(reading->first);
	csv_rows_free(reading->rows);
	encoding_free(reading->encoding);
	buf_release(&reading->text);
	mem_free(reading);
}

static bool
feed_csv(void *own, const char *bytes, size_t length, struct err *err)
{
	struct csv_reading *reading = own;

	buf_clear(&reading->text);
	return encoding_feed(
		   reading->encoding, bytes, length, &reading->text, err) &&
	    csv_rows_feed(reading->rows, buf_string(&reading->text),
		reading->text.length, err);
}

/* A page that is something else has no such header. */
static bool
no_header(const struct csv_reading *reading, struct err *err)
{
	const char own[] = { csv_rows_delimiter(reading->rows), '\0' };

	if (reading->first == NULL)
		return err_set(err, "it is empty");
	return err_set(err,
	    "no row names the columns that are read%s%s%s; it begins with "
	    "'%.60s'",
	    own[0] != '\0' ? " (cells end with " : "",
	    own[0] == '\t' ? "a tab" : own, own[0] != '\0' ? ")" : "",
	    reading->first);
}

static bool
end_csv(void *own, struct err *err)
{
	struct csv_reading *reading = own;

	buf_clear(&reading->text);
	return encoding_end(reading->encoding, &reading->text, err) &&
	    csv_rows_feed(reading->rows, buf_string(&reading->text),
		reading->text.length, err) &&
	    csv_rows_end(reading->rows, err) &&
	    (reading->columns != NULL || no_header(reading, err));
}

const struct format format_csv = {
	.name = "csv",
	.field_new = field_new,
	.open = open_csv,
	.close = close_csv,
	.feed = feed_csv,
	.end = end_csv,
};
