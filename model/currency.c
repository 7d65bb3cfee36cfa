/* SPDX-License-Identifier: MIT */
#include "model/currency.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/interval.h"

static const int64_t longest_gap_days = 10; /* long holidays */

/* The last day that a period, a day or an instant speaks of. */
static int64_t
last_day(struct period period)
{
	return date_day_of(
	    period.end > period.start ? period.end - 1 : period.end);
}

/* The newest rate by DAY that has a value, else ROW->count. */
static size_t
rate_by(const struct row *row, int64_t day)
{
	size_t low = 0, high = row->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (last_day(row->cells[middle].period) <= day)
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0)
		if (cell_has_value(&row->cells[--low]))
			return low;
	return row->count;
}

static bool
read_end(const struct row *row, struct period period, struct reading *reading)
{
	int64_t day = last_day(period);
	size_t i = rate_by(row, day);

	if (i == row->count ||
	    day - last_day(row->cells[i].period) > longest_gap_days)
		return false;
	reading_add(reading, i);
	return true;
}

/* All rates whose middle lies in the period, if they leave no long gap. */
static bool
read_average(
    const struct row *row, struct period period, struct reading *reading)
{
	const int64_t longest = longest_gap_days * DAY_S;
	size_t i = rate_by(row, date_day_of(period.start) - 1);
	int64_t reached = period.start;

	for (i = i < row->count ? i : 0; i < row->count; i++) {
		const struct cell *cell = &row->cells[i];
		int64_t middle = period_middle(cell->period);

		if (!cell_has_value(cell) || middle < period.start)
			continue;
		if (middle >= period.end)
			break;
		if (cell->period.start - reached > longest)
			return false;
		reading_add(reading, i);
		reached = cell->period.end;
	}
	return period.end - reached <= longest && reading->count > 0;
}

static bool
is_averaged(const struct node *node, struct period period)
{
	return node->child_count > 2 && !node->children[2]->implied &&
	    period.kind > PERIOD_DAY;
}

static bool
read_rates(const struct function_call *call, const struct row *row,
    struct period period, struct reading *reading)
{
	return is_averaged(call->node, period)
	    ? read_average(row, period, reading)
	    : read_end(row, period, reading);
}

void
currency_inputs(const struct function_call *call, size_t k,
    const struct row *row, const struct period *period,
    struct reading *reading)
{
	if (call->node->children[k]->implied)
		(void)read_rates(call, row, *period, reading);
}

struct conversion {
	const struct function_call *call;
	struct result *rates; /* of each child; not of those written */
};

static const char *
unknown(const struct conversion *conversion, const struct node *rate,
    struct period period)
{
	struct eval *eval = conversion->call->eval;

	if (is_averaged(conversion->call->node, period))
		return eval_reason(eval,
		    "the rates of %s leave more than %d days of %s open",
		    rate->name, (int)longest_gap_days,
		    eval_period_text(eval, period));
	return eval_reason(eval,
	    "no rate of %s is known for %s, nor for the %d days before",
	    rate->name,
	    eval_period_text(eval, period_of_day(last_day(period))),
	    (int)longest_gap_days);
}

static bool
mean_of(const struct row *row, const struct reading *reading,
    struct amount *mean, const char **reason)
{
	*mean = row->cells[reading->items[0]].amount;
	for (size_t i = 1; i < reading->count; i++)
		if (!interval_operate(OP_ADD, *mean,
			row->cells[reading->items[i]].amount, mean, reason))
			return false;
	return reading->count == 1 ||
	    interval_operate(OP_DIV, *mean,
		amount_exact((double)reading->count), mean, reason);
}

struct cell
currency_mean(const struct row *row, const struct reading *reading,
    const struct period *period)
{
	int64_t known_at = INT64_MIN;
	struct amount mean;
	const char *reason;

	for (size_t i = 0; i < reading->count; i++)
		if (row->cells[reading->items[i]].known_at > known_at)
			known_at = row->cells[reading->items[i]].known_at;
	return mean_of(row, reading, &mean, &reason)
	    ? cell_number(*period, known_at, mean)
	    : cell_missing(*period, known_at, reason);
}

/* By the K-th child. */
static bool
convert_by(const struct conversion *conversion, size_t k, struct cell *cell,
    const char **reason)
{
	const struct node *rate = conversion->call->node->children[k];
	const struct result *result = &conversion->rates[k];
	struct reading reading = { .count = 0 };
	const struct row *row = result->rows;
	struct amount mean;
	bool made = false;

	*reason = unknown(conversion, rate, cell->period);
	if (result->count == 1 &&
	    read_rates(conversion->call, row, cell->period, &reading))
		made = mean_of(row, &reading, &mean, reason) &&
		    interval_operate(rate->divides ? OP_DIV : OP_MUL,
			cell->amount, mean, &cell->amount, reason);
	for (size_t i = 0; made && i < reading.count; i++)
		if (row->cells[reading.items[i]].known_at > cell->known_at)
			cell->known_at =
			    row->cells[reading.items[i]].known_at;
	mem_free(reading.items);
	return made;
}

static struct cell
convert(const struct conversion *conversion, const struct cell *from)
{
	const struct node *node = conversion->call->node;
	struct cell cell = *from;
	const char *reason;

	for (size_t k = 2; k < node->child_count && !from->missing; k++)
		if (node->children[k]->implied &&
		    !convert_by(conversion, k, &cell, &reason))
			return cell_missing(
			    from->period, from->known_at, reason);
	return cell;
}

static void
convert_rows(const struct conversion *conversion, const struct result *from,
    struct result *out)
{
	const struct node *node = conversion->call->node;

	for (size_t i = 0; i < from->count; i++) {
		const struct row *row = &from->rows[i];
		struct row *converted = result_add_row(out, &row->labels);

		row_add_breaks(converted, row);
		for (size_t k = 2; k < node->child_count; k++)
			if (conversion->rates[k].count == 1)
				row_add_breaks(converted,
				    &conversion->rates[k].rows[0]);
		for (size_t k = 0; k < row->count; k++)
			row_add(
			    converted, convert(conversion, &row->cells[k]));
	}
}

/* A rate is one series. */
static const char *
fault(const struct conversion *conversion)
{
	const struct node *node = conversion->call->node;

	for (size_t k = 2; k < node->child_count; k++) {
		const struct result *rate = &conversion->rates[k];

		if (rate->failed != NULL)
			return rate->failed;
		if (rate->count > 1)
			return eval_reason(conversion->call->eval,
			    "%s is no rate: it has several series",
			    node->children[k]->name);
	}
	return NULL;
}

void
currency_convert(struct function_call *call)
{
	const struct node *node = call->node;
	struct conversion conversion = { call,
		mem_new_array(node->child_count, sizeof(struct result)) };
	struct result from;
	const char *failed;

	eval_node(call->eval, node->children[0], call->as_of, &from);
	for (size_t k = 2; k < node->child_count; k++)
		if (node->children[k]->implied)
			eval_node(call->eval, node->children[k], call->as_of,
			    &conversion.rates[k]);
	failed = from.failed != NULL ? from.failed : fault(&conversion);
	call->out->shape = from.shape;
	if (failed != NULL)
		result_fail(call->out, failed);
	else
		convert_rows(&conversion, &from, call->out);
	for (size_t k = 2; k < node->child_count; k++)
		result_release(&conversion.rates[k]);
	mem_free(conversion.rates);
	result_release(&from);
}
