/* SPDX-License-Identifier: MIT */
#include "model/series.h"

#include "base/mem.h"
#include "model/evidence.h"

bool
series_is_known(const struct series *series, int64_t as_of)
{
	for (size_t i = 0; i < series->count; i++)
		if (series->figures[i].missing != NULL ||
		    figure_at(&series->figures[i], as_of) != NULL)
			return true;
	return series->count == 0;
}

void
vintage_copy(struct vintage *to, const struct vintage *from)
{
	*to = *from;
	to->confidence = mem_text(from->confidence);
	to->remark = mem_text(from->remark);
	to->evidence = evidence_hold(from->evidence);
}

void
vintage_release(struct vintage *vintage)
{
	mem_free(vintage->confidence);
	mem_free(vintage->remark);
	evidence_release(vintage->evidence);
	*vintage = (struct vintage){ .evidence = NULL };
}

const struct vintage *
figure_at(const struct figure *figure, int64_t as_of)
{
	for (size_t i = figure->vintage_count; i > 0; i--)
		if (figure->vintages[i - 1].known_at <= as_of)
			return &figure->vintages[i - 1];
	return NULL;
}

static bool
is_before(struct period a, struct period b, int64_t slack)
{
	return slack > 0 ? a.end < b.end - slack : period_compare(a, b) < 0;
}

/* Two calendars may label one slot with other ends, so that the order does not
 * lead to it: all that could be it are looked at. */
const struct figure *
series_find(const struct series *series, struct period period)
{
	int64_t slack = period_slack(period.kind);
	size_t low = 0, high = series->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (is_before(series->figures[middle].period, period, slack))
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < series->count &&
	    series->figures[low].period.end <= period.end + slack;
	    low++)
		if (period_equal(series->figures[low].period, period))
			return &series->figures[low];
	return NULL;
}

const struct figure *
series_latest(const struct series *series, int64_t as_of)
{
	for (size_t i = series->count; i > 0; i--)
		if (figure_at(&series->figures[i - 1], as_of) != NULL)
			return &series->figures[i - 1];
	return NULL;
}

const struct figure *
series_before(
    const struct series *series, const struct figure *figure, int64_t as_of)
{
	while (figure > series->figures)
		if (figure_at(--figure, as_of) != NULL)
			return figure;
	return NULL;
}
