/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/eval_call.h"
#include "model/event.h"
#include "model/inputs.h"
#include "model/model.h"

enum { MOST_DAYS = 400 }; /* of a dated series: the newest */

struct days { /* on which an input became known */
	const struct model *model;
	int64_t *items;
	size_t count;
};

static void
add_day(struct days *days, int64_t time)
{
	if (time > model_now(days->model))
		return;
	days->items = mem_room(days->items, days->count, sizeof(int64_t));
	days->items[days->count++] = date_day_of(time);
}

/* A derived one says nothing of its own: what it rests on is looked at. */
static bool
collect_days(void *context, const struct signal *input)
{
	struct days *days = context;

	if (input->definition->expr != NULL)
		return true;
	for (size_t i = 0; i < input->series_count; i++)
		for (size_t k = 0; k < input->series[i]->count; k++) {
			const struct figure *figure =
			    &input->series[i]->figures[k];

			for (size_t v = 0; v < figure->vintage_count; v++)
				add_day(days, figure->vintages[v].known_at);
		}
	for (size_t i = 0; i < input->event_count; i++)
		add_day(days, input->events[i]->known_at);
	return false;
}

static int
compare_days(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

/* Sorted, each once, the newest MOST_DAYS. */
static void
settle_days(struct days *days)
{
	size_t count = 0;

	if (days->count > 0)
		qsort(days->items, days->count, sizeof(int64_t), compare_days);
	for (size_t i = 0; i < days->count; i++)
		if (count == 0 || days->items[count - 1] != days->items[i])
			days->items[count++] = days->items[i];
	if (count > MOST_DAYS)
		(void)memmove(days->items, days->items + (count - MOST_DAYS),
		    MOST_DAYS * sizeof(int64_t));
	days->count = count > MOST_DAYS ? MOST_DAYS : count;
}

struct building { /* the series of one derived signal */
	struct series **series;
	size_t count;
	struct map *by_labels;
};

static struct series *
series_for(struct building *building, const struct labels *labels)
{
	char *key = labels_text(labels);
	struct series *series = map_find(building->by_labels, key);

	if (series == NULL) {
		series = mem_new(sizeof(*series));
		labels_copy(&series->labels, labels);
		series->voice = BASIS_REPORTED;
		building->series = mem_room(building->series, building->count,
		    sizeof(*building->series));
		building->series[building->count++] = series;
		map_put(building->by_labels, key, series);
	}
	mem_free(key);
	return series;
}

static struct amount
amount_of(const struct cell *cell)
{
	return cell->is_truth ? amount_exact(cell->truth == TRUTH_TRUE)
			      : cell->amount;
}

static void
add_cell(struct series *series, const struct cell *cell,
    struct period period, int64_t known_at)
{
	struct figure figure = { .period = period, .seen_at = known_at };

	if (cell_has_value(cell)) {
		figure.vintages = mem_new(sizeof(*figure.vintages));
		figure.vintages[0] = (struct vintage){
			.amount = amount_of(cell),
			.basis = BASIS_DERIVED,
			.known_at = known_at,
		};
		figure.vintage_count = 1;
	} else {
		figure.missing = mem_text(
		    cell->reason != NULL ? cell->reason : "it is missing");
	}
	series->figures =
	    mem_room(series->figures, series->count, sizeof(figure));
	series->figures[series->count++] = figure;
}

/* The formula as a whole cannot be evaluated: one missing figure says why. */
static void
add_failure(struct model *model, struct building *building,
    const char *reason)
{
	const struct labels none = { NULL, 0 };
	struct cell cell = cell_missing(
	    period_of_day(date_day_of(model_now(model))), 0, reason);

	add_cell(series_for(building, &none), &cell, cell.period,
	    model_now(model));
}

static void
build_series(
    struct model *model, const struct expr *expr, struct building *building)
{
	struct eval *eval = eval_new(model);
	struct result result;

	eval_expr(eval, expr, &result);
	for (size_t i = 0; i < result.count; i++) {
		const struct row *row = &result.rows[i];
		struct series *series = series_for(building, &row->labels);

		for (size_t k = 0; k < row->count; k++)
			add_cell(series, &row->cells[k],
			    row->cells[k].period, row->cells[k].known_at);
	}
	if (result.failed != NULL)
		add_failure(model, building, result.failed);
	result_release(&result);
	eval_free(eval);
}

static bool
adds_something(const struct series *series, const struct cell *cell)
{
	const struct figure *last = series->count > 0
	    ? &series->figures[series->count - 1]
	    : NULL;

	if (last == NULL)
		return true;
	if (last->vintage_count == 0 || !cell_has_value(cell))
		return last->vintage_count > 0 || cell_has_value(cell);
	return !amount_equal(last->vintages[0].amount, amount_of(cell));
}

/* ALWAYS: on a day on which nothing became known only what differs is added. */
static void
build_day(struct model *model, const struct expr *expr, int64_t as_of,
    bool always, struct building *building)
{
	struct period day = period_of_day(date_day_of(as_of));
	struct eval *eval = eval_new(model);
	struct result result;

	eval_node(eval, expr->root, as_of, &result);
	for (size_t i = 0; i < result.count; i++) {
		const struct row *row = &result.rows[i];
		struct series *series = series_for(building, &row->labels);

		if (row->count > 0 &&
		    (always || adds_something(series, &row->cells[0])))
			add_cell(series, &row->cells[0], day, as_of);
	}
	if (result.failed != NULL &&
	    date_day_of(as_of) == date_day_of(model_now(model)))
		add_failure(model, building, result.failed);
	result_release(&result);
	eval_free(eval);
}

/* A day is judged by what was known at its end; today by what is known now,
 * even if nothing came: what is counted in days grows old. */
static void
build_points(struct model *model, const struct signal *signal,
    struct building *building)
{
	const struct expr *expr = signal->definition->expr;
	struct days days = { .model = model };
	int64_t now = model_now(model), today = date_day_of(now);
	bool fresh;

	inputs_each(model, signal, collect_days, &days);
	settle_days(&days);
	fresh = days.count > 0 && days.items[days.count - 1] == today;
	for (size_t i = 0; i + fresh < days.count; i++)
		build_day(model, expr, (days.items[i] + 1) * DAY_S - 1, true,
		    building);
	build_day(model, expr, now, fresh, building);
	mem_free(days.items);
}

static int
compare_series(const void *a, const void *b)
{
	return labels_compare(&(*(struct series *const *)a)->labels,
	    &(*(struct series *const *)b)->labels);
}

static void
compute(struct model *model, struct signal *signal)
{
	const struct expr *expr = signal->definition->expr;
	struct building building = { .by_labels = map_new() };

	if (expr->is_series)
		build_series(model, expr, &building);
	else
		build_points(model, signal, &building);
	map_free(building.by_labels);
	if (building.count > 1)
		qsort(building.series, building.count,
		    sizeof(*building.series), compare_series);
	model_replace(model, signal, building.series, building.count);
}

struct updating { /* one pass over all derived signals */
	struct model *model;
	bool *done; /* by signal->index */
	uint64_t stamp; /* of all that the one in hand rests on */
	int depth;
};

static void update(struct updating *updating, struct signal *signal);

static void
stamp_input(void *context, const struct node *node)
{
	struct updating *updating = context;
	struct signal *input = node->kind == NODE_SIGNAL
	    ? model_find(updating->model, node->name)
	    : NULL;

	if (input == NULL)
		return;
	update(updating, input);
	updating->stamp = updating->stamp * 31 + input->version + 1;
}

/* What is counted in days changes with the day, and everything with the time as
 * of which it is known. */
static void
update(struct updating *updating, struct signal *signal)
{
	struct model *model = updating->model;
	const struct expr *expr = signal->definition->expr;
	uint64_t outer = updating->stamp;

	if (expr == NULL || updating->done[signal->index] ||
	    updating->depth >= LIMIT_DERIVED_DEPTH)
		return;
	updating->done[signal->index] = true;
	updating->depth++;
	updating->stamp = 17 + (uint64_t)model_as_of(model);
	updating->stamp =
	    updating->stamp * 31 + (uint64_t)date_day_of(model_now(model));
	expr_names(expr, stamp_input, updating);
	if (signal->computed_from != updating->stamp) {
		compute(model, signal);
		signal->computed_from = updating->stamp;
	}
	updating->stamp = outer;
	updating->depth--;
}

void
eval_derived(struct model *model)
{
	struct updating updating = { .model = model,
		.done = mem_new_array(model_count(model), sizeof(bool)) };

	for (size_t i = 0; i < model_count(model); i++)
		update(&updating, model_signal(model, i));
	mem_free(updating.done);
}
