/* SPDX-License-Identifier: MIT */
#include "model/dated.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/building.h"
#include "model/definition.h"
#include "model/eval_call.h"
#include "model/event.h"
#include "model/graph.h"
#include "model/inputs.h"
#include "model/model.h"

enum { MOST_DAYS = 400 }; /* of a dated series: the newest */

struct days { /* on which an input became known */
	int64_t first; /* those before are there */
	int64_t now;
	int64_t next; /* when one becomes known next */
	int64_t *items;
	size_t count;
};

static void
add_day(struct days *days, int64_t time)
{
	if (time > days->now) {
		days->next = time < days->next ? time : days->next;
		return;
	}
	if (date_day_of(time) < days->first)
		return;
	days->items = mem_room(days->items, days->count, sizeof(int64_t));
	days->items[days->count++] = date_day_of(time);
}

/* A derived one says nothing of its own: what it rests on is looked at. */
static bool
collect_days(void *context, const struct signal *input)
{
	struct days *days = context;

	if (input->definition->expr != NULL)
		return true;
	if (input->derivation->youngest == INT64_MIN ||
	    date_day_of(input->derivation->youngest) < days->first)
		return false;
	for (size_t i = 0; i < input->series_count; i++)
		for (size_t k = 0; k < input->series[i]->count; k++) {
			const struct figure *figure =
			    &input->series[i]->figures[k];

			for (size_t v = 0; v < figure->vintage_count; v++)
				add_day(days, figure->vintages[v].known_at);
		}
	for (size_t i = 0; i < input->event_count; i++)
		add_day(days, input->events[i]->known_at);
	return false;
}

static int
compare_days(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

/* Sorted, each once, the newest MOST_DAYS. */
static void
settle_days(struct days *days)
{
	size_t count = 0;

	if (days->count > 0)
		qsort(days->items, days->count, sizeof(int64_t), compare_days);
	for (size_t i = 0; i < days->count; i++)
		if (count == 0 || days->items[count - 1] != days->items[i])
			days->items[count++] = days->items[i];
	if (count > MOST_DAYS)
		(void)memmove(days->items, days->items + (count - MOST_DAYS),
		    MOST_DAYS * sizeof(int64_t));
	days->count = count > MOST_DAYS ? MOST_DAYS : count;
}

static bool
adds_something(const struct series *series, const struct cell *cell)
{
	const struct figure *last = series->count > 0
	    ? &series->figures[series->count - 1]
	    : NULL;

	if (last == NULL)
		return true;
	if (last->vintage_count == 0 || !cell_has_value(cell))
		return last->vintage_count > 0 || cell_has_value(cell);
	return !amount_equal(last->vintages[0].amount, cell_amount(cell));
}

/* A past day's is known at its end; today's since its youngest input, today at
 * the earliest: when it happens to be computed is of no matter. */
static int64_t
known_on(const struct cell *cell, struct period day, int64_t as_of)
{
	if (as_of == day.end - 1 || cell->known_at > as_of)
		return as_of;
	return cell->known_at > day.start ? cell->known_at : day.start;
}

/* ALWAYS: on a day on which nothing became known only what differs is added. */
static void
build_day(struct model *model, const struct expr *expr, int64_t as_of,
    bool always, struct building *building)
{
	struct period day = period_of_day(date_day_of(as_of));
	struct eval *eval = eval_new(model);
	struct result result;

	eval_node(eval, expr->root, as_of, &result);
	building->watch = eval_watched(eval);
	for (size_t i = 0; i < result.count; i++) {
		const struct row *row = &result.rows[i];
		struct series *series = building_series(building, &row->labels);

		if (row->count > 0 &&
		    (always || adds_something(series, &row->cells[0])))
			building_add(series, &row->cells[0], day,
			    known_on(&row->cells[0], day, as_of));
	}
	if (result.failed != NULL &&
	    date_day_of(as_of) == date_day_of(model_now(model)))
		building_fail(
		    building, model_now(model), result.failed);
	result_release(&result);
	eval_free(eval);
}

/* The figures of days that nothing has touched since. */
static void
keep_days(const struct signal *signal, const struct days *days,
    struct building *building)
{
	for (size_t i = 0; i < signal->series_count && days->count > 0; i++) {
		const struct series *series = signal->series[i];

		for (size_t k = 0; k < series->count; k++) {
			const struct figure *figure = &series->figures[k];
			int64_t day = date_day_of(figure->period.start);

			if (day >= days->items[0] && day < days->first)
				building_copy(building_series(building,
						&series->labels),
				    figure);
		}
	}
}

/* The first day that may not be as it was: what is new was not known before,
 * and the last one was not at its end. */
static int64_t
first_touched_day(const struct derivation *derivation)
{
	int64_t last = date_day_of(derivation->computed_at);
	int64_t news = derivation->news_from;

	if (!derivation->computed || news == INT64_MIN)
		return INT64_MIN;
	return date_day_of(news) < last ? date_day_of(news) : last;
}

static struct days
days_of(const struct model *model, const struct signal *signal)
{
	const struct derivation *derivation = signal->derivation;
	struct days days = { .first = first_touched_day(derivation),
		.now = model_now(model),
		.next = INT64_MAX };

	for (size_t i = 0; i < derivation->day_count &&
	    derivation->days[i] < days.first;
	    i++) {
		days.items =
		    mem_room(days.items, days.count, sizeof(int64_t));
		days.items[days.count++] = derivation->days[i];
	}
	inputs_each(model, signal, collect_days, &days);
	settle_days(&days);
	return days;
}

/* A day is judged by what was known at its end; today by what is known now,
 * even if nothing came: what is counted in days grows old. */
void
dated_build(
    struct model *model, struct signal *signal, struct building *building)
{
	const struct expr *expr = signal->definition->expr;
	struct days days = days_of(model, signal);
	int64_t today = date_day_of(days.now);
	bool fresh = days.count > 0 && days.items[days.count - 1] == today;

	keep_days(signal, &days, building);
	for (size_t i = 0; i + fresh < days.count; i++)
		if (days.items[i] >= days.first)
			build_day(model, expr,
			    (days.items[i] + 1) * DAY_S - 1, true, building);
	build_day(model, expr, days.now, fresh, building);
	if (days.next < building->watch.wakes_at)
		building->watch.wakes_at = days.next;
	building->watch.reads_past = true;
	mem_free(signal->derivation->days);
	signal->derivation->days = days.items;
	signal->derivation->day_count = days.count;
}
