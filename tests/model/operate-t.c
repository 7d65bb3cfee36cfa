/* SPDX-License-Identifier: MIT */
/* Operators over series: period by period, by labels, three-valued, with
 * bounds; and aggregation over series. */
#include "base/clock.h"
#include "model/eval.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

static const char lines[] =
    "signal a RMB\na 2024Q1 10\na 2024Q2 20\na 2024Q3 30\na 2025Q1 50\n"
    "signal b RMB\nb 2024Q2 5\nb 2024Q3 >=6\nb 2024Q4 8\nb 2025Q1 ~10\n"
    "b 2025Q2 12\n"
    "signal up RMB\nup 2024Q2 >=100\n"
    "signal down RMB\ndown 2024Q2 <=50\n"
    "signal mid RMB\nmid 2024Q2 91-93\n"
    "signal wide RMB\nwide 2024Q2 -1-2\n"
    "signal zero RMB\nzero 2024Q2 0\n"
    "signal month RMB\nmonth 2023-12 1\nmonth 2024-01 2\nmonth 2024-05 4\n"
    "month 2024-10 8\n"
    "signal day RMB\nday 2023-12-31 1\nday 2024-01-01 2\nday 2024-06-30 4\n"
    "day 2024-11-11 3\n"
    "signal year RMB\nyear 2024 100\n"
    "signal weeks RMB\n"
    "signal elo score\n"
    "elo{basis=\"claimed\", bench=\"AIME\", model=\"q\"} 2025Q1 90\n"
    "elo{basis=\"independent\", bench=\"AIME\", model=\"q\"} 2025Q1 81\n"
    "elo{basis=\"claimed\", bench=\"AIME\", model=\"r\"} 2025Q1 70\n"
    "elo{basis=\"independent\", bench=\"AIME\", model=\"r\"} 2025Q2 72\n"
    "elo{basis=\"claimed\", bench=\"LCB\", model=\"q\"} 2025Q1 60\n"
    "signal cost score\n"
    "cost{model=\"q\"} 2025Q1 2\ncost{model=\"r\"} 2025Q1 7\n"
    "signal other score\nother{team=\"x\"} 2025Q1 3\n"
    "signal odd score\nodd{model=\"z\"} 2025Q1 3\n"
    "signal big RMB\nbig{s=\"1\"} 2025Q1 1.7e308\nbig{s=\"2\"} 2025Q1 1.7e308\n"
    "signal part RMB\npart{s=\"1\"} 2025Q1 1\npart{s=\"2\"} 2025Q1 >=2\n"
    "part{s=\"1\"} 2025Q2 4\n"
    "signal open RMB\nopen{s=\"1\"} 2025Q1 >=2\nopen{s=\"2\"} 2025Q1 <=3\n"
    "open{s=\"3\"} 2025Q1 4\n"
    "signal late RMB\nlate{s=\"1\"} 2025Q1 1\nlate{s=\"1\"} 2025Q2 1\n"
    "late{s=\"1\"} 2025Q3 1\nlate{s=\"2\"} 2025Q2 1\nlate{s=\"2\"} 2025Q3 1\n"
    "signal span -\nspan 2024Q2 -3-2\n"
    "signal below -\nbelow 2024Q2 <=-2\n"
    "signal none RMB\n";

static const struct {
	const char *text, *wanted;
} cases[] = {
	/* arithmetic, and from where both have begun */
	{ "a + b", "2024Q2=25 2024Q3=>=36 2024Q4=? 2025Q1=~60 2025Q2=?" },
	{ "a - b", "2024Q2=15 2024Q3=<=24 2024Q4=? 2025Q1=~40 2025Q2=?" },
	{ "b - a", "2024Q2=-15 2024Q3=>=-24 2024Q4=? 2025Q1=~-40 2025Q2=?" },
	{ "a * b", "2024Q2=100 2024Q3=>=180 2024Q4=? 2025Q1=~500 2025Q2=?" },
	{ "a / b", "2024Q2=4 2024Q3=0..5 2024Q4=? 2025Q1=~5 2025Q2=?" },
	{ "b / a", "2024Q2=0.25 2024Q3=>=0.2 2024Q4=? 2025Q1=~0.2 2025Q2=?" },
	{ "a / 10 + 1", "2024Q1=2 2024Q2=3 2024Q3=4 2025Q1=6" },
	{ "-b", "2024Q2=-5 2024Q3=<=-6 2024Q4=-8 2025Q1=~-10 2025Q2=-12" },
	{ "(a / a) ^ 2", "2024Q1=1 2024Q2=1 2024Q3=1 2025Q1=1" },
	{ "2 ^ 10", "1024" },
	{ "0 ^ -1", "?" },
	{ "(0 - 8) ^ 0.5", "?" },
	{ "a + none", "" },
	/* bounds */
	{ "up - up", "2024Q2=?" }, /* naive: both ends open */
	{ "mid - mid", "2024Q2=-2..2" },
	{ "up + down", "2024Q2=?" },
	{ "up - down", "2024Q2=>=50" },
	{ "mid * 2", "2024Q2=182..186" },
	{ "mid * -2", "2024Q2=-186..-182" },
	{ "mid * mid", "2024Q2=8281..8649" },
	{ "wide * mid", "2024Q2=-93..186" },
	{ "zero * up", "2024Q2=0" },
	{ "100 / mid", "2024Q2=1.075268817..1.098901099" },
	{ "mid / wide", "2024Q2=?" },
	{ "mid / zero", "2024Q2=?" },
	{ "100 / up", "2024Q2=0..1" },
	{ "(mid / mid) ^ 2", "2024Q2=0.9574517285..1.044439077" },
	{ "(wide / 1) > -2", "2024Q2=true" },
	/* comparisons */
	{ "up >= 100", "2024Q2=true" },
	{ "up > 100", "2024Q2=?" },
	{ "up > 99", "2024Q2=true" },
	{ "up > 120", "2024Q2=?" },
	{ "up < 100", "2024Q2=false" },
	{ "up <= 100", "2024Q2=?" },
	{ "down <= 50", "2024Q2=true" },
	{ "down < 50", "2024Q2=?" },
	{ "down > 50", "2024Q2=false" },
	{ "mid > 90", "2024Q2=true" },
	{ "mid > 92", "2024Q2=?" },
	{ "mid > 93", "2024Q2=false" },
	{ "mid = 92", "2024Q2=?" },
	{ "mid = 94", "2024Q2=false" },
	{ "mid != 94", "2024Q2=true" },
	{ "mid != 92", "2024Q2=?" },
	{ "a = 20", "2024Q1=false 2024Q2=true 2024Q3=false 2025Q1=false" },
	{ "b >= 10",
	    "2024Q2=false 2024Q3=? 2024Q4=false 2025Q1=true 2025Q2=true" },
	{ "a > b",
	    "2024Q2=true 2024Q3=? 2024Q4=? 2025Q1=true 2025Q2=?" },
	/* Kleene, also where one side has no figure */
	{ "a > 20 and b > 9",
	    "2024Q2=false 2024Q3=? 2024Q4=false 2025Q1=true 2025Q2=?" },
	{ "a > 20 or b > 9",
	    "2024Q2=false 2024Q3=true 2024Q4=? 2025Q1=true 2025Q2=true" },
	{ "not (a > b)",
	    "2024Q2=false 2024Q3=? 2024Q4=? 2025Q1=false 2025Q2=?" },
	{ "up > 120 and 1 > 2", "2024Q2=false" },
	{ "up > 120 and 1 < 2", "2024Q2=?" },
	{ "up > 120 or 1 < 2", "2024Q2=true" },
	{ "up > 120 or 1 > 2", "2024Q2=?" },
	{ "atleast(1, 1 > 2, red_on)", "true" },
	{ "atleast(2, 1 > 2, red_on)", "false" },
	{ "atleast(2, up > 120, red_on)", "?" },
	{ "atleast(1, up > 120, red_on)", "true" },
	{ "atleast(2, up > 120, red_off)", "false" },
	{ "atleast(1, red_lost, red_off)", "?" },
	{ "atleast(2, a > 40, b > 10, red_off)", "true" },
	{ "atleast(1, none > 1)", "?" },
	/* as alerts judge: the newest period that every input has reached */
	{ "b / a > 0.15", "2024Q2=true 2024Q3=true 2024Q4=? 2025Q1=true "
			  "2025Q2=?" },
	{ "atleast(1, b / a > 0.15)", "true" },
	{ "atleast(1, b / a > 0.25)", "false" },
	{ "atleast(1, a > 20 and b > 9)", "true" },
	{ "atleast(1, up > 90 and a > 5)", "true" },
	{ "atleast(1, a > 40 or none > 1)", "?" },
	{ "atleast(1, late > 0 and a > 40)", "true" },
	{ "atleast(1, elo > 89)", "true" },
	/* frequencies: the quarter, the year that holds the middle */
	{ "month + a",
	    "2024-01=12 2024-05=24 2024-10=?" },
	{ "a + month",
	    "2024-01=12 2024-05=24 2024-10=?" },
	{ "a - day", "2024-01-01=8 2024-06-30=16 2024-11-11=?" },
	{ "day / year * 100", "2024-01-01=2 2024-06-30=4 2024-11-11=3" },
	{ "month - day",
	    "2023-12-31=0 2024-01-01=0 2024-06-30=? 2024-11-11=?" },
	/* shapes */
	{ "latest(a) - latest(b)", "2025Q2=38" },
	{ "a - latest(a)", "2024Q1=-40 2024Q2=-30 2024Q3=-20 2025Q1=0" },
	{ "latest(a) > 10 and red > 1", "error: 19: unknown signal 'red'" },
	/* labels */
	{ "elo{model=\"q\", bench=\"AIME\", basis=\"claimed\"}",
	    "{bench=\"AIME\", model=\"q\"} 2025Q1=90" },
	{ "elo{model=~\"q|z\", bench!=\"LCB\"}",
	    "{basis=\"claimed\", bench=\"AIME\", model=\"q\"} 2025Q1=90; "
	    "{basis=\"independent\", bench=\"AIME\", model=\"q\"} 2025Q1=81" },
	{ "elo{bench!~\"A.*\"}",
	    "{basis=\"claimed\", bench=\"LCB\", model=\"q\"} 2025Q1=60" },
	{ "elo{team=\"\", bench=\"LCB\"}",
	    "{basis=\"claimed\", bench=\"LCB\", model=\"q\"} 2025Q1=60" },
	{ "elo{team=\"x\"}", "" },
	{ "elo{basis=\"claimed\"} - elo{basis=\"independent\"}",
	    "{bench=\"AIME\", model=\"q\"} 2025Q1=9; "
	    "{bench=\"AIME\", model=\"r\"} 2025Q2=?" },
	{ "latest(elo{basis=\"claimed\"}) - latest(elo{basis=\"independent\"})",
	    "{bench=\"AIME\", model=\"q\"} 2025Q1=9; "
	    "{bench=\"AIME\", model=\"r\"} 2025Q2=-2" },
	{ "elo{basis=\"claimed\", bench=\"AIME\"} / cost",
	    "{model=\"q\"} 2025Q1=45; {model=\"r\"} 2025Q1=10" },
	{ "elo{basis=\"claimed\"} / cost",
	    "failed: several series go with '/': {model=\"q\"} matches "
	    "{bench=\"AIME\", model=\"q\"} and {bench=\"LCB\", model=\"q\"}; "
	    "aggregate one side, as in max by (…) (x)" },
	{ "elo{basis=\"claimed\"} - elo",
	    "failed: several series go with '-': {bench=\"AIME\", "
	    "model=\"q\"} matches {basis=\"claimed\", bench=\"AIME\", "
	    "model=\"q\"} and {basis=\"independent\", bench=\"AIME\", "
	    "model=\"q\"}; aggregate one side, as in max by (…) (x)" },
	{ "cost - odd",
	    "failed: no series go with each other at '-': {model=\"q\"} and "
	    "{model=\"z\"} differ" },
	{ "cost{model=\"q\"} - other", "2025Q1=-1" },
	{ "cost + 1", "{model=\"q\"} 2025Q1=3; {model=\"r\"} 2025Q1=8" },
	{ "10 - cost", "{model=\"q\"} 2025Q1=8; {model=\"r\"} 2025Q1=3" },
	/* aggregation */
	{ "max by (model) (elo)", "{model=\"q\"} 2025Q1=90; "
				  "{model=\"r\"} 2025Q1=70 2025Q2=72" },
	{ "min by (model, bench) (elo)",
	    "{bench=\"AIME\", model=\"q\"} 2025Q1=81; {bench=\"AIME\", "
	    "model=\"r\"} 2025Q1=70 2025Q2=72; {bench=\"LCB\", model=\"q\"} "
	    "2025Q1=60" },
	{ "count by () (elo)", "2025Q1=4 2025Q2=1" },
	{ "sum by () (elo)", "2025Q1=? 2025Q2=?" },
	{ "sum by (model) (cost)",
	    "{model=\"q\"} 2025Q1=2; {model=\"r\"} 2025Q1=7" },
	{ "avg by () (cost)", "2025Q1=4.5" },
	{ "avg by () (latest(cost))", "2025Q1=4.5" },
	{ "max by () (latest(elo{basis=\"independent\"}))", "2025Q2=81" },
	{ "max by (team) (cost)", "2025Q1=7" },
	{ "sum by () (big)", "2025Q1=?" },
	{ "sum by () (part)", "2025Q1=>=3 2025Q2=?" },
	{ "max by () (part)", "2025Q1=>=2 2025Q2=4" },
	{ "span ^ 2", "2024Q2=0..9" },
	{ "span ^ 3", "2024Q2=-27..8" },
	{ "span ^ 0", "2024Q2=1" },
	{ "span ^ -1", "2024Q2=?" },
	{ "span ^ .5", "2024Q2=?" },
	{ "below ^ 2", "2024Q2=>=4" },
	{ "below ^ 3", "2024Q2=<=-8" },
	{ "below ^ -1", "2024Q2=-0.5..0" },
	{ "count by () (open)", "2025Q1=3" },
	{ "median by () (latest(part))", "2025Q2=?" }, /* bounds, of 2025Q1 */
	{ "min by () (at(cost, 2024-02-13))", "2024-02-13=?" },
	/* a sum begins where all have */
	{ "sum by () (late)", "2025Q1=? 2025Q2=2 2025Q3=2" },
	{ "streak(sum by () (late) > 0)", "2025Q3=2" },
	{ "min by () (part)", "2025Q1=1 2025Q2=4" },
	{ "avg by () (part)", "2025Q1=>=1.5 2025Q2=?" },
	{ "median by () (cost)", "2025Q1=4.5" },
	{ "median by (model) (latest(elo))",
	    "{model=\"q\"} 2025Q1=81; {model=\"r\"} 2025Q2=71" },
	{ "median by () (elo)", "2025Q1=? 2025Q2=?" },
	{ "median by () (part)", "2025Q1=? 2025Q2=?" },
	{ "max by (model) (elo) / cost",
	    "{model=\"q\"} 2025Q1=45; {model=\"r\"} 2025Q1=10 2025Q2=?" },
	{ "max by () (none)", "" },
};

static const struct {
	const char *text, *reason;
} reasons[] = {
	{ "a + b", "a has no figure for 2025Q2" },
	{ "b + a", "a has no figure for 2025Q2" },
	{ "month + a", "a has no figure for 2024-10" },
	{ "mid / zero", "it is divided by zero" },
	{ "mid / wide", "the bounds leave open whether it is divided by zero" },
	{ "up + down", "the bounds leave it open" },
	/* what the bounds leave open, and what would decide it */
	{ "up > 120", "≥ 100 RMB is not known to be over 120 RMB: an exact "
		      "figure, or one of over 120 RMB, would decide it" },
	{ "up >= 120",
	    "≥ 100 RMB is not known to be at least 120 RMB: an exact figure, "
	    "or one of at least 120 RMB, would decide it" },
	{ "up < 120", "≥ 100 RMB is not known to be below 120 RMB: an exact "
		      "figure, or one of at least 120 RMB, would decide it" },
	{ "up <= 120",
	    "≥ 100 RMB is not known to be at most 120 RMB: an exact figure, "
	    "or one of over 120 RMB, would decide it" },
	{ "up = 120", "≥ 100 RMB is not known to be equal to 120 RMB: an "
		      "exact figure, or one of over 120 RMB, would decide it" },
	{ "120 < up", "≥ 100 RMB is not known to be over 120 RMB: an exact "
		      "figure, or one of over 120 RMB, would decide it" },
	{ "down > 40", "≤ 50 RMB is not known to be over 40 RMB: an exact "
		       "figure, or one of at most 40 RMB, would decide it" },
	{ "down >= 40",
	    "≤ 50 RMB is not known to be at least 40 RMB: an exact figure, or "
	    "one of below 40 RMB, would decide it" },
	{ "down < 40", "≤ 50 RMB is not known to be below 40 RMB: an exact "
		       "figure, or one of below 40 RMB, would decide it" },
	{ "40 >= down",
	    "≤ 50 RMB is not known to be at most 40 RMB: an exact figure, or "
	    "one of at most 40 RMB, would decide it" },
	{ "down != 40",
	    "≤ 50 RMB is not known to be other than 40 RMB: an exact figure, "
	    "or one of below 40 RMB, would decide it" },
	{ "mid > 92", "91 to 93 RMB is not known to be over 92 RMB: an exact "
		      "figure, or a range on one side of 92 RMB, would decide "
		      "it" },
	{ "mid > wide * 50",
	    "91 to 93 RMB is not known to be over -50 to 100 RMB: exact "
	    "figures, or bounds apart from each other, would decide it" },
	{ "up * 1e9 > 120e9",
	    "≥ 100.0 bn RMB is not known to be over 120.0 bn RMB: an exact "
	    "figure, or one of over 120.0 bn RMB, would decide it" },
	{ "up > 120 and mid > 92",
	    "≥ 100 RMB is not known to be over 120 RMB: an exact figure, or "
	    "one of over 120 RMB, would decide it; 91 to 93 RMB is not known "
	    "to be over 92 RMB: an exact figure, or a range on one side of 92 "
	    "RMB, would decide it" },
	{ "up > 120 and 1 < 2",
	    "≥ 100 RMB is not known to be over 120 RMB: an exact figure, or "
	    "one of over 120 RMB, would decide it" },
	{ "1 > 2 or not (up > 120)",
	    "≥ 100 RMB is not known to be over 120 RMB: an exact figure, or "
	    "one of over 120 RMB, would decide it" },
	{ "up > 120 or up > 120",
	    "≥ 100 RMB is not known to be over 120 RMB: an exact figure, or "
	    "one of over 120 RMB, would decide it" },
	{ "atleast(1, red_lost, red_off)",
	    "0 of 1 hold, and 1 more would do; unknown: red_lost" },
	{ "atleast(3, red_lost, red_on, none > 1, red_lost)",
	    "1 of 3 hold, and 2 more would do; unknown: red_lost, condition "
	    "3, red_lost" },
	{ "atleast(6, red_lost, red_lost, red_lost, red_lost, red_lost, "
	  "red_lost)",
	    "0 of 6 hold, and 6 more would do; unknown: red_lost, red_lost, "
	    "red_lost, red_lost and 2 more" },
	{ "1e308 * 10", "the result is beyond what a number can hold" },
	{ "10 ^ 309", "the result is beyond what a number can hold" },
	{ "0 ^ -1", "it is divided by zero" },
	{ "(-8) ^ (1 / 3)", "a number below zero has whole powers only" },
	{ "sum by () (big)", "the result is beyond what a number can hold" },
	{ "sum by () (part)", "a series lacks this period" },
	{ "median by () (latest(part))",
	    "a median needs numbers, and one of them is known by its bounds "
	    "only" },
	{ "atleast(2, up > 120, red_on)",
	    "1 of 2 hold, and 1 more would do; unknown: condition 1 (≥ 100 "
	    "RMB is not known to be over 120 RMB: an exact figure, or one of "
	    "over 120 RMB, would decide it)" },
	{ "a > 20 and b > 9", "the other side has no figure for 2025Q2" },
};

/* Quarters of thirteen weeks of another fiscal year meet the calendar's. */
static void
test_calendars(void)
{
	struct model *model = fixture_model("signal x RMB\nsignal y RMB\n"
					    "y 2024Q4 1\ny 2025Q1 2\n"
					    "y 2025Q2 4\n");
	struct labels none = { NULL, 0 };
	static const char *const ends[] = { "2025-01-26", "2025-04-27",
		"2025-07-27" };

	for (int i = 0; i < 3; i++) {
		int64_t end = fixture_time(ends[i]) / DAY_S;
		struct vintage vintage = { .amount = amount_exact(10 << i),
			.known_at = end * DAY_S };

		(void)model_add(model, model_find(model, "x"), &none,
		    period_of_days(end - 90, end, true), &vintage);
	}
	is_result(model, "x", "2024Q4=10 2025Q1=20 2025Q2=40");
	is_result(model, "x / y", "2024Q4=10 2025Q1=10 2025Q2=10");
	is_result(model, "y / x", "2024Q4=0.1 2025Q1=0.1 2025Q2=0.1");
	is_result(model, "qoq(x)", "2024Q4=? 2025Q1=100 2025Q2=100");
	is_result(model, "at(x, 2025Q1)", "2025Q1=20");
	model_free(model);
}

/* What is derived of claims is told apart as they are. */
static void
test_derived_basis(void)
{
	struct model *model = fixture_model(
	    "signal b score\nb{basis=\"claimed\", m=\"q\"} 2025Q1 90\n"
	    "b{basis=\"independent\", m=\"q\"} 2025Q1 80\n"
	    "b{m=\"q\"} 2025Q1 70\n"
	    "derive half score = b / 2\n"
	    "derive newest score = latest(b)\n");

	eval_derived(model);
	is_result(model, "half{basis=\"claimed\"}", "{m=\"q\"} 2025Q1=45");
	is_result(model, "half{basis!=\"claimed\"}",
	    "{basis=\"independent\", m=\"q\"} 2025Q1=40; {m=\"q\"} "
	    "2025Q1=35");
	is_result(model, "half{basis=~\"c.*|i.*\"}",
	    "{basis=\"claimed\", m=\"q\"} 2025Q1=45; "
	    "{basis=\"independent\", m=\"q\"} 2025Q1=40");
	is_result(model, "half{basis=\"derived\"}", "{m=\"q\"} 2025Q1=35");
	is_result(model, "half{basis=\"guided\"}", "");
	is_result(model,
	    "half{basis=\"claimed\"} - half{basis=\"independent\"}",
	    "{m=\"q\"} 2025Q1=5");
	is_result(model, "asof(half{basis=\"claimed\"}, 2025-12-31)",
	    "{m=\"q\"} 2025Q1=45");
	is_result(model, "gap(half)", "{m=\"q\"} 2025Q1=5");
	is_result(model,
	    "latest(newest{basis=\"claimed\"}) - "
	    "latest(newest{basis=\"independent\"})",
	    "{m=\"q\"} 2025-04-01=10");
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
	test_calendars();
	test_derived_basis();
	model_free(model);
	return done();
}
