/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "config/setting.h"
#include "config/watchlist.h"
#include "tests/tap.h"

/* The mistake of each case is its '!': the caret must stand under it. */
static bool
check_mark(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	const char *mark = strchr(text, '!');

	(void)section;
	(void)key;
	return mark == NULL ||
	    err_at(err, (size_t)(mark - text), "here");
}

static const struct setting rows[] = {
	{ .section = SECTION_TOP, .name = "x", .type = SETTING_TEXT,
	    .shape = SHAPE_ONE, .check = check_mark },
	{ .section = SECTION_TOP, .name = "l", .type = SETTING_TEXT,
	    .shape = SHAPE_LIST, .check = check_mark },
	{ .section = SECTION_TOP, .name = "m", .type = SETTING_TEXT,
	    .shape = SHAPE_MAP, .check = check_mark },
	{ .section = SECTION_TOP, .name = "s", .type = SETTING_TEXT,
	    .shape = SHAPE_ONE, .flags = SETTING_SECRETS,
	    .check = check_mark },
};

static const struct settings table = { rows, ARRAY_LEN(rows), NULL,
	NULL };
static const struct settings *const tables[] = { &table };

static const struct {
	const char *name, *yaml;
	unsigned line, column; /* 0: where '!' stands in the file */
} cases[] = {
	{ "plain", "x: abc!d\n", 0, 0 },
	{ "plain, at its start", "x: a\nl: [b, '!']\n", 0, 0 },
	{ "plain, wide characters before it", "x: 云收入! z\n", 0, 0 },
	{ "plain over two lines", "x: ab\n  cd! e\n", 0, 0 },
	{ "plain over an empty line", "x: ab\n\n  cd! e\n", 0, 0 },
	{ "plain over three empty lines", "x: ab\n\n\n\n  cd! e\n", 0, 0 },
	{ "plain, blanks at a line's end", "x: ab  \n  cd! e\n", 0, 0 },
	{ "plain with CRLF", "x: ab\r\n  cd! e\r\n", 0, 0 },
	{ "single quotes", "x: 'ab!c'\n", 0, 0 },
	{ "single quotes, '' before it", "x: 'it''s ''so''!'\n", 0, 0 },
	{ "single quotes over lines", "x: 'ab\n\n\n  c''d! e'\n", 0, 0 },
	{ "double quotes", "x: \"ab!c\"\n", 0, 0 },
	{ "escapes of one byte", "x: \"a\\\"b\\\\c\\td!\"\n", 0, 0 },
	{ "\\x of one byte", "x: \"\\x41b!\"\n", 0, 0 },
	{ "\\x of two bytes", "x: \"\\xe9b!\"\n", 0, 0 },
	{ "\\u of two, of three bytes", "x: \"\\u00e9\\u4e91b!\"\n", 0, 0 },
	{ "\\U of four bytes", "x: \"\\U0001F600b!\"\n", 0, 0 },
	{ "the mark itself escaped", "x: \"ab\\x21\"\n", 1, 7 },
	{ "\\_ of two bytes", "x: \"\\_b!\"\n", 0, 0 },
	{ "double quotes over lines", "x: \"ab  \n   c! d\"\n", 0, 0 },
	{ "lines joined by \\", "x: \"ab \\\n    c! d\"\n", 0, 0 },
	{ "at once behind joined lines", "x: \"ab \\\n    !c\"\n", 0, 0 },
	{ "\\ before empty lines", "x: \"ab \\\n\n\n    c! d\"\n", 0, 0 },
	{ "literal block", "x: |\n  abc\n  de!f\n", 0, 0 },
	{ "literal, empty lines first", "x: |\n\n\n  abc\n  de!f\n", 0, 0 },
	{ "literal, empty lines within", "x: |\n  abc\n\n\n  de!f\n", 0, 0 },
	{ "literal, deeper lines", "x: |\n  abc\n    d\n  e!f\n", 0, 0 },
	{ "literal, strip", "x: |-\n  abc\n  de!f\n", 0, 0 },
	{ "literal, comment in its header", "x: | # c\n  abc\n  d!\n", 0, 0 },
	{ "literal, stated indentation", "x: |1\n   abc\n d!\n", 0, 0 },
	{ "literal, stated in a list", "l:\n  - |2\n      a\n    d!\n", 0, 0 },
	{ "literal with CRLF", "x: |\r\n  abc\r\n  de!f\r\n", 0, 0 },
	{ "literal, wide characters", "x: |\n  云收\n  入!\n", 0, 0 },
	{ "folded block", "x: >\n  abc\n  de!f\n", 0, 0 },
	{ "folded, empty lines within", "x: >\n  abc\n\n\n  de!f\n", 0, 0 },
	{ "folded, empty lines first", "x: >\n\n\n  abc\n  de!f\n", 0, 0 },
	{ "folded, deeper lines", "x: >\n  a\n    b\n\n    c\n\n  d!\n", 0, 0 },
	{ "folded, strip", "x: >-\n  abc\n  de!f\n", 0, 0 },
	{ "behind an anchor", "x: &a 'ab!c'\n", 0, 0 },
	{ "behind a tag", "x: !!str \"ab!c\"\n", 1, 13 },
	{ "an alias is blamed where it stands", "x: &a ab!c\nl: [*a]\n", 0,
	    0 },
	{ "in a flow map", "m: { a: b, c: d!e }\n", 0, 0 },
	{ "behind a byte order mark", "\xEF\xBB\xBFx: abc!d\n", 1, 7 },
	{ "what was expanded: the value", "s: ab${NONE_SUCH:-cd}e!\n", 1, 4 },
};

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fputs(text, file) == EOF || fclose(file) != 0)
		diag("%s cannot be written", path);
}

/* Where MARK stands in TEXT, lines and characters counted from 1. */
static void
find_mark(const char *text, unsigned *line, unsigned *column)
{
	*line = *column = 1;
	for (; *text != '!' && *text != '\0'; text++) {
		*column += ((unsigned char)text[1] & 0xc0) != 0x80;
		if (*text == '\n') {
			(*line)++;
			*column = 1;
		}
	}
}

static void
check_case(const char *path, size_t i)
{
	struct complaints complaints = { 0 };
	struct watchlist *watchlist;
	unsigned line = cases[i].line, column = cases[i].column;
	char got[64] = "none", wanted[64];

	if (line == 0)
		find_mark(cases[i].yaml, &line, &column);
	write_file(path, cases[i].yaml);
	watchlist = watchlist_load(path, tables, 1, &complaints);
	if (complaints.count > 0)
		(void)snprintf(got, sizeof(got), "%u:%u: %.40s",
		    complaints.items[0].place.line,
		    complaints.items[0].place.column,
		    complaints.items[0].text);
	(void)snprintf(wanted, sizeof(wanted), "%u:%u: here", line, column);
	is_string(got, wanted, cases[i].name);
	complaints_release(&complaints);
	watchlist_free(watchlist);
}

/* The caret stands under its character, whatever is before it. */
static const struct {
	const char *name, *line, *shown;
} lines[] = {
	{ "blanks", "x: ab!\n", "    1 | x: ab!\n      |      ^\n" },
	{ "wide characters", "x: 云收!\n", "    1 | x: 云收!\n"
					   "      |        ^\n" },
	{ "combining characters", "x: e\xCC\x81!\n",
	    "    1 | x: e\xCC\x81!\n      |     ^\n" },
	{ "a tab", "x:\tab!\n", "    1 | x: ab!\n      |      ^\n" },
	{ "what cannot be shown", "#\n{\"k\xE2\x80\xAE\": 1, x: a!}\n",
	    "    2 | {\"k<U+202E>\": 1, x: a!}\n      |  ^\n" },
};

static void
check_line(const char *path, size_t i)
{
	struct complaints complaints = { 0 };
	struct buf out;
	const char *shown;
	char *both = NULL;

	write_file(path, lines[i].line);
	watchlist_free(watchlist_load(path, tables, 1, &complaints));
	buf_init(&out, 65536);
	complaints_format(&out, &complaints);
	shown = strchr(buf_string(&out), '\n');
	if (shown != NULL) /* of several mistakes the first's two lines */
		both = mem_bytes(shown + 1,
		    strcspn(shown + 1, "\n") + 1 +
			strcspn(strchr(shown + 1, '\n') + 1, "\n") + 1);
	is_string(both, lines[i].shown, lines[i].name);
	mem_free(both);
	buf_release(&out);
	complaints_release(&complaints);
}

int
main(void)
{
	char *path = mem_printf("%s/w.yaml", test_directory());

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_case(path, i);
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		check_line(path, i);
	mem_free(path);
	return done();
}
