/* SPDX-License-Identifier: MIT */
#include "model/positional.h"

#include <math.h>

#include "base/mem.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/interval.h"
#include "model/running.h"

static struct amount
amount_of(const struct row *row, const struct reading *reading, size_t k)
{
	return row->cells[reading->items[k]].amount;
}

bool
positional_earlier(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	*out = amount_of(row, reading, 1);
	return true;
}

bool
positional_change(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	return interval_operate(OP_SUB, amount_of(row, reading, 0),
	    amount_of(row, reading, 1), out, &reading->reason);
}

bool
positional_growth(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	return interval_growth(amount_of(row, reading, 0),
	    amount_of(row, reading, 1), out, &reading->reason);
}

bool
positional_compound(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	return interval_compound(amount_of(row, reading, 0),
	    amount_of(row, reading, 1),
	    (int)call->node->children[1]->number, out, &reading->reason);
}

/* From the oldest on, so that the sum does not depend on the window's order. */
bool
positional_sum(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	*out = amount_of(row, reading, reading->count - 1);
	for (size_t k = reading->count - 1; k > 0; k--)
		if (!interval_operate(OP_ADD, *out,
			amount_of(row, reading, k - 1), out,
			&reading->reason))
			return false;
	return true;
}

bool
positional_average(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	return positional_sum(call, row, reading, out) &&
	    interval_operate(OP_DIV, *out,
		amount_exact((double)reading->count), out, &reading->reason);
}

/* The greatest, or the least: end by end. */
static bool
extreme(const struct row *row, struct reading *reading,
    double (*choose)(double, double), struct amount *out)
{
	*out = amount_of(row, reading, 0);
	for (size_t k = 1; k < reading->count; k++) {
		struct amount amount = amount_of(row, reading, k);

		out->value = choose(out->value, amount.value);
		out->low = choose(out->low, amount.low);
		out->high = choose(out->high, amount.high);
		out->approximate = out->approximate || amount.approximate;
	}
	return true;
}

bool
positional_greatest(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	return extreme(row, reading, fmax, out);
}

bool
positional_least(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	(void)call;
	return extreme(row, reading, fmin, out);
}

/* What accrued, in % of TOTAL × the part of [from, to) that has passed. */
bool
positional_pace(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	int64_t from = call->node->children[2]->period.start;
	int64_t to = call->node->children[3]->period.start;
	int64_t end = row->cells[reading->items[0]].period.end;
	double part = (double)(end - from) / (double)(to - from);
	const struct row *total =
	    call->shared->count == 1 ? &call->shared->rows[0] : NULL;

	reading->reason = call->shared->failed != NULL ? call->shared->failed
						       : "the total is missing";
	if (total == NULL || total->count == 0 || to <= from ||
	    !cell_has_value(&total->cells[total->count - 1]))
		return false;
	return positional_sum(call, row, reading, out) &&
	    interval_operate(OP_DIV, *out,
		amount_scale(
		    total->cells[total->count - 1].amount, part / 100),
		out, &reading->reason);
}

static struct cell
compute(struct function_call *call, const struct row *row, size_t i)
{
	const struct function *function = call->node->function;
	struct reading reading = { .count = 0 };
	struct period period = row->cells[i].period;
	int64_t known_at = row->cells[i].known_at;
	const char *reason =
	    row->cells[i].missing ? row->cells[i].reason : NULL;
	bool unbegun = reason != NULL && row->cells[i].unbegun;
	struct cell missing;
	struct amount amount;
	bool read = reason == NULL && function->reads(call, row, i, &reading);

	for (size_t k = 0; read && k < reading.count; k++) {
		const struct cell *cell = &row->cells[reading.items[k]];

		if (cell->known_at > known_at)
			known_at = cell->known_at;
		if (cell->missing && reason == NULL) {
			reason = cell->reason;
			unbegun = cell->unbegun;
		}
	}
	if (reason == NULL && read &&
	    function->combine(call, row, &reading, &amount)) {
		mem_free(reading.items);
		return cell_number(period, known_at, amount);
	}
	mem_free(reading.items);
	missing = cell_missing(
	    period, known_at, reason != NULL ? reason : reading.reason);
	missing.unbegun = unbegun || reading.unbegun;
	return missing;
}

static struct cell
result_at(struct function_call *call, const struct row *row, size_t i,
    struct running *running)
{
	struct cell cell;

	return running_take(running, call, row, i, &cell)
	    ? cell
	    : compute(call, row, i);
}

void
positional_eval(struct function_call *call)
{
	struct result argument_result, shared = { .count = 0 };
	int k_shared = call->node->function->shared;

	eval_node(call->eval, call->node->children[0], call->as_of,
	    &argument_result);
	if (k_shared > 0)
		eval_node(call->eval, call->node->children[k_shared],
		    call->as_of, &shared);
	call->shared = &shared;
	call->out->shape = argument_result.shape;
	if (argument_result.failed != NULL)
		result_fail(call->out, argument_result.failed);
	for (size_t i = 0; i < argument_result.count; i++) {
		const struct row *row = &argument_result.rows[i];
		struct row *out = result_add_row(call->out, &row->labels);
		struct running running = { .begun = false };

		row_add_breaks(out, row);
		for (size_t k = 0; k < row->count; k++)
			row_add(out, result_at(call, row, k, &running));
	}
	result_release(&shared);
	result_release(&argument_result);
}
