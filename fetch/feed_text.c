/* SPDX-License-Identifier: MIT */
#include "fetch/feed_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "fetch/xml_tree.h"

/* Elements that stand in a line; at all others words end. */
static const char *const in_line[] = { "a", "abbr", "acronym", "b", "bdi",
	"bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
	"ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small",
	"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
	"wbr" };

static const char *const blocks[] = { "address", "article", "aside", "audio",
	"blockquote", "body", "br", "button", "caption", "center", "col",
	"colgroup", "dd", "details", "div", "dl", "dt", "embed", "fieldset",
	"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
	"h5", "h6", "head", "header", "hr", "html", "iframe", "img", "input",
	"li", "link", "main", "meta", "nav", "noscript", "object", "ol",
	"option", "p", "param", "picture", "pre", "script", "section",
	"select", "source", "style", "summary", "svg", "table", "tbody", "td",
	"textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video" };

struct line {
	struct buf *out;
	size_t start; /* of OUT, before the text */
	bool blank;   /* one is due before the next word */
	bool open_end; /* no > follows any more */
};

static void
add_character(struct line *line, const char *bytes, size_t length)
{
	char together[5] = " ";
	size_t count = line->blank && line->out->length > line->start;

	memcpy(together + count, bytes, length);
	if (!line->out->full &&
	    !buf_add(line->out, together, count + length))
		return;
	line->blank = false;
}

static bool
is_one_of(const char *const *names, size_t count, const char *name,
    size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(names[i]) == length &&
		    !strncasecmp(names[i], name, length))
			return true;
	return false;
}

#define ONE_OF(names, name, length) \
	is_one_of(names, sizeof(names) / sizeof((names)[0]), name, length)

/* Where WORD stands in TEXT, in any case, or where TEXT ends. */
static const char *
find_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	while (*text != '\0' && strncasecmp(text, word, length) != 0)
		text++;
	return text;
}

/* The end of the tag at TEXT; NULL where it is none. */
static const char *
skip_tag(const char *text, struct line *line)
{
	const char *name = text + 1 + (text[1] == '/');
	size_t length = 0;
	const char *end;
	bool in_line_too;

	if (!strncmp(text, "<!--", 4)) {
		end = find_word(text, "-->");
		return *end != '\0' ? end + 3 : end;
	}
	while (isalnum((unsigned char)name[length]))
		length++;
	in_line_too = ONE_OF(in_line, name, length);
	if (!in_line_too && !ONE_OF(blocks, name, length))
		return NULL;
	end = line->open_end ? NULL : strchr(name, '>');
	line->open_end = end == NULL;
	if (end == NULL || in_line_too)
		return end != NULL ? end + 1 : NULL;
	line->blank = true;
	if (text[1] != '/' && !strncasecmp(name, "script", length) &&
	    length == 6)
		return find_word(end + 1, "</script");
	if (text[1] != '/' && !strncasecmp(name, "style", length) &&
	    length == 5)
		return find_word(end + 1, "</style");
	return end + 1;
}

static uint32_t
read_number(const char **text)
{
	const char *at = *text + 2; /* &# */
	int base = *at == 'x' || *at == 'X' ? 16 : 10;
	uint32_t number = 0;
	size_t digits = 0;

	at += base == 16;
	for (; base == 16 ? isxdigit((unsigned char)*at)
			  : isdigit((unsigned char)*at);
	    at++, digits++) {
		int digit = isdigit((unsigned char)*at)
		    ? *at - '0'
		    : tolower((unsigned char)*at) - 'a' + 10;

		if (number <= 0x10ffff)
			number = number * (uint32_t)base + (uint32_t)digit;
	}
	if (digits == 0 || *at != ';')
		return 0;
	*text = at + 1;
	return number == 0 || number > 0x10ffff ||
		(number >= 0xd800 && number < 0xe000)
	    ? 0xfffd
	    : number;
}

/* The character of the reference at *TEXT, which moves behind it; 0: none. */
static uint32_t
read_reference(const char **text)
{
	const char *name = *text + 1;
	char copy[16];
	size_t length = 0;
	uint32_t character;

	if (*name == '#')
		return read_number(text);
	while (isalnum((unsigned char)name[length]))
		length++;
	if (length == 0 || length >= sizeof(copy) || name[length] != ';')
		return 0;
	memcpy(copy, name, length);
	copy[length] = '\0';
	character = !strcmp(copy, "apos") ? '\'' : xml_html_entity(copy);
	if (character != 0)
		*text = name + length + 1;
	return character;
}

static bool
is_blank(uint32_t character)
{
	return character == ' ' || (character >= '\t' && character <= '\r') ||
	    character == 0xa0;
}

/* The character at TEXT; how long it is. What is no UTF-8 goes as it is. */
static size_t
add_next(struct line *line, const char *text)
{
	uint32_t character = 0;
	size_t length = utf8_decode(text, strnlen(text, 4), &character);

	if (length == 0)
		length = 1;
	if (is_blank(character))
		line->blank = true;
	else
		add_character(line, text, length);
	return length;
}

static void
add_reference(struct line *line, uint32_t character)
{
	char bytes[4];
	size_t length = utf8_encode(character, bytes);

	if (is_blank(character))
		line->blank = true;
	else if (length > 0)
		add_character(line, bytes, length);
}

void
feed_text(const char *text, struct buf *out)
{
	struct line line = { .out = out, .start = out->length };

	while (*text != '\0' && !out->full) {
		const char *end =
		    *text == '<' ? skip_tag(text, &line) : NULL;
		uint32_t character =
		    *text == '&' ? read_reference(&text) : 0;

		if (end != NULL)
			text = end;
		else if (character != 0)
			add_reference(&line, character);
		else
			text += add_next(&line, text);
	}
}

void
feed_text_plain(const char *text, struct buf *out)
{
	struct line line = { .out = out, .start = out->length };

	while (*text != '\0' && !out->full)
		text += add_next(&line, text);
}
