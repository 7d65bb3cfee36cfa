/* SPDX-License-Identifier: MIT */
#include "model/expr.h"

#include <string.h>

#include "base/mem.h"
#include "base/regex.h"
#include "model/event.h"
#include "model/labels.h"
#include "model/node.h"

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

static bool
matcher_holds(const struct matcher *matcher, const char *value)
{
	size_t length = strlen(value);

	switch (matcher->match) {
	case MATCH_EQ:
		return !strcmp(value, matcher->value);
	case MATCH_NE:
		return strcmp(value, matcher->value) != 0;
	case MATCH_RE:
		return regex_matches(matcher->regex, value, length);
	default:
		return !regex_matches(matcher->regex, value, length);
	}
}

/* Any basis of that voice. */
static bool
holds_for_voice(const struct matcher *matcher, enum basis voice)
{
	for (int i = 0; i < BASIS_COUNT; i++)
		if (basis_voice((enum basis)i) == voice &&
		    matcher_holds(matcher, basis_name((enum basis)i)))
			return true;
	return false;
}

/* A basis is that of the figures, not of the series: what is of the series'
 * voice may still be in it; but what is derived of figures that are told apart
 * by it has it as a label. As in PromQL a label that is not there is "". */
bool
selector_matches(const struct node *node, const struct labels *labels,
    enum basis basis)
{
	for (size_t i = 0; i < node->matcher_count; i++) {
		const struct matcher *matcher = &node->matchers[i];
		const char *value;

		value = labels_find(labels, matcher->name);
		if (value == NULL && !strcmp(matcher->name, "basis")) {
			if (!holds_for_voice(matcher, basis))
				return false;
			continue;
		}
		if (!matcher_holds(matcher, value != NULL ? value : ""))
			return false;
	}
	return true;
}

bool
selector_takes_basis(const struct node *node, enum basis basis)
{
	for (size_t i = 0; i < node->matcher_count; i++)
		if (!strcmp(node->matchers[i].name, "basis") &&
		    !matcher_holds(&node->matchers[i], basis_name(basis)))
			return false;
	return true;
}

bool
selector_takes(
    const struct node *node, const char *name, const char *value)
{
	for (size_t i = 0; i < node->matcher_count; i++)
		if (!strcmp(node->matchers[i].name, name) &&
		    !matcher_holds(
			&node->matchers[i], value != NULL ? value : ""))
			return false;
	return true;
}

/* kind, status and basis are selected as if they were labels. */
bool
selector_takes_event(const struct node *node, const struct event *event)
{
	for (size_t i = 0; i < node->matcher_count; i++) {
		const char *name = node->matchers[i].name;
		const char *value = labels_find(&event->labels, name);

		if (!strcmp(name, "kind"))
			value = event->kind;
		else if (!strcmp(name, "status"))
			value = event->status;
		else if (!strcmp(name, "basis"))
			value = basis_name(event->basis);
		if (!selector_takes(node, name, value))
			return false;
	}
	return true;
}
