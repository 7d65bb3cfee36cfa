/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/interval.h"
#include "model/window.h"

struct group {
	struct labels labels;
	const struct row **rows;
	size_t count;
};

struct groups {
	struct group *items;
	size_t count;
	struct map *by_labels; /* index + 1 */
};

static void
kept_labels(const struct node *node, const struct labels *all,
    struct labels *kept)
{
	labels_init(kept);
	for (size_t i = 0; i < node->by_count; i++) {
		const char *value = labels_find(all, node->by[i]);

		if (value != NULL)
			labels_put(kept, node->by[i], value);
	}
}

/* The group of those labels, which are taken; a new one if need be. */
static struct group *
group_of(struct groups *groups, struct labels *labels)
{
	char *key = labels_text(labels);
	size_t i = (size_t)(uintptr_t)map_find(groups->by_labels, key);

	if (i == 0) {
		groups->items = mem_room(
		    groups->items, groups->count, sizeof(*groups->items));
		groups->items[groups->count] =
		    (struct group){ .labels = *labels };
		labels_init(labels);
		i = ++groups->count;
		map_put(groups->by_labels, key, (void *)(uintptr_t)i);
	}
	labels_release(labels);
	mem_free(key);
	return &groups->items[i - 1];
}

static void
add_to_group(
    struct groups *groups, const struct node *node, const struct row *row)
{
	struct labels labels;
	struct group *group;

	kept_labels(node, &row->labels, &labels);
	group = group_of(groups, &labels);
	group->rows =
	    mem_room(group->rows, group->count, sizeof(*group->rows));
	group->rows[group->count++] = row;
}

static void
release(struct groups *groups)
{
	for (size_t i = 0; i < groups->count; i++) {
		labels_release(&groups->items[i].labels);
		mem_free(groups->items[i].rows);
	}
	mem_free(groups->items);
	map_free(groups->by_labels);
}

/* How conditions are counted: those that hold, and at most those of which
 * nobody knows. */
static const char count_holding[] = "count of what holds";

struct tally { /* over the rows of a group at one period */
	struct amount amount;
	double count;
	int64_t known_at;
	struct period period;
	const char *missing;
	bool overflowed;
	double *values; /* of a median */
	bool lacks; /* something that had begun */
	double hold, unknown; /* of conditions */
};

static void
take_extreme(struct amount *into, struct amount amount,
    double (*choose)(double, double))
{
	into->value = choose(into->value, amount.value);
	into->low = choose(into->low, amount.low);
	into->high = choose(into->high, amount.high);
	into->approximate = into->approximate || amount.approximate;
}

/* A median needs numbers, not bounds. */
static void
take_value(struct tally *tally, const struct cell *cell)
{
	size_t count = (size_t)tally->count++;

	if (!amount_is_point(cell->amount)) {
		tally->missing = "a median needs numbers, and one of them is "
				 "known by its bounds only";
		tally->overflowed = true;
		return;
	}
	tally->amount.approximate = (count > 0 && tally->amount.approximate) ||
	    cell->amount.approximate;
	tally->values = mem_room(tally->values, count, sizeof(double));
	tally->values[count] = cell->amount.value;
}

static void
take(struct tally *tally, const char *how, const struct cell *cell)
{
	if (!strcmp(how, count_holding)) {
		tally->hold +=
		    cell_has_value(cell) && cell->truth == TRUTH_TRUE;
		tally->unknown += !cell_has_value(cell);
	}
	if (!cell_has_value(cell)) {
		tally->missing = cell->reason;
		tally->lacks = tally->lacks || !cell->unbegun;
		return;
	}
	if (cell->known_at > tally->known_at)
		tally->known_at = cell->known_at;
	if (tally->count == 0 ||
	    period_compare(cell->period, tally->period) > 0)
		tally->period = cell->period;
	if (tally->overflowed)
		return;
	if (!strcmp(how, "median")) {
		take_value(tally, cell);
		return;
	}
	if (tally->count++ == 0) {
		tally->amount = cell->amount;
		return;
	}
	if (!strcmp(how, "count") || !strcmp(how, count_holding))
		return; /* whatever their bounds */
	if (!strcmp(how, "max"))
		take_extreme(&tally->amount, cell->amount, fmax);
	else if (!strcmp(how, "min"))
		take_extreme(&tally->amount, cell->amount, fmin);
	else if (!interval_operate(OP_ADD, tally->amount, cell->amount,
		     &tally->amount, &tally->missing))
		tally->overflowed = true;
}

/* A sum or a mean needs all; the others speak of those that are there. */
static struct cell
conclude(const struct tally *tally, const char *how, bool complete,
    struct period period)
{
	struct amount amount = tally->amount;
	bool needs_all = !strcmp(how, "sum") || !strcmp(how, "avg") ||
	    !strcmp(how, "median");
	const char *reason = tally->missing;
	struct cell missing;

	if (!strcmp(how, count_holding)) {
		amount = amount_exact(tally->hold);
		amount.high += tally->unknown;
		return cell_number(period, tally->known_at, amount);
	}
	if (!strcmp(how, "count"))
		return cell_number(
		    period, tally->known_at, amount_exact(tally->count));
	if (tally->count == 0 || tally->overflowed ||
	    (needs_all && !complete)) {
		missing = cell_missing(period, tally->known_at,
		    reason != NULL ? reason : "a series lacks this period");
		missing.unbegun = !tally->lacks && !tally->overflowed;
		return missing;
	}
	if (!strcmp(how, "median"))
		amount.value = amount.low = amount.high = window_middle(
		    tally->values, (size_t)tally->count);
	if (!strcmp(how, "avg") &&
	    !interval_operate(OP_DIV, amount, amount_exact(tally->count),
		&amount, &reason))
		return cell_missing(period, tally->known_at, reason);
	return cell_number(period, tally->known_at, amount);
}

static struct cell
aggregate_period(
    const struct group *group, const char *how, struct period period)
{
	struct tally tally = { .known_at = INT64_MIN };
	struct cell cell;

	for (size_t i = 0; i < group->count; i++) {
		const struct row *row = group->rows[i];
		size_t k = row_find(row, period);

		if (k < row->count)
			take(&tally, how, &row->cells[k]);
		else
			tally.lacks = tally.lacks || row->count == 0 ||
			    period_compare(row->cells[0].period, period) < 0;
	}
	cell = conclude(
	    &tally, how, tally.count == (double)group->count, period);
	mem_free(tally.values);
	return cell;
}

static int
compare_periods(const void *a, const void *b)
{
	return period_compare(*(const struct period *)a,
	    *(const struct period *)b);
}

/* Every period that one of them has. */
static void
aggregate_series(const struct group *group, const char *how, struct row *out)
{
	struct period *periods = NULL;
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++) {
		row_add_breaks(out, group->rows[i]);
		for (size_t k = 0; k < group->rows[i]->count; k++) {
			periods = mem_room(periods, count, sizeof(*periods));
			periods[count++] = group->rows[i]->cells[k].period;
		}
	}
	if (count > 0)
		qsort(periods, count, sizeof(*periods), compare_periods);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !period_equal(periods[i - 1], periods[i]))
			row_add(out, aggregate_period(group, how, periods[i]));
	mem_free(periods);
}

/* Of points, with a value or without. */
static struct period
newest_period(const struct group *group)
{
	struct period newest = group->rows[0]->cells[0].period;

	for (size_t i = 1; i < group->count; i++)
		if (period_compare(group->rows[i]->cells[0].period, newest) > 0)
			newest = group->rows[i]->cells[0].period;
	return newest;
}

static void
aggregate_points(const struct group *group, const char *how, struct row *out)
{
	struct tally tally = { .known_at = INT64_MIN };
	struct period none = newest_period(group);

	for (size_t i = 0; i < group->count; i++)
		if (group->rows[i]->count > 0)
			take(&tally, how, &group->rows[i]->cells[0]);
	row_add(out,
	    conclude(&tally, how, tally.count == (double)group->count,
		tally.count > 0 ? tally.period : none));
	mem_free(tally.values);
}

void
aggregate_eval(struct function_call *call)
{
	const char *how = call->node->function->name;
	struct groups groups = { .by_labels = map_new() };
	struct result argument;

	if (call->node->children[0]->is_truth)
		how = count_holding;
	eval_node(
	    call->eval, call->node->children[0], call->as_of, &argument);
	call->out->shape = argument.shape;
	if (argument.failed != NULL)
		result_fail(call->out, argument.failed);
	for (size_t i = 0; i < argument.count; i++)
		add_to_group(&groups, call->node, &argument.rows[i]);
	for (size_t i = 0; i < groups.count; i++) {
		struct row *out =
		    result_add_row(call->out, &groups.items[i].labels);

		if (argument.shape == SHAPE_SERIES)
			aggregate_series(&groups.items[i], how, out);
		else
			aggregate_points(&groups.items[i], how, out);
	}
	release(&groups);
	result_release(&argument);
}
