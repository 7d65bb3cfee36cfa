/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "fetch/json_function.h"
#include "fetch/json_path_reader.h"

void
json_operand_release(struct json_operand *operand)
{
	json_path_free(operand->query);
	json_call_free(operand->call);
	mem_free(operand->text);
}

void
json_call_free(struct json_call *call)
{
	if (call == NULL)
		return;
	for (size_t i = 0; i < FUNCTION_PARAMETERS; i++)
		json_operand_release(&call->arguments[i]);
	json_pattern_free(call->pattern);
	mem_free(call);
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

/* RFC 9535, 2.4.3: a parameter of values takes one value at most, one of nodes
 * a query. */
static bool
check_argument(struct path_reader *reader, const struct json_call *call,
    size_t i, size_t at)
{
	const struct json_operand *argument = &call->arguments[i];
	const char *name = call->function->name;

	if (call->function->parameters[i] == TYPE_NODES)
		return argument->query != NULL ||
		    err_at(reader->err, at,
			"%s() takes a query, which begins with @ or $", name);
	if (argument->query != NULL && !argument->query->singular)
		return err_at(reader->err, at,
		    "%s() takes one value, and this query may find several",
		    name);
	return argument->call == NULL ||
	    argument->call->function->result == TYPE_VALUE ||
	    err_at(reader->err, at, "%s() takes a value, and %s() gives none",
		name, argument->call->function->name);
}

static bool
fail_arity(struct path_reader *reader, const struct json_call *call)
{
	size_t arity = call->function->arity;

	return err_at(reader->err, reader->at, "%s() takes %zu argument%s",
	    call->function->name, arity, arity == 1 ? "" : "s");
}

/* After the opening bracket, up to the closing one. */
static bool
read_arguments(struct path_reader *reader, struct json_call *call)
{
	for (size_t i = 0; i < call->function->arity; i++) {
		size_t at;

		path_skip_blanks(reader);
		if (reader->text[reader->at] == ')')
			return fail_arity(reader, call);
		at = reader->at;
		if (!path_read_operand(reader, &call->arguments[i]) ||
		    !check_argument(reader, call, i, at))
			return false;
		path_skip_blanks(reader);
		if (i + 1 < call->function->arity && !path_take(reader, ","))
			return reader->text[reader->at] == ')'
			    ? fail_arity(reader, call)
			    : path_fail(reader, "','");
	}
	if (reader->text[reader->at] == ',')
		return fail_arity(reader, call);
	return path_take(reader, ")") || path_fail(reader, "')'");
}

/* NAME of LENGTH bytes stands there, and an opening bracket behind it. */
static bool
read_call(struct path_reader *reader, struct json_operand *operand,
    size_t length)
{
	const char *name = reader->text + reader->at, *nearest;
	const struct json_function *function =
	    json_function_find(name, length, &nearest);
	bool read;

	if (function == NULL)
		return err_at(reader->err, reader->at,
		    nearest != NULL
			? "there is no function '%.*s'; did you mean '%s'?"
			: "there is no function '%.*s'",
		    length < 40 ? (int)length : 40, name, nearest);
	if (reader->depth >= LIMIT_PATH_DEPTH)
		return err_at(reader->err, reader->at,
		    "nested too deeply: more than %d levels",
		    LIMIT_PATH_DEPTH);
	operand->call = mem_new(sizeof(*operand->call));
	operand->call->function = function;
	operand->call->pattern = json_pattern_new();
	reader->at += length + 1;
	reader->depth++;
	read = read_arguments(reader, operand->call);
	reader->depth--;
	return read;
}

static size_t
word_length(const char *text)
{
	size_t length = 0;

	if (!islower((unsigned char)text[0]))
		return 0;
	while (islower((unsigned char)text[length]) ||
	    isdigit((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

static bool
read_word(struct path_reader *reader, struct json_operand *operand)
{
	static const struct {
		const char *word;
		int kind;
	} words[] = { { "true", JSON_TRUE }, { "false", JSON_FALSE },
		{ "null", JSON_NULL } };
	const char *text = reader->text + reader->at;
	size_t length = word_length(text);

	if (length > 0 && text[length] == '(')
		return read_call(reader, operand, length);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i].word) == length &&
		    path_take(reader, words[i].word)) {
			operand->kind = words[i].kind;
			return true;
		}
	return path_fail(reader, "a query (@ or $), a literal or a function");
}

bool
path_read_operand(struct path_reader *reader, struct json_operand *operand)
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
