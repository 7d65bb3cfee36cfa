/* SPDX-License-Identifier: MIT */
#include "model/function.h"

#include <string.h>

#include "base/err.h"
#include "model/check.h"
#include "model/eval_call.h"
#include "model/expr.h"
#include "model/point_functions.h"
#include "model/positional.h"

static bool
wrong(const struct check_call *call, size_t i, const char *expected)
{
	return err_at(call->err, call->node->children[i]->start,
	    "'%s' expects %s here: %s", call->node->function->name, expected,
	    call->node->function->usage);
}

static bool
is_number(const struct check_call *call, size_t i)
{
	return call->arguments[i].of == OF_NUMBER || wrong(call, i, "a number");
}

/* A value a period: of one value there is nothing before. */
static bool
is_series(const struct check_call *call, size_t i)
{
	return is_number(call, i) &&
	    (call->arguments[i].series ||
		wrong(call, i, "a series, not one value,"));
}

static bool
names_signal(const struct node *node)
{
	bool named = node->kind == NODE_SIGNAL;

	for (size_t i = 0; i < node->child_count && !named; i++)
		named = names_signal(node->children[i]);
	return named;
}

/* What was learned at some time, for some period: no bare literal. */
static bool
is_learned(const struct check_call *call, size_t i)
{
	return (call->arguments[i].of == OF_NUMBER ||
		   call->arguments[i].of == OF_TRUTH ||
		   wrong(call, i, "a signal")) &&
	    (names_signal(call->node->children[i]) ||
		wrong(call, i, "a signal"));
}

static bool
is_literal(const struct check_call *call, size_t i, enum node_kind kind,
    const char *expected)
{
	return call->node->children[i]->kind == kind ||
	    wrong(call, i, expected);
}

/* How many periods: 4, or "4 quarters". */
static bool
is_count(const struct check_call *call, size_t i)
{
	const struct node *node = call->node->children[i];
	bool counted = (node->kind == NODE_NUMBER ||
			   (node->kind == NODE_DURATION && node->number > 0)) &&
	    node->number >= 1 && node->number <= 1000 &&
	    node->number == (double)(int)node->number;

	return counted || wrong(call, i, "a number of periods, 1 to 1000,");
}

static bool
check_before(struct check_call *call)
{
	return is_series(call, 0) &&
	    (call->node->child_count < 2 || is_count(call, 1));
}

static bool
check_delta(struct check_call *call)
{
	if (!is_series(call, 0))
		return false;
	if (unit_is(&call->arguments[0].unit, "%"))
		call->result->unit = unit_named("pp");
	if (call->arguments[0].kind == KIND_STOCK)
		call->result->kind = KIND_FLOW; /* changes add up */
	return true;
}

static bool
check_growth(struct check_call *call)
{
	const struct unit *unit = &call->arguments[0].unit;

	if (!is_series(call, 0))
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

static bool
check_flow(struct check_call *call)
{
	const struct type *type = &call->arguments[0];
	const char *name = call->node->function->name;
	const char *named = call->node->children[0]->kind == NODE_SIGNAL
	    ? call->node->children[0]->name
	    : NULL;

	if (!is_series(call, 0))
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

static bool
check_sum(struct check_call *call)
{
	if (call->node->kind == NODE_AGGREGATE)
		return is_number(call, 0);
	return check_flow(call) &&
	    (call->node->children[1]->since || is_count(call, 1));
}

static bool
check_window(struct check_call *call)
{
	if (call->node->kind == NODE_AGGREGATE)
		return is_number(call, 0);
	return is_series(call, 0) &&
	    (call->node->children[1]->since || is_count(call, 1));
}

static bool
check_latest(struct check_call *call)
{
	return is_learned(call, 0);
}

static bool
check_at(struct check_call *call)
{
	enum node_kind kind = call->node->children[1]->kind;

	if (!is_learned(call, 0))
		return false;
	if (!call->arguments[0].series)
		return wrong(call, 0, "a series, not one value,");
	return kind == NODE_PERIOD || kind == NODE_DATE ||
	    wrong(call, 1, "a period");
}

static bool
check_days(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("days");
	return is_learned(call, 0);
}

static bool
check_streak(struct check_call *call)
{
	if (call->arguments[0].of != OF_TRUTH)
		return wrong(call, 0, "a condition");
	if (!call->arguments[0].series)
		return wrong(call, 0, "a condition with a value a period");
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	return true;
}

static bool
is_events(const struct check_call *call)
{
	return call->arguments[0].of == OF_EVENTS ||
	    wrong(call, 0, "an event signal");
}

static bool
check_count(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	if (call->node->kind == NODE_AGGREGATE)
		return is_number(call, 0);
	return is_events(call) &&
	       (call->node->child_count < 2 ||
		   (is_literal(
			call, 1, NODE_DURATION, "a duration such as 365d") &&
		       (call->node->children[1]->seconds > 0 ||
			   wrong(call, 1, "a duration such as 365d"))));
}

static bool
check_last(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("days");
	return is_events(call);
}

static bool
check_overdue(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	return is_events(call);
}

static bool
check_changed(struct check_call *call)
{
	call->result->of = OF_NUMBER;
	call->result->unit = unit_named("count");
	return is_events(call) &&
	    is_literal(call, 1, NODE_DURATION, "a duration such as 30d") &&
	    (call->node->children[1]->seconds > 0 ||
		wrong(call, 1, "a duration such as 30d"));
}

static bool
check_revision(struct check_call *call)
{
	call->result->unit = unit_named("%");
	return is_number(call, 0) && is_learned(call, 0) &&
	    is_literal(call, 1, NODE_DURATION, "a duration such as 60d") &&
	    (call->node->children[1]->seconds > 0 ||
		wrong(call, 1, "a duration such as 60d"));
}

static bool
check_atleast(struct check_call *call)
{
	double needed = call->node->children[0]->number;

	if (!is_literal(call, 0, NODE_NUMBER, "how many must hold"))
		return false;
	if (needed < 1 || needed > (double)(call->node->child_count - 1) ||
	    needed != (double)(int)needed)
		return wrong(
		    call, 0, "a whole number, and no more than are listed,");
	for (size_t i = 1; i < call->node->child_count; i++)
		if (call->arguments[i].of != OF_TRUTH &&
		    call->arguments[i].of != OF_ALERT)
			return wrong(call, i, "a condition or an alert");
	call->result->of = OF_TRUTH;
	return true;
}

static bool
check_pace(struct check_call *call)
{
	const struct node *from = call->node->children[2];
	const struct node *to = call->node->children[3];
	const struct type *total = &call->arguments[1];

	if (!check_flow(call) || !is_number(call, 1) ||
	    !is_literal(call, 2, NODE_DATE, "a date") ||
	    !is_literal(call, 3, NODE_DATE, "a date"))
		return false;
	if (!total->unit.bare &&
	    !unit_equal(&total->unit, &call->arguments[0].unit))
		return wrong(call, 1, "a total in the unit of x");
	if (from->period.start >= to->period.start)
		return wrong(call, 3, "a date after the first one");
	call->result->unit = unit_named("%");
	return true;
}

#define POSITIONAL(READS, COMBINE) \
	.eval = positional_eval, .reads = (READS), .combine = (COMBINE)

static const struct function rows[] = {
	{ "prev", "prev(x, n = 1)", "the value n periods before", 1, 2,
	    .keeps_kind = true, .check = check_before,
	    POSITIONAL(positional_reads_before, positional_earlier) },
	{ "delta", "delta(x)", "the change on the period before", 1, 1,
	    .check = check_delta,
	    POSITIONAL(positional_reads_before, positional_change) },
	{ "qoq", "qoq(x)", "the change on the period before, in %", 1, 1,
	    .check = check_growth,
	    POSITIONAL(positional_reads_before, positional_growth) },
	{ "yoy", "yoy(x)", "the change on the same period a year before, in %",
	    1, 1, .check = check_growth,
	    POSITIONAL(positional_reads_year_before, positional_growth) },
	{ "ytd", "ytd(x)",
	    "the change since the last value of the year before, in %", 1, 1,
	    .check = check_growth,
	    POSITIONAL(positional_reads_year_end, positional_growth) },
	{ "ttm", "ttm(x)",
	    "the sum of the last twelve months; missing unless all are there",
	    1, 1, .rolls = true, .check = check_flow,
	    POSITIONAL(positional_reads_twelve_months, positional_sum) },
	{ "sum", "sum(x, n), sum(x, since P)",
	    "the sum of the last n periods, or since a period; sum by (label) "
	    "(x) over series",
	    2, 2, .aggregates = true, .rolls = true, .check = check_sum,
	    POSITIONAL(positional_reads_window, positional_sum) },
	{ "avg", "avg(x, n), avg(x, since P)",
	    "their mean; avg by (label) (x) over series", 2, 2,
	    .aggregates = true, .rolls = true, .check = check_window,
	    POSITIONAL(positional_reads_window, positional_average) },
	{ "max", "max(x, n), max(x, since P)",
	    "the greatest of them; max by (label) (x) over series", 2, 2,
	    .aggregates = true, .rolls = true, .check = check_window,
	    POSITIONAL(positional_reads_window, positional_greatest) },
	{ "min", "min(x, n), min(x, since P)",
	    "the least of them; min by (label) (x) over series", 2, 2,
	    .aggregates = true, .rolls = true, .check = check_window,
	    POSITIONAL(positional_reads_window, positional_least) },
	{ "latest", "latest(x)", "the newest value", 1, 1, .point = true,
	    .check = check_latest, .eval = point_latest },
	{ "at", "at(x, P)", "the value of one period", 2, 2, .point = true,
	    .check = check_at, .eval = point_at },
	{ "age", "age(x)", "days since the end of the newest period", 1, 1,
	    .point = true, .check = check_days, .eval = point_age },
	{ "known", "known(x)", "days since the newest value was learned", 1,
	    1, .point = true, .check = check_days, .eval = point_known },
	{ "streak", "streak(condition)",
	    "how many of the latest periods in a row hold", 1, 1,
	    .point = true, .check = check_streak, .eval = point_streak },
	{ "count", "count(events, window)",
	    "the events in the window up to now; count by (label) (x) over "
	    "series",
	    1, 2, .aggregates = true, .point = true, .check = check_count,
	    .eval = point_count },
	{ "last", "last(events)", "days since the last one", 1, 1,
	    .point = true, .check = check_last, .eval = point_last },
	{ "overdue", "overdue(events)",
	    "how many are past their due and not delivered", 1, 1,
	    .point = true, .check = check_overdue, .eval = point_overdue },
	{ "changed", "changed(events, window)",
	    "how many got another kind, status or due in the window up to now",
	    2, 2, .point = true, .check = check_changed,
	    .eval = point_changed },
	{ "revision", "revision(x, window)",
	    "% by which the newest period differs from what was known of it "
	    "a window ago",
	    2, 2, .point = true, .check = check_revision,
	    .eval = point_revision },
	{ "pace", "pace(x, total, from, to)",
	    "what accrued in whole periods since from, in % of the straight "
	    "line to total",
	    4, 4, .rolls = true, .check = check_pace,
	    POSITIONAL(positional_reads_since_from, positional_pace) },
	{ "atleast", "atleast(k, a, b, ...)", "whether k or more hold", 2, -1,
	    .point = true, .check = check_atleast, .eval = point_atleast },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const size_t function_count = ROWS;

const struct function *
function_at(size_t i)
{
	return &rows[i];
}

const struct function *
function_find(const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	return NULL;
}
