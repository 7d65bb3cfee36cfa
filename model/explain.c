/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/model.h"

struct explainer {
	struct eval *eval;
	const char *text; /* the expression's */
	int64_t as_of;	  /* what is known */
};

static struct explained *explain_node(const struct explainer *explainer,
    const struct node *node, const struct labels *labels,
    struct period period);

void
explained_free(struct explained *explained)
{
	if (explained == NULL)
		return;
	for (size_t i = 0; i < explained->input_count; i++)
		explained_free(explained->inputs[i]);
	mem_free(explained->inputs);
	mem_free(explained->text);
	mem_free(explained->label);
	mem_free((char *)explained->cell.reason);
	labels_release(&explained->labels);
	mem_free(explained);
}

/* The labels, but for the basis: a row that was selected by it does not carry
 * it. */
static bool
are_of(const struct labels *series, const struct labels *row)
{
	struct labels a, b;
	bool equal;

	labels_init(&a);
	labels_init(&b);
	labels_copy(&a, series);
	labels_copy(&b, row);
	labels_drop(&a, "basis");
	labels_drop(&b, "basis");
	equal = !labels_compare(&a, &b);
	labels_release(&a);
	labels_release(&b);
	return equal;
}

static const struct series *
explained_series(const struct explained *leaf)
{
	const struct signal *signal = leaf->signal;

	for (size_t i = 0; signal != NULL && i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (selector_matches(
			leaf->node, &series->labels, series->voice) &&
		    are_of(&series->labels, &leaf->labels) &&
		    series_find(series, leaf->cell.period) != NULL)
			return series;
	}
	return NULL;
}

static void
add_input(struct explained *explained, struct explained *input)
{
	if (input == NULL)
		return;
	explained->inputs = mem_room(explained->inputs, explained->input_count,
	    sizeof(*explained->inputs));
	explained->inputs[explained->input_count++] = input;
}

/* The row that goes with LABELS: the same, else the only one that agrees. */
static const struct row *
row_for(const struct result *result, const struct labels *labels)
{
	const struct row *found = NULL;

	for (size_t i = 0; i < result->count; i++) {
		const struct row *row = &result->rows[i];

		if (!labels_compare(&row->labels, labels))
			return row;
		if (found == NULL && labels_agree(&row->labels, labels))
			found = row;
	}
	return found;
}

static size_t
cell_for(
    const struct result *result, const struct row *row, struct period period)
{
	if (row->count == 0)
		return 0;
	if (result->shape != SHAPE_SERIES)
		return row->count - 1;
	return row_find(row, period);
}

static char *
label_of(const struct explainer *explainer, const struct node *node)
{
	switch (node->kind) {
	case NODE_BINARY:
		return mem_text(operator_name(node->op));
	case NODE_NEGATE:
		return mem_text("-");
	case NODE_NOT:
		return mem_text("not");
	case NODE_CALL:
	case NODE_AGGREGATE:
		return mem_text(node->function->name);
	case NODE_SIGNAL:
	case NODE_ALERT:
		return mem_text(node->name);
	default:
		return mem_bytes(explainer->text + node->start,
		    node->end - node->start);
	}
}

static bool
is_literal(const struct node *node)
{
	return node->kind == NODE_NUMBER || node->kind == NODE_TEXT ||
	    node->kind == NODE_DATE || node->kind == NODE_PERIOD ||
	    node->kind == NODE_DURATION;
}

static struct explained *
new_explained(const struct explainer *explainer, const struct node *node,
    const struct labels *labels, const struct cell *cell)
{
	struct explained *explained = mem_new(sizeof(*explained));

	explained->node = node;
	explained->text =
	    mem_bytes(explainer->text + node->start, node->end - node->start);
	explained->label = label_of(explainer, node);
	explained->cell = *cell;
	explained->cell.reason = mem_text(cell->reason);
	labels_copy(&explained->labels, labels);
	if (node->kind == NODE_SIGNAL)
		explained->signal =
		    model_find(eval_model(explainer->eval), node->name);
	return explained;
}

/* What a function read of its argument: each period is an input. */
static void
explain_reads(const struct explainer *explainer,
    struct explained *explained, const struct labels *labels,
    struct period period)
{
	const struct node *node = explained->node;
	const struct node *argument = node->children[0];
	struct reading reading = { .count = 0 };
	struct result unused = { .count = 0 }, result;
	struct function_call call = { explainer->eval, explainer->as_of, node,
		&unused };
	const struct row *row;
	size_t i;

	eval_node(explainer->eval, argument, call.as_of, &result);
	row = row_for(&result, labels);
	i = row != NULL ? cell_for(&result, row, period) : 0;
	if (row == NULL || i >= row->count ||
	    !node->function->reads(&call, row, i, &reading) ||
	    reading.count == 0)
		add_input(explained,
		    explain_node(explainer, argument, labels, period));
	for (size_t k = 0; k < reading.count; k++)
		add_input(explained,
		    explain_node(explainer, argument, &row->labels,
			row->cells[reading.items[k]].period));
	for (size_t k = 1; k < node->child_count; k++)
		add_input(explained,
		    explain_node(
			explainer, node->children[k], labels, period));
	mem_free(reading.items);
	result_release(&result);
}

static struct labels
no_labels(void)
{
	return (struct labels){ NULL, 0 };
}

/* All rows that went into one. */
static void
explain_group(const struct explainer *explainer, struct explained *explained,
    const struct labels *labels, struct period period)
{
	const struct node *argument = explained->node->children[0];
	struct result result;

	eval_node(explainer->eval, argument, explainer->as_of, &result);
	for (size_t i = 0; i < result.count; i++) {
		const struct row *row = &result.rows[i];
		size_t k = cell_for(&result, row, period);

		if (labels_agree(&row->labels, labels) && k < row->count)
			add_input(explained,
			    explain_node(explainer, argument, &row->labels,
				row->cells[k].period));
	}
	result_release(&result);
}

static void
explain_inputs(const struct explainer *explainer,
    struct explained *explained, struct period period)
{
	const struct node *node = explained->node;

	if (node->kind == NODE_AGGREGATE)
		explain_group(
		    explainer, explained, &explained->labels, period);
	else if (node->kind == NODE_CALL && node->function->reads != NULL)
		explain_reads(
		    explainer, explained, &explained->labels, period);
	else
		for (size_t i = 0; i < node->child_count; i++)
			add_input(explained,
			    explain_node(explainer, node->children[i],
				&explained->labels, period));
}

/* One that is read as a point has its own newest period. */
static struct period
period_below(const struct node *node, const struct cell *cell,
    struct period period)
{
	bool point = node->kind == NODE_CALL && node->function->point;

	return point && cell->period.end != 0 ? cell->period : period;
}

/* An event signal, or an alert, has no figure of its own here. */
static bool
has_no_figure(const struct explainer *explainer, const struct node *node)
{
	const struct signal *signal = node->kind == NODE_SIGNAL
	    ? model_find(eval_model(explainer->eval), node->name)
	    : NULL;

	return node->kind == NODE_ALERT ||
	    (signal != NULL && signal->definition->events);
}

static struct explained *
explain_node(const struct explainer *explainer, const struct node *node,
    const struct labels *labels, struct period period)
{
	struct cell absent = cell_missing(
	    period, INT64_MIN, "there is no figure for this period");
	struct labels none = no_labels();
	const struct cell *cell = &absent;
	const struct row *row;
	struct explained *explained;
	struct result result;
	size_t i;

	if (has_no_figure(explainer, node)) {
		absent.reason = NULL;
		return new_explained(explainer, node, &none, &absent);
	}
	eval_node(explainer->eval, node, explainer->as_of, &result);
	if (result.failed != NULL)
		absent.reason = result.failed;
	row = row_for(&result, labels);
	i = row != NULL ? cell_for(&result, row, period) : 0;
	if (row != NULL && i < row->count)
		cell = &row->cells[i];
	explained = new_explained(explainer, node,
	    row != NULL && row->labels.count > 0 ? &row->labels : labels, cell);
	if (!is_literal(node) && node->kind != NODE_SIGNAL)
		explain_inputs(
		    explainer, explained, period_below(node, cell, period));
	result_release(&result);
	return explained;
}

struct explained *
explain_expr(struct eval *eval, const struct expr *expr,
    const struct labels *labels, struct period period)
{
	struct explainer explainer = { eval, expr->text,
		model_as_of(eval_model(eval)) };

	return explain_node(&explainer, expr->root, labels, period);
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
	struct explainer explainer;
	struct explained *explained;

	if (expr == NULL)
		return NULL;
	explainer = (struct explainer){ eval_new(model), expr->text,
		known_by(model, expr, period) };
	explained = explain_node(&explainer, expr->root, labels, period);
	eval_free(explainer.eval);
	return explained;
}

const struct figure *
explained_figure(const struct explained *leaf, const struct series **series)
{
	*series = explained_series(leaf);
	return *series != NULL ? series_find(*series, leaf->cell.period)
			       : NULL;
}
