/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/join.h"
#include "model/pairing.h"

static struct period
later(struct period a, struct period b)
{
	return period_compare(a, b) >= 0 ? a : b;
}

static void
spread(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out)
{
	bool left_is_series = operation->left->shape == SHAPE_SERIES;
	const struct row *many = left_is_series ? left : right;

	for (size_t i = 0; i < many->count; i++) {
		const struct cell *a = left_is_series ? &left->cells[i]
						      : &left->cells[0];
		const struct cell *b = left_is_series ? &right->cells[0]
						      : &right->cells[i];

		row_add(out,
		    operation_combine(
			operation, a, b, many->cells[i].period));
	}
}

static void
operate_rows(const struct operation *operation, const struct row *left,
    const struct row *right, const struct labels *labels)
{
	bool left_series = operation->left->shape == SHAPE_SERIES;
	bool right_series = operation->right->shape == SHAPE_SERIES;
	struct row *out = result_add_row(operation->out, labels);

	row_add_breaks(out, left);
	row_add_breaks(out, right);
	if (operation->join != NULL)
		operation->join(operation, left, right, out);
	else if (left_series && right_series)
		operation_join(operation, left, right, out);
	else if (left_series || right_series)
		spread(operation, left, right, out);
	else
		row_add(out,
		    operation_combine(operation, &left->cells[0],
			&right->cells[0],
			later(left->cells[0].period,
			    right->cells[0].period)));
}

/* The operator, or the function that works like one. */
static const char *
sign_of(const struct node *node)
{
	return node->function != NULL ? node->function->name
				      : operator_name(node->op);
}

/* A side without labels goes with every row of the other. */
static bool
is_single(const struct result *result)
{
	return result->count == 1 && result->rows[0].labels.count == 0;
}

static void
common_labels(const struct labels *a, const struct labels *b,
    struct labels *common)
{
	labels_init(common);
	for (size_t i = 0; i < a->count; i++)
		if (labels_find(b, a->pairs[i].name) != NULL)
			labels_put(common, a->pairs[i].name,
			    a->pairs[i].value);
}

static void
fail_many(const struct operation *operation, const struct labels *one,
    const struct labels *first, const struct labels *second)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	(void)buf_printf(&out, "several series go with '%s': ",
	    sign_of(operation->node));
	labels_format(&out, one);
	(void)buf_text(&out, " matches ");
	labels_format(&out, first);
	(void)buf_text(&out, " and ");
	labels_format(&out, second);
	(void)buf_text(&out, "; aggregate one side, as in max by (…) (x)");
	result_fail(operation->out,
	    eval_reason(operation->eval, "%s", buf_string(&out)));
	buf_release(&out);
}

/* Labels that differ are never passed over in silence. */
static void
fail_none(const struct operation *operation)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	(void)buf_printf(&out, "no series go with each other at '%s': ",
	    sign_of(operation->node));
	labels_format(&out, &operation->left->rows[0].labels);
	(void)buf_text(&out, " and ");
	labels_format(&out, &operation->right->rows[0].labels);
	(void)buf_text(&out, " differ");
	result_fail(operation->out,
	    eval_reason(operation->eval, "%s", buf_string(&out)));
	buf_release(&out);
}

/* The one row of the side of PAIRING that agrees with ROW, NULL if none does;
 * false after a failure. */
static bool
find_partner(const struct operation *operation, const struct pairing *pairing,
    const struct result *side, const struct row *row,
    const struct row **partner)
{
	size_t i = pairing_first(pairing, &row->labels), k = side->count;

	if (i < side->count)
		k = pairing_after(pairing, &row->labels, i);
	*partner = i < side->count ? &side->rows[i] : NULL;
	if (k < side->count)
		fail_many(operation, &row->labels, &side->rows[i].labels,
		    &side->rows[k].labels);
	return k == side->count;
}

static void
keep_row(const struct operation *operation, const struct row *row)
{
	struct row *out = result_add_row(operation->out, &row->labels);

	row_add_breaks(out, row);
	for (size_t i = 0; i < row->count; i++)
		row_add(out, row->cells[i]);
}

static void
keep_rest(const struct operation *operation, const struct pairing *lefts)
{
	const struct result *right = operation->right;

	for (size_t i = 0; i < right->count; i++)
		if (pairing_first(lefts, &right->rows[i].labels) ==
		    operation->left->count)
			keep_row(operation, &right->rows[i]);
}

static bool
match_row(const struct operation *operation, const struct pairing *lefts,
    const struct pairing *rights, const struct row *left)
{
	const struct row *right, *back;
	struct labels labels;

	if (!find_partner(operation, rights, operation->right, left, &right))
		return false;
	if (right == NULL) {
		if (operation->keeps_single)
			keep_row(operation, left);
		return true;
	}
	if (!find_partner(operation, lefts, operation->left, right, &back))
		return false;
	common_labels(&left->labels, &right->labels, &labels);
	operate_rows(operation, left, right, &labels);
	labels_release(&labels);
	return true;
}

static void
match_rows(const struct operation *operation)
{
	const struct result *left = operation->left, *right = operation->right;
	struct pairing *lefts = pairing_new(left, right);
	struct pairing *rights = pairing_new(right, left);
	bool matched = true;

	for (size_t i = 0; i < left->count && matched; i++)
		matched = match_row(operation, lefts, rights, &left->rows[i]);
	if (matched && operation->keeps_single)
		keep_rest(operation, lefts);
	if (matched && operation->out->count == 0 && left->count > 0 &&
	    right->count > 0)
		fail_none(operation);
	pairing_free(lefts);
	pairing_free(rights);
}

static void
operate_all(const struct operation *operation)
{
	const struct result *left = operation->left, *right = operation->right;

	if (is_single(right)) {
		for (size_t i = 0; i < left->count; i++)
			operate_rows(operation, &left->rows[i],
			    &right->rows[0], &left->rows[i].labels);
	} else if (is_single(left)) {
		for (size_t i = 0; i < right->count; i++)
			operate_rows(operation, &left->rows[0],
			    &right->rows[i], &right->rows[i].labels);
	} else {
		match_rows(operation);
	}
}

static enum shape
wider(enum shape a, enum shape b)
{
	return a > b ? a : b;
}

void
operation_run(const struct operation *operation)
{
	const struct result *left = operation->left, *right = operation->right;

	operation->out->shape = wider(left->shape, right->shape);
	if (left->failed != NULL || right->failed != NULL)
		result_fail(operation->out,
		    left->failed != NULL ? left->failed : right->failed);
	else
		operate_all(operation);
	if (operation->out->failed != NULL) /* no rows then */
		result_fail(operation->out, operation->out->failed);
}

/* Where there is no series at all one side of and, or is missing: it matters
 * only where it could change the answer. */
static void
stand_in(const struct node *node, struct result *side,
    const struct result *other)
{
	bool logical = node->op == OP_AND || node->op == OP_OR;

	if (!logical || side->count > 0 || side->failed != NULL ||
	    other->count == 0)
		return;
	side->shape = SHAPE_SCALAR;
	row_add(result_add_row(side, NULL),
	    cell_missing(period_of_instant(0), INT64_MIN,
		"there is no figure yet"));
}

void
operate_binary(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out)
{
	struct result left, right;
	struct operation operation = { .eval = eval,
		.as_of = as_of,
		.node = node,
		.left = &left,
		.right = &right,
		.out = out };

	eval_node(eval, node->children[0], as_of, &left);
	eval_node(eval, node->children[1], as_of, &right);
	stand_in(node, &left, &right);
	stand_in(node, &right, &left);
	operation_run(&operation);
	result_release(&left);
	result_release(&right);
}

static void
negate(struct cell *cell)
{
	if (cell->missing)
		return;
	if (cell->is_truth)
		cell->truth = cell->truth == TRUTH_TRUE ? TRUTH_FALSE
							: TRUTH_TRUE;
	else
		cell->amount = amount_scale(cell->amount, -1);
}

void
operate_prefix(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out)
{
	eval_node(eval, node->children[0], as_of, out);
	for (size_t i = 0; i < out->count; i++)
		for (size_t k = 0; k < out->rows[i].count; k++)
			negate(&out->rows[i].cells[k]);
}
