/* SPDX-License-Identifier: MIT */
#include "model/times.h"

#include "model/argument.h"
#include "model/check.h"
#include "model/eval_call.h"
#include "model/interval.h"

bool
times_check_asof(struct check_call *call)
{
	return argument_is_learned(call, 0) &&
	    argument_is_literal(call, 1, NODE_DATE, "a date");
}

bool
times_check_restated(struct check_call *call)
{
	call->result->unit = unit_named("%");
	return argument_is_number(call, 0) && argument_is_learned(call, 0);
}

/* The end of that day, if it is over. */
int64_t
times_then(const struct function_call *call)
{
	int64_t then = call->node->children[1]->period.end - 1;

	eval_wake(call->eval, call->as_of, then + 1);
	return then < eval_clock(call->eval, call->as_of) ? then : call->as_of;
}

void
times_asof(struct function_call *call)
{
	eval_node(call->eval, call->node->children[0], times_then(call),
	    call->out);
}

static struct cell
restated(const struct function_call *call, const struct cell *now,
    const struct row *said)
{
	size_t i = said != NULL ? row_find(said, now->period) : 0;
	const struct cell *first;
	struct amount amount;
	const char *reason;

	if (now->missing)
		return *now;
	if (said == NULL || i == said->count)
		return cell_missing(now->period, now->known_at,
		    eval_reason(call->eval, "nothing was said first of %s",
			eval_period_text(call->eval, now->period)));
	first = &said->cells[i];
	if (first->missing)
		return *first;
	amount = amount_exact(0);
	amount.approximate = now->amount.approximate;
	if (first->amount.value > 0 && amount_equal(now->amount, first->amount))
		return cell_number(now->period, now->known_at, amount);
	if (!interval_growth(now->amount, first->amount, &amount, &reason))
		return cell_missing(now->period, now->known_at, reason);
	return cell_number(now->period, now->known_at, amount);
}

/* Now, against the same of what was said first of each figure. */
void
times_restated(struct function_call *call)
{
	const struct node *argument = call->node->children[0];
	bool outer = eval_first_said(call->eval, true);
	struct result now, said;

	eval_node(call->eval, argument, call->as_of, &said);
	(void)eval_first_said(call->eval, outer);
	eval_node(call->eval, argument, call->as_of, &now);
	call->out->shape = now.shape;
	if (now.failed != NULL)
		result_fail(call->out, now.failed);
	for (size_t i = 0; i < now.count; i++) {
		const struct row *row = &now.rows[i];
		const struct row *first =
		    result_row_with(&said, &row->labels, i);
		struct row *out = result_add_row(call->out, &row->labels);

		row_add_breaks(out, row);
		for (size_t k = 0; k < row->count; k++)
			row_add(out, restated(call, &row->cells[k], first));
	}
	result_release(&now);
	result_release(&said);
}
