/* The stretch of time that a figure speaks of: half-open [start, end), seconds
 * UTC. A plain value. The label is that of the calendar (2025Q2), whatever the
 * fiscal year; a fiscal label is a way to write and read it. */
#ifndef MODEL_PERIOD_H
#define MODEL_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

struct buf;
struct err;

enum period_kind {
	PERIOD_INSTANT, /* start == end */
	PERIOD_DAY,
	PERIOD_MONTH,
	PERIOD_QUARTER, /* three months, or 12 to 14 weeks */
	PERIOD_YEAR,	/* twelve months, or 52 to 53 weeks */
	PERIOD_SPAN,	/* anything else */
	PERIOD_KIND_COUNT
};

struct period {
	int64_t start, end;
	enum period_kind kind;
};

#define FISCAL_CALENDAR 12 /* a fiscal year that ends in December */

/* 2025Q2, CY2025Q2, CY2025Q2I (EDGAR), Q2 2025, FY2026Q1, Q1 FY2026, FY2026,
 * 2025, YR2025, 2025-06, 2025M06, 2025年6月, Jun 2025, 2025-06-30, and
 * every moment of date_parse_time(). A date is a day, a moment with a time is
 * an instant. FISCAL_END is the month (1..12) in which the fiscal year ends;
 * FYn is the year that ends in calendar year n. */
bool period_parse(struct period *period, const char *text, int fiscal_end,
    struct err *err);

/* From START to END, days since 1970-01-01. END_INCLUDED: END is the last day
 * of it, as publishers say it. The kind follows from the length. */
struct period period_of_days(
    int64_t start, int64_t end, bool end_included);
struct period period_of_day(int64_t day);
struct period period_of_instant(int64_t time);

/* N periods later (earlier: negative), for months, quarters, years and days;
 * others are given back as they are. */
struct period period_shift(struct period period, int n);

/* The place in the calendar's grid of that kind: the quarter (month, year) that
 * holds the middle of the period, counted from year 0; the day; for instants
 * and spans the start. Equal slots of one kind are the same period. */
int64_t period_slot(struct period period);

/* The month, quarter or year (KIND) of the calendar that holds the middle. */
struct period period_around(struct period period, enum period_kind kind);

/* The month's first or last day's end next to TIME, at most a week away: where
 * the years of a calendar of weeks would end if they were of months. TIME
 * itself where none is that near. */
int64_t period_settled(int64_t time);
int64_t period_middle(struct period period);

/* How many of this kind make a year: 12, 4, 1; 0 for others. */
int period_per_year(enum period_kind kind);

/* By end, then start: the order in a series. */
int period_compare(struct period a, struct period b);
bool period_equal(struct period a, struct period b); /* same kind and slot */

/* Whether PERIOD belongs before FIRST, which a break says is the first of a new
 * time: by slot where they are of one kind, else by their starts. */
bool period_precedes(struct period period, struct period first);

/* Whether PERIOD is SINCE or a later one, or begins with SINCE or later: a year
 * of weeks may begin some days earlier. */
bool period_begins_since(struct period period, struct period since);

/* By slot where they are of one kind, else as period_compare(): two calendars
 * may have the ends of two slots the other way round. 0: the same period. */
int period_order(struct period a, struct period b);

/* How far, in seconds, the ends of two equal periods of KIND may be apart. */
int64_t period_slack(enum period_kind kind);

/* 2025Q2, 2025-06, 2025 (the calendar year that holds the middle), 2025-06-30,
 * 2025-06-30T12:00:00Z, 2025-01-01..2025-09-30 (last day included). */
void period_format(struct buf *out, struct period period);

/* FY2026Q1, FY2026; as period_format() for what has no fiscal label or where
 * the fiscal year is the calendar's. */
void period_format_fiscal(
    struct buf *out, struct period period, int fiscal_end);

#endif
