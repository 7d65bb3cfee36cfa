/* SPDX-License-Identifier: MIT */
#include "model/building.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/eval_call.h"
#include "model/graph.h"
#include "model/model.h"

void
building_begin(struct building *building)
{
	*building = (struct building){ .by_labels = map_new() };
}

struct series *
building_series(struct building *building, const struct labels *labels)
{
	char *key = labels_text(labels);
	struct series *series = map_find(building->by_labels, key);

	if (series == NULL) {
		series = mem_new(sizeof(*series));
		labels_copy(&series->labels, labels);
		series->voice = BASIS_REPORTED;
		building->series = mem_room(building->series, building->count,
		    sizeof(*building->series));
		building->series[building->count++] = series;
		map_put(building->by_labels, key, series);
	}
	mem_free(key);
	return series;
}

struct amount
cell_amount(const struct cell *cell)
{
	return cell->is_truth ? amount_exact(cell->truth == TRUTH_TRUE)
			      : cell->amount;
}

void
building_add(struct series *series, const struct cell *cell,
    struct period period, int64_t known_at)
{
	struct figure figure = { .period = period, .seen_at = known_at };

	if (cell_has_value(cell)) {
		figure.vintages = mem_new(sizeof(*figure.vintages));
		figure.vintages[0] = (struct vintage){
			.amount = cell_amount(cell),
			.basis = BASIS_DERIVED,
			.known_at = known_at,
		};
		figure.vintage_count = 1;
	} else {
		figure.missing = mem_text(
		    cell->reason != NULL ? cell->reason : "it is missing");
		figure.unbegun = cell->unbegun;
	}
	series->figures =
	    mem_room(series->figures, series->count, sizeof(figure));
	series->figures[series->count++] = figure;
}

void
building_fail(struct building *building, int64_t now, const char *reason)
{
	const struct labels none = { NULL, 0 };
	struct period day = period_of_day(date_day_of(now));
	struct cell cell = cell_missing(day, day.start, reason);

	building->failed = true;
	building_add(building_series(building, &none), &cell, day, day.start);
}

void
building_copy(struct series *series, const struct figure *from)
{
	struct figure figure = *from;

	figure.missing = mem_text(from->missing);
	figure.vintages = NULL;
	if (from->vintage_count > 0) {
		figure.vintages = mem_new(sizeof(*figure.vintages));
		vintage_copy(&figure.vintages[0], &from->vintages[0]);
	}
	series->figures =
	    mem_room(series->figures, series->count, sizeof(figure));
	series->figures[series->count++] = figure;
}

static int
compare_series(const void *a, const void *b)
{
	return labels_compare(&(*(struct series *const *)a)->labels,
	    &(*(struct series *const *)b)->labels);
}

static bool
is_same_figure(const struct figure *a, const struct figure *b)
{
	const struct vintage *x = a->vintages, *y = b->vintages;

	if (a->period.start != b->period.start ||
	    a->period.end != b->period.end ||
	    a->period.kind != b->period.kind || a->seen_at != b->seen_at ||
	    a->unbegun != b->unbegun || a->vintage_count != b->vintage_count)
		return false;
	if (a->vintage_count == 0)
		return !strcmp(a->missing, b->missing);
	return amount_equal(x->amount, y->amount) && x->known_at == y->known_at;
}

static bool
is_same_series(const struct series *a, const struct series *b)
{
	if (a->count != b->count || labels_compare(&a->labels, &b->labels))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!is_same_figure(&a->figures[i], &b->figures[i]))
			return false;
	return true;
}

bool
building_is_kept(const struct signal *signal, const struct building *building)
{
	if (signal->series_count != building->count)
		return false;
	for (size_t i = 0; i < building->count; i++)
		if (!is_same_series(signal->series[i], building->series[i]))
			return false;
	return true;
}

void
building_end(struct building *building)
{
	map_free(building->by_labels);
	if (building->count > 1)
		qsort(building->series, building->count,
		    sizeof(*building->series), compare_series);
}
