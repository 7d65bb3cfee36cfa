/* SPDX-License-Identifier: MIT */
#include "fetch/cumulative.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "fetch/take.h"
#include "model/evidence.h"
#include "model/interval.h"

/* A year of whole weeks ends that near to its month's end. */
enum { SLACK_DAYS = 10 };

enum { SAID = 4 }; /* added to the quarter where it is said, no total */

struct total {
	const struct take *take;
	size_t at, each; /* at: of the take among all */
	int64_t year; /* the month in which it begins, from year 0 */
	int quarter; /* 1 to 4: through that one; above: that one, SAID */
	int64_t known_at;
};

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

/* The month, from year 0, that begins at DAY, a few days more or less. */
static bool
month_at(int64_t day, int64_t *month)
{
	struct civil civil = date_civil(day + SLACK_DAYS);

	if (civil.day > 2 * SLACK_DAYS + 1)
		return false;
	*month = (int64_t)civil.year * 12 + civil.month - 1;
	return true;
}

static int64_t
first_day(int64_t month)
{
	return date_days((int)(month / 12), (int)(month % 12) + 1, 1);
}

/* The day after the last one. A moment is of its day. */
static int64_t
end_of(struct period period)
{
	int64_t day = date_day_of(period.end);

	return period.kind == PERIOD_INSTANT ? day + 1 : day;
}

static bool
starts_at(struct period period, int64_t month)
{
	return distance(date_day_of(period.start), first_day(month)) <=
	       SLACK_DAYS;
}

/* Which total, or quarter, the period is; false: none. */
static bool
place(const struct cumulative *cumulative, struct period period,
    struct total *total)
{
	bool started = cumulative->has_start || period.kind == PERIOD_YEAR;
	int64_t month;
	int into;

	if (!month_at(end_of(period), &month))
		return false;
	into = (int)((month - cumulative->year_ends % 12) % 12);
	into = into < 1 ? into + 12 : into;
	if (into % 3 != 0)
		return false;
	total->quarter = into / 3;
	total->year = month - into;
	if (!started || starts_at(period, total->year))
		return true;
	total->quarter += SAID;
	return period.kind == PERIOD_QUARTER && starts_at(period, month - 3);
}

static int
by_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* By what must be the same for one to be taken from the other. */
static int
compare_years(const struct total *a, const struct total *b)
{
	int order = by_number((int64_t)a->each, (int64_t)b->each);

	if (order == 0)
		order = labels_compare(&a->take->labels, &b->take->labels);
	if (order == 0)
		order = by_number((int64_t)a->take->vintage.basis,
		    (int64_t)b->take->vintage.basis);
	return order != 0 ? order : by_number(a->year, b->year);
}

static int
compare(const void *left, const void *right)
{
	const struct total *a = left, *b = right;
	int order = compare_years(a, b);

	if (order == 0)
		order = by_number(a->quarter, b->quarter);
	if (order == 0)
		order = by_number(a->known_at, b->known_at);
	return order != 0 ? order : by_number((int64_t)a->at, (int64_t)b->at);
}

/* The newest of that QUARTER of TOTAL's year that was known with it, or
 * NULL. */
static const struct total *
known_with(const struct total *totals, size_t count, const struct total *total,
    int quarter)
{
	struct total key = *total;
	size_t low = 0, high = count;
	const struct total *found;

	key.quarter = quarter;
	key.at = SIZE_MAX / 2;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&totals[middle], &key) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	found = low > 0 ? &totals[low - 1] : NULL;
	return found != NULL && found->quarter == quarter &&
		       compare_years(found, total) == 0
		   ? found
		   : NULL;
}

static struct evidence *
evidence_less(const struct evidence *evidence, const struct evidence *other)
{
	char *remark = mem_printf(
	    "less the total before it: '%s' at %s", other->text, other->path);
	struct evidence *less = evidence_new(evidence->document, evidence->path,
	    evidence->offset, evidence->text, remark);

	mem_free(remark);
	return less;
}

static struct period
quarter_of(const struct cumulative *cumulative, const struct total *total,
    const struct total *before)
{
	int64_t last = total->year + (int64_t)total->quarter * 3;

	if (!cumulative->has_start)
		return (struct period){ first_day(last - 3) * DAY_S,
			first_day(last) * DAY_S, PERIOD_QUARTER };
	if (before == NULL)
		return total->take->period;
	return (struct period){ end_of(before->take->period) * DAY_S,
		end_of(total->take->period) * DAY_S, PERIOD_QUARTER };
}

/* TAKE, a copy of the total's, becomes the quarter; false: there is none. */
static bool
subtract(const struct cumulative *cumulative, const struct total *totals,
    size_t count, const struct total *total, struct take *take)
{
	const struct total *before = NULL;
	const struct evidence *own = take->vintage.evidence;
	struct amount amount = take->vintage.amount;
	struct evidence *evidence;
	const char *reason;

	if (total->quarter > SAID)
		return true;
	if (total->quarter > 1) {
		before = known_with(totals, count, total, total->quarter - 1);
		if (before == NULL ||
		    known_with(totals, count, total, total->quarter + SAID) !=
			NULL ||
		    !interval_operate(OP_SUB, amount,
			before->take->vintage.amount, &amount, &reason))
			return false;
	}
	take->period = quarter_of(cumulative, total, before);
	if (before == NULL)
		return take->period.kind == PERIOD_QUARTER;
	evidence = evidence_less(own, before->take->vintage.evidence);
	evidence_release(take->vintage.evidence);
	take->vintage.evidence = evidence;
	take->vintage.amount = amount;
	return true;
}

/* In the end: until then each may be what another is taken from. */
static void
replace(const struct cumulative *cumulative, const struct total *totals,
    size_t total_count, struct take *takes, size_t count)
{
	struct take *quarters = mem_new_array(count, sizeof(*quarters));

	for (size_t i = 0; i < total_count; i++) {
		struct take *quarter = &quarters[totals[i].at];

		*quarter = (struct take){ .signal = totals[i].take->signal,
			.period = totals[i].take->period };
		labels_copy(&quarter->labels, &totals[i].take->labels);
		vintage_copy(&quarter->vintage, &totals[i].take->vintage);
		if (!subtract(
			cumulative, totals, total_count, &totals[i], quarter))
			take_release(quarter);
	}
	for (size_t i = 0; i < count; i++) {
		take_release(&takes[i]);
		takes[i] = quarters[i];
	}
	mem_free(quarters);
}

void
cumulative_apply(const struct cumulative *cumulative, struct take *takes,
    const size_t *eaches, size_t count)
{
	struct total *totals;
	size_t total_count = 0;

	if (cumulative->year_ends == 0 || count == 0)
		return;
	totals = mem_new_array(count, sizeof(*totals));
	for (size_t i = 0; i < count; i++) {
		struct total total = { .take = &takes[i],
			.at = i,
			.each = eaches[i],
			.known_at = takes[i].vintage.known_at };

		if (place(cumulative, takes[i].period, &total))
			totals[total_count++] = total;
	}
	if (total_count > 1)
		qsort(totals, total_count, sizeof(*totals), compare);
	replace(cumulative, totals, total_count, takes, count);
	mem_free(totals);
}
