/* SPDX-License-Identifier: MIT */
#include "model/series.h"

#include "base/mem.h"
#include "model/evidence.h"

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

const struct figure *
series_find(const struct series *series, struct period period)
{
	size_t low = 0, high = series->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct figure *figure = &series->figures[middle];

		/* Two calendars may label one slot with other ends. */
		if (period_equal(figure->period, period))
			return figure;
		if (period_compare(figure->period, period) < 0)
			low = middle + 1;
		else
			high = middle;
	}
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
