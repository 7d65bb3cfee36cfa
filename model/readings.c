/* SPDX-License-Identifier: MIT */
/* Which cells of its argument each result of a function is made of. */
#include "base/clock.h"
#include "base/date.h"
#include "model/eval_call.h"
#include "model/positional.h"

static const int64_t longest_gap_days = 31; /* yoy of dates */

static bool
unread(const struct function_call *call, struct reading *reading,
    const char *what, struct period period)
{
	reading->reason = eval_reason(call->eval, "%s for %s", what,
	    eval_period_text(call->eval, period));
	return false;
}

/* There is nothing at PERIOD: was there anything before? */
static void
note_beginning(
    struct reading *reading, const struct row *row, struct period period)
{
	reading->unbegun = period_compare(period, row->cells[0].period) < 0 &&
	    !period_equal(period, row->cells[0].period);
}

/* How many periods of the row's KIND an argument means: 4, 4 periods, 4
 * quarters (that is 12 months); one where it is left out. */
static bool
count_argument(const struct function_call *call, enum period_kind kind,
    int *count, struct reading *reading)
{
	const struct node *node = call->node->child_count > 1
	    ? call->node->children[1]
	    : NULL;
	int wanted, have = period_per_year(kind);

	*count = node != NULL ? (int)node->number : 1;
	if (node == NULL || node->kind != NODE_DURATION)
		return true;
	wanted = period_per_year(node->period.kind);
	if (wanted == 0) /* "periods" */
		return true;
	if (have == 0 || *count * have % wanted != 0) {
		reading->reason = have == 0
		    ? "its figures are dated: a number of them is expected, "
		      "not of months, quarters or years"
		    : "what is asked for is no whole number of its periods";
		return false;
	}
	*count = *count * have / wanted;
	return true;
}

/* The I-th cell and the earlier one at BASE, when nothing lies between. */
static bool
read_pair(const struct function_call *call, const struct row *row, size_t i,
    size_t base, struct reading *reading)
{
	if (row_breaks_between(
		row, row->cells[base].period, row->cells[i].period)) {
		reading->reason = eval_reason(call->eval,
		    "%s: a break, nothing is computed across it",
		    eval_period_text(call->eval, row->cells[i].period));
		return false;
	}
	reading_add(reading, i);
	reading_add(reading, base);
	return true;
}

static bool
read_periods_before(const struct function_call *call, const struct row *row,
    size_t i, int n, struct reading *reading)
{
	struct period period = row->cells[i].period, before;
	size_t base;

	if (period_per_year(period.kind) == 0) { /* dates: the n-th before */
		reading->unbegun = i < (size_t)n;
		if (i < (size_t)n)
			return unread(call, reading,
			    "there is no earlier figure", period);
		return read_pair(call, row, i, i - (size_t)n, reading);
	}
	before = period_shift(period, -n);
	base = row_find(row, before);
	note_beginning(reading, row, before);
	if (base == row->count)
		return unread(call, reading, "there is no figure", before);
	return read_pair(call, row, i, base, reading);
}

bool
positional_reads_before(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	int n;

	return count_argument(call, row->cells[i].period.kind, &n, reading) &&
	    read_periods_before(call, row, i, n, reading);
}

/* The newest figure whose period ends by LIMIT. */
static size_t
last_by(const struct row *row, size_t i, int64_t limit)
{
	while (i > 0)
		if (row->cells[--i].period.end <= limit)
			return i;
	return row->count;
}

static bool
read_years_before(const struct function_call *call, const struct row *row,
    size_t i, int years, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int per_year = period_per_year(period.kind);
	struct civil civil;
	int64_t limit;
	size_t base;

	if (per_year > 0)
		return read_periods_before(
		    call, row, i, per_year * years, reading);
	civil = date_civil(date_day_of(period.start));
	if (civil.month == 2 && civil.day == 29)
		civil.day = 28;
	limit =
	    (date_days(civil.year - years, civil.month, civil.day) + 1) *
	    DAY_S;
	base = last_by(row, i, limit);
	reading->unbegun = base == row->count;
	if (base == row->count ||
	    limit - row->cells[base].period.end > longest_gap_days * DAY_S)
		return unread(call, reading,
		    years == 1 ? "there is no figure of a year before"
			       : "there is no figure of so many years before",
		    period);
	return read_pair(call, row, i, base, reading);
}

bool
positional_reads_year_before(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	return read_years_before(call, row, i, 1, reading);
}

bool
positional_reads_years_before(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	return read_years_before(call, row, i,
	    (int)call->node->children[1]->number, reading);
}

/* Of the calendar's period that it is; of dates, of the last day. */
static int
year_of(struct period period)
{
	int per_year = period_per_year(period.kind);
	int64_t last = period.end > period.start ? period.end - 1 : period.end;

	return per_year > 0 ? (int)(period_slot(period) / per_year)
			    : date_civil(date_day_of(last)).year;
}

/* The last of the calendar year before. */
bool
positional_reads_year_end(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int year = year_of(period);
	size_t base = i;

	while (base > 0 && year_of(row->cells[base - 1].period) >= year)
		base--;
	reading->unbegun = base == 0;
	if (base == 0 || year_of(row->cells[base - 1].period) < year - 1)
		return unread(call, reading,
		    "there is no figure of the year before", period);
	return read_pair(call, row, i, base - 1, reading);
}

bool
positional_broken(const struct function_call *call, struct reading *reading,
    struct period period)
{
	reading->reason = eval_reason(call->eval,
	    "%s: a break lies within the periods",
	    eval_period_text(call->eval, period));
	return false;
}

/* The cells of COUNT periods in a row that end with the I-th. */
static bool
read_window(const struct function_call *call, const struct row *row, size_t i,
    int count, struct reading *reading)
{
	struct period period = row->cells[i].period;
	bool dates = period_per_year(period.kind) == 0;

	for (int back = 0; back < count; back++) {
		size_t at = row->count;

		if (!dates)
			at = row_find(row, period_shift(period, -back));
		else if (i >= (size_t)back)
			at = i - (size_t)back;
		if (at == row->count) {
			period = dates ? period : period_shift(period, -back);
			note_beginning(reading, row, period);
			reading->unbegun = reading->unbegun || dates;
			return unread(call, reading,
			    dates ? "there are too few figures"
				  : "there is no figure",
			    period);
		}
		if (row_breaks_between(row, row->cells[at].period, period))
			return positional_broken(call, reading, period);
		reading_add(reading, at);
	}
	return true;
}

bool
positional_reads_twelve_months(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int per_year = period_per_year(period.kind);

	if (per_year == 0) {
		reading->reason = "only quarters, months and years add up to "
				  "twelve months";
		return false;
	}
	return read_window(call, row, i, per_year, reading);
}

static bool
read_dates_since(const struct function_call *call, const struct row *row,
    size_t i, int64_t start, struct reading *reading)
{
	struct period period = row->cells[i].period;

	for (size_t k = i + 1; k > 0; k--) {
		struct period earlier = row->cells[k - 1].period;

		if (earlier.start < start && earlier.kind < PERIOD_MONTH)
			break; /* nor do those before begin later */
		if (earlier.start < start)
			continue;
		if (row_breaks_between(row, earlier, period))
			return positional_broken(call, reading, period);
		reading_add(reading, k - 1);
	}
	return reading->count > 0 ||
	    unread(call, reading, "nothing is there", period);
}

/* All since SINCE, in a row. */
static bool
read_since(const struct function_call *call, const struct row *row, size_t i,
    struct period since, struct reading *reading)
{
	struct period period = row->cells[i].period;
	int count = 1;

	if (period_per_year(period.kind) == 0)
		return read_dates_since(call, row, i, since.start, reading);
	if (!period_begins_since(period, since)) {
		reading->unbegun = true;
		return unread(call, reading, "it had not begun", period);
	}
	/* One before the first figure is enough to say that it is missing. */
	for (bool there = true;
	     there && period_begins_since(period_shift(period, -count), since);
	     count++)
		there = period_order(period_shift(period, -count),
			    row->cells[0].period) >= 0;
	return read_window(call, row, i, count, reading);
}

/* sum(x, 4), sum(x, 4 quarters), sum(x, since 2025Q2); BEFORE: one more. */
static bool
read_asked(const struct function_call *call, const struct row *row, size_t i,
    int before, struct reading *reading)
{
	const struct node *window = call->node->children[1];
	int count;

	if (window->since)
		return read_since(call, row, i, window->period, reading);
	return count_argument(
		   call, row->cells[i].period.kind, &count, reading) &&
	    read_window(call, row, i, count + before, reading);
}

bool
positional_reads_window(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	return read_asked(call, row, i, 0, reading);
}

bool
positional_reads_window_before(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	return read_asked(call, row, i, 1, reading);
}

bool
positional_reads_own(const struct function_call *call, const struct row *row,
    size_t i, struct reading *reading)
{
	(void)call;
	(void)row;
	reading_add(reading, i);
	return true;
}

/* That of the months which it stands for; of a day, its own. */
static int64_t
end_of(struct period period)
{
	return period_per_year(period.kind) > 0 ? period_settled(period.end)
						: period.end;
}

bool
positional_reads_since_from(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading)
{
	struct period from = call->node->children[2]->period;
	int64_t to = call->node->children[3]->period.start;

	if (end_of(row->cells[i].period) > to)
		return unread(
		    call, reading, "it is over", row->cells[i].period);
	return read_since(call, row, i, from, reading);
}
