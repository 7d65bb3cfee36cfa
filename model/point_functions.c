/* SPDX-License-Identifier: MIT */
#include "model/point_functions.h"

#include "base/clock.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/interval.h"
#include "model/model.h"
#include "model/reach.h"
#include "model/undecided.h"

/* What one row of the argument comes to. */
typedef struct cell point_of(
    const struct function_call *call, const struct row *row);

static void
each_row(struct function_call *call, point_of *point)
{
	struct result argument;

	eval_node(
	    call->eval, call->node->children[0], call->as_of, &argument);
	call->out->shape = SHAPE_VECTOR;
	if (argument.failed != NULL)
		result_fail(call->out, argument.failed);
	for (size_t i = 0; i < argument.count; i++) {
		struct row *out;

		if (argument.rows[i].count == 0)
			continue;
		out = result_add_row(call->out, &argument.rows[i].labels);
		row_add(out, point(call, &argument.rows[i]));
	}
	result_release(&argument);
}

static struct cell
nothing_known(const struct row *row)
{
	return row->cells[row->count - 1]; /* missing, and says why */
}

static struct cell
latest_of(const struct function_call *call, const struct row *row)
{
	size_t i = row_newest(row);

	(void)call;
	return i < row->count ? row->cells[i] : nothing_known(row);
}

static struct cell
first_of(const struct function_call *call, const struct row *row)
{
	(void)call;
	for (size_t i = 0; i < row->count; i++)
		if (cell_has_value(&row->cells[i]))
			return row->cells[i];
	return nothing_known(row);
}

void
point_first(struct function_call *call)
{
	each_row(call, first_of);
}

void
point_latest(struct function_call *call)
{
	each_row(call, latest_of);
}

static struct cell
at_of(const struct function_call *call, const struct row *row)
{
	struct period period = call->node->children[1]->period;
	size_t i = row_find(row, period);

	if (i < row->count)
		return row->cells[i];
	return cell_missing(period, INT64_MIN,
	    eval_reason(call->eval, "there is no figure for %s",
		eval_period_text(call->eval, period)));
}

void
point_at(struct function_call *call)
{
	each_row(call, at_of);
}

double
point_days_since(const struct function_call *call, int64_t time)
{
	int64_t now = eval_clock(call->eval, call->as_of);
	int64_t days = now > time ? (now - time) / DAY_S : 0;

	eval_wake(call->eval, call->as_of, time + (days + 1) * DAY_S);
	return (double)days;
}

static struct cell
age_of(const struct function_call *call, const struct row *row)
{
	size_t i = row_newest(row);

	if (i == row->count)
		return nothing_known(row);
	return cell_number(row->cells[i].period, row->cells[i].known_at,
	    amount_exact(point_days_since(call, row->cells[i].period.end)));
}

void
point_age(struct function_call *call)
{
	each_row(call, age_of);
}

static struct cell
known_of(const struct function_call *call, const struct row *row)
{
	size_t i = row_newest(row);

	if (i == row->count)
		return nothing_known(row);
	if (row->cells[i].known_at == INT64_MIN)
		return cell_missing(row->cells[i].period, INT64_MIN,
		    "nothing of it was ever learned");
	return cell_number(row->cells[i].period, row->cells[i].known_at,
	    amount_exact(point_days_since(call, row->cells[i].known_at)));
}

void
point_known(struct function_call *call)
{
	each_row(call, known_of);
}

/* Whether the J-th cell, one before the I-th, is of the period right before. */
static bool
is_next(const struct row *row, size_t j, size_t i)
{
	struct period period = row->cells[i].period;

	if (period_per_year(period.kind) == 0)
		return j + 1 == i; /* dates have no holes */
	return period_equal(period_shift(period, -1), row->cells[j].period);
}

enum streak_end { STREAK_GOES_ON, STREAK_ENDS, STREAK_UNKNOWN };

/* What is before the I-th cell, which holds; and *BEFORE, the one that is. It
 * ends at the first figure (what is missing there had nothing yet to be
 * computed from) and at a break; at a hole, or where the bounds leave it open,
 * nobody knows. */
static enum streak_end
streak_before(const struct row *row, size_t i, size_t *before)
{
	size_t j = i;
	bool unbegun = true;

	while (j > 0 && !cell_has_value(&row->cells[j - 1]))
		unbegun = row->cells[--j].unbegun && unbegun;
	if (j == 0)
		return unbegun ? STREAK_ENDS : STREAK_UNKNOWN;
	*before = j - 1;
	if (row_breaks_between(
		row, row->cells[j - 1].period, row->cells[i].period))
		return STREAK_ENDS;
	return is_next(row, j - 1, i) ? STREAK_GOES_ON : STREAK_UNKNOWN;
}

static struct cell
streak_of(const struct function_call *call, const struct row *row)
{
	size_t i = row->count - 1;
	const struct cell *newest = &row->cells[i];
	enum streak_end end = STREAK_GOES_ON;
	int64_t known_at = newest->known_at;
	struct amount amount;
	double count = 0;

	(void)call;
	if (!cell_has_value(newest))
		return *newest;
	while (end == STREAK_GOES_ON && row->cells[i].truth == TRUTH_TRUE) {
		count++;
		if (row->cells[i].known_at > known_at)
			known_at = row->cells[i].known_at;
		end = streak_before(row, i, &i);
	}
	amount = amount_bounded(
	    count, end == STREAK_UNKNOWN ? BOUND_AT_LEAST : BOUND_EXACT);
	return cell_number(newest->period, known_at, amount);
}

void
point_streak(struct function_call *call)
{
	each_row(call, streak_of);
}

/* Those that hold, newest first, and the one before them, which ended it; what
 * lies before a break or a hole was not asked. */
void
point_inputs_streak(const struct function_call *call, size_t k,
    const struct row *row, const struct period *period,
    struct reading *reading)
{
	enum streak_end end = STREAK_GOES_ON;
	size_t i = row->count - 1;

	(void)call;
	(void)k;
	(void)period;
	reading_add(reading, i);
	while (end == STREAK_GOES_ON && cell_has_value(&row->cells[i]) &&
	    row->cells[i].truth == TRUTH_TRUE) {
		size_t before = i;

		end = streak_before(row, i, &before);
		if (before == i)
			return;
		i = before;
		reading_add(reading, i);
		reading->aside = end != STREAK_GOES_ON;
	}
}

int64_t
point_then(const struct function_call *call)
{
	return eval_clock(call->eval, call->as_of) -
	    call->node->children[1]->seconds;
}

static struct cell
revision_of(const struct function_call *call, const struct row *now,
    const struct row *then)
{
	size_t i = row_newest(now);
	struct period period = now->cells[i < now->count ? i : 0].period;
	size_t k = then != NULL ? row_find(then, period) : 0;
	const char *reason;
	struct amount amount;

	if (i == now->count)
		return nothing_known(now);
	if (then == NULL || k == then->count ||
	    !cell_has_value(&then->cells[k]))
		return cell_missing(period, now->cells[i].known_at,
		    eval_reason(call->eval, "nothing was known then of %s",
			eval_period_text(call->eval, period)));
	if (!interval_growth(now->cells[i].amount, then->cells[k].amount,
		&amount, &reason))
		return cell_missing(period, now->cells[i].known_at, reason);
	return cell_number(period, now->cells[i].known_at, amount);
}

void
point_revision(struct function_call *call)
{
	const struct node *argument = call->node->children[0];
	struct result now, then;

	eval_node(call->eval, argument, call->as_of, &now);
	eval_node(call->eval, argument, point_then(call), &then);
	call->out->shape = SHAPE_VECTOR;
	if (now.failed != NULL)
		result_fail(call->out, now.failed);
	for (size_t i = 0; i < now.count; i++) {
		struct row *out;

		if (now.rows[i].count == 0)
			continue;
		out = result_add_row(call->out, &now.rows[i].labels);
		row_add(out,
		    revision_of(call, &now.rows[i],
			result_row_with(&then, &now.rows[i].labels, i)));
	}
	result_release(&now);
	result_release(&then);
}

const struct cell *
point_member_cell(const struct eval *eval, const struct node *member,
    enum shape shape, const struct row *row, int64_t as_of)
{
	struct reach reach = { .never = false };
	size_t i = row->count;

	if (shape != SHAPE_SERIES)
		return i > 0 ? &row->cells[i - 1] : NULL;
	reach_add(&reach, eval_model(eval), member, &row->labels, as_of);
	while (i > 0 && !reach_has(&reach, row->cells[i - 1].period))
		i--;
	return i > 0 ? &row->cells[i - 1] : NULL;
}

/* One condition of atleast(): true where any of its series holds now. */
static struct cell
member_truth(const struct function_call *call, const struct node *node)
{
	struct cell any = cell_truth(
	    period_of_instant(0), INT64_MIN, TRUTH_FALSE, NULL);
	struct result result;
	int64_t known_at = INT64_MIN; /* whatever decided it, all was read */

	if (node->kind == NODE_ALERT) {
		any.truth = eval_alert_truth(call->eval, node->name);
		any.missing = any.truth == TRUTH_MISSING;
		return any;
	}
	eval_node(call->eval, node, call->as_of, &result);
	if (result.failed != NULL || result.count == 0)
		any.truth = TRUTH_MISSING;
	any.reason = result.failed;
	for (size_t i = 0; i < result.count; i++) {
		const struct row *row = &result.rows[i];
		const struct cell *cell;

		if (row->count == 0)
			continue;
		cell = point_member_cell(
		    call->eval, node, result.shape, row, call->as_of);
		if (cell != NULL && cell->known_at > known_at)
			known_at = cell->known_at;
		if (any.truth == TRUTH_TRUE)
			continue;
		if (cell == NULL || !cell_has_value(cell)) {
			any.truth = TRUTH_MISSING;
			any.reason = cell != NULL ? cell->reason
						  : "there is no figure yet";
		} else if (cell->truth == TRUTH_TRUE)
			any = *cell;
	}
	any.known_at = known_at;
	result_release(&result);
	return any;
}

void
point_atleast(struct function_call *call)
{
	const struct node *node = call->node;
	double needed = node->children[0]->number;
	double hold = 0, unknown = 0;
	struct period period = period_of_instant(0);
	int64_t known_at = INT64_MIN;
	enum truth truth;
	struct cell *members =
	    mem_new_array(node->child_count, sizeof(*members));

	for (size_t i = 1; i < node->child_count; i++) {
		struct cell *member = &members[i - 1];

		*member = member_truth(call, node->children[i]);
		hold += member->truth == TRUTH_TRUE;
		unknown += member->truth == TRUTH_MISSING;
		if (member->known_at > known_at)
			known_at = member->known_at;
	}
	truth = hold >= needed		 ? TRUTH_TRUE
	    : hold + unknown >= needed ? TRUTH_MISSING
				       : TRUTH_FALSE;
	call->out->shape = SHAPE_SCALAR;
	row_add(result_add_row(call->out, NULL),
	    cell_truth(period, known_at, truth,
		truth == TRUTH_MISSING
		    ? undecided_atleast(call->eval, node, hold, members)
		    : NULL));
	mem_free(members);
}
