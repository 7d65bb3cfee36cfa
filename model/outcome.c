/* SPDX-License-Identifier: MIT */
#include "model/outcome.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/definition.h"
#include "model/eval_call.h"
#include "model/graph.h"
#include "model/model.h"

static struct period
period_of_outcome(const struct model *model, const struct cell *cell)
{
	/* Literals, and what is counted: they have none of their own. */
	return cell->period.end == 0 ? period_of_instant(model_now(model))
				     : cell->period;
}

static struct figure
figure_of(const struct model *model, const struct cell *cell)
{
	int64_t known_at =
	    cell->known_at != INT64_MIN ? cell->known_at : model_now(model);
	struct figure figure = { .period = period_of_outcome(model, cell),
		.seen_at = known_at };

	if (!cell_has_value(cell)) {
		figure.missing = mem_text(
		    cell->reason != NULL ? cell->reason : "it is missing");
		return figure;
	}
	figure.vintages = mem_new(sizeof(*figure.vintages));
	figure.vintage_count = 1;
	figure.vintages[0] = (struct vintage){
		.amount = cell->is_truth
		    ? amount_exact(cell->truth == TRUTH_TRUE)
		    : cell->amount,
		.basis = BASIS_DERIVED,
		.known_at = known_at,
	};
	return figure;
}

static struct series *
series_of(const struct model *model, const struct row *row)
{
	struct series *series = mem_new(sizeof(*series));

	labels_copy(&series->labels, &row->labels);
	series->voice = BASIS_REPORTED;
	series->count = row->count;
	series->figures = mem_new_array(row->count, sizeof(struct figure));
	for (size_t i = 0; i < row->count; i++)
		series->figures[i] = figure_of(model, &row->cells[i]);
	return series;
}

static int
compare_series(const void *a, const void *b)
{
	return labels_compare(&(*(struct series *const *)a)->labels,
	    &(*(struct series *const *)b)->labels);
}

static void
take_rows(struct outcome *outcome, const struct model *model,
    const struct result *result)
{
	struct signal *signal = outcome->signal;

	outcome->shape = result->shape;
	signal->series =
	    mem_new_array(result->count, sizeof(*signal->series));
	for (size_t i = 0; i < result->count; i++)
		signal->series[i] = series_of(model, &result->rows[i]);
	signal->series_count = result->count;
	if (result->count > 1)
		qsort(signal->series, result->count,
		    sizeof(*signal->series), compare_series);
}

/* One missing figure says why there is nothing. */
static void
take_failure(
    struct outcome *outcome, const struct model *model, const char *reason)
{
	struct cell cell = cell_missing(
	    period_of_instant(model_now(model)), INT64_MIN, reason);
	struct row row = { .cells = &cell, .count = 1 };
	struct result result = { .rows = &row, .count = 1 };

	take_rows(outcome, model, &result);
}

void
outcome_init(struct outcome *outcome, struct model *model,
    struct definition *definition, alert_truth truth, void *context)
{
	struct eval *eval = eval_new(model);
	struct result result;

	outcome->signal = mem_new(sizeof(*outcome->signal));
	outcome->signal->definition = definition;
	outcome->signal->index = model_count(model); /* beside them */
	outcome->signal->derivation =
	    derivation_beside(model, outcome->signal);
	eval_alerts(eval, truth, context);
	eval_expr(eval, definition->expr, &result);
	if (result.failed != NULL)
		take_failure(outcome, model, result.failed);
	else
		take_rows(outcome, model, &result);
	result_release(&result);
	eval_free(eval);
}

static void
figure_release(struct figure *figure)
{
	for (size_t i = 0; i < figure->vintage_count; i++)
		vintage_release(&figure->vintages[i]);
	mem_free(figure->vintages);
	mem_free(figure->missing);
}

void
outcome_release(struct outcome *outcome)
{
	struct signal *signal = outcome->signal;

	for (size_t i = 0; signal != NULL && i < signal->series_count; i++) {
		struct series *series = signal->series[i];

		for (size_t k = 0; k < series->count; k++)
			figure_release(&series->figures[k]);
		mem_free(series->figures);
		labels_release(&series->labels);
		mem_free(series);
	}
	if (signal != NULL) {
		definition_free((struct definition *)signal->definition);
		mem_free(signal->series);
		derivation_free(signal->derivation);
	}
	mem_free(signal);
	*outcome = (struct outcome){ .signal = NULL };
}
