/* SPDX-License-Identifier: MIT */
#include "model/check_labels.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/expr.h"
#include "model/selector.h"

/* Where LABEL stands as a word in NODE's text, or where that begins. */
static size_t
place_of(const struct expr *expr, const struct node *node, const char *label)
{
	size_t length = strlen(label);
	const char *text = expr->text;

	for (size_t at = node->start + 1; at + length <= node->end; at++)
		if (!strncmp(text + at, label, length) &&
		    strchr("{(, \t\n", text[at - 1]) != NULL &&
		    strchr("=!,) \t\n", text[at + length]) != NULL)
			return at;
	return node->start;
}

static bool
check_label(const struct expr *expr, const struct scope *scope,
    const struct node *node, const char *label, struct err *err)
{
	char *hint = scope->label_hint(scope->context, label);

	if (hint == NULL)
		return true;
	(void)err_at(err, place_of(expr, node, label),
	    "no signal has a label '%.80s'%s", label, hint);
	mem_free(hint);
	return false;
}

static bool
check_below(const struct expr *expr, const struct scope *scope,
    const struct node *node, struct err *err)
{
	bool fits = true;

	for (size_t i = 0; i < node->matcher_count && fits; i++)
		fits = check_label(
		    expr, scope, node, node->matchers[i].name, err);
	for (size_t i = 0; i < node->by_count && fits; i++)
		fits = check_label(expr, scope, node, node->by[i], err);
	for (size_t i = 0; i < node->child_count && fits; i++)
		fits = check_below(expr, scope, node->children[i], err);
	return fits;
}

bool
check_labels(
    const struct expr *expr, const struct scope *scope, struct err *err)
{
	return scope->label_hint == NULL ||
	    check_below(expr, scope, expr->root, err);
}
