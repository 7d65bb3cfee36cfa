/* SPDX-License-Identifier: MIT */
#include "fetch/csv_rows.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "tests/tap.h"

/* Rows as LINE:OFFSET[cell][cell], for comparison as text. */
static bool
note_row(void *context, const struct csv_row *row, struct err *err)
{
	struct buf *out = context;

	(void)err;
	(void)buf_printf(out, "%llu:", (unsigned long long)row->line);
	for (size_t i = 0; i < row->count; i++)
		(void)buf_printf(out, "%lld%s%.*s%s",
		    (long long)row->cells[i].offset,
		    row->cells[i].quoted ? "{" : "[",
		    (int)row->cells[i].length, row->cells[i].text,
		    row->cells[i].quoted ? "}" : "]");
	(void)buf_char(out, '\n');
	return true;
}

static const struct {
	const char *name, *text;
	char delimiter;
	const char *rows; /* or the error, after "! " */
} cases[] = {
	{ "two rows", "a,b\n1,2\n", ',', "1:0[a]2[b]\n2:4[1]6[2]\n" },
	{ "no newline at the end", "a,b\n1,2", ',',
	    "1:0[a]2[b]\n2:4[1]6[2]\n" },
	{ "CRLF", "a,b\r\n1,2\r\n", ',', "1:0[a]2[b]\n2:5[1]7[2]\n" },
	{ "CR alone", "a\rb\r", ',', "1:0[a]\n2:2[b]\n" },
	{ "blank lines are no rows", "a\n\n\nb\n", ',', "1:0[a]\n4:4[b]\n" },
	{ "an empty quoted cell is one", "\"\"\n", ',', "1:0{}\n" },
	{ "empty cells", ",,\n", ',', "1:0[]1[]2[]\n" },
	{ "a trailing comma", "a,\n", ',', "1:0[a]2[]\n" },
	{ "quotes", "\"a,b\",\"c\"\"d\"\n", ',', "1:0{a,b}6{c\"d}\n" },
	{ "a newline in a cell", "\"a\nb\",c\nd,e\n", ',',
	    "1:0{a\nb}6[c]\n3:8[d]10[e]\n" },
	{ "CRLF in a cell is one line", "\"a\r\nb\",c\r\nd,e\r\n", ',',
	    "1:0{a\r\nb}7[c]\n3:10[d]12[e]\n" },
	{ "blanks behind a quoted cell", "\"a\" ,b\n", ',', "1:0{a}5[b]\n" },
	{ "a quote within a plain cell", "a\"b,c\n", ',', "1:0[a\"b]4[c]\n" },
	{ "semicolons, told", "a;b,c\n", ';', "1:0[a]2[b,c]\n" },
	{ "semicolons, found", "a;b;c,d\n1;2;3\n", 0,
	    "1:0[a]2[b]4[c,d]\n2:8[1]10[2]12[3]\n" },
	{ "tabs, found", "a\tb\n", 0, "1:0[a]2[b]\n" },
	{ "a bar, found", "a|b|c\n", 0, "1:0[a]2[b]4[c]\n" },
	{ "delimiters in quotes do not count", "\"a;b;c\",d\n", 0,
	    "1:0{a;b;c}8[d]\n" },
	{ "one column", "a\n1\n", 0, "1:0[a]\n2:2[1]\n" },
	{ "nothing", "", 0, "" },
	{ "a line end alone", "\n", 0, "" },
	{ "text behind a quote", "a\n\"b\"c,d\n", ',',
	    "1:0[a]\n! line 2: there is text behind the closing quote of a "
	    "cell" },
	{ "a quote left open", "a\n\"b\nc", ',',
	    "1:0[a]\n! it ends within a quoted cell of the row that begins "
	    "in line 2" },
};

static char *
read_in_pieces(size_t i, size_t piece)
{
	const char *text = cases[i].text;
	size_t length = strlen(text);
	struct buf out;
	struct csv_rows *rows;
	struct err err;
	bool fine = true;

	buf_init(&out, 1 << 16);
	rows = csv_rows_new(cases[i].delimiter, note_row, &out);
	for (size_t at = 0; fine && at < length; at += piece)
		fine = csv_rows_feed(rows, text + at,
		    length - at < piece ? length - at : piece, &err);
	if (!fine || !csv_rows_end(rows, &err))
		(void)buf_printf(&out, "! %s", err.text);
	csv_rows_free(rows);
	return buf_take(&out);
}

static void
test_cases(void)
{
	static const size_t pieces[] = { 1, 2, 3, 1000 };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t k = 0; k < ARRAY_LEN(pieces); k++) {
			char *got = read_in_pieces(i, pieces[k]);

			is_string(got, cases[i].rows, cases[i].name);
			mem_free(got);
		}
}

static bool
refuse(void *context, const struct csv_row *row, struct err *err)
{
	(void)context;
	return err_set(
	    err, "enough at line %llu", (unsigned long long)row->line);
}

static void
test_refusal(void)
{
	struct csv_rows *rows = csv_rows_new(',', refuse, NULL);
	struct err err;

	ok(!csv_rows_feed(rows, "a\nb\n", 4, &err), "a caller may end it");
	is_string(err.text, "enough at line 1", "with its own words");
	csv_rows_free(rows);
}

/* A row has a ceiling: an open quote must not swallow the machine. */
static void
test_ceiling(void)
{
	static char block[1 << 16];
	struct csv_rows *rows = csv_rows_new(',', note_row, NULL);
	struct err err;
	bool fine = csv_rows_feed(rows, "\"", 1, &err);
	int blocks = 0;

	memset(block, 'x', sizeof(block));
	while (fine && blocks++ < 1000)
		fine = csv_rows_feed(rows, block, sizeof(block), &err);
	ok(!fine && blocks == 65, "a row of more than 4 MiB is refused");
	is_string(err.text, "line 1: the row is longer than 4 MiB",
	    "and says so");
	csv_rows_free(rows);
}

int
main(void)
{
	test_cases();
	test_refusal();
	test_ceiling();
	return done();
}
