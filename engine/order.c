/* SPDX-License-Identifier: MIT */
#include "engine/order.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "fetch/take.h"

static int
compare_events(const struct event *a, const struct event *b)
{
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return strcmp(a->id, b->id);
}

/* Of one period by when it became known: what was said again later, after
 * something else, would otherwise be taken for what is known already. */
static int
compare_figures(const struct take *a, const struct take *b)
{
	int order = labels_compare(&a->labels, &b->labels);

	if (order == 0)
		order = period_compare(a->period, b->period);
	if (order == 0 && a->vintage.known_at != b->vintage.known_at)
		order = a->vintage.known_at < b->vintage.known_at ? -1 : 1;
	return order;
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
		order = compare_figures(a, b);
	if (order != 0)
		return order;
	return (uintptr_t)a < (uintptr_t)b ? -1 : a != b;
}

/* The event that stands for those of one item and time: the last. */
static struct map *
last_said(const struct take **ordered, size_t count)
{
	struct map *last = map_new();

	for (size_t i = 0; i < count; i++) {
		const struct event *event = &ordered[i]->event;
		char *key;

		if (!ordered[i]->is_event)
			continue;
		key = mem_printf("%lld %s %s", (long long)event->known_at,
		    ordered[i]->signal, event->id);
		map_put(last, key, (void *)(uintptr_t)ordered[i]);
		mem_free(key);
	}
	return last;
}

static bool
is_last_said(const struct map *last, const struct take *take)
{
	char *key = mem_printf("%lld %s %s", (long long)take->event.known_at,
	    take->signal, take->event.id);
	bool is_last = map_find(last, key) == take;

	mem_free(key);
	return is_last;
}

const struct take **
order_takes(const struct take *takes, size_t *count)
{
	const struct take **ordered = mem_new_array(*count, sizeof(*ordered));
	struct map *last;
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		ordered[i] = &takes[i];
	if (*count > 1)
		qsort(ordered, *count, sizeof(*ordered), compare);
	last = last_said(ordered, *count);
	for (size_t i = 0; i < *count; i++)
		if (!ordered[i]->is_event || is_last_said(last, ordered[i]))
			ordered[kept++] = ordered[i];
	map_free(last);
	*count = kept;
	return ordered;
}

bool
order_is_said_again(
    const struct take *const *ordered, size_t count, size_t i)
{
	const struct take *a = ordered[i];
	const struct take *b = i + 1 < count ? ordered[i + 1] : NULL;

	return b != NULL && !a->is_event && !b->is_event &&
	    !strcmp(a->signal, b->signal) && !compare_figures(a, b) &&
	    period_equal(a->period, b->period) &&
	    basis_voice(a->vintage.basis) == basis_voice(b->vintage.basis);
}
