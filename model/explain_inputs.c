/* SPDX-License-Identifier: MIT */
/* What went into one node: its inputs, each at its period and its time. */
#include "base/limits.h"
#include "base/mem.h"
#include "model/currency.h"
#include "model/eval.h"
#include "model/eval_call.h"
#include "model/explained.h"
#include "model/explaining.h"
#include "model/function.h"
#include "model/point_functions.h"
#include "model/reading.h"

static struct function_call
call_of(struct explainer *explainer, const struct node *node)
{
	static struct result unused;

	return (struct function_call){ explainer->eval, explainer->as_of, node,
		&unused, NULL };
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
	const struct result *result = explainer_result(explainer, argument);
	const struct function_call call = call_of(explainer, node);
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

/* The cells of ROW that a function says it has read; what ended a streak comes
 * last, and stays if there are too many. */
static void
add_reading(struct explainer *explainer, struct explained *explained,
    const struct node *child, const struct row *row,
    const struct reading *reading)
{
	const size_t most = LIMIT_EXPLAINED_PERIODS;
	size_t left_out = child->implied || reading->count <= most
	    ? 0
	    : reading->count - most;

	for (size_t k = 0; k < reading->count; k++) {
		const struct cell *cell = &row->cells[reading->items[k]];
		struct explained *input;

		if (left_out > 0 && k + 1 >= most && k + 1 < reading->count)
			continue;
		input = explain_node(
		    explainer, child, &row->labels, cell->period);
		input->unused = k + reading->aside >= reading->count;
		explained_add(explained, input);
	}
	explained->left_out += left_out;
}

/* The rates of a period count by their mean. */
static struct explained *
add_mean(struct explainer *explainer, struct explained *explained,
    const struct node *child, const struct row *row,
    struct reading *reading, struct period period)
{
	struct cell mean = currency_mean(row, reading, &period);
	struct explained *several =
	    explained_new(explainer, child, &row->labels, &mean);

	explained_several(explainer, several, "mean");
	explained_add(explained, several);
	return several;
}

/* What a function says that it read of a child at PERIOD; false where it says
 * nothing. */
static bool
explain_read(struct explainer *explainer, struct explained *explained,
    size_t i, struct period period)
{
	const struct node *node = explained->node, *child = node->children[i];
	const struct result *result;
	const struct function_call call = call_of(explainer, node);
	size_t before = explained->input_count;
	struct explained *whole;

	if (node->kind == NODE_BINARY || node->function == NULL ||
	    node->function->inputs == NULL || child->kind == NODE_ALERT)
		return false;
	result = explainer_result(explainer, child);
	for (size_t k = 0; k < result->count; k++) {
		const struct row *row = &result->rows[k];
		struct reading reading = { .count = 0 };

		if (row->count > 0 &&
		    (child->implied ||
			labels_agree(&row->labels, &explained->labels)))
			node->function->inputs(
			    &call, i, row, &period, &reading);
		whole = explained;
		if (child->implied && reading.count > 1)
			whole = add_mean(explainer, explained, child, row,
			    &reading, period);
		add_reading(explainer, whole, child, row, &reading);
		mem_free(reading.items);
	}
	return explained->input_count > before;
}

/* All rows that went into one: the cell of the period, the newest, or what the
 * function says. */
static void
explain_group(struct explainer *explainer, struct explained *explained,
    struct period period)
{
	const struct node *node = explained->node;
	const struct node *argument = node->children[0];
	struct moment moment = explainer_moment(explainer);
	const struct result *result;

	if (node->function->first_said)
		explainer_go(explainer, explainer->as_of, true);
	result = explainer_result(explainer, argument);
	if (!explain_read(explainer, explained, 0, period))
		for (size_t i = 0; i < result->count; i++) {
			const struct row *row = &result->rows[i];
			size_t k = node->function->groups
			    ? row_newest(row)
			    : result_cell_for(result, row, period);

			if (labels_agree(&row->labels, &explained->labels) &&
			    k < row->count)
				explained_add(explained,
				    explain_node(explainer, argument,
					&row->labels, row->cells[k].period));
		}
	explainer_go(explainer, moment.as_of, moment.first_said);
}

static bool
takes(const struct cell *cell, const struct explained *input)
{
	return cell_has_value(cell) && cell_has_value(&input->cell) &&
	    cell->is_truth == input->cell.is_truth &&
	    (cell->is_truth ? cell->truth == input->cell.truth
			    : amount_equal(cell->amount, input->cell.amount));
}

/* Of those that one is chosen of: the branch that the condition chose, or the
 * first that is there. */
static void
mark_choice(struct explained *explained)
{
	const struct cell *chosen = &explained->cell;
	size_t count = explained->input_count;
	bool found = false;

	if (!explained->node->function->chooses || !cell_has_value(chosen))
		return;
	if (explained->node->function->conditional) {
		const struct cell *condition = &explained->inputs[0]->cell;

		size_t other = condition->truth == TRUTH_TRUE ? 2 : 1;

		if (count == 3 && cell_has_value(condition))
			explained->inputs[other]->unused = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct explained *input = explained->inputs[i];

		input->unused = found || !takes(chosen, input);
		found = found || !input->unused;
	}
}

/* What holds outranks what is unknown. */
static int
weight(const struct cell *cell)
{
	return !cell_has_value(cell)	   ? 1
	    : cell->truth == TRUTH_TRUE ? 2
					   : 0;
}

/* A condition of atleast() counts by its newest figures that are all there; of
 * several series one that decides it. */
static void
explain_member(struct explainer *explainer, struct explained *explained,
    const struct node *member, struct period period)
{
	const struct labels *labels = &explained->labels;
	int most = -1;

	if (!explaining_figureless(explainer, member) &&
	    !explaining_literal(member)) {
		const struct result *result =
		    explainer_result(explainer, member);

		for (size_t i = 0; i < result->count; i++) {
			const struct row *row = &result->rows[i];
			const struct cell *newest =
			    point_member_cell(explainer->eval, member,
				result->shape, row, explainer->as_of);

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
		else if (!explain_read(explainer, explained, i, period) &&
		    !node->children[i]->implied &&
		    node->children[i]->kind != NODE_TEXT)
			explained_add(explained,
			    explain_node(explainer, node->children[i],
				&explained->labels, period));
	if (node->kind == NODE_CALL)
		mark_choice(explained);
}

/* As what it reads is known now, and as it was known then, or said first. */
static void
explain_then(struct explainer *explainer, struct explained *explained,
    struct period period)
{
	const struct function *function = explained->node->function;
	const struct node *argument = explained->node->children[0];
	struct moment moment = explainer_moment(explainer);
	const struct function_call call = call_of(explainer, explained->node);
	struct explained *now = explain_node(
	    explainer, argument, &explained->labels, period);

	now->unused = !function->twice;
	explained_add(explained, now);
	explainer_go(explainer,
	    function->then != NULL ? function->then(&call) : moment.as_of,
	    moment.first_said || function->first_said);
	explained_add(explained,
	    explain_node(explainer, argument, &explained->labels, period));
	explainer_go(explainer, moment.as_of, moment.first_said);
	for (size_t i = 1; i < explained->node->child_count; i++)
		explained_add(explained,
		    explain_node(explainer, explained->node->children[i],
			&explained->labels, period));
}

void
explain_inputs(struct explainer *explainer,
    struct explained *explained, struct period period)
{
	const struct node *node = explained->node;
	bool call = node->kind == NODE_CALL;

	if (node->kind == NODE_AGGREGATE || (call && node->function->groups))
		explain_group(explainer, explained, period);
	else if (call && node->function->reads != NULL)
		explain_reads(
		    explainer, explained, &explained->labels, period);
	else if (call &&
	    (node->function->then != NULL || node->function->first_said))
		explain_then(explainer, explained, period);
	else
		explain_children(explainer, explained, period);
}
