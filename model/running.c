/* SPDX-License-Identifier: MIT */
#include "model/running.h"

#include <math.h>

#include "model/eval_call.h"
#include "model/function.h"
#include "model/interval.h"
#include "model/positional.h"

typedef void running_step(struct running *running, struct amount amount);

static void
add(struct running *running, struct amount amount)
{
	(void)interval_operate(OP_ADD, running->amount, amount,
	    &running->amount, &running->failed);
}

static void
choose(struct running *running, struct amount amount,
    double (*chosen)(double, double))
{
	struct amount *so_far = &running->amount;

	so_far->value = chosen(amount.value, so_far->value);
	so_far->low = chosen(amount.low, so_far->low);
	so_far->high = chosen(amount.high, so_far->high);
	so_far->approximate = so_far->approximate || amount.approximate;
}

static void
raise(struct running *running, struct amount amount)
{
	choose(running, amount, fmax);
}

static void
lower(struct running *running, struct amount amount)
{
	choose(running, amount, fmin);
}

static const struct {
	positional_make *combine;
	running_step *step;
} steps[] = {
	{ positional_sum, add },
	{ positional_average, add },
	{ positional_greatest, raise },
	{ positional_least, lower },
};

static running_step *
step_of(const struct function_call *call)
{
	const struct node *node = call->node;

	if (node->child_count < 2 || !node->children[1]->since)
		return NULL;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i].combine == node->function->combine)
			return steps[i].step;
	return NULL;
}

/* Whether the window of the I-th is the one before it and its own. */
static bool
goes_on(struct running *running, const struct function_call *call,
    const struct row *row, size_t i)
{
	int64_t since = call->node->children[1]->period.start;
	struct period period = row->cells[i].period;

	running->over = running->over || period.kind >= PERIOD_MONTH ||
	    (i > 0 && row->cells[i - 1].period.kind != period.kind);
	if (running->over || period.start < since)
		return false;
	if (running->count == 0)
		running->first = i;
	return true;
}

static void
take(struct running *running, const struct cell *cell, running_step *step)
{
	if (cell->known_at > running->known_at || running->count == 0)
		running->known_at = cell->known_at;
	if (cell->missing) {
		running->reason = cell->reason;
		running->unbegun = cell->unbegun;
	} else if (!running->begun) {
		running->amount = cell->amount;
		running->begun = true;
	} else if (running->failed == NULL) {
		step(running, cell->amount);
	}
	running->count++;
}

static struct cell
result_of(const struct running *running, const struct function_call *call,
    struct period period)
{
	const char *reason =
	    running->reason != NULL ? running->reason : running->failed;
	struct amount amount = running->amount;
	struct cell cell;

	if (reason == NULL &&
	    (call->node->function->combine != positional_average ||
		interval_operate(OP_DIV, amount,
		    amount_exact((double)running->count), &amount, &reason)))
		return cell_number(period, running->known_at, amount);
	cell = cell_missing(period, running->known_at, reason);
	cell.unbegun = running->reason != NULL && running->unbegun;
	return cell;
}

bool
running_take(struct running *running, const struct function_call *call,
    const struct row *row, size_t i, struct cell *out)
{
	const struct cell *own = &row->cells[i];
	running_step *step = step_of(call);
	struct reading reading = { .count = 0 };

	if (step == NULL || !goes_on(running, call, row, i))
		return false;
	take(running, own, step);
	if (own->missing) {
		*out = cell_missing(own->period, own->known_at, own->reason);
		out->unbegun = own->unbegun;
	} else if (row_breaks_between(
		       row, row->cells[running->first].period, own->period)) {
		(void)positional_broken(call, &reading, own->period);
		*out = cell_missing(own->period, own->known_at, reading.reason);
	} else {
		*out = result_of(running, call, own->period);
	}
	return true;
}
