/* SPDX-License-Identifier: MIT */
#include "model/reach.h"

#include <string.h>

#include "base/limits.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/forecast.h"
#include "model/function.h"
#include "model/labels.h"
#include "model/model.h"
#include "model/selector.h"
#include "model/series.h"

struct reaching {
	struct reach *reach;
	const struct model *model;
	const struct labels *labels;
	int64_t as_of;
	int depth; /* of derived signals; cycles were refused at load */
};

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

/* The latest period of all those series; false where there is none. */
static bool
find_newest(const struct reaching *reaching, const struct signal *signal,
    const struct node *node, struct period *newest)
{
	bool found = false;

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];
		const struct figure *latest;

		if (!selector_matches(node, &series->labels, series->voice) ||
		    !goes_with(&series->labels, reaching->labels))
			continue;
		latest = node->known_only
		    ? signal_latest(signal, series, reaching->as_of)
		    : series_latest(series, reaching->as_of);
		if (latest != NULL &&
		    (!found || period_order(latest->period, *newest) > 0)) {
			*newest = latest->period;
			found = true;
		}
	}
	return found;
}

static void
hold_back(struct reach *reach, struct period newest)
{
	struct period *least = &reach->least[newest.kind];

	if (!reach->has[newest.kind] || period_order(newest, *least) < 0)
		*least = newest;
	reach->has[newest.kind] = true;
}

static void walk(struct reaching *reaching, const struct node *node);

static void
walk_signal(struct reaching *reaching, const struct node *node)
{
	const struct signal *signal = model_find(reaching->model, node->name);
	struct period newest;

	if (signal == NULL || signal->definition->events)
		return;
	if (signal->definition->expr != NULL) {
		if (reaching->depth++ < LIMIT_DERIVED_DEPTH)
			walk(reaching, signal->definition->expr->root);
		reaching->depth--;
		return;
	}
	if (find_newest(reaching, signal, node, &newest))
		hold_back(reaching->reach, newest);
	else
		reaching->reach->never = true;
}

static void
walk(struct reaching *reaching, const struct node *node)
{
	bool grouped =
	    node->kind == NODE_AGGREGATE && node->function->groups;

	if ((node->kind == NODE_CALL || grouped) && node->function->point)
		return;
	if (node->kind == NODE_SIGNAL)
		walk_signal(reaching, node);
	for (size_t i = 0; i < node->child_count; i++)
		walk(reaching, node->children[i]);
}

void
reach_add(struct reach *reach, const struct model *model,
    const struct node *node, const struct labels *labels, int64_t as_of)
{
	struct reaching reaching = { reach, model, labels, as_of, 0 };

	walk(&reaching, node);
}

/* A month of weeks may end some days before the quarter does. */
static bool
has_reached(struct period newest, struct period period)
{
	if (newest.kind == period.kind || newest.kind == PERIOD_SPAN ||
	    period.kind == PERIOD_SPAN)
		return period_order(newest, period) >= 0;
	if (newest.kind > period.kind)
		return period_middle(period) < newest.end;
	if (period_per_year(newest.kind) == 0)
		return newest.end >= period.end;
	return period_settled(newest.end) >= period_settled(period.end);
}

bool
reach_has(const struct reach *reach, struct period period)
{
	bool reached = !reach->never;

	for (int kind = 0; kind < PERIOD_KIND_COUNT && reached; kind++)
		reached = !reach->has[kind] ||
		    has_reached(reach->least[kind], period);
	return reached;
}
