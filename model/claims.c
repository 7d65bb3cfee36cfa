/* SPDX-License-Identifier: MIT */
#include "model/claims.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "model/argument.h"
#include "model/check.h"
#include "model/eval_call.h"
#include "model/interval.h"
#include "model/pairing.h"
#include "model/point_functions.h"

bool
claims_check_gap(struct check_call *call)
{
	call->result->series = false;
	if (unit_is(&call->arguments[0].unit, "%"))
		call->result->unit = unit_named("pp");
	return argument_is_number(call, 0) && argument_is_learned(call, 0);
}

bool
claims_check_unconfirmed(struct check_call *call)
{
	call->result->series = false;
	call->result->unit = unit_named("days");
	return argument_is_number(call, 0) && argument_is_learned(call, 0);
}

struct claims {
	struct result claimed, independent; /* without their basis */
	size_t *next; /* of a claim: another one of its labels, or the count */
	bool *follows; /* it is such another one */
	struct pairing *others;
};

/* The labels that a row goes by; those that it has are given back. */
static void
relabel(const struct node *node, struct labels *labels)
{
	struct labels kept;

	if (node->kind != NODE_AGGREGATE) {
		labels_drop(labels, "basis");
		return;
	}
	labels_init(&kept);
	for (size_t i = 0; i < node->by_count; i++) {
		const char *value = labels_find(labels, node->by[i]);

		if (value != NULL)
			labels_put(&kept, node->by[i], value);
	}
	labels_release(labels);
	*labels = kept;
}

static void
move_row(const struct node *node, struct row *row, struct result *to)
{
	to->rows = mem_room(to->rows, to->count, sizeof(*to->rows));
	to->rows[to->count] = *row;
	*row = (struct row){ .count = 0 };
	relabel(node, &to->rows[to->count++].labels);
}

/* Chains the claims of the same labels: each to the one before. */
static void
chain(struct claims *claims)
{
	struct map *seen = map_new();

	claims->next =
	    mem_new_array(claims->claimed.count, sizeof(*claims->next));
	claims->follows =
	    mem_new_array(claims->claimed.count, sizeof(*claims->follows));
	for (size_t i = claims->claimed.count; i > 0; i--) {
		char *key = labels_text(&claims->claimed.rows[i - 1].labels);
		uintptr_t after = (uintptr_t)map_find(seen, key);

		claims->next[i - 1] =
		    after > 0 ? after - 1 : claims->claimed.count;
		if (after > 0)
			claims->follows[after - 1] = true;
		map_put(seen, key, (void *)(uintptr_t)i);
		mem_free(key);
	}
	map_free(seen);
}

/* Those of ARGUMENT, which is released, by who says so. */
static void
claims_init(struct claims *claims, const struct node *node,
    struct result *argument)
{
	*claims = (struct claims){ .next = NULL };
	for (size_t i = 0; i < argument->count; i++) {
		struct row *row = &argument->rows[i];
		const char *basis = labels_find(&row->labels, "basis");

		if (basis == NULL || row->count == 0)
			continue;
		if (!strcmp(basis, "claimed"))
			move_row(node, row, &claims->claimed);
		else if (!strcmp(basis, "independent"))
			move_row(node, row, &claims->independent);
	}
	result_release(argument);
	chain(claims);
	claims->others = pairing_new(&claims->independent, &claims->claimed);
}

static void
claims_release(struct claims *claims)
{
	pairing_free(claims->others);
	result_release(&claims->claimed);
	result_release(&claims->independent);
	mem_free(claims->next);
	mem_free(claims->follows);
}

struct extreme { /* of the newest values of several rows */
	struct amount amount;
	struct period period;
	int64_t known_at;
	size_t count;
};

static void
take_newest(struct extreme *extreme, const struct row *row,
    double (*choose)(double, double))
{
	size_t i = row_newest(row);
	const struct cell *cell = &row->cells[i < row->count ? i : 0];

	if (i == row->count)
		return;
	if (extreme->count++ == 0) {
		extreme->amount = cell->amount;
		extreme->period = cell->period;
		extreme->known_at = cell->known_at;
		return;
	}
	extreme->amount.value =
	    choose(extreme->amount.value, cell->amount.value);
	extreme->amount.low = choose(extreme->amount.low, cell->amount.low);
	extreme->amount.high = choose(extreme->amount.high, cell->amount.high);
	extreme->amount.approximate =
	    extreme->amount.approximate || cell->amount.approximate;
	if (period_compare(cell->period, extreme->period) > 0)
		extreme->period = cell->period;
	if (cell->known_at > extreme->known_at)
		extreme->known_at = cell->known_at;
}

/* What others say of the I-th claim's labels: their least. */
static struct extreme
measured(const struct claims *claims, size_t i)
{
	const struct labels *labels = &claims->claimed.rows[i].labels;
	struct extreme least = { .count = 0 };

	for (size_t k = pairing_first(claims->others, labels);
	    k < claims->independent.count;
	    k = pairing_after(claims->others, labels, k))
		take_newest(&least, &claims->independent.rows[k], fmin);
	return least;
}

static void
add_gap(struct function_call *call, const struct claims *claims, size_t i)
{
	struct extreme greatest = { .count = 0 }, least = measured(claims, i);
	struct period period;
	struct amount amount;
	int64_t known_at;
	const char *reason;
	struct row *out;

	for (size_t k = i; k < claims->claimed.count; k = claims->next[k])
		take_newest(&greatest, &claims->claimed.rows[k], fmax);
	if (greatest.count == 0 || least.count == 0)
		return;
	period = period_compare(greatest.period, least.period) >= 0
	    ? greatest.period
	    : least.period;
	known_at = greatest.known_at > least.known_at ? greatest.known_at
						      : least.known_at;
	out = result_add_row(call->out, &claims->claimed.rows[i].labels);
	if (interval_operate(
		OP_SUB, greatest.amount, least.amount, &amount, &reason))
		row_add(out, cell_number(period, known_at, amount));
	else
		row_add(out, cell_missing(period, known_at, reason));
}

/* Since the first of them was made; none was, where all are missing. */
static void
add_waiting(struct function_call *call, const struct claims *claims, size_t i)
{
	struct extreme newest = { .count = 0 }, other = measured(claims, i);
	int64_t since = INT64_MAX;
	struct row *out;

	for (size_t k = i; k < claims->claimed.count; k = claims->next[k]) {
		const struct row *row = &claims->claimed.rows[k];

		take_newest(&newest, row, fmax);
		for (size_t c = 0; c < row->count; c++)
			if (cell_has_value(&row->cells[c]) &&
			    row->cells[c].known_at < since)
				since = row->cells[c].known_at;
	}
	if (newest.count == 0)
		return;
	if (other.count > 0 && other.known_at > newest.known_at)
		newest.known_at = other.known_at;
	out = result_add_row(call->out, &claims->claimed.rows[i].labels);
	if (other.count == 0 && since == INT64_MIN) /* a constant is in it */
		row_add(out,
		    cell_missing(newest.period, newest.known_at,
			"nothing of it was ever learned"));
	else
		row_add(out,
		    cell_number(newest.period, newest.known_at,
			amount_exact(other.count > 0
				? 0
				: point_days_since(call, since))));
}

static void
each_claim(struct function_call *call, bool first_said,
    void (*add)(struct function_call *call, const struct claims *claims,
	size_t i))
{
	bool outer = eval_first_said(call->eval, first_said);
	struct result argument;
	struct claims claims;

	eval_node(
	    call->eval, call->node->children[0], call->as_of, &argument);
	(void)eval_first_said(call->eval, outer);
	call->out->shape = SHAPE_VECTOR;
	if (argument.failed != NULL)
		result_fail(call->out, argument.failed);
	claims_init(&claims, call->node, &argument);
	for (size_t i = 0; i < claims.claimed.count; i++)
		if (!claims.follows[i])
			add(call, &claims, i);
	claims_release(&claims);
}

void
claims_gap(struct function_call *call)
{
	each_claim(call, false, add_gap);
}

/* A claim is as old as it was said first. */
void
claims_unconfirmed(struct function_call *call)
{
	each_claim(call, true, add_waiting);
}

/* The claim that was made first, and what others have said by now. */
void
claims_inputs_unconfirmed(const struct function_call *call, size_t k,
    const struct row *row, const struct period *period,
    struct reading *reading)
{
	const char *basis = labels_find(&row->labels, "basis");
	size_t first = row_newest(row);

	(void)call;
	(void)k;
	(void)period;
	if (first == row->count)
		return;
	if (basis != NULL && !strcmp(basis, "claimed"))
		for (size_t i = row->count; i > 0; i--)
			if (cell_has_value(&row->cells[i - 1]) &&
			    row->cells[i - 1].known_at <=
				row->cells[first].known_at)
				first = i - 1;
	reading_add(reading, first);
}
