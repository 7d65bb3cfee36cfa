/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "fetch/json_path_reader.h"

static const int64_t greatest = 9007199254740991; /* I-JSON, RFC 7493 */

void
path_skip_blanks(struct path_reader *reader)
{
	reader->at += strspn(reader->text + reader->at, " \t\n\r");
}

bool
path_take(struct path_reader *reader, const char *sign)
{
	size_t length = strlen(sign);

	if (strncmp(reader->text + reader->at, sign, length) != 0)
		return false;
	reader->at += length;
	return true;
}

bool
path_fail(struct path_reader *reader, const char *expected)
{
	const char *rest = reader->text + reader->at;
	struct buf shown;

	if (*rest == '\0')
		return err_at(reader->err, reader->at,
		    "the path ends too early: %s is expected", expected);
	buf_init(&shown, 64);
	foreign_show(&shown, foreign_text(rest), 12);
	(void)err_at(reader->err, reader->at, "%s is expected, not '%s'",
	    expected, buf_string(&shown));
	buf_release(&shown);
	return false;
}

static bool
read_integer(struct path_reader *reader, int64_t *number)
{
	const char *text = reader->text + reader->at;
	bool minus = *text == '-';
	size_t digits = strspn(text + minus, "0123456789");
	int64_t got = 0;

	if (digits == 0)
		return path_fail(reader, "a whole number");
	if ((text[minus] == '0' && (digits > 1 || minus)) || digits > 16)
		return err_at(reader->err, reader->at,
		    "'%.*s' is no index: no leading zero, no -0, at most "
		    "2^53 - 1",
		    (int)(digits + minus < 30 ? digits + minus : 30), text);
	for (size_t i = 0; i < digits; i++)
		got = got * 10 + (text[minus + i] - '0');
	if (got > greatest)
		return err_at(reader->err, reader->at,
		    "an index is at most 2^53 - 1");
	*number = minus ? -got : got;
	reader->at += digits + minus;
	return true;
}

static struct json_selector *
add_selector(struct json_segment *segment, enum selector_kind kind)
{
	struct json_selector *selector;

	segment->selectors = mem_room(
	    segment->selectors, segment->count, sizeof(*segment->selectors));
	selector = &segment->selectors[segment->count++];
	*selector = (struct json_selector){ .kind = kind, .step = 1 };
	return selector;
}

static bool
begins_number(const struct path_reader *reader)
{
	char c = reader->text[reader->at];

	return c == '-' || isdigit((unsigned char)c);
}

/* After the first ":" of a slice. */
static bool
read_slice(struct path_reader *reader, struct json_selector *selector)
{
	selector->kind = SELECT_SLICE;
	path_skip_blanks(reader);
	selector->has_end = begins_number(reader);
	if (selector->has_end && !read_integer(reader, &selector->end))
		return false;
	path_skip_blanks(reader);
	if (!path_take(reader, ":"))
		return true;
	path_skip_blanks(reader);
	return !begins_number(reader) ||
	    read_integer(reader, &selector->step);
}

static bool
read_index_or_slice(struct path_reader *reader, struct json_segment *segment)
{
	struct json_selector *selector = add_selector(segment, SELECT_INDEX);
	size_t after;

	selector->has_start = begins_number(reader);
	if (selector->has_start && !read_integer(reader, &selector->index))
		return false;
	selector->start = selector->index;
	after = reader->at;
	path_skip_blanks(reader);
	if (path_take(reader, ":"))
		return read_slice(reader, selector);
	reader->at = after;
	return selector->has_start ||
	    path_fail(reader, "a name in quotes, an index, *, a slice or ?");
}

/* Behind the # of [#1]. */
static bool
read_own(struct path_reader *reader, struct json_selector *selector)
{
	size_t at = reader->at;
	char digit = reader->text[at];

	if (digit < '0' || digit > '9')
		return true;
	reader->at++;
	selector->index = digit - '0';
	return (digit >= '1' && digit < '0' + OWN_ARRAYS) ||
	    err_at(reader->err, at, "[#] may have 1 to %d behind it: so many "
		"arrays further up", OWN_ARRAYS - 1);
}

static bool
read_selector(struct path_reader *reader, struct json_segment *segment)
{
	char c = reader->text[reader->at];
	struct json_selector *selector;

	if (c == '\'' || c == '"') {
		selector = add_selector(segment, SELECT_NAME);
		return path_read_string(
		    reader, &selector->name, &selector->name_length);
	}
	if (path_take(reader, "*")) {
		(void)add_selector(segment, SELECT_WILD);
		return true;
	}
	if (reader->own_index && path_take(reader, "#")) {
		selector = add_selector(segment, SELECT_OWN);
		reader->own_count++;
		return read_own(reader, selector);
	}
	if (path_take(reader, "?")) {
		selector = add_selector(segment, SELECT_FILTER);
		path_skip_blanks(reader);
		selector->filter = path_read_filter(reader);
		return selector->filter != NULL;
	}
	return read_index_or_slice(reader, segment);
}

static bool
read_bracket(struct path_reader *reader, struct json_segment *segment)
{
	for (;;) {
		path_skip_blanks(reader);
		if (!read_selector(reader, segment))
			return false;
		path_skip_blanks(reader);
		if (path_take(reader, "]"))
			return true;
		if (!path_take(reader, ","))
			return path_fail(reader, "',' or ']'");
	}
}

static bool
is_name_byte(unsigned char c, bool first)
{
	return c >= 0x80 || c == '_' || isalpha(c) || (!first && isdigit(c));
}

static bool
read_shorthand(struct path_reader *reader, struct json_segment *segment)
{
	const char *text = reader->text + reader->at;
	struct json_selector *selector;
	size_t length = 0;

	if (path_take(reader, "*")) {
		(void)add_selector(segment, SELECT_WILD);
		return true;
	}
	while (is_name_byte((unsigned char)text[length], length == 0))
		length++;
	if (length == 0)
		return path_fail(
		    reader, "a name (quote an odd one: ['a-b']) or *");
	selector = add_selector(segment, SELECT_NAME);
	selector->name = mem_bytes(text, length);
	selector->name_length = length;
	reader->at += length;
	return true;
}

static struct json_segment *
add_segment(struct json_path *path, bool descendant)
{
	struct json_segment *segment;

	path->segments =
	    mem_room(path->segments, path->count, sizeof(*path->segments));
	segment = &path->segments[path->count++];
	*segment = (struct json_segment){ .descendant = descendant };
	return segment;
}

static bool
is_singular(const struct json_segment *segment)
{
	return !segment->descendant && segment->count == 1 &&
	    (segment->selectors[0].kind == SELECT_NAME ||
		segment->selectors[0].kind == SELECT_INDEX ||
		segment->selectors[0].kind == SELECT_OWN);
}

bool
path_read_segments(struct path_reader *reader, struct json_path *path)
{
	path->singular = true;
	for (;;) {
		size_t before = reader->at;
		struct json_segment *segment;
		bool read;

		path_skip_blanks(reader);
		if (path_take(reader, "..")) {
			segment = add_segment(path, true);
			read = path_take(reader, "[")
			    ? read_bracket(reader, segment)
			    : read_shorthand(reader, segment);
		} else if (path_take(reader, ".")) {
			segment = add_segment(path, false);
			read = read_shorthand(reader, segment);
		} else if (path_take(reader, "[")) {
			segment = add_segment(path, false);
			read = read_bracket(reader, segment);
		} else {
			reader->at = before;
			return true;
		}
		if (!read)
			return false;
		path->singular = path->singular &&
		    is_singular(&path->segments[path->count - 1]);
	}
}

void
json_path_free(struct json_path *path)
{
	if (path == NULL)
		return;
	for (size_t i = 0; i < path->count; i++) {
		for (size_t k = 0; k < path->segments[i].count; k++) {
			mem_free(path->segments[i].selectors[k].name);
			json_filter_free(
			    path->segments[i].selectors[k].filter);
		}
		mem_free(path->segments[i].selectors);
	}
	mem_free(path->segments);
	mem_free(path);
}

/* The index of the node has one place: it says which value belongs to which. */
static bool
check_own_index(const struct path_reader *reader, const struct json_path *path)
{
	size_t alone = 0;

	if (reader->own_count == 0)
		return true;
	for (size_t i = 0; i < path->count; i++) {
		const struct json_segment *segment = &path->segments[i];

		if (segment->descendant)
			return err_at(reader->err, 0,
			    "'..' and [#] do not go together");
		alone += segment->count == 1 &&
		    segment->selectors[0].kind == SELECT_OWN;
	}
	return (reader->own_count == 1 && alone == 1) ||
	    err_at(reader->err, 0, "[#] stands alone, and once in a path");
}

static struct json_path *
finish(struct path_reader *reader)
{
	struct json_path *path = mem_new(sizeof(*path));

	if (path_read_segments(reader, path) &&
	    (reader->text[reader->at] == '\0' ||
		path_fail(reader, "'.', '[' or the end")) &&
	    check_own_index(reader, path)) {
		path->uses_root = reader->uses_root;
		return path;
	}
	json_path_free(path);
	return NULL;
}

struct json_path *
json_path_parse(const char *text, struct err *err)
{
	struct path_reader reader = { .text = text, .err = err };

	if (!path_take(&reader, "$")) {
		(void)path_fail(&reader, "'$', the document,");
		return NULL;
	}
	return finish(&reader);
}

/* A bare name is read as if a dot stood before it. */
struct json_path *
json_path_parse_relative(const char *text, struct err *err)
{
	struct path_reader reader = { .text = text, .err = err };
	char *dotted;
	struct json_path *path;

	reader.own_index = text[0] == '$';
	if (path_take(&reader, "@") || path_take(&reader, "$"))
		return finish(&reader);
	if (text[0] == '[')
		return finish(&reader);
	dotted = mem_printf(".%s", text);
	reader.text = dotted;
	path = finish(&reader);
	if (path == NULL && err->at != ERR_NOWHERE && err->at > 0)
		err->at--;
	mem_free(dotted);
	return path;
}

bool
json_selector_streams(const struct json_selector *selector)
{
	if (selector->kind == SELECT_INDEX)
		return selector->index >= 0;
	if (selector->kind == SELECT_SLICE)
		return selector->step > 0 &&
		    (!selector->has_start || selector->start >= 0) &&
		    (!selector->has_end || selector->end >= 0);
	return true;
}

bool
json_segment_streams(const struct json_segment *segment)
{
	return segment->count == 1 &&
	    json_selector_streams(&segment->selectors[0]);
}
