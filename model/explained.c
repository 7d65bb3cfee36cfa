/* SPDX-License-Identifier: MIT */
/* What is asked of the tree of a figure once it is there. */
#include "base/mem.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"
#include "model/selector.h"

void
explained_free(struct explained *explained)
{
	if (explained == NULL)
		return;
	for (size_t i = 0; i < explained->input_count; i++)
		explained_free(explained->inputs[i]);
	mem_free(explained->inputs);
	mem_free(explained->text);
	mem_free(explained->label);
	mem_free((char *)explained->cell.reason);
	labels_release(&explained->labels);
	mem_free(explained);
}

/* The labels, but for the basis: a row that was selected by it does not carry
 * it. */
static bool
are_of(const struct labels *series, const struct labels *row)
{
	struct labels a, b;
	bool equal;

	labels_init(&a);
	labels_init(&b);
	labels_copy(&a, series);
	labels_copy(&b, row);
	labels_drop(&a, "basis");
	labels_drop(&b, "basis");
	equal = !labels_compare(&a, &b);
	labels_release(&a);
	labels_release(&b);
	return equal;
}

static const struct series *
explained_series(const struct explained *leaf)
{
	const struct signal *signal = leaf->signal;

	for (size_t i = 0; signal != NULL && i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (selector_matches(
			leaf->node, &series->labels, series->voice) &&
		    are_of(&series->labels, &leaf->labels) &&
		    series_find(series, leaf->cell.period) != NULL)
			return series;
	}
	return NULL;
}

const struct figure *
explained_figure(const struct explained *leaf, const struct series **series)
{
	*series = explained_series(leaf);
	return *series != NULL ? series_find(*series, leaf->cell.period)
			       : NULL;
}
