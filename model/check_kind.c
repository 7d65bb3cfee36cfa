/* SPDX-License-Identifier: MIT */
#include "model/check_kind.h"

#include "model/expr.h"
#include "model/function.h"

enum signal_kind
check_kind_of_operation(const struct node *node, const struct type *sides)
{
	bool either = node->op == OP_ADD || node->op == OP_SUB;

	if (node->op == OP_POW)
		return KIND_ANY;
	if (sides[0].series && sides[1].series)
		return either && sides[0].kind == sides[1].kind ? sides[0].kind
								: KIND_ANY;
	if (sides[0].series)
		return sides[0].kind;
	return node->op != OP_DIV ? sides[1].kind : KIND_ANY;
}

/* Of all the numbers that a function is given, if they have one. */
static enum signal_kind
kind_of_arguments(const struct type *arguments, size_t count)
{
	bool found = false;
	enum signal_kind kind = KIND_ANY;

	for (size_t i = 0; i < count; i++) {
		if (arguments[i].of != OF_NUMBER || !arguments[i].series)
			continue;
		if (found && arguments[i].kind != kind)
			return KIND_ANY;
		kind = arguments[i].kind;
		found = true;
	}
	return kind;
}

enum signal_kind
check_kind_of_call(const struct node *node, const struct type *arguments)
{
	const struct function *function = node->function;
	enum signal_kind kind =
	    kind_of_arguments(arguments, node->child_count);

	if (function->rolls && node->kind == NODE_CALL)
		return kind != KIND_ANY ? KIND_STOCK : KIND_ANY;
	return function->keeps_kind || function->rolls ? kind : KIND_ANY;
}
