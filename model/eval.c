/* SPDX-License-Identifier: MIT */
#include "model/eval.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/inputs.h"
#include "model/model.h"

struct computed { /* a derived signal as it was known at another time */
	const struct signal *signal;
	int64_t as_of;
	bool first_said;
	struct result result;
};

struct eval {
	struct model *model;
	alert_truth truth;
	void *context;
	bool crit;
	bool first_said; /* figures are what was said of them first */
	char **reasons;
	size_t reason_count;
	struct computed **computed;
	size_t computed_count;
};

struct eval *
eval_new(struct model *model)
{
	struct eval *eval = mem_new(sizeof(*eval));

	eval->model = model;
	return eval;
}

void
eval_free(struct eval *eval)
{
	if (eval == NULL)
		return;
	for (size_t i = 0; i < eval->computed_count; i++) {
		result_release(&eval->computed[i]->result);
		mem_free(eval->computed[i]);
	}
	for (size_t i = 0; i < eval->reason_count; i++)
		mem_free(eval->reasons[i]);
	mem_free(eval->computed);
	mem_free(eval->reasons);
	mem_free(eval);
}

void
eval_alerts(struct eval *eval, alert_truth truth, void *context)
{
	eval->truth = truth;
	eval->context = context;
}

void
eval_level(struct eval *eval, bool crit)
{
	eval->crit = crit;
}

bool
eval_first_said(struct eval *eval, bool first)
{
	bool before = eval->first_said;

	eval->first_said = first;
	return before;
}

struct model *
eval_model(const struct eval *eval)
{
	return eval->model;
}

int64_t
eval_now(const struct eval *eval, int64_t as_of)
{
	return as_of != ALWAYS ? as_of : model_now(eval->model);
}

enum truth
eval_alert_truth(const struct eval *eval, const char *alert)
{
	return eval->truth != NULL
	    ? eval->truth(eval->context, alert, eval->crit)
	    : TRUTH_MISSING;
}

static const char *
keep_reason(struct eval *eval, char *text)
{
	eval->reasons = mem_room(
	    eval->reasons, eval->reason_count, sizeof(*eval->reasons));
	return eval->reasons[eval->reason_count++] = text;
}

const char *
eval_reason(struct eval *eval, const char *fmt, ...)
{
	static const char more[] = "…";
	char text[512];
	size_t end = sizeof(text) - sizeof(more);
	va_list args;
	int length;

	va_start(args, fmt);
	length = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (length >= (int)sizeof(text)) {
		/* Not within a character. */
		while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
			end--;
		memcpy(text + end, more, sizeof(more));
	}
	return keep_reason(eval, mem_text(text));
}

const char *
eval_period_text(struct eval *eval, struct period period)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	period_format(&out, period);
	return keep_reason(eval, buf_take(&out));
}

static void
add_break(struct row *row, struct period period)
{
	struct row one = { .breaks = &period, .break_count = 1 };

	row_add_breaks(row, &one);
}

/* Those of the signal, and of what it is derived from. */
static bool
collect_breaks(void *context, const struct signal *signal)
{
	const struct definition *definition = signal->definition;

	for (size_t i = 0; i < definition->break_count; i++)
		if (definition->breaks[i].is_period)
			add_break(context, definition->breaks[i].period);
	return definition->expr != NULL && definition->expr->is_series;
}

/* The first vintage of a basis that is asked for, if it is known by then. */
static const struct vintage *
first_vintage(
    const struct node *node, const struct figure *figure, int64_t as_of)
{
	for (size_t i = 0; i < figure->vintage_count; i++)
		if (selector_takes_basis(node, figure->vintages[i].basis))
			return figure->vintages[i].known_at <= as_of
			    ? &figure->vintages[i]
			    : NULL;
	return NULL;
}

static void
add_figure(const struct eval *eval, struct row *row, const struct node *node,
    const struct figure *figure, int64_t as_of)
{
	const struct vintage *vintage = eval->first_said
	    ? first_vintage(node, figure, as_of)
	    : figure_at(figure, as_of);

	if (figure->missing != NULL && figure->seen_at <= as_of)
		row_add(row,
		    cell_missing(
			figure->period, figure->seen_at, figure->missing));
	else if (vintage != NULL && selector_takes_basis(node, vintage->basis))
		row_add(row,
		    cell_number(figure->period, vintage->known_at,
			vintage->amount));
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

static void
add_series(struct eval *eval, const struct node *node,
    const struct signal *signal, const struct series *series, int64_t as_of,
    struct result *out)
{
	struct row *row = result_add_row(out, &series->labels);

	if (selects_basis(node))
		labels_drop(&row->labels, "basis");
	for (size_t i = 0; i < series->count; i++)
		add_figure(eval, row, node, &series->figures[i], as_of);
	inputs_each(eval->model, signal, collect_breaks, row);
	if (row->count == 0) {
		row_release(row);
		out->count--;
	}
}

static const struct result *
computed_then(struct eval *eval, const struct signal *signal, int64_t as_of)
{
	struct computed *computed;

	for (size_t i = 0; i < eval->computed_count; i++)
		if (eval->computed[i]->signal == signal &&
		    eval->computed[i]->as_of == as_of &&
		    eval->computed[i]->first_said == eval->first_said)
			return &eval->computed[i]->result;
	computed = mem_new(sizeof(*computed));
	computed->signal = signal;
	computed->as_of = as_of;
	computed->first_said = eval->first_said;
	eval_node(eval, signal->definition->expr->root, as_of,
	    &computed->result);
	eval->computed = mem_room(
	    eval->computed, eval->computed_count, sizeof(*eval->computed));
	eval->computed[eval->computed_count++] = computed;
	return &computed->result;
}

/* A derived series as it was known at another time is computed anew: a later
 * vintage of an input must not leak in. */
static void
recompute(struct eval *eval, const struct node *node,
    const struct signal *signal, int64_t as_of, struct result *out)
{
	const struct result *then = computed_then(eval, signal, as_of);

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
		row_add_breaks(row, from);
		for (size_t k = 0; k < from->count; k++)
			row_add(row, from->cells[k]);
	}
}

static void
eval_signal(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out)
{
	const struct signal *signal = model_find(eval->model, node->name);

	out->shape = SHAPE_SERIES;
	if (signal == NULL) {
		result_fail(out,
		    eval_reason(eval, "there is no signal '%s'", node->name));
		return;
	}
	if (signal->definition->expr != NULL &&
	    signal->definition->expr->is_series &&
	    (as_of != model_as_of(eval->model) || eval->first_said)) {
		recompute(eval, node, signal, as_of, out);
		return;
	}
	for (size_t i = 0; i < signal->series_count; i++)
		if (selector_matches(node, &signal->series[i]->labels,
			signal->series[i]->voice))
			add_series(eval, node, signal, signal->series[i],
			    as_of, out);
}

static void
eval_literal(const struct node *node, struct result *out)
{
	struct row *row = result_add_row(out, NULL);
	struct amount amount = amount_exact(node->number);

	if (node->kind == NODE_DURATION && node->number == 0)
		amount = amount_exact((double)node->seconds / 86400);
	out->shape = SHAPE_SCALAR;
	row_add(row,
	    cell_number(period_of_instant(0), INT64_MIN, amount));
}

void
eval_node(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out)
{
	struct function_call call = { eval, as_of, node, out };

	*out = (struct result){ .count = 0 };
	switch (node->kind) {
	case NODE_SIGNAL:
		eval_signal(eval, node, as_of, out);
		break;
	case NODE_BINARY:
		operate_binary(eval, node, as_of, out);
		break;
	case NODE_NEGATE:
	case NODE_NOT:
		operate_prefix(eval, node, as_of, out);
		break;
	case NODE_CALL:
	case NODE_AGGREGATE:
		if (node->kind == NODE_AGGREGATE)
			aggregate_eval(&call);
		else
			node->function->eval(&call);
		break;
	default:
		eval_literal(node, out);
	}
	out->is_truth = node->is_truth;
}

void
eval_expr(struct eval *eval, const struct expr *expr, struct result *result)
{
	eval_node(eval, expr->root, model_as_of(eval->model), result);
}
