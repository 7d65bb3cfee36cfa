/* SPDX-License-Identifier: MIT */
#include "base/iregexp.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

struct reader {
	const char *text;
	size_t at, length;
	struct buf *out;
	size_t open;	/* brackets */
	bool atom;	/* a quantifier may follow */
};

static bool
is_at(const struct reader *reader, const char *among)
{
	return reader->at < reader->length &&
	    reader->text[reader->at] != '\0' &&
	    strchr(among, reader->text[reader->at]) != NULL;
}

/* What stands there goes to the output as it is. */
static bool
pass(struct reader *reader, size_t length)
{
	bool added =
	    buf_add(reader->out, reader->text + reader->at, length);

	reader->at += length;
	return added;
}

static bool
pass_character(struct reader *reader)
{
	uint32_t character;
	size_t used = utf8_decode(reader->text + reader->at,
	    reader->length - reader->at, &character);

	return used > 0 && pass(reader, used);
}

/* L, Lu, …: RFC 9485's IsCategory. */
static size_t
category_length(const char *text, size_t length)
{
	static const char *const categories[] = { "Llmotu", "Mcen", "Ndlo",
		"Pcdefios", "Zlps", "Sckmo", "Ccfno" };

	for (size_t i = 0; i < sizeof(categories) / sizeof(*categories); i++)
		if (length > 0 && text[0] == categories[i][0])
			return length > 1 && text[1] != '\0' &&
				strchr(categories[i] + 1, text[1]) != NULL
			    ? 2
			    : 1;
	return 0;
}

/* \p{Lu}, \P{L} */
static bool
read_property(struct reader *reader)
{
	const char *text = reader->text + reader->at;
	size_t left = reader->length - reader->at, category;

	if (left < 5 || text[2] != '{')
		return false;
	category = category_length(text + 3, left - 3);
	return category > 0 && left > 3 + category &&
	    text[3 + category] == '}' && pass(reader, 4 + category);
}

static bool
read_escape(struct reader *reader)
{
	const char *text = reader->text + reader->at;

	if (reader->at + 1 >= reader->length || text[1] == '\0')
		return false;
	if (text[1] == 'p' || text[1] == 'P')
		return read_property(reader);
	return strchr("()*+-.?[\\]^nrt{|}", text[1]) != NULL &&
	    pass(reader, 2);
}

/* One character of a class; false: none that can stand there. */
static bool
read_member(struct reader *reader)
{
	if (is_at(reader, "\\"))
		return read_escape(reader);
	return !is_at(reader, "-[]") && pass_character(reader);
}

static bool
is_property(const struct reader *reader)
{
	return reader->length - reader->at >= 2 && is_at(reader, "\\") &&
	    (reader->text[reader->at + 1] == 'p' ||
		reader->text[reader->at + 1] == 'P');
}

/* A character, a range, or a property; then the next. */
static bool
read_members(struct reader *reader)
{
	while (reader->at < reader->length && !is_at(reader, "]")) {
		bool property = is_property(reader);

		if (is_at(reader, "-")) /* the last one */
			return buf_text(reader->out, "\\-") &&
			    ++reader->at < reader->length &&
			    is_at(reader, "]");
		if (!read_member(reader))
			return false;
		if (property || !is_at(reader, "-") ||
		    reader->at + 1 >= reader->length ||
		    reader->text[reader->at + 1] == ']')
			continue;
		(void)pass(reader, 1);
		if (is_property(reader) || !read_member(reader))
			return false;
	}
	return true;
}

static bool
read_class(struct reader *reader)
{
	size_t first;

	(void)pass(reader, 1);
	if (is_at(reader, "^"))
		(void)pass(reader, 1);
	first = reader->at;
	if (is_at(reader, "-")) {
		(void)buf_text(reader->out, "\\-");
		reader->at++;
	}
	return read_members(reader) && reader->at > first &&
	    is_at(reader, "]") && pass(reader, 1);
}

static size_t
digits(const struct reader *reader, size_t at)
{
	size_t count = 0;

	while (at + count < reader->length &&
	    reader->text[at + count] >= '0' && reader->text[at + count] <= '9')
		count++;
	return count;
}

/* {2} {2,} {2,5} */
static bool
read_range(struct reader *reader)
{
	size_t at = reader->at + 1, count = digits(reader, at);

	if (count == 0)
		return false;
	at += count;
	if (at < reader->length && reader->text[at] == ',')
		at += 1 + digits(reader, at + 1);
	return at < reader->length && reader->text[at] == '}' &&
	    pass(reader, at + 1 - reader->at);
}

static bool
read_quantifier(struct reader *reader)
{
	if (!reader->atom)
		return false;
	reader->atom = false;
	return is_at(reader, "{") ? read_range(reader) : pass(reader, 1);
}

static bool
read_bracket(struct reader *reader)
{
	bool opens = is_at(reader, "(");

	if (!opens && reader->open == 0)
		return false;
	reader->at++;
	reader->open += opens ? 1 : (size_t)-1;
	reader->atom = !opens;
	return buf_text(reader->out, opens ? "(?:" : ")");
}

static bool
read_one(struct reader *reader)
{
	if (is_at(reader, "()"))
		return read_bracket(reader);
	if (is_at(reader, "*+?{"))
		return read_quantifier(reader);
	reader->atom = !is_at(reader, "|");
	if (is_at(reader, "."))
		return ++reader->at > 0 && buf_text(reader->out, "[^\\n\\r]");
	if (is_at(reader, "["))
		return read_class(reader);
	if (is_at(reader, "\\"))
		return read_escape(reader);
	return !is_at(reader, "]}") && pass_character(reader);
}

bool
iregexp_rewrite(
    struct buf *out, const char *pattern, size_t length, size_t *at)
{
	struct reader reader = { .text = pattern, .length = length,
		.out = out };
	bool fine = true;

	while (fine && reader.at < length) {
		*at = reader.at;
		fine = read_one(&reader);
	}
	if (fine && reader.open > 0) {
		*at = length;
		fine = false;
	}
	return fine && !out->full;
}
