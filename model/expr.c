/* SPDX-License-Identifier: MIT */
#include "model/expr.h"

#include <string.h>

#include "base/mem.h"
#include "base/regex.h"
#include "model/node.h"
#include "model/selector.h"

static const char *const operator_names[OP_COUNT] = {
	[OP_OR] = "or",
	[OP_AND] = "and",
	[OP_EQ] = "=",
	[OP_NE] = "!=",
	[OP_LT] = "<",
	[OP_LE] = "<=",
	[OP_GT] = ">",
	[OP_GE] = ">=",
	[OP_ADD] = "+",
	[OP_SUB] = "-",
	[OP_MUL] = "*",
	[OP_DIV] = "/",
	[OP_POW] = "^",
};

const char *
operator_name(enum operator op)
{
	return operator_names[op];
}

void
node_free(struct node *node)
{
	if (node == NULL)
		return;
	for (size_t i = 0; i < node->child_count; i++)
		node_free(node->children[i]);
	for (size_t i = 0; i < node->matcher_count; i++) {
		mem_free(node->matchers[i].name);
		mem_free(node->matchers[i].value);
		regex_free(node->matchers[i].regex);
	}
	for (size_t i = 0; i < node->by_count; i++)
		mem_free(node->by[i]);
	mem_free(node->children);
	mem_free(node->matchers);
	mem_free(node->by);
	mem_free(node->name);
	mem_free(node);
}

void
expr_free(struct expr *expr)
{
	if (expr == NULL)
		return;
	node_free(expr->root);
	mem_free(expr->text);
	mem_free(expr);
}

static void
walk_names(const struct node *node,
    void (*each)(void *context, const struct node *node), void *context)
{
	if (node->kind == NODE_SIGNAL || node->kind == NODE_ALERT)
		each(context, node);
	for (size_t i = 0; i < node->child_count; i++)
		walk_names(node->children[i], each, context);
}

void
expr_names(const struct expr *expr,
    void (*each)(void *context, const struct node *node), void *context)
{
	walk_names(expr->root, each, context);
}
