/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "config/parts.h"

struct scan { /* through a scalar as it was written */
	const char *text; /* the file */
	size_t at;
	char style;
	size_t indent; /* of a block's lines */
};

static const char *
file_text(const struct files *files, const char *name)
{
	for (size_t i = 0; i < files->count; i++)
		if (!strcmp(files->items[i]->name, name))
			return files->items[i]->text;
	return NULL;
}

static size_t
line_start(const char *text, unsigned line)
{
	size_t at = 0;

	while (--line > 0) {
		const char *end = strchr(text + at, '\n');

		if (end == NULL)
			break;
		at = (size_t)(end - text) + 1;
	}
	return at;
}

const char *
files_line(const struct files *files, struct place place, size_t *length)
{
	const char *text = file_text(files, place.file);

	if (text == NULL)
		return NULL;
	text += line_start(text, place.line);
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

static struct place
place_at(const char *text, size_t at, const char *file)
{
	struct place place = { file, 1, 1 };

	for (size_t i = 0; i < at && text[i] != '\0';) {
		if (text[i] == '\n') {
			place.line++;
			place.column = 1;
			i++;
		} else {
			place.column++;
			i += character_length(text + i);
		}
	}
	return place;
}

static size_t
blanks(const char *text)
{
	return strspn(text, " \t");
}

/* Past the block's header, to its first line with its indentation. */
static void
enter_block(struct scan *scan)
{
	const char *text = scan->text;

	scan->at += strcspn(text + scan->at, "\n");
	while (text[scan->at] == '\n' &&
	    text[scan->at + 1 + strspn(text + scan->at + 1, " ")] == '\n')
		scan->at++;
	if (text[scan->at] == '\n')
		scan->at++;
	scan->indent = strspn(text + scan->at, " ");
	scan->at += scan->indent;
}

/* How many decoded bytes the escape at "\" stands for, and its length. */
static size_t
escape_length(const char *text, size_t *decoded)
{
	static const struct {
		char letter;
		size_t digits, bytes;
	} escapes[] = { { 'x', 2, 1 }, { 'u', 4, 3 }, { 'U', 8, 4 } };

	*decoded = 1;
	for (size_t i = 0; i < 3; i++)
		if (text[1] == escapes[i].letter) {
			*decoded = escapes[i].bytes;
			return 2 + escapes[i].digits;
		}
	return 2;
}

/* One step in what was written; how many decoded bytes it made. */
static size_t
step(struct scan *scan)
{
	const char *here = scan->text + scan->at;
	size_t decoded = 1;

	if (*here == '\n' && (scan->style == '|' || scan->style == '>')) {
		size_t indent = strspn(here + 1, " ");

		scan->at +=
		    1 + (indent < scan->indent ? indent : scan->indent);
	} else if (*here == '\n' ||
		   (blanks(here) > 0 && here[blanks(here)] == '\n')) {
		scan->at += blanks(here) + 1; /* folded into one blank */
		scan->at += blanks(scan->text + scan->at);
	} else if (scan->style == '\'' && here[0] == '\'' && here[1] == '\'') {
		scan->at += 2;
	} else if (scan->style == '"' && *here == '\\') {
		scan->at += escape_length(here, &decoded);
	} else {
		scan->at++;
	}
	return decoded;
}

struct place
caret_place(
    const struct files *files, const struct value *value, size_t offset)
{
	const char *text = file_text(files, value->place.file);
	struct scan scan = { .text = text, .style = value->style };
	size_t decoded = 0;

	/* What was expanded has no bytes of its own in the file. */
	if (text == NULL || value->secret || value->place.line == 0)
		return value->place;
	scan.at = line_start(text, value->place.line);
	for (unsigned i = 1; i < value->place.column; i++)
		scan.at += character_length(text + scan.at);
	if (value->style == '|' || value->style == '>')
		enter_block(&scan);
	else if (value->style != '\0')
		scan.at++;
	while (decoded < offset && text[scan.at] != '\0')
		decoded += step(&scan);
	return place_at(text, scan.at, value->place.file);
}
