/* SPDX-License-Identifier: MIT */
#include "engine/order.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fetch/take.h"

static int
compare_events(const struct event *a, const struct event *b)
{
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return strcmp(a->id, b->id);
}

static int
compare(const void *left, const void *right)
{
	const struct take *a = *(const struct take *const *)left;
	const struct take *b = *(const struct take *const *)right;
	int order = a->signal == b->signal ? 0 : strcmp(a->signal, b->signal);

	if (order == 0 && a->is_event != b->is_event)
		order = a->is_event ? 1 : -1;
	if (order == 0 && a->is_event)
		order = compare_events(&a->event, &b->event);
	if (order == 0 && !a->is_event)
		order = labels_compare(&a->labels, &b->labels);
	if (order == 0 && !a->is_event)
		order = period_compare(a->period, b->period);
	if (order != 0)
		return order;
	return (uintptr_t)a < (uintptr_t)b ? -1 : a != b;
}

const struct take **
order_takes(const struct take *takes, size_t count)
{
	const struct take **ordered = mem_new_array(count, sizeof(*ordered));

	for (size_t i = 0; i < count; i++)
		ordered[i] = &takes[i];
	if (count > 1)
		qsort(ordered, count, sizeof(*ordered), compare);
	return ordered;
}
