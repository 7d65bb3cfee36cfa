/* SPDX-License-Identifier: MIT */
#include "command/table.h"

#include "base/buf.h"
#include "tests/tap.h"

static const char long_text[] =
    "one two three four five six seven eight nine ten eleven twelve thirteen";

static const struct {
	const char *name, *text;
	int column, hang;
	const char *wanted;
} wraps[] = {
	{ "short", "one two", 0, 4, "one two\n" },
	{ "empty", "", 0, 4, "\n" },
	{ "nothing but blanks", "  ", 0, 4, "\n" },
	{ "blanks within stay", "a   b", 0, 4, "a   b\n" },
	{ "a new line is a blank", "a\nb\tc", 0, 4, "a b c\n" },
	{ "just fits", long_text, 9,
	    4, "one two three four five six seven eight nine ten eleven twelve "
	       "thirteen\n" },
	{ "one too wide", long_text, 10, 4,
	    "one two three four five six seven eight nine ten eleven twelve\n"
	    "    thirteen\n" },
	{ "wide characters count twice", "云收入 云收入 云收入", 68, 2,
	    "云收入\n  云收入 云收入\n" },
	{ "a word that fits nowhere stays whole",
	    "x https://example.org/0123456789/0123456789/0123456789/"
	    "0123456789/0123456789/0123456789 y",
	    0, 2,
	    "x\n  https://example.org/0123456789/0123456789/0123456789/"
	    "0123456789/0123456789/0123456789\n  y\n" },
};

static void
check_wraps(void)
{
	for (size_t i = 0; i < ARRAY_LEN(wraps); i++) {
		struct buf out;

		buf_init(&out, 4096);
		table_wrap(&out, wraps[i].text, wraps[i].column,
		    wraps[i].hang);
		is_string(buf_string(&out), wraps[i].wanted, wraps[i].name);
		buf_release(&out);
	}
}

static void
add_row(struct table *table, const char *state, const char *title,
    const char *value, const char *period)
{
	table_row(table);
	table_cell(table, state);
	table_cell(table, title);
	table_cell(table, value);
	table_cell(table, period);
}

static void
is_table(struct table *table, const char *wanted, const char *name)
{
	struct buf out;

	buf_init(&out, 65536);
	table_format(&out, table);
	is_string(buf_string(&out), wanted, name);
	buf_release(&out);
	table_release(table);
}

static void
check_tables(void)
{
	struct table table = { .align = "llrl", .widest = 20, .indent = 2,
		.beneath = 1 };

	is_table(&table, "", "no row");
	table_line(&table, "Heading");
	add_row(&table, "", "Capex", "38.7 bn", "2025Q2");
	add_row(&table, "warn", "Growth", "5 %", "2025");
	is_table(&table,
	    "Heading\n"
	    "        Capex   38.7 bn  2025Q2\n"
	    "  warn  Growth      5 %  2025\n",
	    "columns as wide as what is in them");
	add_row(&table, "", "a", "1", "");
	add_row(&table, "", "b", "22", "");
	is_table(&table, "  a   1\n  b  22\n", "no column of nothing");
	add_row(&table, "", "云收入", "1", "x");
	add_row(&table, "", "e\xCC\x81t\xC3\xA9", "2", "x");
	is_table(&table,
	    "  云收入  1  x\n  e\xCC\x81t\xC3\xA9     2  x\n",
	    "wide and combining characters");
	add_row(&table, "", "A title that is wider than the column", "1",
	    "x");
	is_table(&table, "  A title that is wid…  1  x\n", "cut");
	add_row(&table, "ok", "a", "1", "2025Q2");
	table_tail(&table, "why");
	table_tail(&table, NULL);
	table_tail(&table, "");
	table_tail(&table, "how");
	is_table(&table, "  ok  a  1  2025Q2  why; how\n", "a tail");
	add_row(&table, "ok", "a", "1", "2025Q2");
	add_row(&table, "ok", "a", "1", "");
	table_tail(&table, "instead");
	is_table(&table, "  ok  a  1  2025Q2\n  ok  a  1  instead\n",
	    "a tail in place of what is empty");
	add_row(&table, "ok", "a", "1", "2025Q2");
	table_tail(&table, long_text);
	is_table(&table,
	    "  ok  a  1  2025Q2  one two three four five six seven eight nine "
	    "ten eleven\n"
	    "                    twelve thirteen\n",
	    "a tail with room is wrapped beside its row");
	add_row(&table, "no data", "A title of some", "123456789.0 bn RMB",
	    "2025Q2");
	table_tail(&table, long_text);
	is_table(&table,
	    "  no data  A title of some  123456789.0 bn RMB  2025Q2\n"
	    "             one two three four five six seven eight nine ten "
	    "eleven twelve\n"
	    "             thirteen\n",
	    "one without is wrapped beneath it");
	table_text(&table, long_text, 20, 4);
	is_table(&table,
	    "                    one two three four five six seven eight nine "
	    "ten eleven\n    twelve thirteen\n",
	    "a long heading");
}

int
main(void)
{
	check_wraps();
	check_tables();
	return done();
}
