/* SPDX-License-Identifier: MIT */
#include "model/argument.h"

#include <stdio.h>

#include "base/err.h"
#include "base/limits.h"
#include "model/check.h"
#include "model/function.h"

bool
argument_wrong(const struct check_call *call, size_t i, const char *expected)
{
	return err_at(call->err, call->node->children[i]->start,
	    "'%s' expects %s here: %s", call->node->function->name, expected,
	    call->node->function->usage);
}

bool
argument_is_number(const struct check_call *call, size_t i)
{
	return call->arguments[i].of == OF_NUMBER ||
	    argument_wrong(call, i, "a number");
}

bool
argument_is_series(const struct check_call *call, size_t i)
{
	return argument_is_number(call, i) &&
	    (call->arguments[i].series ||
		argument_wrong(call, i, "a series, not one value,"));
}

static bool
names_signal(const struct node *node)
{
	bool named = node->kind == NODE_SIGNAL;

	for (size_t i = 0; i < node->child_count && !named; i++)
		named = names_signal(node->children[i]);
	return named;
}

bool
argument_is_learned(const struct check_call *call, size_t i)
{
	return (call->arguments[i].of == OF_NUMBER ||
		   call->arguments[i].of == OF_TRUTH ||
		   argument_wrong(call, i, "a signal")) &&
	    (names_signal(call->node->children[i]) ||
		argument_wrong(call, i, "a signal"));
}

bool
argument_is_literal(const struct check_call *call, size_t i,
    enum node_kind kind, const char *expected)
{
	return call->node->children[i]->kind == kind ||
	    argument_wrong(call, i, expected);
}

bool
argument_is_count(const struct check_call *call, size_t i, int least)
{
	const struct node *node = call->node->children[i];
	bool counted = (node->kind == NODE_NUMBER ||
			   (node->kind == NODE_DURATION && node->number > 0)) &&
	    node->number >= (node->kind == NODE_NUMBER ? least : 1) &&
	    node->number <= LIMIT_EXPR_PERIODS &&
	    node->number == (double)(int)node->number;
	char expected[80];

	if (counted)
		return true;
	(void)snprintf(expected, sizeof(expected),
	    "a number of periods, %d to %d,", least > 1 ? 2 : 1,
	    LIMIT_EXPR_PERIODS);
	return argument_wrong(call, i, expected);
}

bool
argument_is_window(const struct check_call *call, size_t i, int least)
{
	return call->node->children[i]->since ||
	    argument_is_count(call, i, least);
}

bool
argument_is_whole(const struct check_call *call, size_t i, int least,
    int most, int *number)
{
	const struct node *node = call->node->children[i];
	bool negative = node->kind == NODE_NEGATE;
	char expected[64];
	double value;

	if (negative)
		node = node->children[0];
	value = negative ? -node->number : node->number;
	if (node->kind == NODE_NUMBER && value >= least && value <= most &&
	    value == (double)(int)value) {
		*number = (int)value;
		return true;
	}
	(void)snprintf(expected, sizeof(expected),
	    "a whole number, %d to %d,", least, most);
	return argument_wrong(call, i, expected);
}
