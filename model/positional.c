/* SPDX-License-Identifier: MIT */
#include "model/positional.h"

#include <math.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/interval.h"
#include "model/model.h"

static const int64_t longest_gap_days = 31; /* yoy of dates */

static double
argument(const struct function_call *call, size_t i, double otherwise)
{
	const struct node *node = call->node;

	return i < node->child_count ? node->children[i]->number : otherwise;
}

static bool
unread(const struct function_call *call, struct reading *reading,
    const char *what, struct period period)
{
	reading->reason = eval_reason(call->eval, "%s for %s", what,
	    eval_period_text(call->eval, period));
	return false;
}

/* The I-th cell and the earlier one at BASE, when nothing lies between. */
static bool
read_pair(const struct function_call *call, const struct row *row, size_t i,
    size_t base, struct reading *reading)
{
	if (row_breaks_between(
		row, row->cells[base].period, row->cells[i].period)) {
		reading->reason = eval_reason(call->eval,
		    "%s: a break, nothing is computed across it",
		    eval_period_text(call->eval, row->cells[i].period));
		return false;
	}
	reading_add(reading, i);
	reading_add(reading, base);
	return true;
}

static bool
read_periods_before(const struct function_call *call, const struct row *row,
    size_t i, int n, struct reading *reading)
{
	struct period period = row->cells[i].period;
	size_t base;

	if (period_per_year(period.kind) == 0) { /* dates: the n-th before */
		if (i < (size_t)n)
			return unread(call, reading,
			    "there is no earlier figure", period);
		base = i - (size_t)n;
	} else {
		base = row_find(row, period_shift(period, -n));
		if (base == row->count)
			return unread(call, reading, "there is no figure",
			    period_shift(period, -n));
	}
	return read_pair(call, row, i, base, reading);
}

bool
positional_reads_before(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	return read_periods_before(
	    call, row, i, (int)argument(call, 1, 1), reading);
}

/* The newest figure whose period ends by LIMIT. */
static size_t
last_by(const struct row *row, size_t i, int64_t limit)
{
	while (i > 0)
		if (row->cells[--i].period.end <= limit)
			return i;
	return row->count;
}

bool
positional_reads_year_before(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int per_year = period_per_year(period.kind);
	struct civil civil;
	int64_t limit;
	size_t base;

	if (per_year > 0)
		return read_periods_before(call, row, i, per_year, reading);
	civil = date_civil(date_day_of(period.start));
	limit = (date_days(civil.year - 1, civil.month, civil.day) + 1) * DAY_S;
	base = last_by(row, i, limit);
	if (base == row->count ||
	    limit - row->cells[base].period.end > longest_gap_days * DAY_S)
		return unread(call, reading,
		    "there is no figure of a year before", period);
	return read_pair(call, row, i, base, reading);
}

/* The last of the calendar year before. */
bool
positional_reads_year_end(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int64_t last = period.end > period.start ? period.end - 1 : period.end;
	int year = date_civil(date_day_of(last)).year;
	int64_t limit = date_days(year, 1, 1) * DAY_S;
	size_t base = last_by(row, i, limit);

	if (base == row->count ||
	    row->cells[base].period.end <= date_days(year - 1, 1, 1) * DAY_S)
		return unread(call, reading,
		    "there is no figure of the year before", period);
	return read_pair(call, row, i, base, reading);
}

/* The cells of COUNT periods in a row that end with the I-th. */
static bool
read_window(const struct function_call *call, const struct row *row, size_t i,
    int count, struct reading *reading)
{
	struct period period = row->cells[i].period;
	bool dates = period_per_year(period.kind) == 0;

	for (int back = 0; back < count; back++) {
		size_t at = row->count;

		if (!dates)
			at = row_find(row, period_shift(period, -back));
		else if (i >= (size_t)back)
			at = i - (size_t)back;
		if (at == row->count)
			return unread(call, reading, "there is no figure",
			    period_shift(period, -back));
		if (row_breaks_between(row, row->cells[at].period, period)) {
			reading->reason = eval_reason(call->eval,
			    "%s: a break lies within the periods",
			    eval_period_text(call->eval, period));
			return false;
		}
		reading_add(reading, at);
	}
	return true;
}

bool
positional_reads_twelve_months(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int per_year = period_per_year(period.kind);

	if (per_year == 0) {
		reading->reason = "only quarters, months and years add up to "
				  "twelve months";
		return false;
	}
	return read_window(call, row, i, per_year, reading);
}

/* All since START, in a row. */
static bool
read_since(const struct function_call *call, const struct row *row, size_t i,
    int64_t start, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int count = 1;

	if (period_per_year(period.kind) == 0) {
		for (size_t k = i + 1; k > 0; k--)
			if (row->cells[k - 1].period.start >= start)
				reading_add(reading, k - 1);
		return reading->count > 0 ||
		    unread(call, reading, "nothing is there", period);
	}
	if (period.start < start)
		return unread(call, reading, "it had not begun", period);
	while (period_shift(period, -count).start >= start)
		count++;
	return read_window(call, row, i, count, reading);
}

/* sum(x, 4), sum(x, 4 quarters), sum(x, since 2025Q2) */
bool
positional_reads_window(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	const struct node *window = call->node->children[1];

	if (window->since)
		return read_since(
		    call, row, i, window->period.start, reading);
	return read_window(call, row, i, (int)window->number, reading);
}

bool
positional_reads_since_from(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	int64_t from = call->node->children[2]->period.start;
	int64_t to = call->node->children[3]->period.start;

	if (row->cells[i].period.end > to)
		return unread(
		    call, reading, "it is over", row->cells[i].period);
	return read_since(call, row, i, from, reading);
}

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
	struct result total;
	bool computed = false;

	eval_node(call->eval, call->node->children[1], call->as_of, &total);
	reading->reason = "the total is missing";
	if (total.count == 1 && total.rows[0].count > 0 && to > from &&
	    cell_has_value(&total.rows[0].cells[total.rows[0].count - 1]))
		computed = positional_sum(call, row, reading, out) &&
		    interval_operate(OP_DIV, *out,
			amount_scale(
			    total.rows[0].cells[total.rows[0].count - 1].amount,
			    part / 100),
			out, &reading->reason);
	result_release(&total);
	return computed;
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
	struct amount amount;
	bool read = reason == NULL && function->reads(call, row, i, &reading);

	for (size_t k = 0; read && k < reading.count; k++) {
		const struct cell *cell = &row->cells[reading.items[k]];

		if (cell->known_at > known_at)
			known_at = cell->known_at;
		if (cell->missing && reason == NULL)
			reason = cell->reason;
	}
	if (reason == NULL && read &&
	    function->combine(call, row, &reading, &amount)) {
		mem_free(reading.items);
		return cell_number(period, known_at, amount);
	}
	mem_free(reading.items);
	return cell_missing(
	    period, known_at, reason != NULL ? reason : reading.reason);
}

void
positional_eval(struct function_call *call)
{
	struct result argument_result;

	eval_node(call->eval, call->node->children[0], call->as_of,
	    &argument_result);
	call->out->shape = argument_result.shape;
	if (argument_result.failed != NULL)
		result_fail(call->out, argument_result.failed);
	for (size_t i = 0; i < argument_result.count; i++) {
		const struct row *row = &argument_result.rows[i];
		struct row *out = result_add_row(call->out, &row->labels);

		row_add_breaks(out, row);
		for (size_t k = 0; k < row->count; k++)
			row_add(out, compute(call, row, k));
	}
	result_release(&argument_result);
}
