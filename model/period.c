/* SPDX-License-Identifier: MIT */
#include "model/period.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"

static const struct {
	enum period_kind kind;
	int64_t least_days, most_days; /* 52- and 53-week years included */
	int per_year;
} lengths[] = {
	{ PERIOD_DAY, 1, 1, 0 },
	{ PERIOD_MONTH, 25, 35, 12 },
	{ PERIOD_QUARTER, 80, 100, 4 },
	{ PERIOD_YEAR, 350, 380, 1 },
};

/* How many days before or after a month's end a year of weeks may end. */
enum { MOST_DRIFT = 7 };

#define LENGTH_COUNT (sizeof(lengths) / sizeof(lengths[0]))

struct period
period_of_days(int64_t start, int64_t end, bool end_included)
{
	int64_t days = end - start + end_included;
	struct period period = { start * DAY_S,
		(end + end_included) * DAY_S, PERIOD_SPAN };

	for (size_t i = 0; i < LENGTH_COUNT; i++)
		if (days >= lengths[i].least_days &&
		    days <= lengths[i].most_days)
			period.kind = lengths[i].kind;
	return period;
}

struct period
period_of_day(int64_t day)
{
	return (struct period){ day * DAY_S, (day + 1) * DAY_S, PERIOD_DAY };
}

struct period
period_of_instant(int64_t time)
{
	return (struct period){ time, time, PERIOD_INSTANT };
}

int
period_per_year(enum period_kind kind)
{
	for (size_t i = 0; i < LENGTH_COUNT; i++)
		if (lengths[i].kind == kind)
			return lengths[i].per_year;
	return 0;
}

static int64_t
months_of(struct civil civil)
{
	return (int64_t)civil.year * 12 + civil.month - 1;
}

int64_t
period_settled(int64_t time)
{
	int64_t day = date_day_of(time);
	struct civil civil = date_civil(day);
	int64_t first = date_days(civil.year, civil.month, 1);
	int64_t next = date_days(civil.year, civil.month + 1, 1);

	if (day - first <= MOST_DRIFT)
		return first * DAY_S;
	return next - day <= MOST_DRIFT ? next * DAY_S : time;
}

int64_t
period_middle(struct period period)
{
	return period.start + (period.end - period.start) / 2;
}

/* The civil date of the day that holds the middle. Near the border of a month
 * (that is in years that end in June) a year of weeks would fall now on this
 * side of it, now on that: then the months that it stands for decide. */
static struct civil
middle(struct period period)
{
	struct civil civil = date_civil(date_day_of(period_middle(period)));

	if (period_per_year(period.kind) == 0 ||
	    (civil.day > MOST_DRIFT + 1 && civil.day < 28 - MOST_DRIFT))
		return civil;
	period.start = period_settled(period.start);
	period.end = period_settled(period.end);
	return date_civil(date_day_of(period_middle(period)));
}

int64_t
period_slot(struct period period)
{
	switch (period.kind) {
	case PERIOD_DAY:
		return date_day_of(period.start);
	case PERIOD_MONTH:
		return months_of(middle(period));
	case PERIOD_QUARTER:
		return months_of(middle(period)) / 3;
	case PERIOD_YEAR:
		return middle(period).year;
	default:
		return period.start;
	}
}

struct period
period_around(struct period period, enum period_kind kind)
{
	int months = 12 / period_per_year(kind);
	int64_t slot = months_of(middle(period)) / months;
	int year = (int)(slot * months / 12);
	int month = (int)(slot * months % 12) + 1;

	return (struct period){ date_days(year, month, 1) * DAY_S,
		date_days(year, month + months, 1) * DAY_S, kind };
}

/* A boundary N months later: the same day, or the end of a shorter month. */
static int64_t
shift_boundary(int64_t time, int64_t months)
{
	struct civil civil = date_civil(date_day_of(time));
	int month = (int)(civil.month + months);
	int64_t first = date_days(civil.year, month, 1);
	int64_t next = date_days(civil.year, month + 1, 1);
	int64_t day = first + civil.day - 1;

	return (day < next ? day : next - 1) * DAY_S;
}

struct period
period_shift(struct period period, int n)
{
	int per_year = period_per_year(period.kind);
	int64_t days = (int64_t)n * DAY_S;

	if (period.kind == PERIOD_DAY)
		return (struct period){ period.start + days,
			period.end + days, PERIOD_DAY };
	if (per_year == 0)
		return period;
	return (struct period){
		shift_boundary(period.start, (int64_t)n * 12 / per_year),
		shift_boundary(period.end, (int64_t)n * 12 / per_year),
		period.kind,
	};
}

int
period_compare(struct period a, struct period b)
{
	if (a.end != b.end)
		return a.end < b.end ? -1 : 1;
	if (a.start != b.start)
		return a.start < b.start ? -1 : 1;
	return 0;
}

bool
period_equal(struct period a, struct period b)
{
	if (a.kind != b.kind)
		return false;
	if (a.start == b.start && a.end == b.end) /* most often, and cheap */
		return true;
	if (a.kind == PERIOD_SPAN)
		return false;
	return period_slot(a) == period_slot(b);
}

/* A day begins when it says. */
static int64_t
settled_start(struct period period)
{
	return period_per_year(period.kind) > 0 ? period_settled(period.start)
						: period.start;
}

bool
period_precedes(struct period period, struct period first)
{
	if (period.kind == first.kind && period_per_year(period.kind) > 0)
		return period_slot(period) < period_slot(first);
	if (period.kind < first.kind)
		return period_middle(period) < first.start;
	return settled_start(period) < first.start;
}

bool
period_begins_since(struct period period, struct period since)
{
	if (period.kind == since.kind && period_per_year(since.kind) > 0)
		return period_slot(period) >= period_slot(since);
	if (since.kind > period.kind && since.kind < PERIOD_SPAN)
		return period_middle(period) >= since.start;
	return settled_start(period) >= since.start;
}

int
period_order(struct period a, struct period b)
{
	int64_t left, right;

	if (a.kind != b.kind || period_per_year(a.kind) == 0)
		return period_compare(a, b);
	left = period_slot(a);
	right = period_slot(b);
	return left < right ? -1 : left > right;
}

/* A period, and the most that two of one slot differ in length. */
int64_t
period_slack(enum period_kind kind)
{
	int per_year = period_per_year(kind);

	return per_year > 0 ? 440 / per_year * DAY_S : 0;
}

void
period_format(struct buf *out, struct period period)
{
	int64_t slot = period_slot(period);

	switch (period.kind) {
	case PERIOD_INSTANT:
		date_format_time(out, period.start);
		return;
	case PERIOD_DAY:
		date_format(out, slot);
		return;
	case PERIOD_MONTH:
		(void)buf_printf(
		    out, "%04d-%02d", (int)(slot / 12), (int)(slot % 12) + 1);
		return;
	case PERIOD_QUARTER:
		(void)buf_printf(
		    out, "%04dQ%d", (int)(slot / 4), (int)(slot % 4) + 1);
		return;
	case PERIOD_YEAR:
		(void)buf_printf(out, "%04d", (int)slot);
		return;
	default:
		date_format(out, date_day_of(period.start));
		(void)buf_text(out, "..");
		date_format(out, date_day_of(period.end) - 1);
	}
}

/* Whether a year ends where the fiscal one does, to the week: a calendar year
 * is no fiscal one. */
static bool
is_fiscal_year(struct period period, int fiscal_end)
{
	return date_civil(date_day_of(period.end) - 15).month == fiscal_end;
}

void
period_format_fiscal(struct buf *out, struct period period, int fiscal_end)
{
	/* Months from the calendar's year end to the fiscal one. */
	int64_t ahead = 12 - fiscal_end;
	int64_t months = months_of(middle(period)) + ahead;

	if (fiscal_end == FISCAL_CALENDAR ||
	    (period.kind != PERIOD_QUARTER && period.kind != PERIOD_YEAR) ||
	    (period.kind == PERIOD_YEAR &&
		!is_fiscal_year(period, fiscal_end))) {
		period_format(out, period);
		return;
	}
	(void)buf_printf(out, "FY%04d", (int)(months / 12));
	if (period.kind == PERIOD_QUARTER)
		(void)buf_printf(out, "Q%d", (int)(months % 12) / 3 + 1);
}
