/* SPDX-License-Identifier: MIT */
/* Series of different frequency and calendar, by hand. */
#include "model/coarsen.h"

#include "base/clock.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

static const char lines[] =
    "signal quarterly RMB kind=flow\n"
    "quarterly 2024Q1 100\nquarterly 2024Q2 200\nquarterly 2024Q3 300\n"
    "quarterly 2025Q1 500\n"
    "signal share %\n"
    "share 2024Q1 1\nshare 2024Q2 2\nshare 2024Q3 3\nshare 2024Q4 4\n"
    "share 2025Q1 5\n"
    "signal yearly RMB kind=flow\nyearly 2024 1000\nyearly 2025 2000\n"
    "signal past RMB\npast 2024 1\n"
    "signal flow RMB kind=flow\nflow 2023-12 9\n"
    "flow 2024-01 10\nflow 2024-02 20\nflow 2024-03 30\n"
    "flow 2024-04 1\nflow 2024-05 >=2\nflow 2024-06 ~3\n"
    "flow 2024-07 5\nflow 2024-09 5\n"
    "flow 2024-10 1\nflow 2024-11 1\nflow 2024-12 1\n"
    "flow 2025-01 7\nflow 2025-02 7\n"
    "signal stock RMB kind=stock\n"
    "stock 2024-01 10\nstock 2024-03 30\nstock 2024-05 50\n"
    "stock 2024-06 60-70\nstock 2024-09 90\nstock 2025-03 1\n"
    "signal rate % kind=rate\n"
    "rate 2024-01 10\nrate 2024-02 20\nrate 2024-03 60\n"
    "rate 2024-04 10\nrate 2024-05 20\n"
    "signal elo score kind=score\nelo 2024-03 1200\nelo 2024-06 1300\n"
    "signal heads count kind=count\n"
    "heads 2024-01 1\nheads 2024-02 2\nheads 2024-03 3\n"
    "signal plain RMB\nplain 2024-01 10\nplain 2024-02 20\nplain 2024-06 5\n"
    "signal broken RMB kind=flow break=2024-05\n"
    "broken 2024-01 1\nbroken 2024-02 1\nbroken 2024-03 1\n"
    "broken 2024-04 1\nbroken 2024-05 2\nbroken 2024-06 2\n"
    "broken 2024-07 2\nbroken 2024-08 2\nbroken 2024-09 3\n"
    "signal level RMB kind=stock\n"
    "level 2024-01 10\nlevel 2024-02 20\nlevel 2024-03 40\n"
    /* dated */
    "signal price USD kind=stock\nprice 2024-03-28 40\nprice 2024-06-28 50\n"
    "price 2024-08-15 60\nprice 2025-01-02 70\nprice 2025-03-31 80\n"
    "signal yield % kind=rate\nyield 2024-02-01 3\nyield 2024-03-01 5\n"
    "yield 2024-05-01 6\n"
    "signal sold count kind=flow\nsold 2024-01-01 1\n"
    "signal ping count kind=flow\nping 2024-01-01T10:00:00Z 1\n"
    "signal tick USD kind=stock\ntick 2024-03-31T20:00:00Z 44\n";

static const struct {
	const char *text, *wanted, *reason; /* of the newest one, or "" */
} cases[] = {
	/* a window's slope is that of the last month */
	{ "at(slope(level, 2) / quarterly * 100, 2024Q1)", "2024Q1=20", "" },
	/* a flow is the sum of all its months */
	{ "flow / quarterly * 100",
	    "2024Q1=60 2024Q2=~>=3 2024Q3=? 2024Q4=? 2025Q1=?",
	    "there is no figure for 2025-03" },
	{ "quarterly - flow",
	    "2024Q1=40 2024Q2=~<=194 2024Q3=? 2024Q4=? 2025Q1=?",
	    "there is no figure for 2025-03" },
	{ "at(flow + quarterly, 2024Q3)", "2024Q3=?",
	    "there is no figure for 2024-08" },
	{ "at(flow + quarterly, 2024Q4)", "2024Q4=?",
	    "quarterly has no figure for 2024Q4" },
	{ "at(flow > 0 or quarterly > 0, 2024Q4)", "2024Q4=?",
	    "there is no figure for 2024Q4" }, /* it is monthly */
	{ "flow / yearly", "2024=? 2025=?",
	    "there is no figure for 2025-03" },
	{ "heads / past", "2024=?",
	    "there is no figure for 2024-04" },
	{ "quarterly / yearly", "2024=? 2025=?",
	    "there is no figure for 2025Q2" },
	/* of a stock the last month */
	{ "stock / quarterly",
	    "2024Q1=0.3 2024Q2=0.3..0.35 2024Q3=0.3 2025Q1=0.002", "" },
	{ "stock / yearly", "2024=? 2025=?",
	    "there is no figure for 2025-12" },
	/* a rate is their mean */
	{ "rate - share", "2024Q1=29 2024Q2=? 2024Q3=? 2024Q4=? 2025Q1=?",
	    "rate has no figure for 2025Q1" },
	{ "at(rate - share, 2024Q2)", "2024Q2=?",
	    "there is no figure for 2024-06" },
	/* a score is the last, a count the sum */
	{ "elo / share", "2024Q1=1200 2024Q2=650 2024Q3=? 2024Q4=? 2025Q1=?",
	    "elo has no figure for 2025Q1" },
	{ "heads / share", "2024Q1=6 2024Q2=? 2024Q3=? 2024Q4=? 2025Q1=?",
	    "heads has no figure for 2025Q1" },
	/* without a kind each month goes with its quarter */
	{ "plain / quarterly", "2024-01=0.1 2024-02=0.2 2024-06=0.025", "" },
	/* what keeps its kind, and what does not */
	{ "at((flow + flow) / quarterly, 2024Q1)", "2024Q1=1.2", "" },
	{ "at((flow - 10) / quarterly, 2024Q1)", "2024Q1=0.3", "" },
	{ "at(2 * flow / quarterly, 2024Q1)", "2024Q1=1.2", "" },
	{ "at(-flow / 2 / quarterly, 2024Q1)", "2024Q1=-0.3", "" },
	{ "at(prev(flow) / quarterly, 2024Q1)", "2024Q1=0.39", "" },
	{ "at(latest(flow) * flow / quarterly, 2024Q1)", "2024Q1=4.2", "" },
	{ "at(sum by () (flow) / quarterly, 2024Q1)", "2024Q1=0.6", "" },
	{ "at(flow / flow * share, 2024-01)", "2024-01=1", "" },
	{ "at(10 / flow * quarterly, 2024-01)", "2024-01=100", "" },
	{ "at((flow + plain) / quarterly, 2024-02)", "2024-02=0.4", "" },
	{ "at(flow ^ 1 + share, 2024-01)",
	    "error: 3: only a number without a unit can be raised to a power",
	    NULL },
	{ "at(ttm(flow) / quarterly, 2024Q3)", "2024Q3=?",
	    "there is no figure for 2024-08" },
	{ "at(sum(flow, 2) / quarterly, 2024Q1)", "2024Q1=0.5", "" },
	{ "at(max(flow, 3) / quarterly, 2024Q1)", "2024Q1=0.3", "" },
	{ "at(delta(stock) / quarterly, 2024Q2)", "2024Q2=?",
	    "there is no figure for 2024-04" },
	{ "at(yoy(flow) < share, 2025-01)", "2025-01=true", "" },
	{ "at(flow > 5 and quarterly > 50, 2024-02)", "2024-02=true", "" },
	{ "ttm(stock - stock)",
	    "error: 4: 'ttm' adds up flows, and this is a stock", NULL },
	{ "ttm(stock)",
	    "error: 4: 'ttm' adds up flows, and 'stock' is declared a stock",
	    NULL },
	{ "ttm(avg(rate, 2))",
	    "error: 4: 'ttm' adds up flows, and this is a stock", NULL },
	/* what comes after works on the quarters */
	{ "qoq(broken / share)",
	    "2024Q1=? 2024Q2=? 2024Q3=? 2024Q4=? 2025Q1=?",
	    "broken has no figure for 2025Q1" },
	{ "broken + 0 * quarterly",
	    "2024Q1=3 2024Q2=? 2024Q3=7 2025Q1=?",
	    "broken has no figure for 2025Q1" },
	{ "at(broken / share, 2024Q2)", "2024Q2=?",
	    "2024Q2: a break lies within the periods" },
	{ "at(delta(broken + 0 * quarterly), 2024Q3)", "2024Q3=?",
	    "2024Q3: a break, nothing is computed across it" },
	{ "at(prev(broken + 0 * quarterly, 2), 2024Q3)", "2024Q3=?",
	    "2024Q3: a break, nothing is computed across it" },
	{ "streak(flow + quarterly > 0)", "2025Q1=?",
	    "there is no figure for 2025-03" },
	/* prices stand until the next, a month at most */
	{ "price / quarterly", "2024Q1=0.4 2024Q2=0.25 2024Q3=? 2025Q1=0.16",
	    "" },
	{ "at(price / quarterly, 2024Q3)", "2024Q3=?",
	    "there is no figure near the end of 2024Q3" },
	{ "tick / quarterly", "2024Q1=0.44 2024Q2=? 2024Q3=? 2025Q1=?",
	    "tick has no figure for 2025Q1" },
	{ "yield - share", "2024Q1=3 2024Q2=4 2024Q3=? 2024Q4=? 2025Q1=?",
	    "yield has no figure for 2025Q1" },
	/* days add up if all are there, moments never */
	{ "at(sold / quarterly, 2024Q1)", "2024Q1=?",
	    "there is no figure for 2024-01-02" },
	{ "at(ping / quarterly, 2024Q1)", "2024Q1=?",
	    "figures of single moments do not add up to 2024Q1" },
	{ "price / yearly", "2024=? 2025=?", "2025 is not over yet" },
};

static void
test_frequencies(void)
{
	struct model *model = fixture_model(lines);

	clock_set(fixture_time("2025-07-20"));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		is_result(model, cases[i].text, cases[i].wanted);
		if (cases[i].reason != NULL)
			is_reason(model, cases[i].text, cases[i].reason);
	}
	model_free(model);
}

/* All days of a quarter: 91 of one, 0.5 in March alone. */
static void
test_days(void)
{
	struct model *model = fixture_model(
	    "signal q count kind=flow\nq 2024Q1 10\n"
	    "signal d count kind=flow\n");
	struct labels none = { NULL, 0 };

	for (int64_t day = fixture_time("2024-01-01") / DAY_S;
	     day < fixture_time("2024-04-01") / DAY_S; day++) {
		struct vintage vintage = { .amount = amount_exact(1),
			.known_at = day * DAY_S };

		(void)model_add(model, model_find(model, "d"), &none,
		    period_of_day(day), &vintage);
	}
	is_result(model, "d / q", "2024Q1=9.1");
	model_free(model);
}

struct span {
	const char *start, *end; /* last day included */
	double value;
};

static void
add_spans(struct model *model, const char *name, const struct span *spans)
{
	struct labels none = { NULL, 0 };

	for (; spans->start != NULL; spans++) {
		struct period period =
		    period_of_days(fixture_time(spans->start) / DAY_S,
			fixture_time(spans->end) / DAY_S, true);
		struct vintage vintage = { .amount =
					       amount_exact(spans->value),
			.known_at = period.end };

		(void)model_add(model, model_find(model, name), &none, period,
		    &vintage);
	}
}

/* Years of weeks: one ends with September, one with January, one with July; a
 * quarter of 14 weeks in the one, a year of 53. */
static const struct span september[] = {
	{ "2021-12-26", "2022-03-26", 10 }, { "2022-03-27", "2022-06-25", 11 },
	{ "2022-06-26", "2022-09-24", 12 }, { "2022-09-25", "2022-12-31", 13 },
	{ "2023-01-01", "2023-04-01", 20 }, { "2023-04-02", "2023-07-01", 22 },
	{ "2023-07-02", "2023-09-30", 24 }, { "2023-10-01", "2023-12-30", 26 },
	{ NULL, NULL, 0 } };
static const struct span january[] = {
	{ "2022-01-31", "2022-05-01", 1 }, { "2022-05-02", "2022-07-31", 2 },
	{ "2022-08-01", "2022-10-30", 3 }, { "2022-10-31", "2023-01-29", 4 },
	{ "2023-01-30", "2023-04-30", 5 }, { "2023-05-01", "2023-07-30", 6 },
	{ "2023-07-31", "2023-10-29", 8 }, { "2023-10-30", "2024-01-28", 10 },
	{ NULL, NULL, 0 } };
static const struct span february[] = { /* of months */
	{ "2021-12-01", "2022-02-28", 1 }, { "2022-03-01", "2022-05-31", 2 },
	{ "2022-06-01", "2022-08-31", 3 }, { "2022-09-01", "2022-11-30", 4 },
	{ "2022-12-01", "2023-02-28", 5 }, { NULL, NULL, 0 } };
static const struct span june[] = { /* years; the second has 53 weeks */
	{ "2019-06-30", "2020-06-27", 100 },
	{ "2020-06-28", "2021-07-03", 110 },
	{ "2021-07-04", "2022-07-02", 121 },
	{ "2022-07-03", "2023-07-01", 133.1 }, { NULL, NULL, 0 } };
static const struct span calendar[] = {
	{ "2022-01-01", "2022-03-31", 100 },
	{ "2022-04-01", "2022-06-30", 100 },
	{ "2022-07-01", "2022-09-30", 100 },
	{ "2022-10-01", "2022-12-31", 100 },
	{ "2023-01-01", "2023-03-31", 100 }, { NULL, NULL, 0 } };

static const struct {
	const char *text, *wanted;
} calendars[] = {
	{ "september", "2022Q1=10 2022Q2=11 2022Q3=12 2022Q4=13 2023Q1=20 "
		       "2023Q2=22 2023Q3=24 2023Q4=26" },
	{ "january", "2022Q1=1 2022Q2=2 2022Q3=3 2022Q4=4 2023Q1=5 2023Q2=6 "
		     "2023Q3=8 2023Q4=10" },
	{ "february", "2022Q1=1 2022Q2=2 2022Q3=3 2022Q4=4 2023Q1=5" },
	{ "yoy(september)", "2022Q1=? 2022Q2=? 2022Q3=? 2022Q4=? 2023Q1=100 "
			    "2023Q2=100 2023Q3=100 2023Q4=100" },
	{ "ttm(september)", "2022Q1=? 2022Q2=? 2022Q3=? 2022Q4=46 2023Q1=56 "
			    "2023Q2=67 2023Q3=79 2023Q4=92" },
	{ "prev(january, 4)", "2022Q1=? 2022Q2=? 2022Q3=? 2022Q4=? 2023Q1=1 "
			      "2023Q2=2 2023Q3=3 2023Q4=4" },
	{ "streak(january > 0)", "2023Q4=8" },
	/* its fourth quarter ends in January, and is of the year before */
	{ "ytd(january)", "2022Q1=? 2022Q2=? 2022Q3=? 2022Q4=? 2023Q1=25 "
			  "2023Q2=50 2023Q3=100 2023Q4=150" },
	/* before the first, to the day or not */
	{ "at(sum(september, since 2021Q4), 2022Q2)", "2022Q2=?" },
	{ "at(sum(september, since 2021Q4), 2023Q4)", "2023Q4=?" },
	{ "at(sum(january, since 2021Q4), 2023Q1)", "2023Q1=?" },
	{ "streak(june > 0)", "2022=4" },
	{ "at(sum(september, since 2023Q1), 2023Q4)", "2023Q4=92" },
	{ "at(sum(september, since FY2023), 2023Q1)", "2023Q1=56" },
	{ "at(sum(september, since 2022-10-01), 2023Q1)", "2023Q1=33" },
	{ "at(pace(september, 92, 2023-01-01, 2024-01-01), 2023Q4)",
	    "2023Q4=100.2747253" },
	{ "yoy(june)", "2019=? 2020=10 2021=10 2022=10" },
	{ "prev(june, 3)", "2019=? 2020=? 2021=? 2022=100" },
	/* one calendar with another */
	{ "january / calendar",
	    "2022Q1=0.01 2022Q2=0.02 2022Q3=0.03 2022Q4=0.04 2023Q1=0.05 "
	    "2023Q2=? 2023Q3=? 2023Q4=?" },
	{ "february + january", "2022Q1=2 2022Q2=4 2022Q3=6 2022Q4=8 "
				"2023Q1=10 2023Q2=? 2023Q3=? 2023Q4=?" },
	{ "january - february", "2022Q1=0 2022Q2=0 2022Q3=0 2022Q4=0 "
				"2023Q1=0 2023Q2=? 2023Q3=? 2023Q4=?" },
	{ "september - february", "2022Q1=9 2022Q2=9 2022Q3=9 2022Q4=9 "
				  "2023Q1=15 2023Q2=? 2023Q3=? 2023Q4=?" },
	{ "at(january, 2022Q1) + at(february, 2022Q1)", "2022Q1=2" },
	/* months in quarters that end with February, and in those of weeks */
	{ "month / february", "2022Q1=6 2022Q2=6 2022Q3=6 2022Q4=6 "
			      "2023Q1=6 2023Q2=?" },
	{ "at(month - september, 2023Q1)", "2023Q1=22" },
	/* quarters in years that end with June */
	{ "quarter / june", "2021=0.1 2022=?" },
	{ "plain / february", "2021-12=1 2022-01=2 2022-03=2" },
};

static void
test_calendars(void)
{
	struct model *model = fixture_model(
	    "signal september RMB kind=flow\nsignal january RMB kind=flow\n"
	    "signal february RMB kind=flow\nsignal june RMB kind=flow\n"
	    "signal calendar RMB kind=flow\n"
	    "signal quarter RMB kind=flow\nquarter 2021Q3 3\n"
	    "quarter 2021Q4 3\nquarter 2022Q1 3\nquarter 2022Q2 3.1\n"
	    "quarter 2022Q3 4\n"
	    "signal plain RMB\nplain 2021-12 1\nplain 2022-01 2\n"
	    "plain 2022-03 4\n"
	    "signal month RMB kind=flow\nmonth 2021-12 1\nmonth 2022-01 2\n"
	    "month 2022-02 3\nmonth 2022-03 3\nmonth 2022-04 4\n"
	    "month 2022-05 5\nmonth 2022-06 5\nmonth 2022-07 6\n"
	    "month 2022-08 7\nmonth 2022-09 7\nmonth 2022-10 8\n"
	    "month 2022-11 9\nmonth 2022-12 9\nmonth 2023-01 10\n"
	    "month 2023-02 11\nmonth 2023-03 21\n");

	add_spans(model, "september", september);
	add_spans(model, "january", january);
	add_spans(model, "february", february);
	add_spans(model, "june", june);
	add_spans(model, "calendar", calendar);
	for (size_t i = 0; i < ARRAY_LEN(calendars); i++)
		is_result(model, calendars[i].text, calendars[i].wanted);
	model_free(model);
}

int
main(void)
{
	test_frequencies();
	test_days();
	test_calendars();
	return done();
}
