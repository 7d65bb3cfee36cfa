/* SPDX-License-Identifier: MIT */
#include "model/derived.h"

#include <stdint.h>

#include "base/clock.h"
#include "base/date.h"
#include "model/building.h"
#include "model/dated.h"
#include "model/definition.h"
#include "model/eval_call.h"
#include "model/graph.h"
#include "model/model.h"

static void
build_series(
    struct model *model, const struct expr *expr, struct building *building)
{
	struct eval *eval = eval_new(model);
	struct result result;

	eval_expr(eval, expr, &result);
	building->watch = eval_watched(eval);
	for (size_t i = 0; i < result.count; i++) {
		const struct row *row = &result.rows[i];
		struct series *series = building_series(building, &row->labels);

		for (size_t k = 0; k < row->count; k++)
			building_add(series, &row->cells[k],
			    row->cells[k].period, row->cells[k].known_at);
	}
	if (result.failed != NULL)
		building_fail(building, model_now(model), result.failed);
	result_release(&result);
	eval_free(eval);
}

void
derived_note_inputs(struct derivation *derivation)
{
	derivation->youngest = INT64_MIN;
	for (size_t i = 0; i < derivation->input_count; i++) {
		const struct derivation *input =
		    derivation->inputs[i]->derivation;

		if (input->youngest > derivation->youngest)
			derivation->youngest = input->youngest;
		derivation->is_timed =
		    derivation->is_timed || input->is_timed;
	}
}

/* What has a figure of today for being dated, or for failing, has another
 * tomorrow; but where it was told at the end of the day, and by no clock. */
static void
note_watch(struct model *model, struct derivation *derivation,
    const struct building *building, bool dated)
{
	int64_t now = model_now(model);
	int64_t midnight = (date_day_of(now) + 1) * DAY_S;
	struct watch watch = building->watch;

	if (((dated && (now + 1 < midnight || watch.reads_clock)) ||
		building->failed) &&
	    midnight < watch.wakes_at)
		watch.wakes_at = midnight;
	derivation->wakes_at = watch.wakes_at;
	derivation->failed = building->failed && !dated;
	derivation->reads_past = derivation->reads_past || watch.reads_past;
	derivation->is_timed = derivation->is_timed || watch.reads_past ||
	    watch.reads_clock;
	derived_note_inputs(derivation);
	derivation->computed = true;
	derivation->computed_at = now;
}

bool
derived_compute(struct model *model, struct signal *signal)
{
	const struct expr *expr = signal->definition->expr;
	struct building building;

	building_begin(&building);
	if (expr->is_series)
		build_series(model, expr, &building);
	else
		dated_build(model, signal, &building);
	building_end(&building);
	note_watch(model, signal->derivation, &building, !expr->is_series);
	if (building_is_kept(signal, &building)) {
		series_free_all(building.series, building.count);
		return false;
	}
	model_replace(model, signal, building.series, building.count);
	return true;
}
