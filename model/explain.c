/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "model/coarsen.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/eval_call.h"
#include "model/explained.h"
#include "model/explaining.h"
#include "model/function.h"
#include "model/model.h"

/* What stands beneath an operator comes first: a long sum is not computed anew
 * for each of its parts. */
const struct result *
explainer_result(struct explainer *explainer, const struct node *node)
{
	struct remembered *item =
	    &explainer->moments[explainer->current].results[node->id];

	if (item->node != NULL)
		return &item->result;
	if (node->kind == NODE_BINARY || node->kind == NODE_NEGATE ||
	    node->kind == NODE_NOT)
		for (size_t i = 0; i < node->child_count; i++)
			(void)explainer_result(explainer, node->children[i]);
	eval_node(explainer->eval, node, explainer->as_of, &item->result);
	item->node = node;
	item->as_of = explainer->as_of;
	return &item->result;
}

struct moment
explainer_moment(const struct explainer *explainer)
{
	return explainer->moments[explainer->current];
}

static size_t
find_moment(struct explainer *explainer, int64_t as_of, bool first_said)
{
	size_t count = explainer->moment_count;
	struct moment *moment;

	for (size_t i = 0; i < count; i++)
		if (explainer->moments[i].as_of == as_of &&
		    explainer->moments[i].first_said == first_said)
			return i;
	explainer->moments = mem_room(
	    explainer->moments, count, sizeof(*explainer->moments));
	moment = &explainer->moments[explainer->moment_count++];
	*moment = (struct moment){ as_of, first_said,
		mem_new_array(explainer->expr->node_count,
		    sizeof(struct remembered)) };
	return count;
}

void
explainer_go(struct explainer *explainer, int64_t as_of, bool first_said)
{
	explainer->current = find_moment(explainer, as_of, first_said);
	explainer->as_of = as_of;
	(void)eval_first_said(explainer->eval, first_said);
	eval_remember(explainer->eval,
	    explainer->moments[explainer->current].results,
	    explainer->expr->node_count);
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

struct explained *
explain_node(struct explainer *explainer, const struct node *node,
    const struct labels *labels, struct period period)
{
	struct cell absent = cell_missing(
	    period, INT64_MIN, "there is no figure for this period");
	struct labels none = { NULL, 0 };
	const struct cell *cell = &absent;
	const struct row *row;
	struct explained *explained;
	const struct result *result;
	size_t i;

	explainer->count++;
	if (explaining_figureless(explainer, node)) {
		absent.reason = NULL;
		return explained_new(explainer, node, &none, &absent);
	}
	result = explainer_result(explainer, node);
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
	if (!explaining_literal(node) && node->kind != NODE_SIGNAL &&
	    explainer->count < LIMIT_EXPLAINED)
		explain_inputs(
		    explainer, explained, period_below(node, cell, period));
	return explained;
}

static void
explainer_release(struct explainer *explainer)
{
	unsigned count = explainer->expr->node_count;

	for (size_t k = 0; k < explainer->moment_count; k++) {
		for (unsigned i = 0; i < count; i++)
			result_release(
			    &explainer->moments[k].results[i].result);
		mem_free(explainer->moments[k].results);
	}
	mem_free(explainer->moments);
}

static struct explained *
explain_root(struct eval *eval, const struct expr *expr,
    const struct moment *moment, const struct labels *labels,
    struct period period)
{
	struct explainer explainer = { .eval = eval, .expr = expr };
	bool outer = eval_is_first_said(eval);
	struct explained *explained;

	explainer_go(&explainer, moment->as_of, moment->first_said);
	explained = explain_node(&explainer, expr->root, labels, period);
	eval_remember(eval, NULL, 0);
	(void)eval_first_said(eval, outer);
	explainer_release(&explainer);
	return explained;
}

struct explained *
explain_expr(struct eval *eval, const struct expr *expr,
    const struct labels *labels, struct period period)
{
	const struct moment now = {
		.as_of = model_as_of(eval_model(eval)),
	};

	return explain_root(eval, expr, &now, labels, period);
}

/* A dated figure is explained by what was known on its day. */
static int64_t
known_by(const struct model *model, const struct expr *expr,
    struct period period, int64_t as_of)
{
	if (expr->is_series || period.end > model_now(model))
		return as_of;
	return period.end - 1 < as_of ? period.end - 1 : as_of;
}

struct explained *
explain_signal(struct model *model, const struct signal *signal,
    const struct labels *labels, struct period period)
{
	return explain_signal_then(model, signal, labels, period,
	    (struct knowing){ model_as_of(model), false });
}

struct explained *
explain_signal_then(struct model *model, const struct signal *signal,
    const struct labels *labels, struct period period, struct knowing then)
{
	const struct expr *expr = signal->definition->expr;
	struct explained *explained;
	struct moment moment;
	struct eval *eval;

	if (expr == NULL)
		return NULL;
	eval = eval_new(model);
	moment = (struct moment){ .first_said = then.first_said,
		.as_of = known_by(model, expr, period, then.as_of) };
	explained = explain_root(eval, expr, &moment, labels, period);
	explained->moved = moment.as_of != then.as_of;
	eval_free(eval);
	return explained;
}
