/* SPDX-License-Identifier: MIT */
/* What is asked of the tree of a figure once it is there. */
#include "model/explained.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/eval_call.h"
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

void
explained_place(struct buf *out, const struct explained *part)
{
	if (part->moved && part->first_said) {
		(void)buf_text(out, " (as first said)");
	} else if (part->moved && part->as_of != ALWAYS) {
		(void)buf_text(out, " (as known on ");
		date_format(out, date_day_of(part->as_of));
		(void)buf_char(out, ')');
	}
	if (part->unused)
		(void)buf_text(out, " (not used)");
}

/* What was said first of a figure is what was known when it was said. */
struct knowing
explained_knowing(const struct explained *leaf)
{
	struct knowing then = { leaf->as_of, leaf->first_said };

	if (leaf->signal != NULL && leaf->signal->definition->expr == NULL &&
	    leaf->first_said && cell_has_value(&leaf->cell))
		then.as_of = leaf->cell.known_at;
	return then;
}

/* Whether what is kept of it may not be what was known to the leaf. */
static bool
is_computed(const struct model *model, const struct explained *leaf)
{
	const struct expr *expr =
	    leaf->signal != NULL ? leaf->signal->definition->expr : NULL;

	return expr != NULL && expr->is_series && leaf->cell.period.end != 0 &&
	    (leaf->first_said || leaf->as_of != model_as_of(model));
}

const struct figure *
explained_figure_then(const struct model *model, const struct explained *leaf,
    const struct series **series, struct made *made)
{
	const struct cell *cell = &leaf->cell;

	if (!is_computed(model, leaf))
		return explained_figure(leaf, series);
	*made = (struct made){
		.series = { .labels = leaf->labels,
		    .figures = &made->figure,
		    .count = 1 },
		.figure = { .period = cell->period,
		    .missing = (char *)cell->reason,
		    .seen_at = cell->known_at },
		.vintage = { .amount = cell->amount,
		    .basis = BASIS_DERIVED,
		    .known_at = cell->known_at },
	};
	made->series.voice = BASIS_DERIVED;
	if (cell_has_value(cell)) {
		made->figure.missing = NULL;
		made->figure.vintages = &made->vintage;
		made->figure.vintage_count = 1;
	}
	*series = &made->series;
	return &made->figure;
}
