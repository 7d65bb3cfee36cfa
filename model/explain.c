/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "model/coarsen.h"
#include "model/currency.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/eval_call.h"
#include "model/explaining.h"
#include "model/function.h"
#include "model/model.h"
#include "model/point_functions.h"
#include "model/remembered.h"

/* What stands beneath an operator comes first: a long sum is not computed anew
 * for each of its parts. */
static const struct result *
result_of(struct explainer *explainer, const struct node *node)
{
	struct remembered *item = &explainer->results[node->id];

	if (item->node != NULL)
		return &item->result;
	if (node->kind == NODE_BINARY || node->kind == NODE_NEGATE ||
	    node->kind == NODE_NOT)
		for (size_t i = 0; i < node->child_count; i++)
			(void)result_of(explainer, node->children[i]);
	eval_node(explainer->eval, node, explainer->as_of, &item->result);
	item->node = node;
	item->as_of = explainer->as_of;
	return &item->result;
}

static struct explained *explain_node(struct explainer *explainer,
    const struct node *node, const struct labels *labels,
    struct period period);

static bool
is_literal(const struct node *node)
{
	return node->kind == NODE_NUMBER || node->kind == NODE_TEXT ||
	    node->kind == NODE_DATE || node->kind == NODE_PERIOD ||
	    node->kind == NODE_DURATION;
}

/* An event signal, or an alert, has no figure of its own here. */
static bool
has_no_figure(struct explainer *explainer, const struct node *node)
{
	const struct signal *signal = node->kind == NODE_SIGNAL
	    ? model_find(eval_model(explainer->eval), node->name)
	    : NULL;

	return node->kind == NODE_ALERT ||
	    (signal != NULL && signal->definition->events);
}

/* What a function read of its argument: each period is an input. */
static void
explain_reads(struct explainer *explainer,
    struct explained *explained, const struct labels *labels,
    struct period period)
{
	const struct node *node = explained->node;
	const struct node *argument = node->children[0];
	struct reading reading = { .count = 0 };
	const struct result *result = result_of(explainer, argument);
	struct result unused = { .count = 0 };
	struct function_call call = { explainer->eval, explainer->as_of, node,
		&unused, NULL };
	const struct row *row;
	size_t i;

	row = result_row_for(result, labels);
	i = row != NULL ? result_cell_for(result, row, period) : 0;
	if (row == NULL || i >= row->count ||
	    !node->function->reads(&call, row, i, &reading) ||
	    reading.count == 0)
		explained_add(explained,
		    explain_node(explainer, argument, labels, period));
	for (size_t k = 0; k < reading.count; k++)
		explained_add(explained,
		    explain_node(explainer, argument, &row->labels,
			row->cells[reading.items[k]].period));
	for (size_t k = 1; k < node->child_count; k++)
		explained_add(explained,
		    explain_node(
			explainer, node->children[k], labels, period));
	mem_free(reading.items);
}

static struct labels
no_labels(void)
{
	return (struct labels){ NULL, 0 };
}

/* All rows that went into one. */
static void
explain_group(struct explainer *explainer, struct explained *explained,
    const struct labels *labels, struct period period)
{
	const struct node *argument = explained->node->children[0];
	const struct result *result = result_of(explainer, argument);

	for (size_t i = 0; i < result->count; i++) {
		const struct row *row = &result->rows[i];
		size_t k = explained->node->function->groups
		    ? row_newest(row) /* which need not be of one period */
		    : result_cell_for(result, row, period);

		if (labels_agree(&row->labels, labels) && k < row->count)
			explained_add(explained,
			    explain_node(explainer, argument, &row->labels,
				row->cells[k].period));
	}
}

/* What a function says that it read of a child at PERIOD. */
static void
explain_input(struct explainer *explainer, struct explained *explained,
    size_t i, struct period period)
{
	const struct node *node = explained->node, *child = node->children[i];
	const struct result *result = result_of(explainer, child);
	struct result unused = { .count = 0 };
	const struct function_call call = { explainer->eval,
		explainer->as_of, node, &unused, NULL };
	struct reading reading = { .count = 0 };

	if (result->count > 0)
		node->function->inputs(
		    &call, i, &result->rows[0], &period, &reading);
	if (reading.count > 1) {
		struct cell mean =
		    currency_mean(&result->rows[0], &reading, &period);
		struct explained *several = explained_new(
		    explainer, child, &result->rows[0].labels, &mean);

		explained_several(explainer, several, "mean");
		explained_add(explained, several);
		explained = several;
	}
	for (size_t k = 0; k < reading.count; k++)
		explained_add(explained,
		    explain_node(explainer, child, &result->rows[0].labels,
			result->rows[0].cells[reading.items[k]].period));
	mem_free(reading.items);
}

/* What holds outranks what is unknown. */
static int
weight(const struct cell *cell)
{
	return !cell_has_value(cell)	   ? 1
	    : cell->truth == TRUTH_TRUE ? 2
					   : 0;
}

/* A condition of atleast() counts by its newest figures; of several series one
 * that decides it. */
static void
explain_member(struct explainer *explainer, struct explained *explained,
    const struct node *member, struct period period)
{
	const struct labels *labels = &explained->labels;
	int most = -1;

	if (!has_no_figure(explainer, member) && !is_literal(member)) {
		const struct result *result = result_of(explainer, member);

		for (size_t i = 0; i < result->count; i++) {
			const struct row *row = &result->rows[i];
			const struct cell *newest = row->count > 0
			    ? &row->cells[row->count - 1]
			    : NULL;

			if (newest == NULL || weight(newest) <= most)
				continue;
			most = weight(newest);
			labels = &row->labels;
			period = newest->period;
		}
	}
	explained_add(
	    explained, explain_node(explainer, member, labels, period));
}

static void
explain_children(struct explainer *explainer, struct explained *explained,
    struct period period)
{
	const struct node *node = explained->node;

	for (size_t i = 0; i < node->child_count; i++)
		if (node->kind == NODE_CALL &&
		    node->function->eval == point_atleast)
			explain_member(
			    explainer, explained, node->children[i], period);
		else if (node->children[i]->implied)
			explain_input(explainer, explained, i, period);
		else if (node->children[i]->kind != NODE_TEXT)
			explained_add(explained,
			    explain_node(explainer, node->children[i],
				&explained->labels, period));
}

/* As what it reads was known then. */
static void
explain_then(struct explainer *explainer, struct explained *explained,
    struct period period)
{
	const struct node *node = explained->node;
	int64_t as_of = explainer->as_of;
	struct result unused = { .count = 0 };
	const struct function_call call = { explainer->eval, as_of, node,
		&unused, NULL };

	explainer->as_of = node->function->then(&call);
	explained_add(explained,
	    explain_node(explainer, node->children[0], &explained->labels,
		period));
	explainer->as_of = as_of;
}

static void
explain_inputs(struct explainer *explainer,
    struct explained *explained, struct period period)
{
	const struct node *node = explained->node;

	if (node->kind == NODE_AGGREGATE ||
	    (node->kind == NODE_CALL && node->function->groups))
		explain_group(
		    explainer, explained, &explained->labels, period);
	else if (node->kind == NODE_CALL && node->function->reads != NULL)
		explain_reads(
		    explainer, explained, &explained->labels, period);
	else if (node->kind == NODE_CALL && node->function->then != NULL)
		explain_then(explainer, explained, period);
	else
		explain_children(explainer, explained, period);
}

/* One that is read as a point has its own newest period. */
static struct period
period_below(const struct node *node, const struct cell *cell,
    struct period period)
{
	bool point = node->kind == NODE_CALL && node->function->point;

	return point && cell->period.end != 0 ? cell->period : period;
}

/* Whether ROW of NODE is brought into longer periods, as PERIOD is. */
static bool
is_coarsened(
    const struct node *node, const struct row *row, struct period period)
{
	return node->signal_kind != KIND_ANY && row->count > 0 &&
	    period_per_year(period.kind) > 0 &&
	    row->cells[0].period.kind < period.kind;
}

/* What came together in PERIOD; each shorter period is an input. */
static struct explained *
explain_coarsened(struct explainer *explainer, const struct node *node,
    const struct row *row, struct period period)
{
	const struct coarsening coarsening = { explainer->eval,
		explainer->as_of, (enum signal_kind)node->signal_kind, row };
	struct cell cell = coarsen_cell(&coarsening, period);
	struct explained *explained =
	    explained_new(explainer, node, &row->labels, &cell);
	struct reading reading = { .count = 0 };

	explained_several(explainer, explained, coarsen_word(coarsening.kind));
	(void)coarsen_reads(&coarsening, period, &reading);
	for (size_t k = 0; k < reading.count; k++)
		explained_add(explained,
		    explain_node(explainer, node, &row->labels,
			row->cells[reading.items[k]].period));
	mem_free(reading.items);
	return explained;
}

static struct explained *
explain_node(struct explainer *explainer, const struct node *node,
    const struct labels *labels, struct period period)
{
	struct cell absent = cell_missing(
	    period, INT64_MIN, "there is no figure for this period");
	struct labels none = no_labels();
	const struct cell *cell = &absent;
	const struct row *row;
	struct explained *explained;
	const struct result *result;
	size_t i;

	explainer->count++;
	if (has_no_figure(explainer, node)) {
		absent.reason = NULL;
		return explained_new(explainer, node, &none, &absent);
	}
	result = result_of(explainer, node);
	if (result->failed != NULL)
		absent.reason = result->failed;
	row = result_row_for(result, labels);
	i = row != NULL ? result_cell_for(result, row, period) : 0;
	if (row != NULL && i == row->count && is_coarsened(node, row, period))
		return explain_coarsened(explainer, node, row, period);
	if (row != NULL && i < row->count)
		cell = &row->cells[i];
	explained = explained_new(explainer, node,
	    row != NULL && row->labels.count > 0 ? &row->labels : labels, cell);
	if (!is_literal(node) && node->kind != NODE_SIGNAL &&
	    explainer->count < LIMIT_EXPLAINED)
		explain_inputs(
		    explainer, explained, period_below(node, cell, period));
	return explained;
}

static struct explained *
explain_root(struct eval *eval, const struct expr *expr, int64_t as_of,
    const struct labels *labels, struct period period)
{
	struct explainer explainer = { .eval = eval,
		.expr = expr,
		.as_of = as_of,
		.results = mem_new_array(
		    expr->node_count, sizeof(struct remembered)) };
	struct explained *explained;

	eval_remember(eval, explainer.results, expr->node_count);
	explained = explain_node(&explainer, expr->root, labels, period);
	eval_remember(eval, NULL, 0);
	for (unsigned i = 0; i < expr->node_count; i++)
		result_release(&explainer.results[i].result);
	mem_free(explainer.results);
	return explained;
}

struct explained *
explain_expr(struct eval *eval, const struct expr *expr,
    const struct labels *labels, struct period period)
{
	return explain_root(
	    eval, expr, model_as_of(eval_model(eval)), labels, period);
}

/* A dated figure is explained by what was known on its day. */
static int64_t
known_by(const struct model *model, const struct expr *expr,
    struct period period)
{
	int64_t as_of = model_as_of(model);

	if (expr->is_series || period.end > model_now(model))
		return as_of;
	return period.end - 1 < as_of ? period.end - 1 : as_of;
}

struct explained *
explain_signal(struct model *model, const struct signal *signal,
    const struct labels *labels, struct period period)
{
	const struct expr *expr = signal->definition->expr;
	struct explained *explained;
	struct eval *eval;

	if (expr == NULL)
		return NULL;
	eval = eval_new(model);
	explained = explain_root(
	    eval, expr, known_by(model, expr, period), labels, period);
	eval_free(eval);
	return explained;
}
