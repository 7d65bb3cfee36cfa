/* SPDX-License-Identifier: MIT */
/* What a signal's name comes to: its series as they were known. */
#include <string.h>

#include "model/building.h"
#include "model/definition.h"
#include "model/eval_call.h"
#include "model/graph.h"
#include "model/model.h"
#include "model/selector.h"

/* That of a day, and why it has no value, is known on that day. */
static void
add_missing(struct eval *eval, struct row *row, const struct figure *figure,
    int64_t as_of)
{
	struct cell cell =
	    cell_missing(figure->period, figure->seen_at, figure->missing);

	cell.unbegun = figure->unbegun;
	if (figure->seen_at <= as_of)
		row_add(row, cell);
	else
		eval_wake(eval, as_of, figure->seen_at);
}

/* The first vintage of a basis that is asked for, if it is known by then. */
static const struct vintage *
first_vintage(
    const struct node *node, const struct figure *figure, int64_t as_of)
{
	for (size_t i = 0; i < figure->vintage_count; i++)
		if (selector_takes_vintage(
			node, &figure->vintages[i], &figure->period))
			return figure->vintages[i].known_at <= as_of
			    ? &figure->vintages[i]
			    : NULL;
	return NULL;
}

/* What becomes known later is seen then. ANY_BASIS: it was selected already. */
static void
add_figure(struct eval *eval, struct row *row, const struct node *node,
    const struct figure *figure, int64_t as_of, bool any_basis)
{
	const struct vintage *vintage = figure_at(figure, as_of);
	const struct vintage *next =
	    vintage != NULL ? vintage + 1 : figure->vintages;

	if (figure->missing != NULL) {
		add_missing(eval, row, figure, as_of);
		return;
	}
	if (next < figure->vintages + figure->vintage_count)
		eval_wake(eval, as_of, next->known_at);
	if (eval_is_first_said(eval))
		vintage = first_vintage(node, figure, as_of);
	if (vintage != NULL &&
	    (any_basis ||
		selector_takes_vintage(node, vintage, &figure->period)))
		row_add(row,
		    cell_number(figure->period, vintage->known_at,
			vintage->amount));
}

static void
add_breaks(struct row *row, const struct signal *signal)
{
	const struct derivation *derivation = signal->derivation;
	struct row all = { .breaks = derivation->breaks,
		.break_count = derivation->break_count };

	row_add_breaks(row, &all);
}

/* What is selected by its value needs no label to be told apart by. */
static bool
selects_basis(const struct node *node)
{
	for (size_t i = 0; i < node->matcher_count; i++)
		if (!strcmp(node->matchers[i].name, "basis") &&
		    node->matchers[i].match == MATCH_EQ)
			return true;
	return false;
}

/* What is derived of figures that a basis tells apart has it as a label. */
static bool
is_told_apart(const struct labels *labels)
{
	return labels_find(labels, "basis") != NULL;
}

static void
drop_if_empty(struct result *out)
{
	if (out->rows[out->count - 1].count == 0)
		row_release(&out->rows[--out->count]);
}

static void
add_series(struct eval *eval, const struct node *node,
    const struct signal *signal, const struct series *series, int64_t as_of,
    struct result *out)
{
	struct row *row = result_add_row(out, &series->labels);
	bool any_basis = signal->definition->expr != NULL &&
	    is_told_apart(&series->labels);

	if (selects_basis(node))
		labels_drop(&row->labels, "basis");
	for (size_t i = 0; i < series->count; i++)
		add_figure(eval, row, node, &series->figures[i], as_of,
		    any_basis);
	add_breaks(row, signal);
	drop_if_empty(out);
}

/* As a figure of it would be read: a truth is a number, 1 or 0. */
static struct cell
cell_as_kept(struct cell cell)
{
	cell.amount = cell_amount(&cell);
	cell.is_truth = false;
	return cell;
}

/* A derived series as it was known at another time is computed anew: a later
 * vintage of an input must not leak in. */
static void
recompute(struct eval *eval, const struct node *node,
    const struct signal *signal, int64_t as_of, struct result *out)
{
	const struct result *then = eval_then(eval, signal, as_of);

	if (then->failed != NULL) {
		result_fail(out, then->failed);
		return;
	}
	for (size_t i = 0; i < then->count; i++) {
		const struct row *from = &then->rows[i];
		struct row *row;

		if (!selector_matches(node, &from->labels, BASIS_REPORTED))
			continue;
		row = result_add_row(out, &from->labels);
		if (selects_basis(node))
			labels_drop(&row->labels, "basis");
		add_breaks(row, signal);
		for (size_t k = 0; k < from->count; k++)
			if (from->cells[k].missing ||
			    is_told_apart(&from->labels) ||
			    selector_takes_basis(node, BASIS_DERIVED))
				row_add(row, cell_as_kept(from->cells[k]));
		drop_if_empty(out);
	}
}

/* Whether what is kept of a derived series is what was known at AS_OF. */
static bool
is_kept_then(
    const struct eval *eval, const struct signal *signal, int64_t as_of)
{
	const struct derivation *derivation = signal->derivation;
	int64_t now;

	if (eval_is_first_said(eval))
		return false;
	if (as_of == model_as_of(eval_model(eval)))
		return true;
	now = model_now(eval_model(eval));
	return derivation->computed && as_of >= derivation->youngest &&
	    as_of <= now &&
	    (!derivation->is_timed ||
		(as_of == now && derivation->wakes_at > now));
}

void
signal_eval(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out)
{
	const struct signal *signal = model_find(eval_model(eval), node->name);

	out->shape = SHAPE_SERIES;
	if (signal == NULL) {
		result_fail(out,
		    eval_reason(eval, "there is no signal '%s'", node->name));
		return;
	}
	if (signal->definition->expr != NULL &&
	    signal->definition->expr->is_series &&
	    !is_kept_then(eval, signal, as_of)) {
		recompute(eval, node, signal, as_of, out);
		return;
	}
	if (signal->derivation->failed) { /* and so does what rests on it */
		result_fail(out, signal->series[0]->figures[0].missing);
		return;
	}
	for (size_t i = 0; i < signal->series_count; i++)
		if (selector_matches(node, &signal->series[i]->labels,
			signal->series[i]->voice))
			add_series(eval, node, signal, signal->series[i],
			    as_of, out);
}
