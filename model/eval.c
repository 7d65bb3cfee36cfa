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
#include "model/graph.h"
#include "model/model.h"
#include "model/remembered.h"

struct computed { /* a derived signal as it was known at another time */
	const struct signal *signal;
	int64_t as_of;
	bool first_said;
	struct result result;
	struct watch watch;
};

struct eval {
	struct model *model;
	alert_truth truth;
	void *context;
	bool crit;
	bool first_said; /* figures are what was said of them first */
	const struct remembered *remembered;
	size_t remembered_count;
	struct watch watch;
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
	(void)model_graph(model); /* who inherits which breaks */
	eval_watch(eval);
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

/* What was said first is of the past. */
bool
eval_first_said(struct eval *eval, bool first)
{
	bool before = eval->first_said;

	eval->first_said = first;
	eval->watch.reads_past = eval->watch.reads_past || first;
	return before;
}

bool
eval_is_first_said(const struct eval *eval)
{
	return eval->first_said;
}

struct model *
eval_model(const struct eval *eval)
{
	return eval->model;
}

void
eval_watch(struct eval *eval)
{
	eval->watch = (struct watch){ .wakes_at = INT64_MAX };
}

struct watch
eval_watched(const struct eval *eval)
{
	return eval->watch;
}

static void
add_watch(struct eval *eval, struct watch watch)
{
	struct watch *all = &eval->watch;

	if (watch.wakes_at < all->wakes_at)
		all->wakes_at = watch.wakes_at;
	all->reads_past = all->reads_past || watch.reads_past;
	all->reads_clock = all->reads_clock || watch.reads_clock;
}

int64_t
eval_clock(struct eval *eval, int64_t as_of)
{
	eval->watch.reads_clock = true;
	return as_of != ALWAYS ? as_of : model_now(eval->model);
}

/* A window that moves with the clock moves what it shows with it. */
void
eval_wake(struct eval *eval, int64_t as_of, int64_t at)
{
	int64_t now = model_now(eval->model);
	int64_t then = as_of != ALWAYS ? as_of : now;

	if (at <= then || (then < 0 && at > INT64_MAX + then) ||
	    (now > 0 && at - then > INT64_MAX - now))
		return;
	if (now + (at - then) < eval->watch.wakes_at)
		eval->watch.wakes_at = now + (at - then);
}

int64_t
eval_now(struct eval *eval, int64_t as_of)
{
	int64_t now = eval_clock(eval, as_of);

	eval_wake(eval, as_of, now + 1);
	return now;
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

static struct computed *
find_computed(
    const struct eval *eval, const struct signal *signal, int64_t as_of)
{
	for (size_t i = 0; i < eval->computed_count; i++)
		if (eval->computed[i]->signal == signal &&
		    eval->computed[i]->as_of == as_of &&
		    eval->computed[i]->first_said == eval->first_said)
			return eval->computed[i];
	return NULL;
}

const struct result *
eval_then(struct eval *eval, const struct signal *signal, int64_t as_of)
{
	const struct watch outer = eval->watch;
	struct computed *computed = find_computed(eval, signal, as_of);

	if (computed != NULL) {
		add_watch(eval, computed->watch);
		return &computed->result;
	}
	computed = mem_new(sizeof(*computed));
	computed->signal = signal;
	computed->as_of = as_of;
	computed->first_said = eval->first_said;
	eval_watch(eval);
	eval_node(eval, signal->definition->expr->root, as_of,
	    &computed->result);
	computed->watch = eval->watch;
	eval->watch = outer;
	add_watch(eval, computed->watch);
	eval->computed = mem_room(
	    eval->computed, eval->computed_count, sizeof(*eval->computed));
	eval->computed[eval->computed_count++] = computed;
	return &computed->result;
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
eval_remember(
    struct eval *eval, const struct remembered *items, size_t count)
{
	eval->remembered = items;
	eval->remembered_count = count;
}

static const struct result *
remembered(const struct eval *eval, const struct node *node, int64_t as_of)
{
	const struct remembered *item = node->id < eval->remembered_count
	    ? &eval->remembered[node->id]
	    : NULL;

	return item != NULL && item->node == node && item->as_of == as_of &&
		!eval->first_said
	    ? &item->result
	    : NULL;
}

void
eval_node(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out)
{
	struct function_call call = { eval, as_of, node, out, NULL };
	const struct result *known = remembered(eval, node, as_of);

	if (known != NULL) {
		result_copy(out, known);
		return;
	}
	*out = (struct result){ .count = 0 };
	if (as_of != model_as_of(eval->model))
		eval->watch.reads_past = true;
	switch (node->kind) {
	case NODE_SIGNAL:
		signal_eval(eval, node, as_of, out);
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
		if (node->kind == NODE_AGGREGATE && !node->function->groups)
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
