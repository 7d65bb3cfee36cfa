/* SPDX-License-Identifier: MIT */
#include "alert/reach.h"

#include <stdbool.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/function.h"
#include "model/labels.h"
#include "model/model.h"
#include "model/period.h"
#include "model/series.h"

struct reach {
	const struct model *model;
	const struct labels *labels;
	int depth; /* of derived signals; cycles were refused at load */
	int64_t start;
};

int64_t
reach_of(const struct period *period)
{
	int64_t slot = period_slot(*period);
	int per_year = period_per_year(period->kind);

	if (per_year == 0)
		return period->start;
	return date_days((int)(slot / per_year),
		   (int)(slot % per_year) * (12 / per_year) + 1, 1) *
	    DAY_S;
}

static bool
goes_with(const struct labels *series, const struct labels *row)
{
	for (size_t i = 0; i < row->count; i++) {
		const char *value = labels_find(series, row->pairs[i].name);

		if (value != NULL && strcmp(value, row->pairs[i].value) != 0)
			return false;
	}
	return true;
}

static int64_t
newest_start(const struct reach *reach, const struct signal *signal,
    const struct node *node)
{
	int64_t newest = INT64_MIN;

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];
		const struct figure *latest;

		if (!selector_matches(node, &series->labels, series->voice) ||
		    !goes_with(&series->labels, reach->labels))
			continue;
		latest = series_latest(series, model_as_of(reach->model));
		if (latest != NULL && reach_of(&latest->period) > newest)
			newest = reach_of(&latest->period);
	}
	return newest;
}

static void walk(struct reach *reach, const struct node *node);

static void
walk_signal(struct reach *reach, const struct node *node)
{
	const struct signal *signal = model_find(reach->model, node->name);
	int64_t start;

	if (signal == NULL || signal->definition->events)
		return;
	if (signal->definition->expr != NULL) {
		if (reach->depth++ < LIMIT_DERIVED_DEPTH)
			walk(reach, signal->definition->expr->root);
		reach->depth--;
		return;
	}
	start = newest_start(reach, signal, node);
	if (start < reach->start)
		reach->start = start;
}

static void
walk(struct reach *reach, const struct node *node)
{
	if (node->kind == NODE_CALL && node->function->point)
		return;
	if (node->kind == NODE_SIGNAL)
		walk_signal(reach, node);
	for (size_t i = 0; i < node->child_count; i++)
		walk(reach, node->children[i]);
}

int64_t
reach_start(const struct model *model, const struct expr *expr,
    const struct labels *labels)
{
	struct reach reach = { model, labels, 0, INT64_MAX };

	walk(&reach, expr->root);
	return reach.start;
}
