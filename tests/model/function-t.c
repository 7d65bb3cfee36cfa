/* SPDX-License-Identifier: MIT */
/* Every function by cases that were computed by hand. */
#include "model/function.h"

#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

/* q has a hole at 2024Q3; m is monthly; d has dates; b has bounds; k breaks. */
static const char lines[] =
    "signal q RMB kind=flow\n"
    "q 2023Q1 100\nq 2023Q2 110\nq 2023Q3 120\nq 2023Q4 130\n"
    "q 2024Q1 150\nq 2024Q2 99\nq 2024Q4 143\n"
    "q 2025Q1 120\nq 2025Q2 198\n"
    "signal m RMB\n"
    "m 2025-01 10\nm 2025-02 20\nm 2025-03 30\nm 2025-04 40\n"
    "signal d USD\n"
    "d 2024-06-03 50\nd 2024-12-31 80\nd 2025-05-30 90\nd 2025-06-02 100\n"
    "signal b RMB\n"
    "b 2024Q1 100\nb 2024Q2 >=100\nb 2024Q3 100\nb 2024Q4 ~50\n"
    "b 2025Q1 >=120\nb 2025Q2 120\nb 2025Q3 91-93\nb 2025Q4 <=60\n"
    "signal k RMB break=2025Q1\n"
    "k 2024Q2 5\nk 2024Q3 10\nk 2024Q4 20\nk 2025Q1 30\nk 2025Q2 60\n"
    "signal dk RMB break=2024-03-01\n"
    "dk 2024-01-02 1\ndk 2024-02-02 2\ndk 2024-03-05 4\ndk 2024-04-01 8\n"
    "signal z RMB\nz 2024Q1 0\nz 2024Q2 -5\nz 2024Q3 5\n"
    "signal one RMB\none 2025Q2 7\n"
    "signal empty RMB\n"
    "signal pct % kind=rate\npct 2025Q1 10\npct 2025Q2 12.5\n";

static const struct {
	const char *text, *wanted;
} cases[] = {
	/* prev */
	{ "prev(m)", "2025-01=? 2025-02=10 2025-03=20 2025-04=30" },
	{ "prev(q)",
	    "2023Q1=? 2023Q2=100 2023Q3=110 2023Q4=120 2024Q1=130 2024Q2=150 "
	    "2024Q4=? 2025Q1=143 2025Q2=120" },
	{ "at(prev(q, 2), 2024Q4)", "2024Q4=99" },
	{ "at(prev(q, 4 quarters), 2025Q2)", "2025Q2=99" },
	{ "at(prev(q, 1 year), 2025Q2)", "2025Q2=99" },
	{ "at(prev(m, 1 quarter), 2025-04)", "2025-04=10" },
	{ "at(prev(q, 1 month), 2025Q2)", "2025Q2=?" },
	{ "prev(d, 2)",
	    "2024-06-03=? 2024-12-31=? 2025-05-30=50 2025-06-02=80" },
	{ "prev(k)", "2024Q2=? 2024Q3=5 2024Q4=10 2025Q1=? 2025Q2=30" },
	/* delta */
	{ "delta(m)", "2025-01=? 2025-02=10 2025-03=10 2025-04=10" },
	{ "delta(b)", "2024Q1=? 2024Q2=>=0 2024Q3=<=0 2024Q4=~-50 2025Q1=~>=70 "
		      "2025Q2=<=0 2025Q3=-29..-27 2025Q4=<=-31" },
	{ "delta(pct)", "2025Q1=? 2025Q2=2.5" },
	/* qoq, yoy */
	{ "qoq(m)", "2025-01=? 2025-02=100 2025-03=50 2025-04=33.33333333" },
	{ "yoy(q)", "2023Q1=? 2023Q2=? 2023Q3=? 2023Q4=? 2024Q1=50 2024Q2=-10 "
		    "2024Q4=10 2025Q1=-20 2025Q2=100" },
	{ "yoy(b)", "2024Q1=? 2024Q2=? 2024Q3=? 2024Q4=? 2025Q1=>=20 "
		    "2025Q2=-100..20 2025Q3=-9..-7 2025Q4=~<=20" },
	{ "yoy(d)", "2024-06-03=? 2024-12-31=? 2025-05-30=? 2025-06-02=?" },
	{ "yoy(k)", "2024Q2=? 2024Q3=? 2024Q4=? 2025Q1=? 2025Q2=?" },
	{ "qoq(z)", "2024Q1=? 2024Q2=? 2024Q3=?" },
	/* ytd */
	{ "ytd(d)", "2024-06-03=? 2024-12-31=? 2025-05-30=12.5 "
		    "2025-06-02=25" },
	{ "at(ytd(q), 2025Q2)", "2025Q2=38.46153846" },
	/* ttm */
	{ "ttm(q)",
	    "2023Q1=? 2023Q2=? 2023Q3=? 2023Q4=460 2024Q1=510 2024Q2=499 "
	    "2024Q4=? 2025Q1=? 2025Q2=?" },
	{ "ttm(b)", "2024Q1=? 2024Q2=? 2024Q3=? 2024Q4=~>=350 2025Q1=~>=370 "
		    "2025Q2=~>=390 2025Q3=~>=381 2025Q4=?" },
	{ "ttm(k)", "2024Q2=? 2024Q3=? 2024Q4=? 2025Q1=? 2025Q2=?" },
	{ "latest(ttm(d))", "2025-06-02=?" },
	/* sum, avg, max, min over a window */
	{ "sum(m, 2)", "2025-01=? 2025-02=30 2025-03=50 2025-04=70" },
	{ "sum(m, 1 quarter)", "2025-01=? 2025-02=? 2025-03=60 2025-04=90" },
	{ "sum(m, since 2025-02)",
	    "2025-01=? 2025-02=20 2025-03=50 2025-04=90" },
	{ "sum(q, since 2024Q4)",
	    "2023Q1=? 2023Q2=? 2023Q3=? 2023Q4=? 2024Q1=? 2024Q2=? "
	    "2024Q4=143 2025Q1=263 2025Q2=461" },
	{ "latest(sum(q, since 2024Q1))", "2024Q2=249" },
	{ "avg(m, 2)", "2025-01=? 2025-02=15 2025-03=25 2025-04=35" },
	{ "max(m, 3)", "2025-01=? 2025-02=? 2025-03=30 2025-04=40" },
	{ "min(m, 3)", "2025-01=? 2025-02=? 2025-03=10 2025-04=20" },
	{ "at(max(b, 2), 2025Q2)", "2025Q2=>=120" },
	{ "at(min(b, 2), 2025Q2)", "2025Q2=120" },
	{ "at(avg(b, 2), 2025Q3)", "2025Q3=105.5..106.5" },
	{ "at(max(b, 2), 2025Q4)", "2025Q4=91..93" },
	{ "at(min(b, 2), 2025Q4)", "2025Q4=<=60" },
	{ "sum(d, 2)",
	    "2024-06-03=? 2024-12-31=130 2025-05-30=170 2025-06-02=190" },
	{ "sum(d, since 2025-05-01)",
	    "2024-06-03=? 2024-12-31=? 2025-05-30=90 2025-06-02=190" },
	{ "sum(dk, since 2024-01-01)",
	    "2024-01-02=1 2024-02-02=3 2024-03-05=? 2024-04-01=?" },
	{ "sum(dk, since 2024-03-01)",
	    "2024-01-02=? 2024-02-02=? 2024-03-05=4 2024-04-01=12" },
	{ "avg(d, since 2024-06-03)",
	    "2024-06-03=50 2024-12-31=65 2025-05-30=73.33333333 "
	    "2025-06-02=80" },
	{ "max(d * -1, since 2024-06-01)",
	    "2024-06-03=-50 2024-12-31=-50 2025-05-30=-50 2025-06-02=-50" },
	{ "min(d * -1, since 2024-06-01)",
	    "2024-06-03=-50 2024-12-31=-80 2025-05-30=-90 2025-06-02=-100" },
	/* what is missing stays so in each window that holds it */
	{ "sum(d / (d - 80), since 2024-06-01)",
	    "2024-06-03=-1.666666667 2024-12-31=? 2025-05-30=? 2025-06-02=?" },
	{ "sum(d / (d - 80), since 2025-01-01)",
	    "2024-06-03=? 2024-12-31=? 2025-05-30=9 2025-06-02=14" },
	{ "sum(k, 2)", "2024Q2=? 2024Q3=15 2024Q4=30 2025Q1=? 2025Q2=90" },
	/* median, stdev, slope, zscore: numbers only, halves by hand */
	{ "median(m, 3)", "2025-01=? 2025-02=? 2025-03=20 2025-04=30" },
	{ "at(median(q, 4), 2023Q4)", "2023Q4=115" },
	{ "at(median(q, 5), 2024Q1)", "2024Q1=120" },
	{ "median(q, since 2024Q4)",
	    "2023Q1=? 2023Q2=? 2023Q3=? 2023Q4=? 2024Q1=? 2024Q2=? "
	    "2024Q4=143 2025Q1=131.5 2025Q2=143" },
	{ "at(median(b, 3), 2025Q1)", "2025Q1=?" },
	{ "median(k, 2)", "2024Q2=? 2024Q3=7.5 2024Q4=15 2025Q1=? 2025Q2=45" },
	{ "median(d, 4)",
	    "2024-06-03=? 2024-12-31=? 2025-05-30=? 2025-06-02=85" },
	{ "stdev(m, 3)", "2025-01=? 2025-02=? 2025-03=10 2025-04=10" },
	{ "at(stdev(q, 4), 2023Q4)", "2023Q4=12.90994449" }, /* √(500/3) */
	{ "stdev(k, 2)",
	    "2024Q2=? 2024Q3=3.535533906 2024Q4=7.071067812 2025Q1=? "
	    "2025Q2=21.21320344" },
	{ "at(stdev(pct, 2), 2025Q2)", "2025Q2=1.767766953" },
	{ "slope(m, 3)", "2025-01=? 2025-02=? 2025-03=10 2025-04=10" },
	/* steps −1.5 −0.5 0.5 1.5 on 130 150 99 …: a hole */
	{ "slope(q, 4)",
	    "2023Q1=? 2023Q2=? 2023Q3=? 2023Q4=10 2024Q1=13 2024Q2=-4.3 "
	    "2024Q4=? 2025Q1=? 2025Q2=?" },
	{ "slope(d, 2)",
	    "2024-06-03=? 2024-12-31=30 2025-05-30=10 2025-06-02=10" },
	{ "slope(z, since 2024Q1)", "2024Q1=? 2024Q2=-5 2024Q3=2.5" },
	/* 40 against 10 20 30: (40 − 20) / 10 */
	{ "zscore(m, 3)", "2025-01=? 2025-02=? 2025-03=? 2025-04=2" },
	{ "zscore(m, since 2025-01)",
	    "2025-01=? 2025-02=? 2025-03=2.121320344 2025-04=2" },
	{ "at(zscore(q, 4), 2024Q1)", "2024Q1=2.711088342" },
	{ "at(zscore(k, 2), 2025Q2)", "2025Q2=?" },
	/* cagr */
	{ "cagr(q, 1)",
	    "2023Q1=? 2023Q2=? 2023Q3=? 2023Q4=? 2024Q1=50 2024Q2=-10 "
	    "2024Q4=10 2025Q1=-20 2025Q2=100" },
	{ "at(cagr(q, 2), 2025Q1)", "2025Q1=9.544511501" }, /* √1.2 */
	{ "at(cagr(q, 2 years), 2025Q2)", "2025Q2=34.16407865" }, /* √1.8 */
	{ "at(cagr(b, 1), 2025Q1)", "2025Q1=>=20" },
	{ "at(cagr(b, 1), 2025Q2)", "2025Q2=-100..20" },
	{ "at(cagr(b, 1), 2025Q4)", "2025Q4=?" },
	/* number by number */
	{ "abs(z - 2)", "2024Q1=2 2024Q2=7 2024Q3=3" },
	{ "abs(b - 92)",
	    "2024Q1=8 2024Q2=>=8 2024Q3=8 2024Q4=~42 2025Q1=>=28 2025Q2=28 "
	    "2025Q3=0..1 2025Q4=>=32" },
	{ "at(abs(b - 150), 2024Q2)", "2024Q2=>=0" },
	{ "abs(-3)", "3" },
	{ "round(pct / 3)", "2025Q1=3 2025Q2=4" },
	{ "round(pct / 3, 2)", "2025Q1=3.33 2025Q2=4.17" },
	{ "round(pct)", "2025Q1=10 2025Q2=13" },
	{ "round(-pct)", "2025Q1=-10 2025Q2=-13" },
	{ "round(q, -1)",
	    "2023Q1=100 2023Q2=110 2023Q3=120 2023Q4=130 2024Q1=150 "
	    "2024Q2=100 2024Q4=140 2025Q1=120 2025Q2=200" },
	{ "round(b / 8)",
	    "2024Q1=13 2024Q2=>=13 2024Q3=13 2024Q4=~6 2025Q1=>=15 "
	    "2025Q2=15 2025Q3=11..12 2025Q4=<=8" },
	{ "round(latest(pct))", "2025Q2=13" },
	{ "log(q / q)",
	    "2023Q1=0 2023Q2=0 2023Q3=0 2023Q4=0 2024Q1=0 2024Q2=0 2024Q4=0 "
	    "2025Q1=0 2025Q2=0" },
	{ "log(m / prev(m))",
	    "2025-01=? 2025-02=0.6931471806 2025-03=0.4054651081 "
	    "2025-04=0.2876820725" },
	{ "log(b / at(b, 2024Q1))",
	    "2024Q1=0 2024Q2=>=0 2024Q3=0 2024Q4=~-0.6931471806 "
	    "2025Q1=>=0.1823215568 2025Q2=0.1823215568 "
	    "2025Q3=-0.09431067947..-0.07257069283 2025Q4=?" },
	{ "log(z / at(z, 2024Q3))", "2024Q1=? 2024Q2=? 2024Q3=0" },
	{ "low(b)", "2024Q1=100 2024Q2=100 2024Q3=100 2024Q4=~50 2025Q1=120 "
		    "2025Q2=120 2025Q3=91 2025Q4=?" },
	{ "high(b)",
	    "2024Q1=100 2024Q2=? 2024Q3=100 2024Q4=~50 2025Q1=? 2025Q2=120 "
	    "2025Q3=93 2025Q4=60" },
	/* first */
	{ "first(q)", "2023Q1=100" },
	{ "first(prev(q))", "2023Q2=100" },
	{ "first(empty)", "" },
	/* latest, at */
	{ "latest(q)", "2025Q2=198" },
	{ "latest(prev(q))", "2025Q2=120" },
	{ "latest(empty)", "" },
	{ "at(q, 2024Q3)", "2024Q3=?" },
	{ "at(q, FY2025Q4)", "2025Q1=120" }, /* a year that ends in March */
	{ "at(d, 2024-12-31)", "2024-12-31=80" },
	{ "at(q > 100, 2024Q2)", "2024Q2=false" },
	/* age and known, on 2025-07-20 */
	{ "age(q)", "2025Q2=19" },
	{ "known(q)", "2025Q2=19" },
	{ "known(coalesce(0, q))", "2025Q2=?" },
	{ "known(if(atleast(1, q > 1000000), d, d))", "2025-06-02=19" },
	{ "at(restated(b), 2024Q2)", "2024Q2=0" }, /* at least 100, as before */
	{ "age(latest(d))", "2025-06-02=47" },
	{ "age(q) > 15d", "2025Q2=true" },
	/* streak */
	{ "streak(m >= 10)", "2025-04=4" },
	{ "streak(m >= 30)", "2025-04=2" },
	{ "streak(m > 40)", "2025-04=0" },
	{ "streak(q > 0)", "2025Q2=>=3" }, /* the hole */
	{ "streak(q >= 120)", "2025Q2=>=3" },
	{ "streak(q >= 130)", "2025Q2=1" },
	{ "streak(k > 0)", "2025Q2=2" }, /* the break */
	{ "streak(delta(m) > 0)", "2025-04=3" }, /* the first figure */
	{ "streak(yoy(q) > -50)", "2025Q2=>=3" },
	{ "streak(b >= 100)", "2025Q4=0" },
	{ "streak(prev(b, 2) >= 100)", "2025Q4=2" },
	{ "streak(one > 0)", "2025Q2=1" },
	{ "streak(d > 60)", "2025-06-02=3" },
	/* pace: 1 Jan 2025 to 1 Jan 2026, 365 days, 181 of them gone */
	{ "at(pace(q, 1000, 2025-01-01, 2026-01-01), 2025Q2)",
	    "2025Q2=64.12707182" },
	{ "at(pace(q, 1000, 2025-01-01, 2026-01-01), 2024Q4)", "2024Q4=?" },
	{ "latest(pace(b, 1000, 2025-01-01, 2025-10-01))", "2025Q3=>=33.1" },
	{ "at(pace(m, 365, 2025-01-01, 2026-01-01), 2025-03)",
	    "2025-03=66.66666667" },
};

static const struct {
	const char *text, *reason;
} reasons[] = {
	{ "prev(one)", "there is no figure for 2025Q1" },
	{ "known(coalesce(0, q))", "nothing of it was ever learned" },
	{ "prev(d, 9)", "there is no earlier figure for 2025-06-02" },
	{ "prev(d, 2 quarters)",
	    "its figures are dated: a number of them is expected, not of "
	    "months, quarters or years" },
	{ "prev(q, 1 month)",
	    "what is asked for is no whole number of its periods" },
	{ "prev(k, 2)", "2025Q2: a break, nothing is computed across it" },
	{ "sum(k, 3)", "2025Q2: a break lies within the periods" },
	{ "yoy(d)", "there is no figure of a year before for 2025-06-02" },
	{ "qoq(z)",
	    "a growth rate over a base of zero or below has no meaning" },
	{ "qoq(b)", "" },
	{ "ttm(q)", "there is no figure for 2024Q3" },
	{ "ttm(d)", "only quarters, months and years add up to twelve months" },
	{ "ttm(b)", "the bounds leave it open" },
	{ "sum(d, 5)", "there are too few figures for 2025-06-02" },
	{ "pace(q, 1000, 2024-01-01, 2025-01-01)", "it is over for 2025Q2" },
	{ "pace(d, 9, 2024-01-01, 2025-06-01)", "it is over for 2025-06-02" },
	{ "pace(q, 0, 2025-01-01, 2026-01-01)", "it is divided by zero" },
	{ "median(b, 2)",
	    "2025Q4 is known by its bounds only, and 'median' needs numbers" },
	{ "stdev(q, since 2025Q2)", "there are too few figures" },
	{ "stdev(k, 3)", "2025Q2: a break lies within the periods" },
	{ "slope(q, 4)", "there is no figure for 2024Q3" },
	{ "slope(d, 9)", "there are too few figures for 2025-06-02" },
	{ "zscore(q * 0, since 2024Q4)",
	    "the periods before do not differ: nothing measures the "
	    "distance" },
	{ "zscore(q, since 2025Q1)", "there are too few figures" },
	{ "cagr(q, 3)", "there is no figure for 2022Q2" },
	{ "cagr(d, 2)",
	    "there is no figure of so many years before for 2025-06-02" },
	{ "cagr(m - 30, 1)", "there is no figure for 2024-04" },
	{ "cagr(b, 1)", "the bounds leave open whether it is below zero" },
	{ "log(0)", "zero and what is below have no logarithm" },
	{ "log(b / at(b, 2024Q1))",
	    "the bounds leave open whether it is above zero" },
	{ "low(b)", "nothing says how low it may be" },
	{ "round(one / one * 1e300, 15)", "" },
	{ "at(q, 2024Q3)", "there is no figure for 2024Q3" },
	{ "q / (q - q)", "it is divided by zero" },
	{ "1e308 * q", "the result is beyond what a number can hold" },
};

/* Dates a year before: on or before the day, at most 31 days older. */
static void
test_year_before(void)
{
	struct model *model = fixture_model(
	    "signal p USD\n"
	    "p 2024-02-28 50\np 2024-02-29 60\np 2024-05-02 80\n"
	    "p 2024-06-02 100\n"
	    "p 2025-02-28 75\np 2025-03-01 90\np 2025-03-31 60\n"
	    "p 2025-04-02 60\np 2025-06-01 120\np 2025-06-02 130\n"
	    "signal leap USD\nleap 2023-02-28 10\nleap 2023-03-01 20\n"
	    "leap 2024-02-29 30\n");

	is_result(model, "yoy(p)",
	    "2024-02-28=? 2024-02-29=? 2024-05-02=? 2024-06-02=? "
	    "2025-02-28=50 2025-03-01=50 2025-03-31=0 2025-04-02=? "
	    "2025-06-01=50 2025-06-02=30");
	is_result(model, "latest(yoy(leap))", "2024-02-29=200");
	model_free(model);
}

/* Three of four leading figures missing make no streak uncertain; a hole does.
 * */
static void
test_streak(void)
{
	struct model *model = fixture_model(
	    "signal g %\n"
	    "g 2024Q1 >=80\ng 2024Q2 >=100\ng 2024Q3 >=100\ng 2024Q4 120\n"
	    "signal v RMB break=2024Q2\n"
	    "v 2023Q1 1\nv 2023Q2 2\nv 2024Q1 9\nv 2024Q2 10\nv 2024Q3 20\n"
	    "v 2024Q4 40\n");

	is_result(model, "streak(g >= 100)", "2024Q4=>=3");
	is_result(model, "streak(g >= 70)", "2024Q4=4");
	is_result(model, "streak(delta(v) > 0)", "2024Q4=2");
	is_result(model, "streak(v > 0)", "2024Q4=3");
	is_result(model, "streak(g > 110) < 2", "2024Q4=?");
	model_free(model);
}

/* Each row is whole, and its example is an expression with it. */
static void
test_table(void)
{
	for (size_t i = 0; i < function_count; i++) {
		const struct function *function = function_at(i);
		struct err err = { .text = "" };
		struct expr *expr =
		    expr_parse(function->example, FISCAL_CALENDAR, &err);

		ok(function_find(function->name) == function &&
			function->usage != NULL && function->help != NULL &&
			function->unit != NULL &&
			strstr(function->example, function->name) != NULL,
		    function->name);
		ok(expr != NULL, function->example);
		expr_free(expr);
	}
	ok(function_find("nothing") == NULL, "no such function");
}

/* Period by period and by labels; hand-made like an operator of three. */
static void
test_choice(void)
{
	struct model *model = fixture_model(
	    "signal a RMB\na 2024Q1 1\na 2024Q2 2\na 2024Q3 >=3\n"
	    "a 2024Q4 4\n"
	    "signal b RMB\nb 2024Q2 20\nb 2024Q3 30\nb 2024Q4 40\n"
	    "b 2025Q1 50\n"
	    "signal hole RMB break=2024Q4\nhole 2024Q1 1\nhole 2024Q4 4\n"
	    "signal l RMB\nl{m=\"x\"} 2024Q1 1\nl{m=\"y\"} 2024Q1 2\n"
	    "signal r RMB\nr{m=\"y\"} 2024Q1 20\nr{m=\"z\"} 2024Q1 30\n"
	    "signal w RMB\nw{m=\"y\", n=\"1\"} 2024Q1 1\n"
	    "w{m=\"y\", n=\"2\"} 2024Q1 1\n"
	    "signal mo RMB\nmo 2024-01 1\nmo 2024-02 2\nmo 2024-03 3\n"
	    "signal mf RMB kind=flow\nmf 2024-01 1\nmf 2024-02 2\n"
	    "mf 2024-03 3\n"
	    "signal d RMB\nd 2024-01-02 1\nd 2024-01-04 2\n"
	    "signal none RMB\n");

	is_result(model, "if(a >= 3, a, b)",
	    "2024Q2=20 2024Q3=>=3 2024Q4=4 "
	    "2025Q1=?");
	is_result(model, "if(a > 3, a, b)",
	    "2024Q2=20 2024Q3=? 2024Q4=4 "
	    "2025Q1=?");
	is_result(model, "if(b > 3, b, a)",
	    "2024Q2=20 2024Q3=30 2024Q4=40 2025Q1=50");
	is_result(model, "if(a < 2, a, b)",
	    "2024Q1=1 2024Q2=20 2024Q3=30 2024Q4=40 2025Q1=?");
	is_result(model, "if(a > 1, 5, 0 - a)",
	    "2024Q1=-1 2024Q2=5 2024Q3=5 2024Q4=5");
	is_result(model, "if(1 < 2, a, b)",
	    "2024Q1=1 2024Q2=2 2024Q3=>=3 "
	    "2024Q4=4");
	is_result(model, "if(1 > 2, latest(a), latest(b))", "2025Q1=50");
	is_result(model, "if(a > 1, a > 2, b > 50)",
	    "2024Q2=false 2024Q3=true 2024Q4=true 2025Q1=?");
	is_result(
	    model, "if(l > 1, l, 0)", "{m=\"x\"} 2024Q1=0; {m=\"y\"} 2024Q1=2");
	is_result(model, "if(l > 1, r, l)", "{m=\"y\"} 2024Q1=20");
	is_result(model, "if(latest(l) > 1, latest(l), 0)",
	    "{m=\"x\"} 2024Q1=0; {m=\"y\"} 2024Q1=2");
	is_result(model, "if(l > 1, l, w)",
	    "failed: several series go with 'if': {m=\"y\"} matches "
	    "{m=\"y\", n=\"1\"} and {m=\"y\", n=\"2\"}; aggregate one "
	    "side, as in max by (…) (x)");
	is_reason(model, "if(at(a, 2024Q3) > 3, 1, 2)",
	    "≥ 3 RMB is not known to be over 3 RMB: an exact figure, or one "
	    "of over 3 RMB, would decide it");
	is_reason(model, "if(a > 3, a, b)",
	    "the other side has no figure for 2025Q1");
	is_result(model, "qoq(if(hole > 0, hole, 1))", "2024Q1=? 2024Q4=?");
	is_result(model, "coalesce(a, b)",
	    "2024Q1=1 2024Q2=2 2024Q3=>=3 2024Q4=4 2025Q1=50");
	is_result(model, "coalesce(prev(a), b)",
	    "2024Q1=? 2024Q2=1 2024Q3=2 2024Q4=>=3 2025Q1=50");
	is_result(model, "coalesce(prev(a), 9)",
	    "2024Q1=9 2024Q2=1 2024Q3=2 2024Q4=>=3");
	is_result(
	    model, "coalesce(hole, 0)", "2024Q1=1 2024Q2=0 2024Q3=0 2024Q4=4");
	is_result(model, "coalesce(hole, prev(a), 0)",
	    "2024Q1=1 2024Q2=1 2024Q3=2 2024Q4=4");
	is_result(model, "prev(coalesce(hole, 0))", /* the break stays */
	    "2024Q1=? 2024Q2=1 2024Q3=0 2024Q4=?");
	is_result(
	    model, "coalesce(7, a)", "2024Q1=7 2024Q2=7 2024Q3=7 2024Q4=7");
	is_result(model, "coalesce(at(a, 2020Q1), latest(b))", "2020Q1=50");
	is_result(model, "coalesce(none, a)",
	    "2024Q1=1 2024Q2=2 2024Q3=>=3 2024Q4=4");
	is_result(model, "coalesce(d, 0)", "2024-01-02=1 2024-01-04=2");
	is_result(model, "coalesce(l, r)",
	    "{m=\"x\"} 2024Q1=1; {m=\"y\"} 2024Q1=2; {m=\"z\"} "
	    "2024Q1=30");
	is_result(model, "coalesce(mf, b)",
	    "2024Q1=6 2024Q2=20 2024Q3=30 2024Q4=40 2025Q1=50");
	is_result(model, "coalesce(b, mo)",
	    "failed: one has shorter periods than the other, and no kind: "
	    "says how they come together");
	is_result(model, "coalesce(prev(a) > 1, 1 < 2)",
	    "2024Q1=true 2024Q2=false 2024Q3=true 2024Q4=true");
	model_free(model);
}

/* Two time axes: what was known when. */
static void
test_times(void)
{
	struct model *model = fixture_model(
	    "signal x RMB\nx 2024Q4 100 @2025-02-01\n"
	    "x 2024Q4 110 @2025-03-01\nx 2024Q4 132 @2025-06-01\n"
	    "x 2025Q1 50 @2025-05-01\nx 2025Q1 >=60 @2025-06-15\n"
	    "x 2025Q2 200 @2025-07-15\n"
	    "signal y RMB\ny 2024Q4 -1 @2025-02-01\ny 2024Q4 5 @2025-03-01\n"
	    "y 2025Q1 4 @2025-05-01\n"
	    "derive twice RMB = x * 2\n"
	    "derive newest RMB = latest(x) + 0\n");

	eval_derived(model);
	is_result(model, "asof(x, 2025-02-28)", "2024Q4=100");
	is_result(model, "asof(x, 2025-03-01)", "2024Q4=110");
	is_result(model, "asof(x, 2025-01-31)", "");
	is_result(model, "asof(x, 2025-06-30)", "2024Q4=132 2025Q1=>=60");
	is_result(
	    model, "x - asof(x, 2025-05-31)", "2024Q4=22 2025Q1=>=10 2025Q2=?");
	is_result(model, "asof(twice, 2025-03-01)", "2024Q4=220");
	is_result(model, "asof(latest(newest), 2025-05-02)", "2025-05-01=50");
	is_result(
	    model, "asof(qoq(x), 2025-05-01)", "2024Q4=? 2025Q1=-54.54545455");
	is_result(model, "asof(asof(x, 2025-06-30), 2025-02-28)", "2024Q4=100");
	is_result(model, "asof(known(x), 2025-03-11)", "2024Q4=10");
	is_result(
	    model, "asof(x, 2031-01-01)", "2024Q4=132 2025Q1=>=60 2025Q2=200");
	is_result(model, "revision(x, 60d)", "2025Q2=?");
	is_result(model, "asof(revision(x, 31d), 2025-06-20)", "2025Q1=>=20");
	is_result(model, "asof(revision(x, 20d), 2025-03-10)", "2024Q4=10");
	is_result(model, "asof(revision(x, 60d), 2025-03-31)", "2024Q4=?");
	is_result(model, "restated(x)", "2024Q4=32 2025Q1=>=20 2025Q2=0");
	is_result(model, "restated(twice)", "2024Q4=32 2025Q1=>=20 2025Q2=0");
	is_result(model, "asof(restated(x), 2025-03-01)", "2024Q4=10");
	is_result(model, "restated(latest(x))", "2025Q2=0");
	is_result(model, "restated(y)", "2024Q4=? 2025Q1=0");
	is_reason(model, "at(restated(y), 2024Q4)",
	    "a growth rate over a base of zero or below has no meaning");
	is_result(
	    model, "max by () (restated(x))", "2024Q4=32 2025Q1=>=20 2025Q2=0");
	model_set_as_of(model, fixture_time("2025-03-15"));
	eval_derived(model);
	is_result(model, "asof(x, 2025-06-30)", "2024Q4=110");
	is_result(model, "restated(twice)", "2024Q4=10");
	model_free(model);
}

/* Claimed against independent, on 2025-07-20. */
static void
test_claims(void)
{
	struct model *model = fixture_model(
	    "signal b score\n"
	    "b{basis=\"claimed\", m=\"q\", n=\"A\"} 2025-01-01 90\n"
	    "b{basis=\"claimed\", m=\"q\", n=\"A\"} 2025-03-01 92\n"
	    "b{basis=\"independent\", by=\"x\", m=\"q\", n=\"A\"} "
	    "2025-04-01 85\n"
	    "b{basis=\"independent\", by=\"y\", m=\"q\", n=\"A\"} "
	    "2025-02-01 88\n"
	    "b{basis=\"claimed\", m=\"q\", n=\"B\"} 2025-05-01 >=70\n"
	    "b{basis=\"independent\", by=\"x\", m=\"q\", n=\"B\"} "
	    "2025-05-02 60\n"
	    "b{basis=\"claimed\", m=\"r\", n=\"A\"} 2025-04-20 50 "
	    "@2025-04-20\n"
	    "b{basis=\"claimed\", m=\"r\", n=\"A\"} 2025-04-20 55 "
	    "@2025-07-10\n"
	    "b{basis=\"claimed\", m=\"r\", n=\"B\"} 2025-07-15 40 "
	    "@2025-07-15\n"
	    "b{m=\"q\"} 2025-01-01 1\n"
	    "signal p %\np{basis=\"claimed\"} 2025Q1 5\n"
	    "p{basis=\"independent\"} 2025Q2 4\n"
	    "signal plain score\nplain 2025Q1 5\n");

	is_result(model, "gap(b)",
	    "{m=\"q\", n=\"A\"} 2025-04-01=7; {m=\"q\", n=\"B\"} "
	    "2025-05-02=>=10");
	is_result(model, "gap by (m) (b)", "{m=\"q\"} 2025-05-02=>=32");
	is_result(model, "gap by (m, n) (b) > 8",
	    "{m=\"q\", n=\"A\"} 2025-04-01=false; {m=\"q\", n=\"B\"} "
	    "2025-05-02=true");
	is_result(model, "gap by () (b)", "2025-07-15=>=32");
	is_result(
	    model, "gap(b{by!=\"x\"})", "{m=\"q\", n=\"A\"} 2025-03-01=4");
	is_result(model, "gap(latest(b))",
	    "{m=\"q\", n=\"A\"} 2025-04-01=7; {m=\"q\", n=\"B\"} "
	    "2025-05-02=>=10");
	is_result(model, "asof(gap(b), 2025-02-15)",
	    "{m=\"q\", n=\"A\"} 2025-02-01=2");
	is_result(model, "gap(p)", "2025Q2=1");
	is_result(model, "gap(plain)", "");
	is_result(model, "unconfirmed(b)",
	    "{m=\"q\", n=\"A\"} 2025-03-01=0; {m=\"q\", n=\"B\"} "
	    "2025-05-01=0; {m=\"r\", n=\"A\"} 2025-04-20=91; {m=\"r\", "
	    "n=\"B\"} 2025-07-15=5");
	is_result(model, "unconfirmed by (m) (b) > 90d",
	    "{m=\"q\"} 2025-05-01=false; {m=\"r\"} 2025-07-15=true");
	is_result(model, "count by () (unconfirmed(b) > 4d)", "2025-07-15=2");
	is_result(model, "asof(unconfirmed(b), 2025-01-31)",
	    "{m=\"q\", n=\"A\"} 2025-01-01=29");
	is_result(model, "count by () (gap(b) > 11)", "2025-04-01=0..1");
	is_result(model, "count by (m) (latest(b{basis=\"claimed\"}) > 50)",
	    "{m=\"q\"} 2025-05-01=2; {m=\"r\"} 2025-07-15=1");
	fixture_add(model,
	    "derive longest days = max by () (unconfirmed(b))\n"
	    "derive then RMB = latest(asof(age(b), 2025-07-25))\n");
	eval_derived(model);
	is_result(model, "latest(longest)", "2025-07-20=91");
	is_result(model, "max by () (latest(then))", "2025-07-20=199");
	clock_set(fixture_time("2025-07-30")); /* nothing came, and it grew */
	eval_derived(model);
	is_result(model, "latest(longest)", "2025-07-30=101");
	is_result(model, "max by () (latest(then))", "2025-07-30=204");
	clock_set(fixture_time("2025-07-20"));
	model_free(model);
}

int
main(void)
{
	struct model *model = fixture_model(lines);

	clock_set(fixture_time("2025-07-20"));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		is_result(model, cases[i].text, cases[i].wanted);
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		is_reason(model, reasons[i].text, reasons[i].reason);
	test_table();
	test_year_before();
	test_streak();
	test_choice();
	test_times();
	test_claims();
	model_free(model);
	return done();
}
