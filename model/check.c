/* SPDX-License-Identifier: MIT */
#include "model/check.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/check_kind.h"
#include "model/check_labels.h"
#include "model/check_units.h"
#include "model/expr.h"
#include "model/function.h"
#include "model/scope.h"
#include "model/selector.h"

struct checker {
	struct expr *expr;
	const struct scope *scope;
	struct err *err;
	int twice; /* how many functions around evaluate this more than once */
};

static bool check_node(
    struct checker *checker, struct node *node, struct type *type);

/* What a person calls it, for "X is expected, not Y". */
static const char *
type_word(const struct type *type)
{
	static const char *const words[] = {
		[OF_NUMBER] = "a number",
		[OF_TRUTH] = "a condition",
		[OF_TEXT] = "a text",
		[OF_DATE] = "a date",
		[OF_PERIOD] = "a period",
		[OF_DURATION] = "a duration",
		[OF_EVENTS] = "events",
		[OF_ALERT] = "an alert",
	};

	return words[type->of];
}

static bool
unknown_name(struct checker *checker, const struct node *node)
{
	const char *near =
	    checker->scope->near(checker->scope->context, node->name);

	if (near != NULL)
		return err_at(checker->err, node->start,
		    "unknown signal '%s'; did you mean '%s'?", node->name,
		    near);
	return err_at(
	    checker->err, node->start, "unknown signal '%s'", node->name);
}

static bool
check_name(struct checker *checker, struct node *node, struct type *type)
{
	struct unit unit = unit_none();
	int kind = KIND_ANY;

	switch (checker->scope->find(
	    checker->scope->context, node->name, &unit, &kind)) {
	case NAME_SIGNAL:
		node->known_only = checker->scope->basis_varies != NULL &&
		    !selector_names_basis(node) &&
		    checker->scope->basis_varies(
			checker->scope->context, node->name);
		*type = (struct type){ OF_NUMBER, unit,
			(enum signal_kind)kind, true };
		return true;
	case NAME_EVENTS:
		*type = (struct type){ .of = OF_EVENTS };
		return true;
	case NAME_ALERT:
		if (!checker->scope->alerts_allowed)
			return err_at(checker->err, node->start,
			    "'%s' is an alert: it can stand only in an "
			    "alert's condition, in atleast()",
			    node->name);
		node->kind = NODE_ALERT;
		*type = (struct type){ .of = OF_ALERT };
		return true;
	default:
		return unknown_name(checker, node);
	}
}

static bool
expect_type(struct checker *checker, const struct node *node,
    const struct type *type, enum type_of of)
{
	struct type wanted = { .of = of };

	if (type->of == of)
		return true;
	return err_at(checker->err, node->start, "%s is expected here, not %s",
	    type_word(&wanted), type_word(type));
}

static struct type
truth_type(bool series)
{
	return (struct type){ .of = OF_TRUTH, .series = series };
}

/* A duration beside something counted in days is a number of days; one of so
 * many quarters is none. */
static void
take_duration_as_days(
    const struct node *node, struct type *type, const struct type *other)
{
	if (type->of == OF_DURATION && node->number == 0 &&
	    other->of == OF_NUMBER && unit_is(&other->unit, "days"))
		*type = (struct type){ OF_NUMBER, other->unit, KIND_ANY,
			false };
}

static bool
common_unit(struct checker *checker, const struct node *node,
    const struct type *left, const struct type *right, struct unit *unit)
{
	const struct unit_sides sides = { checker->expr->text,
		operator_name(node->op), node->op == OP_SUB,
		{ node->children[0], node->children[1] }, { left, right } };

	return check_equal_units(&sides, unit, checker->err);
}

static bool
product_unit(struct checker *checker, const struct node *node,
    const struct type *left, const struct type *right, struct unit *unit)
{
	bool made = node->op == OP_MUL
	    ? unit_times(unit, &left->unit, &right->unit, checker->err)
	    : unit_divide(unit, &left->unit, &right->unit, checker->err);

	if (!made)
		checker->err->at = node->start;
	return made;
}

static bool
power_unit(struct checker *checker, const struct node *node,
    const struct type *left, const struct type *right, struct unit *unit)
{
	*unit = left->unit;
	if (!unit_is_none(&right->unit))
		return err_at(checker->err, node->children[1]->start,
		    "an exponent is a number without a unit");
	if (!unit_is_none(&left->unit))
		return err_at(checker->err, node->children[0]->start,
		    "only a number without a unit can be raised to a power");
	return true;
}

static bool
check_arithmetic(struct checker *checker, const struct node *node,
    struct type *sides, struct type *type)
{
	for (int i = 0; i < 2; i++)
		if (!expect_type(
			checker, node->children[i], &sides[i], OF_NUMBER))
			return false;
	*type = (struct type){ .of = OF_NUMBER,
		.kind = check_kind_of_operation(node, sides),
		.series = sides[0].series || sides[1].series };
	switch (node->op) {
	case OP_MUL:
	case OP_DIV:
		return product_unit(
		    checker, node, &sides[0], &sides[1], &type->unit);
	case OP_POW:
		return power_unit(
		    checker, node, &sides[0], &sides[1], &type->unit);
	default:
		return common_unit(
		    checker, node, &sides[0], &sides[1], &type->unit);
	}
}

static bool
check_comparison(struct checker *checker, const struct node *node,
    struct type *sides, struct type *type)
{
	struct unit unit;

	take_duration_as_days(node->children[0], &sides[0], &sides[1]);
	take_duration_as_days(node->children[1], &sides[1], &sides[0]);
	for (int i = 0; i < 2; i++)
		if (!expect_type(
			checker, node->children[i], &sides[i], OF_NUMBER))
			return false;
	*type = truth_type(sides[0].series || sides[1].series);
	return common_unit(checker, node, &sides[0], &sides[1], &unit);
}

static bool
check_binary(struct checker *checker, struct node *node, struct type *type)
{
	struct type sides[2];

	for (int i = 0; i < 2; i++)
		if (!check_node(checker, node->children[i], &sides[i]))
			return false;
	if (node->op >= OP_ADD)
		return check_arithmetic(checker, node, sides, type);
	if (node->op >= OP_EQ)
		return check_comparison(checker, node, sides, type);
	for (int i = 0; i < 2; i++)
		if (!expect_type(
			checker, node->children[i], &sides[i], OF_TRUTH))
			return false;
	*type = truth_type(sides[0].series || sides[1].series);
	return true;
}

/* Each doubles what is within. */
static bool
enter(struct checker *checker, const struct node *node)
{
	checker->twice += node->function->twice;
	return checker->twice <= LIMIT_EXPR_TWICE ||
	    err_at(checker->err, node->start,
		"'%s' stands in too many that look at two times: more than %d",
		node->function->name, LIMIT_EXPR_TWICE);
}

static bool
check_call(struct checker *checker, struct node *node, struct type *type)
{
	struct type *arguments =
	    mem_new_array(node->child_count, sizeof(*arguments));
	struct check_call call = { node, checker->expr, checker->scope,
		arguments, type, checker->err };
	bool fits = enter(checker, node);

	for (size_t i = 0; i < node->child_count && fits; i++)
		fits = check_node(checker, node->children[i], &arguments[i]);
	checker->twice -= node->function->twice;
	for (size_t i = 0; i < node->child_count && fits; i++)
		fits = arguments[i].of != OF_ALERT ||
		    !strcmp(node->function->name, "atleast") ||
		    err_at(checker->err, node->children[i]->start,
			"'%s' is an alert: it can stand only in atleast()",
			node->children[i]->name);
	if (fits) {
		*type = node->child_count > 0
		    ? arguments[0]
		    : (struct type){ .of = OF_NUMBER, .unit = unit_bare() };
		type->kind = check_kind_of_call(node, arguments);
		if (node->function->point && node->kind == NODE_CALL)
			type->series = false;
		fits = node->function->check == NULL ||
		    node->function->check(&call);
	}
	mem_free(arguments);
	return fits;
}

static bool
check_prefix(struct checker *checker, struct node *node, struct type *type)
{
	enum type_of wanted = node->kind == NODE_NOT ? OF_TRUTH : OF_NUMBER;

	return check_node(checker, node->children[0], type) &&
	    expect_type(checker, node->children[0], type, wanted);
}

static bool
check_kind(struct checker *checker, struct node *node, struct type *type)
{
	static const enum type_of literals[] = {
		[NODE_NUMBER] = OF_NUMBER,
		[NODE_TEXT] = OF_TEXT,
		[NODE_DATE] = OF_DATE,
		[NODE_PERIOD] = OF_PERIOD,
		[NODE_DURATION] = OF_DURATION,
	};

	switch (node->kind) {
	case NODE_SIGNAL:
	case NODE_ALERT:
		return check_name(checker, node, type);
	case NODE_BINARY:
		return check_binary(checker, node, type);
	case NODE_NEGATE:
	case NODE_NOT:
		return check_prefix(checker, node, type);
	case NODE_CALL:
	case NODE_AGGREGATE:
		return check_call(checker, node, type);
	default:
		*type = (struct type){ .of = literals[node->kind],
			.unit = unit_bare() };
		return true;
	}
}

static bool
check_node(struct checker *checker, struct node *node, struct type *type)
{
	if (!check_kind(checker, node, type))
		return false;
	node->unit = type->unit;
	node->is_truth = type->of == OF_TRUTH;
	node->signal_kind = type->of == OF_NUMBER ? (int)type->kind : KIND_ANY;
	return true;
}

bool
expr_check(struct expr *expr, const struct scope *scope, struct err *err)
{
	struct checker checker = { expr, scope, err, 0 };
	struct type type;

	if (!check_node(&checker, expr->root, &type) ||
	    !check_labels(expr, scope, err))
		return false;
	if (type.of != OF_NUMBER && type.of != OF_TRUTH)
		return err_at(err, expr->root->start,
		    "a number or a condition is expected, not %s",
		    type_word(&type));
	expr->unit = type.unit;
	expr->is_truth = type.of == OF_TRUTH;
	expr->is_series = type.series;
	return true;
}

bool
unit_may_be_declared(
    const struct unit *computed, const struct unit *declared)
{
	static const char *const dimensionless[] = { "%", "x", "score",
		"count" };

	if (computed->bare || unit_equal(computed, declared))
		return true;
	if (!unit_is_none(computed))
		return false;
	for (size_t i = 0;
	    i < sizeof(dimensionless) / sizeof(dimensionless[0]); i++)
		if (unit_is(declared, dimensionless[i]))
			return true;
	return false;
}
