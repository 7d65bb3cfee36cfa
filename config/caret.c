/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "config/parts.h"

struct scan { /* through a scalar as it was written */
	const struct file *file;
	const char *text; /* its text */
	size_t at;
	char style;
	size_t indent; /* of a block's lines */
	bool more;     /* the block's line is indented more */
};

void
file_find_lines(struct file *file)
{
	const char *end;

	for (const char *text = file->text; text != NULL;
	    text = end != NULL ? end + 1 : NULL) {
		file->lines = mem_room(
		    file->lines, file->line_count, sizeof(*file->lines));
		file->lines[file->line_count++] = (size_t)(text - file->text);
		end = strchr(text, '\n');
	}
}

static const struct file *
find_file(const struct files *files, const char *name)
{
	for (size_t i = 0; i < files->count; i++)
		if (!strcmp(files->items[i]->name, name))
			return files->items[i];
	return NULL;
}

/* What is behind the last line counts to it. */
static size_t
line_start(const struct file *file, unsigned line)
{
	size_t i = line <= file->line_count ? line : file->line_count;

	return file->lines[i > 0 ? i - 1 : 0];
}

const char *
files_line(const struct files *files, struct place place, size_t *length)
{
	const struct file *file = find_file(files, place.file);
	const char *text;

	if (file == NULL)
		return NULL;
	text = file->text + line_start(file, place.line);
	*length = strcspn(text, "\r\n");
	return text;
}

static size_t
character_length(const char *text)
{
	uint32_t character;
	size_t used = utf8_decode(text, strnlen(text, 4), &character);

	return used > 0 ? used : 1;
}

static size_t
blanks(const char *text)
{
	return strspn(text, " \t");
}

/* The length of a line's end, or 0. */
static size_t
end_length(const char *text)
{
	if (text[0] == '\r' && text[1] == '\n')
		return 2;
	return text[0] == '\n' || text[0] == '\r';
}

static bool
is_block(const struct scan *scan)
{
	return scan->style == '|' || scan->style == '>';
}

/* Past the block's header, and the indentation of its first line. Its lines
 * are indented as the first that is not empty, or as the header says. */
static void
enter_block(struct scan *scan)
{
	const char *text = scan->text;
	size_t header = strcspn(text + scan->at, "\r\n");
	size_t first = scan->at + header + end_length(text + scan->at + header);
	size_t line = first, indent = strspn(text + line, " ");

	while (end_length(text + line + indent) > 0) {
		line += indent + end_length(text + line + indent);
		indent = strspn(text + line, " ");
	}
	if (scan->indent == 0)
		scan->indent = indent;
	scan->at = first;
	indent = strspn(text + first, " ");
	scan->at += indent < scan->indent ? indent : scan->indent;
	scan->more = blanks(text + scan->at) > 0 ||
	    end_length(text + scan->at) > 0;
}

/* A digit in the header ("|2") says how much more than what holds it the text
 * is indented: the line, or the key behind its "- ". */
static size_t
stated_indent(const struct scan *scan, const struct value *value)
{
	const char *line =
	    scan->text + line_start(scan->file, value->place.line);
	const char *header = scan->text + scan->at;
	size_t digit = strcspn(header, "123456789\r\n"), held;

	if (digit != strspn(header, "|>+-") || end_length(header + digit) > 0)
		return 0;
	held = strspn(line, " -");
	if (line + held == header)
		held = strspn(line, " ");
	return held + (size_t)(header[digit] - '0');
}

static size_t
utf8_length(unsigned long character)
{
	return character < 0x80 ? 1
	    : character < 0x800 ? 2
	    : character < 0x10000 ? 3
				  : 4;
}

/* The length of the escape at "\", and how many decoded bytes it stands for. */
static size_t
escape_length(const char *text, size_t *decoded)
{
	static const struct {
		char letter;
		size_t digits, bytes;
	} escapes[] = { { 'x', 2, 0 }, { 'u', 4, 0 }, { 'U', 8, 0 },
		{ 'N', 0, 2 }, { '_', 0, 2 }, { 'L', 0, 3 }, { 'P', 0, 3 } };
	char digits[9] = "";

	*decoded = 1;
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (text[1] != escapes[i].letter)
			continue;
		(void)memcpy(digits, text + 2, escapes[i].digits);
		*decoded = escapes[i].bytes > 0
		    ? escapes[i].bytes
		    : utf8_length(strtoul(digits, NULL, 16));
		return 2 + escapes[i].digits;
	}
	return 2;
}

/* Over one line's end of a block, to where the text of the next begins. */
static size_t
step_block_end(struct scan *scan)
{
	const char *text = scan->text;
	bool was_more = scan->more;
	size_t decoded = 1, indent, empty = 0;

	scan->at += end_length(text + scan->at);
	indent = strspn(text + scan->at, " ");
	/* What was folded: one end is a blank, more are one less. A line that
	 * is indented more is not folded. */
	while (scan->style == '>' && end_length(text + scan->at + indent) > 0 &&
	    indent <= scan->indent) {
		scan->at += indent + end_length(text + scan->at + indent);
		indent = strspn(text + scan->at, " ");
		empty++;
	}
	scan->at += indent < scan->indent ? indent : scan->indent;
	scan->more = blanks(text + scan->at) > 0;
	if (empty > 0)
		decoded = empty + (was_more || scan->more);
	return decoded;
}

/* Over the line ends of a plain or quoted text, and the blanks around them; how
 * many ends there were. */
static size_t
skip_flow_ends(struct scan *scan)
{
	const char *text = scan->text;
	size_t ends = 0;

	scan->at += blanks(text + scan->at);
	while (end_length(text + scan->at) > 0) {
		scan->at += end_length(text + scan->at);
		scan->at += blanks(text + scan->at);
		ends++;
	}
	return ends;
}

/* What is left of them: one blank, or one new line less than there were ends.
 * "\" before the first joins the lines. */
static size_t
step_flow_end(struct scan *scan)
{
	bool joined = scan->text[scan->at] == '\\';
	size_t ends;

	scan->at += joined;
	ends = skip_flow_ends(scan);
	return ends > 1 || joined ? ends - 1 : 1;
}

/* "\" before a line's end, which leaves nothing of it. */
static bool
is_join(const struct scan *scan)
{
	const char *here = scan->text + scan->at;

	return scan->style == '"' && here[0] == '\\' &&
	    end_length(here + 1) > 0;
}

/* One step in what was written; how many decoded bytes it made. */
static size_t
step(struct scan *scan)
{
	const char *here = scan->text + scan->at;
	size_t decoded = 1;

	if (is_block(scan) && end_length(here) > 0)
		return step_block_end(scan);
	if (!is_block(scan) &&
	    (end_length(here + blanks(here)) > 0 || is_join(scan)))
		return step_flow_end(scan);
	if (scan->style == '"' && here[0] == '\\')
		scan->at += escape_length(here, &decoded);
	else
		scan->at += scan->style == '\'' && here[0] == '\'' ? 2 : 1;
	return decoded;
}

/* Past an anchor (&a) and a tag (!!str), which libyaml counts to the scalar. */
static void
skip_properties(struct scan *scan)
{
	const char *text = scan->text;

	while (text[scan->at] == '&' || text[scan->at] == '!') {
		scan->at += strcspn(text + scan->at, " \t\r\n");
		scan->at += strspn(text + scan->at, " \t\r\n");
	}
}

static struct scan
enter(const struct file *file, const struct value *value)
{
	const char *text = file->text;
	struct scan scan = { file, text, .style = value->style };

	scan.at = line_start(file, value->place.line);
	for (unsigned i = 1; i < value->place.column; i++)
		scan.at += character_length(text + scan.at);
	skip_properties(&scan);
	if (is_block(&scan)) {
		scan.indent = stated_indent(&scan, value);
		enter_block(&scan);
	} else if (scan.style != '\0') {
		scan.at++;
	}
	return scan;
}

/* The place of the byte AT, counted from PLACE's line. */
static struct place
place_at(const struct file *file, size_t at, struct place place)
{
	const char *text = file->text;

	place.column = 1;
	for (size_t i = line_start(file, place.line);
	    i < at && text[i] != '\0';) {
		if (end_length(text + i) > 0) {
			place.line++;
			place.column = 1;
			i += end_length(text + i);
		} else {
			place.column++;
			i += character_length(text + i);
		}
	}
	return place;
}

struct place
caret_place(
    const struct files *files, const struct value *value, size_t offset)
{
	const struct file *file = find_file(files, value->place.file);
	struct scan scan;
	size_t decoded = 0;

	/* What was expanded has no bytes of its own in the file. */
	if (file == NULL || value->expanded || value->place.line == 0)
		return value->place;
	scan = enter(file, value);
	while (scan.text[scan.at] != '\0' &&
	    (decoded < offset || is_join(&scan)))
		decoded += step(&scan);
	return place_at(file, scan.at, value->place);
}
