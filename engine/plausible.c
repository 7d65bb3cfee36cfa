/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "engine/parts.h"
#include "fetch/take.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/model.h"
#include "model/series.h"

/* The neighbour to compare a step with: the figure before, else the one after
 * (a document may list the newest first). */
static const struct figure *
neighbour(const struct series *series, struct period period)
{
	size_t low = 0, high = series->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (period_compare(series->figures[middle].period, period) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0 && period_equal(series->figures[low - 1].period, period))
		low--;
	if (low > 0)
		return &series->figures[low - 1];
	while (low < series->count &&
	    period_equal(series->figures[low].period, period))
		low++;
	return low < series->count ? &series->figures[low] : NULL;
}

static double
step_of(const struct signal *signal, const struct take *take)
{
	const struct series *series = signal_series(
	    signal, &take->labels, basis_voice(take->vintage.basis));
	const struct figure *other =
	    series != NULL ? neighbour(series, take->period) : NULL;
	const struct vintage *vintage =
	    other != NULL ? figure_at(other, ALWAYS) : NULL;
	double ratio;

	if (vintage == NULL || vintage->amount.value == 0 ||
	    take->vintage.amount.value == 0)
		return 1;
	ratio = fabs(take->vintage.amount.value / vintage->amount.value);
	return ratio < 1 ? 1 / ratio : ratio;
}

static char *
say(const struct signal *signal, const struct take *take, const char *rule,
    double limit, const char *unit)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	(void)buf_printf(&out, "%s of ", signal->definition->name);
	period_format(&out, take->period);
	(void)buf_text(&out, " is implausible: ");
	amount_format(
	    &out, &take->vintage.amount, &signal->definition->unit);
	(void)buf_printf(&out, " is %s ", rule);
	amount_format_number(&out, limit, &signal->definition->unit, false);
	(void)buf_text(&out, unit);
	return buf_take(&out);
}

char *
plausible_why_not(
    const struct model *model, const struct take *take, bool alone)
{
	const struct signal *signal = model_find(model, take->signal);
	const struct guard *guard;
	double value = take->vintage.amount.value;

	if (signal == NULL || take->is_event)
		return NULL;
	guard = &signal->definition->guard;
	if (guard->has_min && value < guard->min)
		return say(
		    signal, take, "below its guard's min of", guard->min, "");
	if (guard->has_max && value > guard->max)
		return say(
		    signal, take, "above its guard's max of", guard->max, "");
	if (guard->has_step && !alone && step_of(signal, take) > guard->step)
		return say(signal, take,
		    "further from its neighbour than its guard's step of",
		    guard->step, "x");
	return NULL;
}
