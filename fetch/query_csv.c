/* SPDX-License-Identifier: MIT */
/* COLUMN [where COLUMN = TEXT [& COLUMN = TEXT ...]]; a name or a text may be
 * in double quotes, as in a cell. The first row has the names. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "fetch/csv_rows.h"
#include "fetch/encoding.h"
#include "fetch/query.h"
#include "fetch/query_way.h"

enum { NOWHERE = -1 };

struct condition {
	char *name, *text;
	long column;
};

struct asked {
	char *name;
	struct condition *conditions;
	size_t count;
	struct query_settings settings; /* its texts are not used again */
	struct encoding *encoding;
	struct csv_rows *rows;
	bool named; /* the first row was there */
	char **names; /* of its columns */
	size_t columns;
	bool *wanted; /* of them; several may have one name */
	char *note;
	struct buf decoded, value, shown;
};

struct reader { /* of the query */
	const char *text;
	size_t at;
	struct err *err;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
skip_blanks(struct reader *reader)
{
	while (is_blank(reader->text[reader->at]))
		reader->at++;
}

/* The word where, alone; or the end. */
static bool
is_where(const char *text, size_t at)
{
	return !strncmp(text + at, "where", 5) &&
	    (at == 0 || is_blank(text[at - 1])) && is_blank(text[at + 5]);
}

static char *
read_quoted(struct reader *reader)
{
	size_t start = reader->at++;
	struct buf out;

	buf_init(&out, LIMIT_CONFIG);
	for (;;) {
		char c = reader->text[reader->at];

		if (c == '\0') {
			(void)err_at(reader->err, start,
			    "the text that begins here lacks its closing "
			    "quote");
			buf_release(&out);
			return NULL;
		}
		reader->at++;
		if (c == '"' && reader->text[reader->at] != '"')
			return buf_take(&out);
		reader->at += c == '"';
		(void)buf_char(&out, c);
	}
}

/* Up to one of STOPS, or (of a column's name) to where, without the blanks
 * around it; or in quotes. */
static char *
read_word(struct reader *reader, const char *stops, bool column)
{
	const char *text = reader->text;
	size_t start, end;

	skip_blanks(reader);
	start = end = reader->at;
	if (text[start] == '"')
		return read_quoted(reader);
	while (text[reader->at] != '\0' &&
	    strchr(stops, text[reader->at]) == NULL &&
	    !(column && is_where(text, reader->at))) {
		reader->at++;
		if (!is_blank(text[reader->at - 1]))
			end = reader->at;
	}
	if (column && end == start) {
		(void)err_at(reader->err, start,
		    "the name of a column is expected");
		return NULL;
	}
	return mem_bytes(text + start, end - start);
}

static bool
read_condition(struct asked *asked, struct reader *reader)
{
	struct condition *condition;

	asked->conditions = mem_room(asked->conditions, asked->count,
	    sizeof(*asked->conditions));
	condition = &asked->conditions[asked->count++];
	*condition = (struct condition){ .column = NOWHERE };
	condition->name = read_word(reader, "=&", true);
	if (condition->name == NULL)
		return false;
	skip_blanks(reader);
	if (reader->text[reader->at] != '=')
		return err_at(reader->err, reader->at,
		    "'=' and a text are expected: COLUMN = TEXT");
	reader->at++;
	condition->text = read_word(reader, "&", false);
	if (condition->text == NULL)
		return false;
	skip_blanks(reader);
	return true;
}

static bool
read_query(struct asked *asked, const char *text, struct err *err)
{
	struct reader reader = { text, 0, err };

	asked->name = read_word(&reader, "", true);
	if (asked->name == NULL)
		return false;
	skip_blanks(&reader);
	if (text[reader.at] == '\0')
		return true;
	if (!is_where(text, reader.at))
		return err_at(err, reader.at, "'where' or the end is expected");
	reader.at += strlen("where");
	do {
		if (!read_condition(asked, &reader))
			return false;
	} while (text[reader.at] == '&' && reader.at++ > 0);
	return text[reader.at] == '\0' ||
	    err_at(err, reader.at, "'&' or the end is expected");
}

static struct foreign
trimmed(const struct csv_cell *cell)
{
	struct foreign text = { cell->text, cell->length };

	while (text.length > 0 && is_blank(*text.bytes)) {
		text.bytes++;
		text.length--;
	}
	while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
		text.length--;
	return text;
}

/* With or without the blanks around it. */
static bool
is_text(const struct csv_cell *cell, const char *text)
{
	struct foreign own = trimmed(cell);
	size_t length = strlen(text);

	return (own.length == length && !memcmp(own.bytes, text, length)) ||
	    (cell->length == length && !memcmp(cell->text, text, length));
}

static void
note_missing(struct asked *asked, const char *name)
{
	const char *near = near_name(
	    name, (const char *const *)asked->names, asked->columns);
	char *clean = foreign_clean(foreign_text(name));

	if (asked->note == NULL)
		asked->note = mem_printf(
		    "there is no column '%s'%s%s%s", clean,
		    near != NULL ? "; did you mean '" : "",
		    near != NULL ? near : "", near != NULL ? "'?" : "");
	mem_free(clean);
}

static void
read_names(struct asked *asked, const struct csv_row *row)
{
	bool any = false;

	asked->named = true;
	asked->columns = row->count;
	asked->names = mem_new_array(row->count, sizeof(*asked->names));
	asked->wanted = mem_new_array(row->count, sizeof(*asked->wanted));
	for (size_t i = 0; i < row->count; i++) {
		asked->names[i] = foreign_clean(trimmed(&row->cells[i]));
		asked->wanted[i] = is_text(&row->cells[i], asked->name);
		any |= asked->wanted[i];
		for (size_t k = 0; k < asked->count; k++)
			if (asked->conditions[k].column == NOWHERE &&
			    is_text(&row->cells[i], asked->conditions[k].name))
				asked->conditions[k].column = (long)i;
	}
	if (!any)
		note_missing(asked, asked->name);
	for (size_t k = 0; k < asked->count; k++)
		if (asked->conditions[k].column == NOWHERE)
			note_missing(asked, asked->conditions[k].name);
}

static bool
holds(const struct asked *asked, const struct csv_row *row)
{
	for (size_t k = 0; k < asked->count; k++)
		if (!is_text(&row->cells[asked->conditions[k].column],
			asked->conditions[k].text))
			return false;
	return true;
}

static void
tell(struct asked *asked, const struct csv_row *row, size_t column)
{
	const struct csv_cell *cell = &row->cells[column];
	struct query_match match = { .path = NULL };
	struct json_writer json;

	buf_clear(&asked->value);
	json_init(&json, &asked->value);
	json_bytes(&json, cell->text, cell->length);
	if (asked->settings.paths) {
		buf_clear(&asked->shown);
		(void)buf_printf(&asked->shown, "line %llu, column %s",
		    (unsigned long long)row->line, asked->names[column]);
		match.path = buf_string(&asked->shown);
	}
	match.value = buf_string(&asked->value);
	match.length = asked->value.length;
	asked->settings.found(asked->settings.context, &match);
}

static bool
on_row(void *context, const struct csv_row *row, struct err *err)
{
	struct asked *asked = context;

	if (!asked->named) {
		read_names(asked, row);
		return true;
	}
	if (row->count != asked->columns)
		return err_set(err,
		    "line %llu: it has %zu cell%s, the first row has %zu",
		    (unsigned long long)row->line, row->count,
		    row->count == 1 ? "" : "s", asked->columns);
	if (asked->note != NULL || !holds(asked, row))
		return true;
	for (size_t i = 0; i < asked->columns; i++)
		if (asked->wanted[i])
			tell(asked, row, i);
	return true;
}

static void
stop(void *own)
{
	struct asked *asked = own;

	for (size_t i = 0; i < asked->count; i++) {
		mem_free(asked->conditions[i].name);
		mem_free(asked->conditions[i].text);
	}
	for (size_t i = 0; i < asked->columns; i++)
		mem_free(asked->names[i]);
	mem_free(asked->conditions);
	mem_free(asked->names);
	mem_free(asked->wanted);
	mem_free(asked->name);
	mem_free(asked->note);
	encoding_free(asked->encoding);
	csv_rows_free(asked->rows);
	buf_release(&asked->decoded);
	buf_release(&asked->value);
	buf_release(&asked->shown);
	mem_free(asked);
}

static void *
start(const struct query_settings *settings, struct err *err)
{
	struct asked *asked = mem_new(sizeof(*asked));

	asked->settings = *settings;
	buf_init(&asked->decoded, SIZE_MAX);
	buf_init(&asked->value, SIZE_MAX);
	buf_init(&asked->shown, SIZE_MAX);
	if (!read_query(asked, settings->text, err)) {
		stop(asked);
		return NULL;
	}
	asked->encoding = encoding_new(NULL);
	asked->rows = csv_rows_new('\0', on_row, asked);
	return asked;
}

static bool
feed(void *own, const char *bytes, size_t length, struct err *err)
{
	struct asked *asked = own;

	buf_clear(&asked->decoded);
	return encoding_feed(
		   asked->encoding, bytes, length, &asked->decoded, err) &&
	    csv_rows_feed(asked->rows, buf_string(&asked->decoded),
		asked->decoded.length, err);
}

static bool
end(void *own, struct err *err)
{
	struct asked *asked = own;

	buf_clear(&asked->decoded);
	return encoding_end(asked->encoding, &asked->decoded, err) &&
	    csv_rows_feed(asked->rows, buf_string(&asked->decoded),
		asked->decoded.length, err) &&
	    csv_rows_end(asked->rows, err) &&
	    (asked->named || err_set(err, "it is empty"));
}

static const char *
note(const void *own)
{
	const struct asked *asked = own;

	return asked->note;
}

const struct query_way query_csv = {
	.start = start,
	.feed = feed,
	.end = end,
	.note = note,
	.stop = stop,
};
