/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/argument.h"
#include "model/check.h"
#include "model/currency.h"
#include "model/function.h"
#include "model/scope.h"

static bool
is_average(const struct check_call *call)
{
	const struct node *word = call->node->children[2];

	return (word->kind == NODE_TEXT && !strcmp(word->name, "average")) ||
	    argument_wrong(call, 2, "nothing more, or the word average,");
}

static bool
is_currency(const struct check_call *call, struct unit *currency)
{
	const struct node *word = call->node->children[1];
	struct err err;

	return (word->kind == NODE_TEXT &&
		   unit_parse(currency, word->name, &err) &&
		   unit_is_currency(currency)) ||
	    argument_wrong(call, 1, "a currency such as USD");
}

/* The one currency that the amounts are in: USD, or USD/Mtok. */
static bool
find_currency(const struct check_call *call, struct unit *currency)
{
	const struct unit *unit = &call->arguments[0].unit;
	int found = 0;

	for (int i = 0; i < UNIT_FACTORS && unit->over[i][0] != '\0'; i++) {
		struct unit factor = unit_named(unit->over[i]);

		if (!unit_is_currency(&factor))
			continue;
		*currency = factor;
		found++;
	}
	return found == 1 || argument_wrong(call, 0, "an amount of money");
}

struct step { /* on the way from one currency to another */
	const char *currency;
	const struct rate *by;
	bool divides;
	size_t from; /* the step before */
};

static bool
is_reached(const struct step *steps, size_t count, const char *currency)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(steps[i].currency, currency))
			return true;
	return false;
}

/* Breadth first: the fewest rates, those named first. Each adds a currency at
 * most: STEPS has room for the rates and one. Gives the last step, else
 * COUNT. */
static size_t
find_way(const struct scope *scope, const char *from, const char *to,
    struct step *steps, size_t *count)
{
	*count = 0;
	steps[(*count)++] = (struct step){ .currency = from };
	for (size_t i = 0; i < *count; i++) {
		if (!strcmp(steps[i].currency, to))
			return i;
		for (size_t k = 0; k < scope->rate_count; k++) {
			const struct rate *rate = &scope->rates[k];
			bool divides = !strcmp(rate->quote, steps[i].currency);
			const char *next = divides ? rate->base : rate->quote;

			if ((divides ||
				!strcmp(rate->base, steps[i].currency)) &&
			    !is_reached(steps, *count, next))
				steps[(*count)++] = (struct step){ next, rate,
					divides, i };
		}
	}
	return *count;
}

static void
add_rate(struct check_call *call, const struct step *step)
{
	struct node *node = call->node, *rate = mem_new(sizeof(*rate));
	struct unit base = unit_named(step->by->base);
	struct unit quote = unit_named(step->by->quote);
	struct err err;

	rate->kind = NODE_SIGNAL;
	rate->name = mem_text(step->by->signal);
	rate->implied = true;
	rate->divides = step->divides;
	rate->start = node->children[1]->start;
	rate->end = node->children[1]->end;
	rate->id = call->expr->node_count++;
	(void)unit_divide(&rate->unit, &quote, &base, &err);
	node->children = mem_room(
	    node->children, node->child_count, sizeof(*node->children));
	node->children[node->child_count++] = rate;
}

static bool
no_way(const struct check_call *call, const char *from, const char *to)
{
	struct buf rates;

	if (call->scope->rate_count == 0)
		return err_at(call->err, call->node->children[1]->start,
		    "no signal converts %s to %s: the watchlist needs "
		    "currency: { fx: SIGNAL }",
		    from, to);
	buf_init(&rates, LIMIT_MESSAGE);
	for (size_t i = 0; i < call->scope->rate_count && i < 8; i++)
		(void)buf_printf(&rates, "%s%s (%s/%s)", i > 0 ? ", " : "",
		    call->scope->rates[i].signal, call->scope->rates[i].quote,
		    call->scope->rates[i].base);
	(void)err_at(call->err, call->node->children[1]->start,
	    "no signal converts %s to %s: the watchlist's currency has %s%s",
	    from, to, buf_string(&rates),
	    call->scope->rate_count > 8 ? " …" : "");
	buf_release(&rates);
	return false;
}

static bool
add_rates(struct check_call *call, const char *from, const char *to)
{
	struct step *steps = mem_new_array(
	    call->scope->rate_count + 1, sizeof(*steps));
	size_t count, at = find_way(call->scope, from, to, steps, &count);
	bool found = at < count;
	size_t back[LIMIT_RATES], length = 0;

	for (; found && at > 0 && length < LIMIT_RATES; at = steps[at].from)
		back[length++] = at;
	while (length > 0)
		add_rate(call, &steps[back[--length]]);
	mem_free(steps);
	return found || no_way(call, from, to);
}

/* Converted flows are flows still. */
bool
currency_check(struct check_call *call)
{
	struct unit *unit = &call->result->unit;
	struct unit from, to;

	if (!argument_is_number(call, 0) || !is_currency(call, &to) ||
	    (call->node->child_count > 2 && !is_average(call)) ||
	    !find_currency(call, &from))
		return false;
	if (!unit_divide(unit, &call->arguments[0].unit, &from, call->err) ||
	    !unit_times(unit, unit, &to, call->err)) {
		call->err->at = call->node->start;
		return false;
	}
	return add_rates(call, from.over[0], to.over[0]);
}
