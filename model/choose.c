/* SPDX-License-Identifier: MIT */
#include "model/choose.h"

#include "base/err.h"
#include "base/limits.h"
#include "model/argument.h"
#include "model/check.h"
#include "model/check_units.h"
#include "model/coarsen.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/join.h"

/* From the FIRST argument on: all numbers of one unit, or all conditions. */
static bool
are_alike(struct check_call *call, size_t first)
{
	struct type *result = call->result;
	enum signal_kind kind = result->kind;

	*result = call->arguments[first];
	for (size_t i = first + 1; i < call->node->child_count; i++) {
		const struct unit_sides sides = { call->expr->text,
			call->node->function->name, false,
			{ call->node->children[first],
			    call->node->children[i] },
			{ result, &call->arguments[i] } };

		if (result->of == OF_TRUTH &&
		    call->arguments[i].of != OF_TRUTH)
			return argument_wrong(call, i, "a condition, too,");
		if (result->of != OF_TRUTH && !argument_is_number(call, i))
			return false;
		if (result->of != OF_TRUTH &&
		    !check_equal_units(&sides, &result->unit, call->err))
			return false;
		result->series = result->series || call->arguments[i].series;
	}
	result->kind = kind;
	return true;
}

bool
choose_check_if(struct check_call *call)
{
	bool series = call->arguments[0].series;

	if (call->arguments[0].of != OF_TRUTH)
		return argument_wrong(call, 0, "a condition");
	if (call->arguments[1].of != OF_TRUTH && !argument_is_number(call, 1))
		return false;
	if (!are_alike(call, 1))
		return false;
	call->result->series = call->result->series || series;
	return true;
}

bool
choose_check_first(struct check_call *call)
{
	return (call->arguments[0].of == OF_TRUTH ||
		   argument_is_number(call, 0)) &&
	    are_alike(call, 0);
}

/* The cell of a branch that the condition does not choose. */
static const char not_chosen[] = "the condition chooses the other one";

static struct cell
pick(const struct cell *condition, const struct cell *branch,
    struct period period, enum truth wanted)
{
	int64_t known_at = condition->known_at;
	struct cell cell = *branch;

	if (!cell_has_value(condition)) {
		cell = cell_missing(period, known_at, condition->reason);
		cell.unbegun = condition->unbegun;
		return cell;
	}
	if (condition->truth != wanted)
		return cell_missing(period, known_at, not_chosen);
	cell.period = period;
	if (known_at > cell.known_at)
		cell.known_at = known_at;
	return cell;
}

static struct cell
pick_true(const struct operation *operation, const struct cell *a,
    const struct cell *b, struct period period)
{
	(void)operation;
	return pick(a, b, period, TRUTH_TRUE);
}

static struct cell
pick_false(const struct operation *operation, const struct cell *a,
    const struct cell *b, struct period period)
{
	(void)operation;
	return pick(a, b, period, TRUTH_FALSE);
}

static struct cell
pick_chosen(const struct operation *operation, const struct cell *a,
    const struct cell *b, struct period period)
{
	struct cell cell = a->reason == not_chosen ? *b : *a;

	(void)operation;
	cell.period = period;
	return cell;
}

typedef struct cell combine_cells(const struct operation *operation,
    const struct cell *a, const struct cell *b, struct period period);

/* Every period of a branch that was chosen there: before the other one begins,
 * nothing is made of its not being there. */
static void
join_branches(const struct operation *operation, const struct row *left,
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

		if (order == 0)
			row_add(out, pick_chosen(operation, a, b, a->period));
		else if (order < 0 && a->reason != not_chosen)
			row_add(out, *a);
		else if (order > 0 && b->reason != not_chosen)
			row_add(out, *b);
		i += order <= 0;
		k += order >= 0;
	}
}

/* As an operator of the two would: by labels, period by period. */
static void
combine(struct function_call *call, struct node *sides[2],
    const struct result *left, const struct result *right,
    combine_cells *how, struct result *out)
{
	const struct node pair = { .kind = NODE_CALL,
		.function = call->node->function,
		.children = sides,
		.child_count = 2 };
	const struct operation operation = { .eval = call->eval,
		.as_of = call->as_of,
		.node = &pair,
		.left = left,
		.right = right,
		.out = out,
		.combine = how,
		.join = how == pick_chosen && left->shape == SHAPE_SERIES &&
			right->shape == SHAPE_SERIES
		    ? join_branches
		    : NULL };

	operation_run(&operation);
}

/* if(c, a, b) is a where c holds, joined with b where it does not. */
void
choose_if(struct function_call *call)
{
	struct node **children = call->node->children;
	struct result results[3], branches[2] = { { .count = 0 } };

	for (size_t i = 0; i < 3; i++)
		eval_node(call->eval, children[i], call->as_of, &results[i]);
	for (size_t i = 0; i < 2; i++)
		combine(call,
		    (struct node *[]){ children[0], children[i + 1] },
		    &results[0], &results[i + 1],
		    i == 0 ? pick_true : pick_false, &branches[i]);
	combine(call, children + 1, &branches[0], &branches[1], pick_chosen,
	    call->out);
	for (size_t i = 0; i < 3; i++)
		result_release(&results[i]);
	for (size_t i = 0; i < 2; i++)
		result_release(&branches[i]);
}

static struct cell
first_of(const struct cell *a, const struct cell *b)
{
	struct cell cell;

	if (cell_has_value(a) || !cell_has_value(b))
		return *a;
	cell = *b;
	cell.period = a->period;
	if (a->known_at > cell.known_at)
		cell.known_at = a->known_at;
	return cell;
}

/* A hole that one value fills; that there is one was known with the figure
 * after it. */
static void
fill_holes(const struct cell *before, const struct cell *after,
    const struct cell *filling, struct row *out)
{
	struct period period = before->period;
	struct cell cell = *filling;

	if (period_per_year(period.kind) == 0 || !cell_has_value(filling))
		return;
	if (after->known_at > cell.known_at)
		cell.known_at = after->known_at;
	for (int n = 1; n < LIMIT_HOLES; n++) {
		cell.period = period_shift(period, n);
		if (period_order(cell.period, after->period) >= 0)
			return;
		row_add(out, cell);
	}
}

/* One value for every period of a series: where it stands first it is always
 * what is taken, else it fills holes too. */
static void
fill_with_point(const struct row *series, const struct cell *point,
    bool point_first, struct row *out)
{
	for (size_t i = 0; i < series->count; i++) {
		struct cell cell = *point;

		cell.period = series->cells[i].period;
		if (!point_first && i > 0)
			fill_holes(&series->cells[i - 1], &series->cells[i],
			    point, out);
		row_add(out,
		    point_first ? first_of(&cell, &series->cells[i])
				: first_of(&series->cells[i], point));
	}
}

/* Every period that one of them has. */
static void
fill_with_series(
    const struct row *left, const struct row *right, struct row *out)
{
	size_t i = 0, k = 0;

	while (i < left->count || k < right->count) {
		int order = i == left->count ? 1
		    : k == right->count
		    ? -1
		    : period_order(left->cells[i].period,
			  right->cells[k].period);

		if (order == 0)
			row_add(out,
			    first_of(&left->cells[i], &right->cells[k]));
		else
			row_add(out, order < 0 ? left->cells[i]
					       : right->cells[k]);
		i += order <= 0;
		k += order >= 0;
	}
}

/* COARSE, and before it the periods that its calendar would have, back to where
 * FINE begins. */
static void
begin_with(const struct row *fine, const struct row *coarse, struct row *out)
{
	int n = 0;

	while (n < LIMIT_HOLES &&
	    period_shift(coarse->cells[0].period, -n).start >
		fine->cells[0].period.start)
		n++;
	for (; n > 0; n--)
		row_add(out,
		    cell_missing(period_shift(coarse->cells[0].period, -n),
			INT64_MIN, NULL));
	for (size_t i = 0; i < coarse->count; i++)
		row_add(out, coarse->cells[i]);
}

/* The finer of two series in the periods of the coarser one, if what it counts
 * is declared; else they cannot fill each other's holes. OUT is one of the
 * operation's, and gone after a failure. */
static void
fill_unequal(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out)
{
	bool left_is_fine =
	    left->cells[0].period.kind < right->cells[0].period.kind;
	const struct row *coarse = left_is_fine ? right : left;
	const struct coarsening coarsening = { operation->eval,
		operation->as_of,
		(enum signal_kind)operation->node
		    ->children[left_is_fine ? 0 : 1]
		    ->signal_kind,
		left_is_fine ? left : right };
	struct row coarsened = { .count = 0 }, whole = { .count = 0 };

	if (coarsening.kind == KIND_ANY) {
		result_fail(operation->out,
		    "one has shorter periods than the other, and no kind: "
		    "says how they come together");
		return;
	}
	begin_with(coarsening.fine, coarse, &whole);
	coarsen(&coarsening, &whole, &coarsened);
	fill_with_series(left_is_fine ? &coarsened : left,
	    left_is_fine ? right : &coarsened, out);
	row_release(&coarsened);
	row_release(&whole);
}

static void
fill(const struct operation *operation, const struct row *left,
    const struct row *right, struct row *out)
{
	bool left_series = operation->left->shape == SHAPE_SERIES;
	bool right_series = operation->right->shape == SHAPE_SERIES;

	if (!left_series && !right_series)
		row_add(out, first_of(&left->cells[0], &right->cells[0]));
	else if (!left_series)
		fill_with_point(right, &left->cells[0], true, out);
	else if (!right_series)
		fill_with_point(left, &right->cells[0], false, out);
	else if (left->count == 0 || right->count == 0 ||
	    left->cells[0].period.kind == right->cells[0].period.kind)
		fill_with_series(left, right, out);
	else
		fill_unequal(operation, left, right, out);
}

/* Takes LEFT and RIGHT. Where nothing at all is known of one, it is the
 * other. */
static void
fill_results(struct function_call *call, size_t i, struct result *left,
    struct result *right, struct result *out)
{
	enum shape shape =
	    left->shape > right->shape ? left->shape : right->shape;
	const struct node pair = { .kind = NODE_CALL,
		.function = call->node->function,
		.children =
		    (struct node *[]){ call->node->children[i - 1],
			call->node->children[i] },
		.child_count = 2 };
	const struct operation operation = { .eval = call->eval,
		.as_of = call->as_of,
		.node = &pair,
		.left = left,
		.right = right,
		.out = out,
		.join = fill,
		.keeps_single = true };

	struct result *nothing = left->count == 0 ? left : right;

	*out = (struct result){ .count = 0 };
	if (left->failed == NULL && right->failed == NULL &&
	    nothing->count == 0) {
		*out = nothing == left ? *right : *left;
		out->shape = shape;
		result_release(nothing);
		return;
	}
	operation_run(&operation);
	result_release(left);
	result_release(right);
}

void
choose_first(struct function_call *call)
{
	struct result so_far, next, joined;

	eval_node(
	    call->eval, call->node->children[0], call->as_of, &so_far);
	for (size_t i = 1; i < call->node->child_count; i++) {
		eval_node(
		    call->eval, call->node->children[i], call->as_of, &next);
		fill_results(call, i, &so_far, &next, &joined);
		so_far = joined;
	}
	*call->out = so_far;
}
