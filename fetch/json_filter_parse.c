/* SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_function.h"
#include "fetch/json_path_reader.h"

static struct json_filter *read_or(struct path_reader *reader);

void
json_filter_free(struct json_filter *filter)
{
	if (filter == NULL)
		return;
	json_filter_free(filter->left);
	json_filter_free(filter->right);
	json_path_free(filter->query);
	json_call_free(filter->call);
	json_operand_release(&filter->operands[0]);
	json_operand_release(&filter->operands[1]);
	mem_free(filter);
}

static struct json_filter *
new_filter(enum filter_kind kind)
{
	struct json_filter *filter = mem_new(sizeof(*filter));

	filter->kind = kind;
	return filter;
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
check_comparable(struct path_reader *reader,
    const struct json_operand *operand, size_t at)
{
	if (operand->call != NULL &&
	    operand->call->function->result != TYPE_VALUE)
		return err_at(reader->err, at,
		    "%s() is true or false by itself: it cannot be compared",
		    operand->call->function->name);
	if (operand->query == NULL || operand->query->singular)
		return true;
	return err_at(reader->err, at,
	    "only a query that finds one value at most can be compared");
}

static bool
read_comparand(struct path_reader *reader, struct json_filter *filter,
    size_t first_at)
{
	size_t at;

	path_skip_blanks(reader);
	at = reader->at;
	return path_read_operand(reader, &filter->operands[1]) &&
	    check_comparable(reader, &filter->operands[0], first_at) &&
	    check_comparable(reader, &filter->operands[1], at);
}

/* One operand alone: a query that finds something, a call that is true. */
static bool
take_alone(struct path_reader *reader, struct json_filter *filter, size_t at)
{
	struct json_operand *operand = &filter->operands[0];
	const struct json_call *call = operand->call;

	if (operand->query == NULL && call == NULL)
		return err_at(reader->err, at,
		    "a literal alone is no condition: compare it");
	if (call != NULL && call->function->result != TYPE_LOGICAL)
		return err_at(reader->err, at,
		    "%s() gives a value, which is no condition: compare it",
		    call->function->name);
	filter->kind = call != NULL ? FILTER_CALL : FILTER_EXISTS;
	filter->query = operand->query;
	filter->call = operand->call;
	operand->query = NULL;
	operand->call = NULL;
	return true;
}

/* a == b, or one of them alone. */
static struct json_filter *
read_test(struct path_reader *reader)
{
	struct json_filter *filter = new_filter(FILTER_COMPARE);
	size_t at = reader->at, after;
	bool fine = path_read_operand(reader, &filter->operands[0]);

	after = reader->at;
	path_skip_blanks(reader);
	if (fine && read_comparison(reader, &filter->comparison)) {
		fine = read_comparand(reader, filter, at);
	} else if (fine) {
		reader->at = after;
		fine = take_alone(reader, filter, at);
	}
	if (fine)
		return filter;
	json_filter_free(filter);
	return NULL;
}

/* After the opening bracket. */
static struct json_filter *
read_bracket(struct path_reader *reader)
{
	struct json_filter *inner;

	path_skip_blanks(reader);
	inner = read_or(reader);
	path_skip_blanks(reader);
	if (inner == NULL || path_take(reader, ")"))
		return inner;
	(void)path_fail(reader, "')'");
	json_filter_free(inner);
	return NULL;
}

static struct json_filter *
read_basic(struct path_reader *reader)
{
	size_t start = reader->at;
	bool negated = path_take(reader, "!"), bracket;
	struct json_filter *inner, *filter;

	path_skip_blanks(reader);
	bracket = path_take(reader, "(");
	inner = bracket ? read_bracket(reader) : read_test(reader);
	if (inner == NULL || !negated)
		return inner;
	if (inner->kind == FILTER_COMPARE && !bracket) {
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
