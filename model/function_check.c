/* SPDX-License-Identifier: MIT */
#include "model/function_check.h"

#include <string.h>

#include "base/err.h"
#include "model/argument.h"
#include "model/check.h"
#include "model/function.h"

bool
check_before(struct check_call *call)
{
	return argument_is_series(call, 0) &&
	       (call->node->child_count < 2 || argument_is_count(call, 1, 1));
}

bool
check_delta(struct check_call *call)
{
	if (!argument_is_series(call, 0))
		return false;
	if (unit_is(&call->arguments[0].unit, "%"))
		call->result->unit = unit_named("pp");
	if (call->arguments[0].kind == KIND_STOCK)
		call->result->kind = KIND_FLOW; /* changes add up */
	return true;
}

bool
check_growth(struct check_call *call)
{
	const struct unit *unit = &call->arguments[0].unit;

	if (!argument_is_series(call, 0))
		return false;
	if (unit_is(unit, "%") || unit_is(unit, "pp"))
		return err_at(call->err, call->node->start,
		    "'%s' of a %% has no meaning; the difference in pp is x - "
		    "prev(x%s)",
		    call->node->function->name,
		    !strcmp(call->node->function->name, "yoy") ? ", 4" : "");
	call->result->unit = unit_named("%");
	return true;
}

/* How many years: 3, or "3 years". */
bool
check_compound(struct check_call *call)
{
	const struct node *years = call->node->children[1];

	if (!check_growth(call))
		return false;
	return (argument_is_count(call, 1, 1) && years->number <= 100 &&
		   (years->kind == NODE_NUMBER ||
		       years->period.kind == PERIOD_YEAR)) ||
	       argument_wrong(call, 1, "a number of years, 1 to 100,");
}

/* What is told of differences: between two %, it is pp. It speaks of the whole
 * window, and is no change that adds up. */
bool
check_spread(struct check_call *call)
{
	enum signal_kind kind = call->result->kind;
	bool fits = check_delta(call) && argument_is_window(call, 1, 2);

	call->result->kind = kind;
	return fits;
}

bool
check_zscore(struct check_call *call)
{
	if (!argument_is_series(call, 0) || !argument_is_window(call, 1, 2))
		return false;
	call->result->unit = unit_none();
	return true;
}

bool
check_number(struct check_call *call)
{
	return argument_is_number(call, 0);
}

bool
check_round(struct check_call *call)
{
	int digits;

	return argument_is_number(call, 0) &&
	       (call->node->child_count < 2 ||
		   argument_is_whole(call, 1, -15, 15, &digits));
}

bool
check_log(struct check_call *call)
{
	return argument_is_number(call, 0) &&
	       (unit_is_none(&call->arguments[0].unit) ||
		   argument_wrong(call, 0, "a number without a unit"));
}

bool
check_flow(struct check_call *call)
{
	const struct type *type = &call->arguments[0];
	const char *name = call->node->function->name;
	const char *named = call->node->children[0]->kind == NODE_SIGNAL
				? call->node->children[0]->name
				: NULL;

	if (!argument_is_series(call, 0))
		return false;
	if (type->kind == KIND_STOCK || type->kind == KIND_RATE)
		return err_at(call->err, call->node->children[0]->start,
		    "'%s' adds up flows, and %s%s%s a %s", name,
		    named != NULL ? "'" : "", named != NULL ? named : "this",
		    named != NULL ? "' is declared" : " is",
		    type->kind == KIND_STOCK ? "stock" : "rate");
	if (unit_is(&type->unit, "%"))
		return err_at(call->err, call->node->children[0]->start,
		    "'%s' adds up flows, and a %% is none", name);
	return true;
}

bool
check_sum(struct check_call *call)
{
	if (call->node->kind == NODE_AGGREGATE)
		return argument_is_number(call, 0);
	return check_flow(call) && argument_is_window(call, 1, 1);
}

bool
check_window(struct check_call *call)
{
	if (call->node->kind == NODE_AGGREGATE)
		return argument_is_number(call, 0);
	return argument_is_series(call, 0) && argument_is_window(call, 1, 1);
}

bool
check_latest(struct check_call *call)
{
	return argument_is_learned(call, 0);
}

bool
check_at(struct check_call *call)
{
	enum node_kind kind = call->node->children[1]->kind;

	if (!argument_is_learned(call, 0))
		return false;
	if (!call->arguments[0].series)
		return argument_wrong(call, 0, "a series, not one value,");
	return kind == NODE_PERIOD || kind == NODE_DATE ||
	       argument_wrong(call, 1, "a period");
}

bool
check_days(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("days");
	return argument_is_learned(call, 0);
}

bool
check_streak(struct check_call *call)
{
	if (call->arguments[0].of != OF_TRUTH)
		return argument_wrong(call, 0, "a condition");
	if (!call->arguments[0].series)
		return argument_wrong(
		    call, 0, "a condition with a value a period");
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	return true;
}

static bool
is_events(const struct check_call *call)
{
	return call->arguments[0].of == OF_EVENTS ||
	       argument_wrong(call, 0, "an event signal");
}

bool
check_count(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	if (call->node->kind == NODE_AGGREGATE)
		return call->arguments[0].of == OF_TRUTH ||
		       argument_is_number(call, 0);
	return is_events(call) &&
	       (call->node->child_count < 2 ||
		   (argument_is_literal(
			call, 1, NODE_DURATION, "a duration such as 365d") &&
		       (call->node->children[1]->seconds > 0 ||
			   argument_wrong(
			       call, 1, "a duration such as 365d"))));
}

bool
check_last(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("days");
	return is_events(call);
}

bool
check_overdue(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	return is_events(call);
}

bool
check_changed(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	return is_events(call) &&
	       argument_is_literal(
		   call, 1, NODE_DURATION, "a duration such as 30d") &&
	       (call->node->children[1]->seconds > 0 ||
		   argument_wrong(call, 1, "a duration such as 30d"));
}

bool
check_revision(struct check_call *call)
{
	call->result->unit = unit_named("%");
	return argument_is_number(call, 0) && argument_is_learned(call, 0) &&
	       argument_is_literal(
		   call, 1, NODE_DURATION, "a duration such as 60d") &&
	       (call->node->children[1]->seconds > 0 ||
		   argument_wrong(call, 1, "a duration such as 60d"));
}

bool
check_atleast(struct check_call *call)
{
	double needed = call->node->children[0]->number;

	if (!argument_is_literal(call, 0, NODE_NUMBER, "how many must hold"))
		return false;
	if (needed < 1 || needed > (double)(call->node->child_count - 1) ||
	    needed != (double)(int)needed)
		return argument_wrong(
		    call, 0, "a whole number, and no more than are listed,");
	for (size_t i = 1; i < call->node->child_count; i++)
		if (call->arguments[i].of != OF_TRUTH &&
		    call->arguments[i].of != OF_ALERT)
			return argument_wrong(
			    call, i, "a condition or an alert");
	call->result->of = OF_TRUTH;
	return true;
}

bool
check_pace(struct check_call *call)
{
	const struct node *from = call->node->children[2];
	const struct node *to = call->node->children[3];
	const struct type *total = &call->arguments[1];

	if (!check_flow(call) || !argument_is_number(call, 1) ||
	    !argument_is_literal(call, 2, NODE_DATE, "a date") ||
	    !argument_is_literal(call, 3, NODE_DATE, "a date"))
		return false;
	if (!total->unit.bare &&
	    !unit_equal(&total->unit, &call->arguments[0].unit))
		return argument_wrong(call, 1, "a total in the unit of x");
	if (from->period.start >= to->period.start)
		return argument_wrong(call, 3, "a date after the first one");
	call->result->unit = unit_named("%");
	return true;
}
