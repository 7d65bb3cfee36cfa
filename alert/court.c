/* SPDX-License-Identifier: MIT */
#include "alert/court.h"

#include "model/expr.h"

const struct row *
court_row(const struct result *result, const struct labels *labels)
{
	for (size_t i = 0; i < result->count; i++)
		if (!labels_compare(&result->rows[i].labels, labels))
			return &result->rows[i];
	return NULL;
}

static const struct cell *
cell_at(const struct row *row, struct period period)
{
	size_t low = 0, high = row->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (period_compare(row->cells[middle].period, period) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < row->count && period_equal(row->cells[low].period, period))
		return &row->cells[low];
	return NULL;
}

/* The truth of one level; *REASON where it is missing. */
static enum truth
truth_at(const struct court *court, const struct lane *lane, enum level level,
    const struct period *period, const char **reason)
{
	const struct row *row = lane->rows[level];
	const struct cell *cell;

	if (court->exprs[level] == NULL)
		return TRUTH_FALSE;
	if (row == NULL || row->count == 0) {
		*reason = "there is no figure yet";
		return TRUTH_MISSING;
	}
	if (court->results[level].shape == SHAPE_SERIES && period != NULL)
		cell = cell_at(row, *period);
	else
		cell = &row->cells[row->count - 1];
	if (cell == NULL) {
		*reason = "there is no figure for that period";
		return TRUTH_MISSING;
	}
	if (cell->missing || cell->truth == TRUTH_MISSING) {
		*reason = cell->reason != NULL ? cell->reason : "it is missing";
		return TRUTH_MISSING;
	}
	return cell->truth;
}

struct verdict
court_verdict(const struct court *court, const struct lane *lane,
    const struct period *period, const char **reason)
{
	const char *unused = NULL;

	return (struct verdict){
		.warn = truth_at(court, lane, WARN, period, reason),
		.crit = truth_at(court, lane, CRIT, period, reason),
		.clear = truth_at(court, lane, CLEAR, period, &unused),
		.has_clear = court->exprs[CLEAR] != NULL,
	};
}

bool
row_breaks_at(const struct row *row, struct period period)
{
	for (size_t i = 0; i < row->break_count; i++)
		if (period_equal(row->breaks[i], period))
			return true;
	return false;
}

const struct row *
court_main_row(const struct court *court, const struct lane *lane)
{
	for (int level = WARN; level <= CRIT; level++)
		if (lane->rows[level] != NULL &&
		    court->results[level].shape == SHAPE_SERIES)
			return lane->rows[level];
	return NULL;
}
