/* SPDX-License-Identifier: MIT */
#include "model/join.h"

#include "model/coarsen.h"
#include "model/eval_call.h"
#include "model/interval.h"
#include "model/undecided.h"

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

/* What one side says of it: there was nothing yet to compute it from. */
static struct cell
unbegun_as(const struct cell *a, const struct cell *b, struct cell cell)
{
	cell.unbegun = cell.missing &&
	    ((a->missing && a->unbegun) || (b->missing && b->unbegun));
	return cell;
}

static struct cell
compare(const struct operation *operation, const struct cell *a,
    const struct cell *b, struct period period, int64_t known_at)
{
	enum truth truth =
	    interval_compare(operation->node->op, a->amount, b->amount);

	return cell_truth(period, known_at, truth,
	    truth == TRUTH_MISSING
		? undecided_comparison(operation->eval, operation->node,
		      a->amount, b->amount)
		: NULL);
}

struct cell
operation_combine(const struct operation *operation, const struct cell *a,
    const struct cell *b, struct period period)
{
	enum operator op = operation->node->op;
	int64_t known_at = youngest(a, b);
	const char *reason = a->missing ? a->reason : b->reason;
	struct amount amount;

	if (operation->combine != NULL)
		return operation->combine(operation, a, b, period);
	if (op == OP_AND || op == OP_OR) {
		enum truth truth = kleene(op, truth_of(a), truth_of(b));

		if (truth == TRUTH_MISSING && a->missing && b->missing)
			reason = undecided_both(
			    operation->eval, a->reason, b->reason);
		return unbegun_as(
		    a, b, cell_truth(period, known_at, truth, reason));
	}
	if (a->missing || b->missing)
		return unbegun_as(
		    a, b, cell_missing(period, known_at, reason));
	if (op < OP_ADD)
		return compare(operation, a, b, period, known_at);
	if (!interval_operate(op, a->amount, b->amount, &amount, &reason))
		return cell_missing(period, known_at, reason);
	return cell_number(period, known_at, amount);
}

static const char *
side_name(const struct node *node)
{
	return node->name != NULL ? node->name : "the other side";
}

/* One side of a period of which the other has no figure. */
static struct cell
lacking(const struct operation *operation, const struct cell *there,
    bool left_lacks)
{
	const struct node *lacks =
	    operation->node->children[left_lacks ? 0 : 1];
	struct cell missing = cell_missing(there->period, there->known_at,
	    eval_reason(operation->eval, "%s has no figure for %s",
		side_name(lacks),
		eval_period_text(operation->eval, there->period)));

	return left_lacks
	    ? operation_combine(operation, &missing, there, there->period)
	    : operation_combine(operation, there, &missing, there->period);
}

/* Period by period, from where both have begun; later a period that one side
 * lacks is missing, and says so. */
static void
join_equals(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out)
{
	size_t i = 0, k = 0;

	while (i < left->count || k < right->count) {
		const struct cell *a = i < left->count ? &left->cells[i] : NULL;
		const struct cell *b =
		    k < right->count ? &right->cells[k] : NULL;
		int order = a == NULL ? 1
		    : b == NULL	      ? -1
				      : period_order(a->period, b->period);

		if (order == 0) {
			row_add(out,
			    operation_combine(operation, a, b, a->period));
			i++;
			k++;
		} else if (order < 0) {
			if (k > 0)
				row_add(out, lacking(operation, a, false));
			i++;
		} else {
			if (i > 0)
				row_add(out, lacking(operation, b, true));
			k++;
		}
	}
}

/* The kind of all its periods, or PERIOD_KIND_COUNT. */
static enum period_kind
kind_of(const struct row *row)
{
	for (size_t i = 1; i < row->count; i++)
		if (row->cells[i].period.kind != row->cells[0].period.kind)
			return PERIOD_KIND_COUNT;
	return row->count > 0 ? row->cells[0].period.kind : PERIOD_KIND_COUNT;
}

/* Each period of the finer row with the one that holds its middle, once there
 * is a first of those. */
static void
join_within(const struct operation *operation, const struct row *fine,
    const struct row *coarse, bool left_is_fine, struct row *out)
{
	for (size_t i = 0; i < fine->count; i++) {
		const struct cell *cell = &fine->cells[i], *other;
		size_t k = row_holding(coarse, cell->period);

		if (k == coarse->count) {
			if (period_compare(coarse->cells[0].period,
				cell->period) < 0)
				row_add(out,
				    lacking(operation, cell, !left_is_fine));
			continue;
		}
		other = &coarse->cells[k];
		row_add(out,
		    operation_combine(operation, left_is_fine ? cell : other,
			left_is_fine ? other : cell, cell->period));
	}
}

/* The finer row in the periods of the coarser one, if what it counts is
 * declared; else the finer one's periods. */
static void
join_unequal(const struct operation *operation, const struct row *fine,
    const struct row *coarse, bool left_is_fine, struct row *out)
{
	const struct node *node =
	    operation->node->children[left_is_fine ? 0 : 1];
	const struct coarsening coarsening = { operation->eval,
		operation->as_of, (enum signal_kind)node->signal_kind, fine };
	struct row coarsened = { .count = 0 };

	if (coarsening.kind == KIND_ANY) {
		join_within(operation, fine, coarse, left_is_fine, out);
		return;
	}
	coarsen(&coarsening, coarse, &coarsened);
	join_equals(operation, left_is_fine ? &coarsened : coarse,
	    left_is_fine ? coarse : &coarsened, out);
	row_release(&coarsened);
}

void
operation_join(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out)
{
	enum period_kind a = kind_of(left), b = kind_of(right);

	if (a == b || a >= PERIOD_SPAN || b >= PERIOD_SPAN)
		join_equals(operation, left, right, out);
	else if (period_per_year(b) > 0 && a < b)
		join_unequal(operation, left, right, true, out);
	else if (period_per_year(a) > 0 && b < a)
		join_unequal(operation, right, left, false, out);
	else
		join_equals(operation, left, right, out);
}
