/* SPDX-License-Identifier: MIT */
#include "fetch/json_compare.h"
#include "fetch/json_function.h"
#include "fetch/json_path.h"
#include "fetch/json_tape.h"

static void
note_found(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	bool *any = context;

	(void)tape;
	(void)node;
	(void)steps;
	*any = true;
}

static bool
finds_any(const struct json_tape *tape, const struct json_path *query,
    uint32_t node)
{
	const struct json_steps none = { NULL, 0 };
	bool any = false;

	json_eval(tape, query, 0, query->relative ? node : 0, &none,
	    note_found, &any);
	return any;
}

struct json_side
json_operand_side(const struct json_tape *tape,
    const struct json_operand *operand, uint32_t node,
    char digits[NUMBER_DIGITS])
{
	uint32_t found;

	if (operand->call != NULL)
		return operand->call->function->call(
		    tape, operand->call, node, digits);
	if (operand->query == NULL)
		return (struct json_side){
			.kind = (enum json_kind)operand->kind,
			.text = operand->text,
			.length = operand->length,
			.has_double = operand->has_double,
			.number = operand->number,
		};
	if (!json_single(tape, operand->query,
		operand->query->relative ? node : 0, &found))
		return (struct json_side){ .nothing = true };
	return json_side_of(tape, found);
}

static bool
compare(const struct json_tape *tape, const struct json_filter *filter,
    uint32_t node)
{
	char digits[2][NUMBER_DIGITS];
	struct json_side a = json_operand_side(
	    tape, &filter->operands[0], node, digits[0]);
	struct json_side b = json_operand_side(
	    tape, &filter->operands[1], node, digits[1]);

	switch (filter->comparison) {
	case CMP_EQ:
		return json_side_equal(tape, &a, &b);
	case CMP_NE:
		return !json_side_equal(tape, &a, &b);
	case CMP_LT:
		return json_side_less(&a, &b);
	case CMP_GT:
		return json_side_less(&b, &a);
	case CMP_LE:
		return json_side_less(&a, &b) || json_side_equal(tape, &a, &b);
	default:
		return json_side_less(&b, &a) || json_side_equal(tape, &a, &b);
	}
}

static bool
call_holds(const struct json_tape *tape, const struct json_call *call,
    uint32_t node)
{
	char digits[NUMBER_DIGITS];

	return call->function->call(tape, call, node, digits).kind ==
	    JSON_TRUE;
}

bool
json_filter_holds(const struct json_tape *tape,
    const struct json_filter *filter, uint32_t node)
{
	switch (filter->kind) {
	case FILTER_OR:
		return json_filter_holds(tape, filter->left, node) ||
		    json_filter_holds(tape, filter->right, node);
	case FILTER_AND:
		return json_filter_holds(tape, filter->left, node) &&
		    json_filter_holds(tape, filter->right, node);
	case FILTER_NOT:
		return !json_filter_holds(tape, filter->left, node);
	case FILTER_EXISTS:
		return finds_any(tape, filter->query, node);
	case FILTER_CALL:
		return call_holds(tape, filter->call, node);
	default:
		return compare(tape, filter, node);
	}
}
