/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "model/eval_call.h"

struct row *
result_add_row(struct result *result, const struct labels *labels)
{
	struct row *row;

	result->rows =
	    mem_room(result->rows, result->count, sizeof(*result->rows));
	row = &result->rows[result->count++];
	*row = (struct row){ .count = 0 };
	labels_init(&row->labels);
	if (labels != NULL)
		labels_copy(&row->labels, labels);
	return row;
}

void
row_release(struct row *row)
{
	labels_release(&row->labels);
	mem_free(row->cells);
	mem_free(row->breaks);
	*row = (struct row){ .count = 0 };
}

void
result_release(struct result *result)
{
	for (size_t i = 0; i < result->count; i++)
		row_release(&result->rows[i]);
	mem_free(result->rows);
	*result = (struct result){ .count = 0 };
}

void
result_fail(struct result *result, const char *reason)
{
	result_release(result);
	result->failed = reason;
}

void
result_copy(struct result *to, const struct result *from)
{
	*to = *from;
	to->rows = NULL;
	to->count = 0;
	for (size_t i = 0; i < from->count; i++) {
		const struct row *row = &from->rows[i];
		struct row *copy = result_add_row(to, &row->labels);

		for (size_t k = 0; k < row->count; k++)
			row_add(copy, row->cells[k]);
		row_add_breaks(copy, row);
	}
}

void
row_add(struct row *row, struct cell cell)
{
	row->cells = mem_room(row->cells, row->count, sizeof(*row->cells));
	row->cells[row->count++] = cell;
}

void
row_add_breaks(struct row *row, const struct row *from)
{
	for (size_t i = 0; i < from->break_count; i++) {
		bool known = false;

		for (size_t k = 0; k < row->break_count; k++)
			known = known ||
			    period_equal(row->breaks[k], from->breaks[i]);
		if (known)
			continue;
		row->breaks = mem_room(
		    row->breaks, row->break_count, sizeof(*row->breaks));
		row->breaks[row->break_count++] = from->breaks[i];
	}
}

bool
row_breaks_between(
    const struct row *row, struct period earlier, struct period later)
{
	for (size_t i = 0; i < row->break_count; i++)
		if (period_precedes(earlier, row->breaks[i]) &&
		    !period_precedes(later, row->breaks[i]))
			return true;
	return false;
}

static bool
is_before(struct period a, struct period b, int64_t slack)
{
	return slack > 0 ? a.end < b.end - slack : period_compare(a, b) < 0;
}

/* As series_find(). */
size_t
row_find(const struct row *row, struct period period)
{
	int64_t slack = period_slack(period.kind);
	size_t low = 0, high = row->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (is_before(row->cells[middle].period, period, slack))
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < row->count &&
	    row->cells[low].period.end <= period.end + slack;
	    low++)
		if (period_equal(row->cells[low].period, period))
			return low;
	return row->count;
}

size_t
row_holding(const struct row *row, struct period period)
{
	int64_t middle = period_middle(period);
	size_t low = 0, high = row->count;

	while (low < high) {
		size_t at = low + (high - low) / 2;

		if (row->cells[at].period.end <= middle)
			low = at + 1;
		else
			high = at;
	}
	return low < row->count && row->cells[low].period.start <= middle
	    ? low
	    : row->count;
}

bool
cell_has_value(const struct cell *cell)
{
	return !cell->missing &&
	    (!cell->is_truth || cell->truth != TRUTH_MISSING);
}

size_t
row_newest(const struct row *row)
{
	for (size_t i = row->count; i > 0; i--)
		if (cell_has_value(&row->cells[i - 1]))
			return i - 1;
	return row->count;
}

const struct row *
result_row_with(
    const struct result *result, const struct labels *labels, size_t i)
{
	if (i < result->count &&
	    !labels_compare(&result->rows[i].labels, labels))
		return &result->rows[i];
	for (i = 0; i < result->count; i++)
		if (!labels_compare(&result->rows[i].labels, labels))
			return &result->rows[i];
	return NULL;
}

const struct row *
result_row_for(const struct result *result, const struct labels *labels)
{
	const struct row *found = NULL;

	for (size_t i = 0; i < result->count; i++) {
		const struct row *row = &result->rows[i];

		if (!labels_compare(&row->labels, labels))
			return row;
		if (found == NULL && labels_agree(&row->labels, labels))
			found = row;
	}
	return found;
}

size_t
result_cell_for(
    const struct result *result, const struct row *row, struct period period)
{
	enum period_kind kind;
	size_t i;

	if (row->count == 0)
		return 0;
	if (result->shape != SHAPE_SERIES)
		return row->count - 1;
	i = row_find(row, period);
	kind = row->cells[0].period.kind;
	if (i == row->count && period_per_year(kind) > 0 && kind > period.kind)
		i = row_holding(row, period);
	return i;
}

/* Zero has no sign here: which it came to depends on the way it was come by. */
struct cell
cell_number(struct period period, int64_t known_at, struct amount amount)
{
	amount.value += 0.0;
	amount.low += 0.0;
	amount.high += 0.0;
	return (struct cell){ .period = period,
		.known_at = known_at,
		.amount = amount };
}

struct cell
cell_truth(struct period period, int64_t known_at, enum truth truth,
    const char *reason)
{
	return (struct cell){ .period = period,
		.known_at = known_at,
		.is_truth = true,
		.truth = truth,
		.missing = truth == TRUTH_MISSING,
		.reason = truth == TRUTH_MISSING ? reason : NULL };
}

struct cell
cell_missing(struct period period, int64_t known_at, const char *reason)
{
	return (struct cell){ .period = period,
		.known_at = known_at,
		.missing = true,
		.truth = TRUTH_MISSING,
		.reason = reason };
}

bool
labels_agree(const struct labels *a, const struct labels *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const char *value = labels_find(b, a->pairs[i].name);

		if (value != NULL && strcmp(value, a->pairs[i].value) != 0)
			return false;
	}
	return true;
}

void
reading_add(struct reading *reading, size_t i)
{
	reading->items = mem_room(
	    reading->items, reading->count, sizeof(*reading->items));
	reading->items[reading->count++] = i;
}
