/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/interval.h"

struct operation {
	struct eval *eval;
	const struct node *node;
	const struct result *left, *right;
	struct result *out;
};

static struct period
later(struct period a, struct period b)
{
	return period_compare(a, b) >= 0 ? a : b;
}

static int64_t
youngest(const struct cell *a, const struct cell *b)
{
	return a->known_at > b->known_at ? a->known_at : b->known_at;
}

static enum truth
truth_of(const struct cell *cell)
{
	return cell->missing ? TRUTH_MISSING : cell->truth;
}

/* Kleene's: what is missing matters only where it could change the answer. */
static enum truth
kleene(enum operator op, enum truth a, enum truth b)
{
	enum truth decisive = op == OP_AND ? TRUTH_FALSE : TRUTH_TRUE;

	if (a == decisive || b == decisive)
		return decisive;
	if (a == TRUTH_MISSING || b == TRUTH_MISSING)
		return TRUTH_MISSING;
	return a;
}

static struct cell
combine(const struct operation *operation, const struct cell *a,
    const struct cell *b, struct period period)
{
	enum operator op = operation->node->op;
	int64_t known_at = youngest(a, b);
	const char *reason = a->missing ? a->reason : b->reason;
	struct amount amount;

	if (op == OP_AND || op == OP_OR)
		return cell_truth(period, known_at,
		    kleene(op, truth_of(a), truth_of(b)), reason);
	if (a->missing || b->missing)
		return cell_missing(period, known_at, reason);
	if (op < OP_ADD)
		return cell_truth(period, known_at,
		    interval_compare(op, a->amount, b->amount),
		    "the bounds leave it open");
	if (!interval_operate(op, a->amount, b->amount, &amount, &reason))
		return cell_missing(period, known_at, reason);
	return cell_number(period, known_at, amount);
}

static const char *
side_name(const struct node *node)
{
	return node->name != NULL ? node->name : "the other side";
}

static struct cell
lacking(const struct operation *operation, const struct cell *there,
    const struct node *lacks)
{
	return cell_missing(there->period, there->known_at,
	    eval_reason(operation->eval, "%s has no figure for %s",
		side_name(lacks),
		eval_period_text(operation->eval, there->period)));
}

/* Period by period, from where both have begun; later a period that one side
 * lacks is missing, and says so. */
static void
join(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out)
{
	const struct node *const *sides =
	    (const struct node *const *)operation->node->children;
	size_t i = 0, k = 0;

	while (i < left->count || k < right->count) {
		const struct cell *a = i < left->count ? &left->cells[i] : NULL;
		const struct cell *b =
		    k < right->count ? &right->cells[k] : NULL;

		if (a != NULL && b != NULL &&
		    period_equal(a->period, b->period)) {
			row_add(out, combine(operation, a, b, a->period));
			i++;
			k++;
		} else if (b == NULL ||
		    (a != NULL && period_compare(a->period, b->period) < 0)) {
			if (k > 0)
				row_add(out, lacking(operation, a, sides[1]));
			i++;
		} else {
			if (i > 0)
				row_add(out, lacking(operation, b, sides[0]));
			k++;
		}
	}
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

		row_add(out, combine(operation, a, b, many->cells[i].period));
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
	if (left_series && right_series)
		join(operation, left, right, out);
	else if (left_series || right_series)
		spread(operation, left, right, out);
	else
		row_add(out,
		    combine(operation, &left->cells[0], &right->cells[0],
			later(left->cells[0].period,
			    right->cells[0].period)));
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
	    operator_name(operation->node->op));
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

/* The one row of OTHER that agrees with ROW; false after a failure. */
static bool
find_partner(const struct operation *operation, const struct row *row,
    const struct result *other, const struct row **partner)
{
	*partner = NULL;
	for (size_t i = 0; i < other->count; i++) {
		if (!labels_agree(&row->labels, &other->rows[i].labels))
			continue;
		if (*partner != NULL) {
			fail_many(operation, &row->labels,
			    &(*partner)->labels, &other->rows[i].labels);
			return false;
		}
		*partner = &other->rows[i];
	}
	return true;
}

static void
match_rows(const struct operation *operation)
{
	const struct row *right, *back;

	for (size_t i = 0; i < operation->left->count; i++) {
		const struct row *left = &operation->left->rows[i];
		struct labels labels;

		if (!find_partner(operation, left, operation->right, &right))
			return;
		if (right == NULL)
			continue;
		if (!find_partner(operation, right, operation->left, &back))
			return;
		common_labels(&left->labels, &right->labels, &labels);
		operate_rows(operation, left, right, &labels);
		labels_release(&labels);
	}
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
operate_binary(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out)
{
	struct result left, right;
	struct operation operation = { eval, node, &left, &right, out };

	eval_node(eval, node->children[0], as_of, &left);
	eval_node(eval, node->children[1], as_of, &right);
	out->shape = wider(left.shape, right.shape);
	if (left.failed != NULL || right.failed != NULL)
		result_fail(out,
		    left.failed != NULL ? left.failed : right.failed);
	else
		operate_all(&operation);
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
