/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "fetch/json_events.h"
#include "fetch/json_path_reader.h"

static struct json_filter *read_or(struct path_reader *reader);

static void
release_operand(struct json_operand *operand)
{
	json_path_free(operand->query);
	mem_free(operand->text);
}

void
json_filter_free(struct json_filter *filter)
{
	if (filter == NULL)
		return;
	json_filter_free(filter->left);
	json_filter_free(filter->right);
	json_path_free(filter->query);
	release_operand(&filter->operands[0]);
	release_operand(&filter->operands[1]);
	mem_free(filter);
}

static struct json_filter *
new_filter(enum filter_kind kind)
{
	struct json_filter *filter = mem_new(sizeof(*filter));

	filter->kind = kind;
	return filter;
}

static struct json_path *
read_query(struct path_reader *reader)
{
	struct json_path *path = mem_new(sizeof(*path));
	bool own_index = reader->own_index;

	path->relative = path_take(reader, "@");
	if (!path->relative) {
		(void)path_take(reader, "$");
		reader->uses_root = true;
	}
	reader->own_index = false;
	if (path_read_segments(reader, path)) {
		reader->own_index = own_index;
		return path;
	}
	json_path_free(path);
	return NULL;
}

static bool
read_word(struct path_reader *reader, struct json_operand *operand)
{
	static const struct {
		const char *word;
		int kind;
	} words[] = { { "true", JSON_TRUE }, { "false", JSON_FALSE },
		{ "null", JSON_NULL } };

	for (size_t i = 0; i < 3; i++)
		if (path_take(reader, words[i].word)) {
			operand->kind = words[i].kind;
			return true;
		}
	if (islower((unsigned char)reader->text[reader->at]))
		return err_at(reader->err, reader->at,
		    "functions in filters are not there yet");
	return path_fail(reader, "a query (@ or $) or a literal");
}

/* RFC 8259's grammar; how large it is is not the path's concern. */
static size_t
number_length(const char *text)
{
	size_t at = text[0] == '-', digits = strspn(text + at, "0123456789");

	if (digits == 0 || (text[at] == '0' && digits > 1))
		return 0;
	at += digits;
	if (text[at] == '.') {
		digits = strspn(text + at + 1, "0123456789");
		if (digits == 0)
			return 0;
		at += 1 + digits;
	}
	if (text[at] == 'e' || text[at] == 'E') {
		at++;
		at += text[at] == '-' || text[at] == '+';
		digits = strspn(text + at, "0123456789");
		if (digits == 0)
			return 0;
		at += digits;
	}
	return at;
}

static bool
read_number(struct path_reader *reader, struct json_operand *operand)
{
	const char *text = reader->text + reader->at;

	operand->length = number_length(text);
	if (operand->length == 0)
		return path_fail(reader, "a number");
	operand->kind = JSON_NUMBER;
	operand->text = mem_bytes(text, operand->length);
	operand->has_double =
	    number_parse(&operand->number, text, operand->length);
	reader->at += operand->length;
	return true;
}

static bool
read_operand(struct path_reader *reader, struct json_operand *operand)
{
	char c = reader->text[reader->at];

	if (c == '@' || c == '$') {
		operand->query = read_query(reader);
		return operand->query != NULL;
	}
	if (c == '\'' || c == '"') {
		operand->kind = JSON_STRING;
		return path_read_string(
		    reader, &operand->text, &operand->length);
	}
	if (c == '-' || isdigit((unsigned char)c))
		return read_number(reader, operand);
	return read_word(reader, operand);
}

static bool
read_comparison(struct path_reader *reader, enum comparison *comparison)
{
	static const struct {
		const char *sign;
		enum comparison comparison;
	} signs[] = { { "==", CMP_EQ }, { "!=", CMP_NE }, { "<=", CMP_LE },
		{ ">=", CMP_GE }, { "<", CMP_LT }, { ">", CMP_GT } };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (path_take(reader, signs[i].sign)) {
			*comparison = signs[i].comparison;
			return true;
		}
	return false;
}

static bool
check_singular(struct path_reader *reader, const struct json_operand *operand,
    size_t at)
{
	if (operand->query == NULL || operand->query->singular)
		return true;
	return err_at(reader->err, at,
	    "only a query that finds one value at most can be compared");
}

/* a == b, or a query alone: whether it finds anything. */
static struct json_filter *
read_test(struct path_reader *reader)
{
	struct json_filter *filter = new_filter(FILTER_COMPARE);
	size_t at[2] = { reader->at, 0 };
	bool fine = read_operand(reader, &filter->operands[0]);
	size_t after = reader->at;

	path_skip_blanks(reader);
	if (fine && read_comparison(reader, &filter->comparison)) {
		path_skip_blanks(reader);
		at[1] = reader->at;
		fine = read_operand(reader, &filter->operands[1]) &&
		    check_singular(reader, &filter->operands[0], at[0]) &&
		    check_singular(reader, &filter->operands[1], at[1]);
	} else if (fine) {
		reader->at = after;
		filter->kind = FILTER_EXISTS;
		filter->query = filter->operands[0].query;
		filter->operands[0].query = NULL;
		fine = filter->query != NULL ||
		    err_at(reader->err, at[0],
			"a literal alone is no condition: compare it");
	}
	if (fine)
		return filter;
	json_filter_free(filter);
	return NULL;
}

static struct json_filter *
read_basic(struct path_reader *reader)
{
	size_t start = reader->at;
	bool negated = path_take(reader, "!");
	struct json_filter *inner, *filter;

	path_skip_blanks(reader);
	if (path_take(reader, "(")) {
		path_skip_blanks(reader);
		inner = read_or(reader);
		path_skip_blanks(reader);
		if (inner != NULL && !path_take(reader, ")")) {
			(void)path_fail(reader, "')'");
			json_filter_free(inner);
			inner = NULL;
		}
	} else {
		inner = read_test(reader);
	}
	if (inner == NULL || !negated)
		return inner;
	if (inner->kind == FILTER_COMPARE &&
	    reader->text[reader->at - 1] != ')') {
		(void)err_at(reader->err, start,
		    "'!' before a comparison needs brackets: !(a == b)");
		json_filter_free(inner);
		return NULL;
	}
	filter = new_filter(FILTER_NOT);
	filter->left = inner;
	return filter;
}

static struct json_filter *
read_chain(struct path_reader *reader, const char *sign, enum filter_kind kind,
    struct json_filter *(*read)(struct path_reader *reader))
{
	struct json_filter *left = read(reader);

	while (left != NULL) {
		size_t after = reader->at;
		struct json_filter *both;

		path_skip_blanks(reader);
		if (!path_take(reader, sign)) {
			reader->at = after;
			break;
		}
		path_skip_blanks(reader);
		both = new_filter(kind);
		both->left = left;
		both->right = read(reader);
		left = both;
		if (both->right == NULL) {
			json_filter_free(both);
			return NULL;
		}
	}
	return left;
}

static struct json_filter *
read_and(struct path_reader *reader)
{
	return read_chain(reader, "&&", FILTER_AND, read_basic);
}

static struct json_filter *
read_or(struct path_reader *reader)
{
	struct json_filter *filter;

	if (reader->depth >= LIMIT_PATH_DEPTH) {
		(void)err_at(reader->err, reader->at,
		    "nested too deeply: more than %d levels",
		    LIMIT_PATH_DEPTH);
		return NULL;
	}
	reader->depth++;
	filter = read_chain(reader, "||", FILTER_OR, read_and);
	reader->depth--;
	return filter;
}

struct json_filter *
path_read_filter(struct path_reader *reader)
{
	return read_or(reader);
}
