/* SPDX-License-Identifier: MIT */
#include "model/period.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "tests/tap.h"

static const struct {
	const char *text;
	int fiscal_end;
	enum period_kind kind;
	const char *start, *end; /* the first day, and that after the last */
	const char *label, *fiscal;
} goods[] = {
	{ "2025Q2", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "2025Q2", 3, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "FY2026Q1" },
	{ "2026", 3, PERIOD_YEAR, "2026-01-01", "2027-01-01", "2026",
	    "2026" }, /* no fiscal year is this one */
	{ "2025q2", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "2025-Q2", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "2025 Q2", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "CY2025Q2", 3, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "FY2026Q1" },
	{ "CY2025Q2I", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01",
	    "2025Q2", "2025Q2" },
	{ "FY2026Q1", 3, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "FY2026Q1" },
	{ "FY2026Q4", 3, PERIOD_QUARTER, "2026-01-01", "2026-04-01", "2026Q1",
	    "FY2026Q4" },
	{ "FY2026Q1", 6, PERIOD_QUARTER, "2025-07-01", "2025-10-01", "2025Q3",
	    "FY2026Q1" },
	{ "FY2026Q1", 1, PERIOD_QUARTER, "2025-02-01", "2025-05-01", "2025Q1",
	    "FY2026Q1" },
	{ "FY2026Q2", 12, PERIOD_QUARTER, "2026-04-01", "2026-07-01",
	    "2026Q2", "2026Q2" },
	{ "FY2026", 3, PERIOD_YEAR, "2025-04-01", "2026-04-01", "2025",
	    "FY2026" },
	{ "FY2026", 1, PERIOD_YEAR, "2025-02-01", "2026-02-01", "2025",
	    "FY2026" },
	{ "2025", 12, PERIOD_YEAR, "2025-01-01", "2026-01-01", "2025",
	    "2025" },
	{ "CY2025", 3, PERIOD_YEAR, "2025-01-01", "2026-01-01", "2025",
	    "2025" },
	{ "2025-06", 12, PERIOD_MONTH, "2025-06-01", "2025-07-01", "2025-06",
	    "2025-06" },
	{ "Jun 2025", 3, PERIOD_MONTH, "2025-06-01", "2025-07-01", "2025-06",
	    "2025-06" },
	{ "June 2025", 12, PERIOD_MONTH, "2025-06-01", "2025-07-01",
	    "2025-06", "2025-06" },
	{ "Sept. 2025", 12, PERIOD_MONTH, "2025-09-01", "2025-10-01",
	    "2025-09", "2025-09" },
	{ "2025-12", 12, PERIOD_MONTH, "2025-12-01", "2026-01-01", "2025-12",
	    "2025-12" },
	{ "YR2019", 12, PERIOD_YEAR, "2019-01-01", "2020-01-01", "2019",
	    "2019" },
	{ "Q2 2025", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "2Q 2025", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "Q1 FY2026", 3, PERIOD_QUARTER, "2025-04-01", "2025-07-01",
	    "2025Q2", "FY2026Q1" },
	{ "2025M07", 12, PERIOD_MONTH, "2025-07-01", "2025-08-01", "2025-07",
	    "2025-07" },
	{ "FY26", 3, PERIOD_YEAR, "2025-04-01", "2026-04-01", "2025",
	    "FY2026" },
	{ "FY26Q1", 3, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "FY2026Q1" },
	{ "2Q25", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "Q2'25", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "2025Q2" },
	{ "Q1 FY26", 3, PERIOD_QUARTER, "2025-04-01", "2025-07-01", "2025Q2",
	    "FY2026Q1" },
	{ "2025/07", 12, PERIOD_MONTH, "2025-07-01", "2025-08-01",
	    "2025-07", "2025-07" },
	{ "2025年", 12, PERIOD_YEAR, "2025-01-01", "2026-01-01", "2025",
	    "2025" },
	{ "2025年第二季度", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01",
	    "2025Q2", "2025Q2" },
	{ "2025年2季", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01",
	    "2025Q2", "2025Q2" },
	{ "2025年Q2", 12, PERIOD_QUARTER, "2025-04-01", "2025-07-01",
	    "2025Q2", "2025Q2" },
	{ "2026财年", 3, PERIOD_YEAR, "2025-04-01", "2026-04-01", "2025",
	    "FY2026" },
	{ "2026财年第一季度", 3, PERIOD_QUARTER, "2025-04-01", "2025-07-01",
	    "2025Q2", "FY2026Q1" },
	{ "2025年7月", 12, PERIOD_MONTH, "2025-07-01", "2025-08-01",
	    "2025-07", "2025-07" },
	{ "2025M07D08", 12, PERIOD_DAY, "2025-07-08", "2025-07-09",
	    "2025-07-08", "2025-07-08" },
	{ "25.04.2026", 12, PERIOD_DAY, "2026-04-25", "2026-04-26",
	    "2026-04-25", "2026-04-25" },
	{ "March 02, 2026", 12, PERIOD_DAY, "2026-03-02", "2026-03-03",
	    "2026-03-02", "2026-03-02" },
	{ "2025-06-30", 12, PERIOD_DAY, "2025-06-30", "2025-07-01",
	    "2025-06-30", "2025-06-30" },
	{ "20250630", 12, PERIOD_DAY, "2025-06-30", "2025-07-01",
	    "2025-06-30", "2025-06-30" },
	{ "30 Jun 2025", 12, PERIOD_DAY, "2025-06-30", "2025-07-01",
	    "2025-06-30", "2025-06-30" },
	{ "2025-06-30T00:00:00Z", 12, PERIOD_INSTANT, "2025-06-30",
	    "2025-06-30", "2025-06-30T00:00:00Z", "2025-06-30T00:00:00Z" },
	{ "1751241600", 12, PERIOD_INSTANT, "2025-06-30", "2025-06-30",
	    "2025-06-30T00:00:00Z", "2025-06-30T00:00:00Z" },
};

#define EXPECTED "2025Q2, FY2026Q1, 2025-06, 2025 or a date is expected"

static const struct {
	const char *text, *why;
	int64_t at;
} bads[] = {
	{ "2025Q5", "'2025Q5' is no period: a quarter is 1 to 4", 5 },
	{ "FY2026Q0", "'FY2026Q0' is no period: a quarter is 1 to 4", 7 },
	{ "2025Q", "'2025Q' is no period: a quarter is 1 to 4", 5 },
	{ "FY262",
	    "'FY262' is no period: a year of four digits and perhaps Q1 to Q4 "
	    "are expected",
	    0 },
	{ "CYclic",
	    "'CYclic' is no period: a year of four digits and perhaps Q1 to "
	    "Q4 are expected",
	    0 },
	{ "2025-13", "'2025-13' is no period: " EXPECTED, 0 },
	{ "2025-00", "'2025-00' is no period: " EXPECTED, 0 },
	{ "0000-05", "'0000-05' is no period: " EXPECTED, 0 },
	{ "0000", "'0000' is no period: " EXPECTED, 0 },
	{ "2025-02-30", "'2025-02-30' is no period: " EXPECTED, 0 },
	{ "Junk 2025", "'Junk 2025' is no period: " EXPECTED, 0 },
	{ "Jun 25", "'Jun 25' is no period: " EXPECTED, 0 },
	{ "02-03-2026",
	    "'02-03-2026' may be read in two ways: 2 March or 3 February "
	    "2026",
	    0 },
	{ "Q5 2025", "'Q5 2025' is no period: " EXPECTED, 0 },
	{ "Q2 0000", "'Q2 0000' is no period: " EXPECTED, 0 },
	{ "FY0001Q1",
	    "'FY0001Q1' is no period: a year of four digits and perhaps Q1 to "
	    "Q4 are expected",
	    0 },
	{ "Q1 FY0001", "'Q1 FY0001' is no period: " EXPECTED, 0 },
	{ "2025年第五季度", "'2025年第五季度' is no period: " EXPECTED, 0 },
	{ "2025年上半年", "'2025年上半年' is no period: " EXPECTED, 0 },
	{ "2Q256", "'2Q256' is no period: " EXPECTED, 0 },
	{ "2025M13", "'2025M13' is no period: " EXPECTED, 0 },
	{ "2025年13月", "'2025年13月' is no period: " EXPECTED, 0 },
	{ "YR19",
	    "'YR19' is no period: a year of four digits and perhaps Q1 to Q4 "
	    "are expected",
	    0 },
	{ "2025Q2x", "'2025Q2x' is no period: " EXPECTED, 0 },
	{ "last quarter", "'last quarter' is no period: " EXPECTED, 0 },
	{ "", "'' is no period: " EXPECTED, 0 },
};

static int64_t
day(const char *text)
{
	int64_t days = -1;

	(void)date_parse(&days, text);
	return days;
}

static void
is_period(struct period period, const char *wanted, const char *name)
{
	struct buf out;

	buf_init(&out, 100);
	period_format(&out, period);
	is_string(buf_string(&out), wanted, name);
	buf_release(&out);
}

static void
test_parse(void)
{
	for (size_t i = 0; i < ARRAY_LEN(goods); i++) {
		struct period period = { 0, 0, PERIOD_KIND_COUNT };
		struct err err;
		struct buf out;

		if (!ok(period_parse(&period, goods[i].text,
				goods[i].fiscal_end, &err),
			goods[i].text))
			continue;
		ok(period.kind == goods[i].kind &&
			period.start == day(goods[i].start) * DAY_S &&
			period.end == day(goods[i].end) * DAY_S,
		    "its kind, start and end");
		is_period(period, goods[i].label, "its label");
		buf_init(&out, 100);
		period_format_fiscal(&out, period, goods[i].fiscal_end);
		is_string(buf_string(&out), goods[i].fiscal, "its fiscal one");
		buf_release(&out);
	}
	for (size_t i = 0; i < ARRAY_LEN(bads); i++) {
		struct period period;
		struct err err = { .text = "(read)" };

		(void)period_parse(&period, bads[i].text, 3, &err);
		is_string(err.text, bads[i].why, bads[i].text);
		is_int((int64_t)err.at, bads[i].at, "its place");
	}
}

/* Each fiscal year end: what is written is read again as the same. */
static void
test_fiscal(void)
{
	int wrong = 0;

	for (int end = 1; end <= 12; end++)
		for (int month = 0; month < 120; month += 3) {
			int64_t first = date_days(2020, end + 1 + month, 1);
			struct period back, period = period_of_days(first,
			    date_days(2020, end + 4 + month, 1), false);
			struct err err;
			struct buf out;

			buf_init(&out, 100);
			period_format_fiscal(&out, period, end);
			wrong += !period_parse(
				     &back, buf_string(&out), end, &err) ||
			    !period_equal(back, period) ||
			    (end != 12 && back.start != period.start);
			buf_release(&out);
		}
	is_int(wrong, 0, "fiscal labels of all year ends there and back");
}

static void
test_kinds(void)
{
	static const struct {
		const char *start, *end, *label;
		enum period_kind kind;
	} cases[] = {
		{ "2025-04-01", "2025-06-30", "2025Q2", PERIOD_QUARTER },
		{ "2025-03-30", "2025-06-28", "2025Q2", PERIOD_QUARTER },
		{ "2025-01-27", "2025-04-27", "2025Q1", PERIOD_QUARTER },
		{ "2023-10-01", "2024-01-06", "2023Q4", PERIOD_QUARTER },
		{ "2025-02-01", "2025-02-28", "2025-02", PERIOD_MONTH },
		{ "2024-04-01", "2025-03-31", "2024", PERIOD_YEAR },
		{ "2023-09-26", "2024-09-30", "2024", PERIOD_YEAR },
		{ "2025-06-30", "2025-06-30", "2025-06-30", PERIOD_DAY },
		{ "2025-01-01", "2025-09-30", "2025-01-01..2025-09-30",
		    PERIOD_SPAN },
		{ "2025-01-01", "2025-01-07", "2025-01-01..2025-01-07",
		    PERIOD_SPAN },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct period period = period_of_days(
		    day(cases[i].start), day(cases[i].end), true);

		is_int(period.kind, cases[i].kind, cases[i].label);
		is_period(period, cases[i].label, "its label");
	}
}

static void
test_shift(void)
{
	static const struct {
		const char *text;
		int n;
		const char *shifted;
	} cases[] = {
		{ "2025Q2", -1, "2025Q1" }, { "2025Q1", -1, "2024Q4" },
		{ "2025Q2", -4, "2024Q2" }, { "2025Q2", 7, "2027Q1" },
		{ "2025-01", -13, "2023-12" }, { "2025", 2, "2027" },
		{ "2024-02-29", 366, "2025-03-01" },
		{ "2025-06-30T12:00:00Z", 3, "2025-06-30T12:00:00Z" },
	};
	struct period odd = period_of_days(
	    day("2024-10-28"), day("2025-01-26"), true);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct period period;
		struct err err;

		if (period_parse(&period, cases[i].text, 12, &err))
			is_period(period_shift(period, cases[i].n),
			    cases[i].shifted, cases[i].text);
	}
	is_period(odd, "2024Q4", "thirteen weeks");
	for (int n = 1; n <= 12; n++)
		odd = period_shift(odd, -1);
	is_period(odd, "2021Q4", "stay in their slots for years");
}

/* Years of 52 and 53 weeks that end next to the end of June: their middle is
 * now in one year of the calendar, now in the other, and they stay apart. */
static const struct {
	const char *start, *end, *label, *fiscal; /* last day included */
	int fiscal_end;
} weeks[] = {
	{ "2019-06-30", "2020-06-27", "2019", "FY2020", 6 },
	{ "2020-06-28", "2021-07-03", "2020", "FY2021", 6 }, /* 53 */
	{ "2021-07-04", "2022-07-02", "2021", "FY2022", 6 },
	{ "2022-07-03", "2023-07-01", "2022", "FY2023", 6 },
	{ "2023-07-02", "2024-06-29", "2023", "FY2024", 6 },
	{ "2024-07-01", "2025-06-30", "2024", "FY2025", 6 }, /* of months */
	{ "2022-09-25", "2023-09-30", "2023", "FY2023", 9 }, /* 53 */
	{ "2023-10-01", "2024-09-28", "2024", "FY2024", 9 },
	{ "2022-01-31", "2023-01-29", "2022", "FY2023", 1 },
	{ "2023-01-30", "2024-01-28", "2023", "FY2024", 1 },
	{ "2023-07-30", "2024-07-27", "2024", "FY2024", 7 },
	/* quarters, of 13 and 14 weeks */
	{ "2022-09-25", "2022-12-31", "2022Q4", "FY2023Q1", 9 }, /* 14 */
	{ "2023-01-01", "2023-04-01", "2023Q1", "FY2023Q2", 9 },
	{ "2025-03-30", "2025-06-28", "2025Q2", "FY2025Q3", 9 },
	{ "2025-01-27", "2025-04-27", "2025Q1", "FY2026Q1", 1 },
	{ "2024-07-28", "2024-10-26", "2024Q3", "FY2025Q1", 7 },
	{ "2024-12-01", "2025-02-28", "2025Q1", "FY2025Q2", 8 },
	/* months of four and of five weeks */
	{ "2025-01-26", "2025-02-22", "2025-02", "2025-02", 12 },
	{ "2025-02-23", "2025-03-29", "2025-03", "2025-03", 12 },
	{ "2025-03-30", "2025-04-26", "2025-04", "2025-04", 12 },
};

static void
test_weeks(void)
{
	for (size_t i = 0; i < ARRAY_LEN(weeks); i++) {
		struct period period = period_of_days(
		    day(weeks[i].start), day(weeks[i].end), true);
		struct buf out;

		is_period(period, weeks[i].label, weeks[i].start);
		is_period(period_shift(period_shift(period, 8), -8),
		    weeks[i].label, "there and back");
		buf_init(&out, 100);
		period_format_fiscal(&out, period, weeks[i].fiscal_end);
		is_string(buf_string(&out), weeks[i].fiscal, "its fiscal one");
		buf_release(&out);
	}
}

static const struct {
	const char *start, *end, *since; /* last day included */
	bool begins;
} sinces[] = {
	{ "2025-03-30", "2025-06-28", "2025-04-01", true },
	{ "2025-03-30", "2025-06-28", "2025-05-01", false },
	{ "2025-03-30", "2025-06-28", "2025Q2", true },
	{ "2025-03-30", "2025-06-28", "2025Q3", false },
	{ "2025-03-30", "2025-06-28", "2025-04", true },
	{ "2025-03-30", "2025-06-28", "2025-05", false },
	{ "2024-12-01", "2025-02-28", "2025Q1", true },
	{ "2024-12-01", "2025-02-28", "2025", true },
	{ "2024-12-01", "2025-02-28", "2025-01-01", false },
	{ "2024-10-27", "2025-01-25", "2025", false },
	{ "2025-01-01", "2025-01-31", "2025Q1", true },
	{ "2024-12-01", "2024-12-31", "2025Q1", false },
	{ "2022-07-03", "2023-07-01", "2022-07-01", true },
	{ "2025-01-01", "2025-01-01", "2025-01-01", true },
	{ "2024-12-31", "2024-12-31", "2025-01-01", false },
	{ "2024-12-31", "2024-12-31", "2025Q1", false },
};

static void
test_since(void)
{
	for (size_t i = 0; i < ARRAY_LEN(sinces); i++) {
		struct period period = period_of_days(
		    day(sinces[i].start), day(sinces[i].end), true);
		struct period since;
		struct err err;

		if (!period_parse(&since, sinces[i].since, 12, &err))
			continue;
		ok(period_begins_since(period, since) == sinces[i].begins,
		    sinces[i].start);
	}
}

static void
test_order(void)
{
	struct period calendar =
	    period_of_days(day("2025-04-01"), day("2025-07-01"), false);
	struct period thirteen =
	    period_of_days(day("2025-03-30"), day("2025-06-29"), false);
	struct period before = period_shift(thirteen, -1);

	ok(period_equal(calendar, thirteen), "two calendars, one quarter");
	ok(period_compare(thirteen, calendar) < 0, "though one ends before");
	ok(!period_equal(calendar, before), "another quarter");
	ok(!period_precedes(thirteen, calendar) &&
		period_precedes(before, calendar),
	    "a break at 2025Q2 is before the one, not the other");
	ok(period_precedes(period_of_day(day("2025-03-31")), calendar) &&
		!period_precedes(period_of_day(day("2025-04-01")), calendar),
	    "days go by their start");
	ok(!period_equal(period_of_days(0, 90, false),
	       period_of_days(0, 365, false)),
	    "a quarter is no year");
	is_int(period_per_year(PERIOD_MONTH) + period_per_year(PERIOD_QUARTER) +
		period_per_year(PERIOD_YEAR) + period_per_year(PERIOD_DAY),
	    17, "how many make a year");
}

int
main(void)
{
	test_parse();
	test_fiscal();
	test_kinds();
	test_shift();
	test_weeks();
	test_since();
	test_order();
	return done();
}
