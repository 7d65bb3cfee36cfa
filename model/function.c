/* SPDX-License-Identifier: MIT */
#include "model/function.h"

#include <string.h>

#include "model/choose.h"
#include "model/claims.h"
#include "model/currency.h"
#include "model/eval_call.h"
#include "model/function_check.h"
#include "model/numbers.h"
#include "model/point_functions.h"
#include "model/positional.h"
#include "model/times.h"
#include "model/window.h"

#define POSITIONAL(READS, COMBINE) \
	.eval = positional_eval, .reads = (READS), .combine = (COMBINE)

static const struct function rows[] = {
	/* one value a period, out of others */
	{ "prev", "prev(x, n = 1)", "the value n periods before",
	    "that of x", "prev(capex, 4)", 1, 2, .keeps_kind = true,
	    .check = check_before,
	    POSITIONAL(positional_reads_before, positional_earlier) },
	{ "delta", "delta(x)", "the change on the period before",
	    "that of x; pp where x is a %", "delta(headcount)", 1, 1,
	    .check = check_delta,
	    POSITIONAL(positional_reads_before, positional_change) },
	{ "qoq", "qoq(x)", "the change on the period before, in %",
	    "%; x may not be a %", "qoq(capex)", 1, 1, .check = check_growth,
	    POSITIONAL(positional_reads_before, positional_growth) },
	{ "yoy", "yoy(x)", "the change on the same period a year before, in %",
	    "%; x may not be a %", "yoy(capex) > 50", 1, 1,
	    .check = check_growth,
	    POSITIONAL(positional_reads_year_before, positional_growth) },
	{ "cagr", "cagr(x, n)", "the compound growth over n years, in % a year",
	    "%; x may not be a %", "cagr(cloud_revenue, 3)", 2, 2,
	    .check = check_compound,
	    POSITIONAL(positional_reads_years_before, positional_compound) },
	{ "ytd", "ytd(x)",
	    "the change since the last value of the year before, in %",
	    "%; x may not be a %", "ytd(price)", 1, 1, .check = check_growth,
	    POSITIONAL(positional_reads_year_end, positional_growth) },
	{ "restated", "restated(x)",
	    "% by which each period differs from what was first said of it",
	    "%", "latest(abs(restated(capex))) > 5", 1, 1, .twice = true,
	    .first_said = true, .check = times_check_restated,
	    .eval = times_restated },
	{ "asof", "asof(x, DATE)", "x as it was known on that date",
	    "that of x", "capex - asof(capex, 2025-06-30)", 2, 2,
	    .keeps_kind = true, .check = times_check_asof,
	    .eval = times_asof, .then = times_then },
	{ "ttm", "ttm(x)",
	    "the sum of the last twelve months; missing unless all are there",
	    "that of x, which must be a flow and no %",
	    "ttm(free_cash_flow) < 0", 1, 1, .rolls = true,
	    .check = check_flow,
	    POSITIONAL(positional_reads_twelve_months, positional_sum) },
	{ "pace", "pace(x, total, from, to)",
	    "what accrued in whole periods since from, in % of the straight "
	    "line to total",
	    "%; total is in the unit of x, which must be a flow and no %",
	    "pace(capex, 380e9, 2025-04-01, 2028-04-01)", 4, 4,
	    .rolls = true, .shared = 1, .check = check_pace,
	    POSITIONAL(positional_reads_since_from, positional_pace) },

	/* windows: the last n periods, or those since one */
	{ "sum", "sum(x, n), sum(x, since P)",
	    "the sum of the last n periods, or since a period; sum by (label) "
	    "(x) over series",
	    "that of x; of a window, x must be a flow and no %",
	    "sum(capex, since 2025Q2)", 2, 2, .aggregates = true,
	    .rolls = true, .check = check_sum,
	    POSITIONAL(positional_reads_window, positional_sum) },
	{ "avg", "avg(x, n), avg(x, since P)",
	    "their mean; avg by (label) (x) over series", "that of x",
	    "avg(cloud_margin, 4)", 2, 2, .aggregates = true, .rolls = true,
	    .check = check_window,
	    POSITIONAL(positional_reads_window, positional_average) },
	{ "max", "max(x, n), max(x, since P)",
	    "the greatest of them; max by (label) (x) over series",
	    "that of x", "max by (model) (benchmark)", 2, 2,
	    .aggregates = true, .rolls = true, .check = check_window,
	    POSITIONAL(positional_reads_window, positional_greatest) },
	{ "min", "min(x, n), min(x, since P)",
	    "the least of them; min by (label) (x) over series", "that of x",
	    "min(price, 30)", 2, 2, .aggregates = true, .rolls = true,
	    .check = check_window,
	    POSITIONAL(positional_reads_window, positional_least) },
	{ "median", "median(x, n), median(x, since P)",
	    "the middle one of them; median by (label) (x) over series",
	    "that of x", "median(price, 30)", 2, 2, .aggregates = true,
	    .rolls = true, .check = check_window,
	    POSITIONAL(positional_reads_window, window_median) },
	{ "stdev", "stdev(x, n), stdev(x, since P)",
	    "their sample standard deviation, over n - 1",
	    "that of x; pp where x is a %", "stdev(cloud_margin, 8)", 2, 2,
	    .rolls = true,
	    .check = check_spread,
	    POSITIONAL(positional_reads_window, window_stdev) },
	{ "slope", "slope(x, n), slope(x, since P)",
	    "the change per period of the straight line that fits them best",
	    "that of x; pp where x is a %", "slope(cloud_margin, 8) < 0", 2,
	    2, .rolls = true, .check = check_spread,
	    POSITIONAL(positional_reads_window, window_slope) },
	{ "zscore", "zscore(x, n), zscore(x, since P)",
	    "the distance from the mean of the n periods before, in their "
	    "sample standard deviations",
	    "none", "abs(zscore(capex, 8)) > 3", 2, 2, .rolls = true,
	    .check = check_zscore,
	    POSITIONAL(positional_reads_window_before, window_zscore) },

	/* number by number */
	{ "abs", "abs(x)", "the distance from zero", "that of x",
	    "abs(yoy(capex)) > 50", 1, 1, .check = check_number,
	    POSITIONAL(positional_reads_own, number_distance) },
	{ "round", "round(x, digits = 0)",
	    "rounded to so many digits after the point, halves away from zero",
	    "that of x", "round(cloud_margin, 1)", 1, 2, .check = check_round,
	    POSITIONAL(positional_reads_own, number_rounded) },
	{ "log", "log(x)", "the natural logarithm; missing at zero and below",
	    "none; x may have none either", "log(capex / prev(capex))", 1, 1,
	    .check = check_log,
	    POSITIONAL(positional_reads_own, number_logarithm) },
	{ "low", "low(x)", "the least that it may be; missing if that is open",
	    "that of x", "low(cloud_revenue) > 30e9", 1, 1, .keeps_kind = true,
	    .check = check_number,
	    POSITIONAL(positional_reads_own, number_low) },
	{ "high", "high(x)",
	    "the most that it may be; missing if that is open", "that of x",
	    "high(cloud_revenue) < 30e9", 1, 1, .keeps_kind = true,
	    .check = check_number,
	    POSITIONAL(positional_reads_own, number_high) },

	{ "convert", "convert(x, CURRENCY), convert(x, CURRENCY, average)",
	    "x in another currency, at the rate of the period's end or at its "
	    "average rate",
	    "that of x with the other currency in it",
	    "convert(capex, USD, average)", 2, 3, .keeps_kind = true,
	    .words = 1, .check = currency_check, .eval = currency_convert,
	    .inputs = currency_inputs },

	/* one of several */
	{ "if", "if(condition, a, b)",
	    "a where the condition holds, b where it does not",
	    "that of a and b, which must be equal; or both are conditions",
	    "if(capex > 0, cloud_revenue / capex, 0)", 3, 3,
	    .check = choose_check_if, .eval = choose_if, .chooses = true,
	    .conditional = true },
	{ "coalesce", "coalesce(a, b, ...)",
	    "the first one that is not missing; the only way to fill a gap",
	    "that of all, which must be equal; or all are conditions",
	    "coalesce(cloud_revenue, 0)", 2, -1, .keeps_kind = true,
	    .check = choose_check_first,
	    .eval = choose_first, .chooses = true },

	/* one value */
	{ "latest", "latest(x)", "the newest value", "that of x",
	    "latest(cash)", 1, 1, .point = true, .check = check_latest,
	    .eval = point_latest },
	{ "first", "first(x)", "the oldest value", "that of x",
	    "latest(price) / first(price)", 1, 1, .point = true,
	    .check = check_latest, .eval = point_first },
	{ "at", "at(x, P)", "the value of one period", "that of x",
	    "at(capex, 2025Q2)", 2, 2, .point = true, .check = check_at,
	    .eval = point_at },
	{ "age", "age(x)", "days since the end of the newest period", "days",
	    "age(capex) > 120d", 1, 1, .point = true, .check = check_days,
	    .eval = point_age },
	{ "known", "known(x)", "days since the newest value was learned",
	    "days", "known(price) > 3d", 1, 1, .point = true,
	    .check = check_days, .eval = point_known },
	{ "streak", "streak(condition)",
	    "how many of the latest periods in a row hold", "count",
	    "streak(yoy(ai_revenue) >= 100) < 8", 1, 1, .point = true,
	    .check = check_streak, .eval = point_streak,
	    .inputs = point_inputs_streak },
	{ "revision", "revision(x, window)",
	    "% by which the newest period differs from what was known of it "
	    "a window ago",
	    "%", "revision(eps_fy2026, 60d) < -10", 2, 2, .point = true,
	    .twice = true,
	    .check = check_revision, .eval = point_revision,
	    .then = point_then },
	{ "atleast", "atleast(k, a, b, ...)", "whether k or more hold",
	    "a condition", "atleast(2, margin_squeeze, overspending)", 2, -1,
	    .point = true, .check = check_atleast, .eval = point_atleast },

	/* claimed, and measured by others */
	{ "gap", "gap(x)",
	    "how far what is claimed lies above what others measured; gap by "
	    "(label) (x) over series",
	    "that of x; pp where x is a %",
	    "gap by (model, bench) (benchmark) > 5", 1, 1,
	    .aggregates = true, .groups = true, .point = true,
	    .check = claims_check_gap, .eval = claims_gap },
	{ "unconfirmed", "unconfirmed(x)",
	    "the days that a claim has stood without an independent figure; "
	    "unconfirmed by (label) (x) over series",
	    "days", "unconfirmed(benchmark) > 90d", 1, 1, .aggregates = true,
	    .groups = true, .point = true, .check = claims_check_unconfirmed,
	    .eval = claims_unconfirmed,
	    .inputs = claims_inputs_unconfirmed, .first_said = true },

	/* events */
	{ "count", "count(events, window)",
	    "the events in the window up to now; count by (label) (x) over "
	    "series, or of a condition how many hold",
	    "count", "count(contracts{multi_year=\"yes\"}, 365d) < 4", 1, 2,
	    .aggregates = true, .point = true, .check = check_count,
	    .eval = point_count },
	{ "last", "last(events)", "days since the last one", "days",
	    "last(contracts) > 180d", 1, 1, .point = true,
	    .check = check_last, .eval = point_last },
	{ "overdue", "overdue(events)",
	    "how many are past their due and not delivered", "count",
	    "overdue(silicon) > 0", 1, 1, .point = true,
	    .check = check_overdue, .eval = point_overdue },
	{ "changed", "changed(events, window)",
	    "how many got another kind, status or due in the window up to now",
	    "count", "changed(silicon, 90d) > 0", 2, 2, .point = true,
	    .check = check_changed, .eval = point_changed },
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
