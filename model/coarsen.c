/* SPDX-License-Identifier: MIT */
#include "model/coarsen.h"

#include "base/clock.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/interval.h"

static const int64_t longest_gap_days = 31; /* as yoy of dates has it */

const char *
coarsen_word(enum signal_kind kind)
{
	static const char *const words[SIGNAL_KIND_COUNT] = {
		[KIND_ANY] = "",
		[KIND_FLOW] = "sum",
		[KIND_STOCK] = "last",
		[KIND_RATE] = "mean",
		[KIND_SCORE] = "last",
		[KIND_COUNT_OF] = "sum",
	};

	return words[kind];
}

static bool
is_last(enum signal_kind kind)
{
	return kind == KIND_STOCK || kind == KIND_SCORE;
}

/* Says BEFORE, the period, AFTER. */
static bool
unread(const struct coarsening *coarsening, struct reading *reading,
    const char *before, struct period period, const char *after)
{
	const struct row *fine = coarsening->fine;

	reading->unbegun =
	    period_compare(period, fine->cells[0].period) < 0 &&
	    !period_equal(period, fine->cells[0].period);
	reading->reason = eval_reason(coarsening->eval, "%s%s%s", before,
	    eval_period_text(coarsening->eval, period), after);
	return false;
}

/* The first whose middle is not before TIME. */
static size_t
first_from(const struct row *fine, int64_t time)
{
	size_t low = 0, high = fine->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fine->cells[middle].period.end < time)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < fine->count &&
	    period_middle(fine->cells[low].period) < time)
		low++;
	return low;
}

/* The K-th of COUNT equal parts, as the period of the finer calendar that holds
 * its middle. */
static struct period
part_of(struct period period, enum period_kind kind, int k, int count)
{
	int64_t length = period.end - period.start;
	int64_t middle = period.start + length * (2 * k + 1) / (2 * count);

	return kind == PERIOD_DAY
	    ? (struct period){ period.start + k * DAY_S,
		      period.start + (k + 1) * DAY_S, kind }
	    : period_around(period_of_instant(middle), kind);
}

/* All parts, or the last one. */
static bool
read_parts(const struct coarsening *coarsening, struct period period,
    struct reading *reading)
{
	enum period_kind kind = coarsening->fine->cells[0].period.kind;
	int count = kind == PERIOD_DAY
	    ? (int)((period.end - period.start) / DAY_S)
	    : period_per_year(kind) / period_per_year(period.kind);

	for (int k = is_last(coarsening->kind) ? count - 1 : 0; k < count;
	     k++) {
		struct period part = part_of(period, kind, k, count);
		size_t i = row_find(coarsening->fine, part);

		if (i == coarsening->fine->count)
			return unread(coarsening, reading,
			    "there is no figure for ", part, "");
		reading_add(reading, i);
	}
	return true;
}

/* Dates have no holes: what there is stands for all, once the period is over;
 * the last stands for its end if it is not too old. */
static bool
read_dates(const struct coarsening *coarsening, struct period period,
    struct reading *reading)
{
	const struct row *fine = coarsening->fine;
	size_t i = first_from(fine, period.start);

	eval_wake(coarsening->eval, coarsening->as_of, period.end);
	if (eval_clock(coarsening->eval, coarsening->as_of) < period.end)
		return unread(
		    coarsening, reading, "", period, " is not over yet");
	for (; i < fine->count && fine->cells[i].period.start < period.end;
	     i++) {
		if (is_last(coarsening->kind))
			reading->count = 0;
		reading_add(reading, i);
	}
	if (reading->count == 0)
		return unread(
		    coarsening, reading, "there is no figure in ", period, "");
	if (is_last(coarsening->kind) &&
	    period.end - fine->cells[i - 1].period.end >
		longest_gap_days * DAY_S)
		return unread(coarsening, reading,
		    "there is no figure near the end of ", period, "");
	return true;
}

static bool
is_broken(const struct row *row, const struct reading *reading)
{
	return row_breaks_between(row, row->cells[reading->items[0]].period,
	    row->cells[reading->items[reading->count - 1]].period);
}

bool
coarsen_reads(const struct coarsening *coarsening, struct period period,
    struct reading *reading)
{
	enum period_kind kind = coarsening->fine->cells[0].period.kind;
	bool adds = coarsening->kind == KIND_FLOW ||
	    coarsening->kind == KIND_COUNT_OF;

	if (kind == PERIOD_INSTANT && adds)
		return unread(coarsening, reading,
		    "figures of single moments do not add up to ", period, "");
	if (kind > PERIOD_DAY || adds) {
		if (!read_parts(coarsening, period, reading))
			return false;
	} else if (!read_dates(coarsening, period, reading)) {
		return false;
	}
	if (!is_broken(coarsening->fine, reading))
		return true;
	reading->reason = eval_reason(coarsening->eval,
	    "%s: a break lies within the periods",
	    eval_period_text(coarsening->eval, period));
	return false;
}

/* The sum, the mean, or the last. */
static bool
combine(const struct coarsening *coarsening, const struct reading *reading,
    struct amount *out, const char **reason)
{
	const struct cell *cells = coarsening->fine->cells;

	*out = cells[reading->items[reading->count - 1]].amount;
	if (is_last(coarsening->kind))
		return true;
	*out = cells[reading->items[0]].amount;
	for (size_t k = 1; k < reading->count; k++)
		if (!interval_operate(OP_ADD, *out,
			cells[reading->items[k]].amount, out, reason))
			return false;
	return coarsening->kind != KIND_RATE ||
	    interval_operate(OP_DIV, *out,
		amount_exact((double)reading->count), out, reason);
}

struct cell
coarsen_cell(const struct coarsening *coarsening, struct period period)
{
	struct reading reading = { .count = 0 };
	bool read = coarsen_reads(coarsening, period, &reading);
	int64_t known_at = INT64_MIN;
	struct amount amount;
	struct cell cell;

	for (size_t k = 0; k < reading.count; k++) {
		cell = coarsening->fine->cells[reading.items[k]];
		if (cell.known_at > known_at)
			known_at = cell.known_at;
		if (!cell.missing || !read)
			continue;
		read = false;
		reading.reason = cell.reason;
		reading.unbegun = cell.unbegun;
	}
	if (read && combine(coarsening, &reading, &amount, &reading.reason)) {
		cell = cell_number(period, known_at, amount);
	} else {
		cell = cell_missing(period, known_at, reading.reason);
		cell.unbegun = reading.unbegun;
	}
	mem_free(reading.items);
	return cell;
}

static bool
has_any(const struct row *fine, struct period period)
{
	size_t i = first_from(fine, period.start);

	return i < fine->count &&
	    period_middle(fine->cells[i].period) < period.end;
}

/* The periods after FROM whose middle is before LIMIT, as FROM's calendar goes
 * on. */
static void
fill(const struct coarsening *coarsening, struct period from, int64_t limit,
    struct row *out)
{
	struct period next = period_shift(from, 1);

	for (int n = 2; period_middle(next) < limit; n++) {
		if (has_any(coarsening->fine, next))
			row_add(out, coarsen_cell(coarsening, next));
		next = period_shift(from, n);
	}
}

void
coarsen(const struct coarsening *coarsening, const struct row *coarse,
    struct row *out)
{
	const struct row *fine = coarsening->fine;
	int64_t end = fine->cells[fine->count - 1].period.end;

	for (size_t i = 0; i < coarse->count; i++) {
		struct period period = coarse->cells[i].period;
		int64_t limit = end + (period.end - period.start) / 2;

		if (i + 1 < coarse->count &&
		    coarse->cells[i + 1].period.start < limit)
			limit = coarse->cells[i + 1].period.start;
		if (has_any(fine, period))
			row_add(out, coarsen_cell(coarsening, period));
		fill(coarsening, period, limit, out);
	}
}
