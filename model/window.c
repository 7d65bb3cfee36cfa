/* SPDX-License-Identifier: MIT */
#include "model/window.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/eval_call.h"
#include "model/function.h"
#include "model/interval.h"

struct window { /* oldest first */
	double *values;
	size_t count;
	bool approximate;
	double first, mean, squares; /* of the distances from the mean */
};

/* The mean by the distances from the first, so that what does not differ has a
 * spread of zero to the last bit. */
static void
measure(struct window *window)
{
	double sum = 0;

	window->first = window->values[0];
	for (size_t i = 0; i < window->count; i++)
		sum += window->values[i] - window->first;
	window->mean = window->first + sum / (double)window->count;
	window->squares = 0;
	for (size_t i = 0; i < window->count; i++) {
		double distance = window->values[i] - window->mean;

		window->squares += distance * distance;
	}
}

static bool
fail(struct reading *reading, const char *reason)
{
	reading->reason = reason;
	return false;
}

/* The cells read, which begin with the newest, but for the first SKIPPED. */
static bool
open_window(const struct function_call *call, const struct row *row,
    struct reading *reading, size_t skipped, size_t least,
    struct window *window)
{
	*window = (struct window){ .count = 0 };
	for (size_t k = 0; k < reading->count; k++) {
		const struct cell *cell = &row->cells[reading->items[k]];

		window->approximate =
		    window->approximate || cell->amount.approximate;
		if (!amount_is_point(cell->amount))
			return fail(reading,
			    eval_reason(call->eval,
				"%s is known by its bounds only, and '%s' "
				"needs numbers",
				eval_period_text(call->eval, cell->period),
				call->node->function->name));
	}
	if (reading->count < skipped + least)
		return fail(reading, "there are too few figures");
	window->count = reading->count - skipped;
	window->values =
	    mem_new_array(window->count, sizeof(*window->values));
	for (size_t k = 0; k < window->count; k++)
		window->values[k] =
		    row->cells[reading->items[reading->count - 1 - k]]
			.amount.value;
	measure(window);
	return true;
}

static bool
close_window(struct window *window, double value, struct reading *reading,
    struct amount *out)
{
	*out = amount_exact(value);
	out->approximate = window->approximate;
	mem_free(window->values);
	return interval_settle(out, &reading->reason);
}

static int
compare_numbers(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

double
window_middle(double *values, size_t count)
{
	double low, high;

	qsort(values, count, sizeof(*values), compare_numbers);
	low = values[(count - 1) / 2];
	high = values[count / 2];
	return low / 2 + high / 2;
}

bool
window_median(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	struct window window;

	if (!open_window(call, row, reading, 0, 1, &window))
		return false;
	return close_window(&window,
	    window_middle(window.values, window.count), reading, out);
}

static double
deviation(const struct window *window)
{
	return sqrt(window->squares / (double)(window->count - 1));
}

bool
window_stdev(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	struct window window;

	return open_window(call, row, reading, 0, 2, &window) &&
	    close_window(&window, deviation(&window), reading, out);
}

bool
window_slope(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	struct window window;
	double middle, products = 0, squares = 0;

	if (!open_window(call, row, reading, 0, 2, &window))
		return false;
	middle = (double)(window.count - 1) / 2;
	for (size_t i = 0; i < window.count; i++) {
		double step = (double)i - middle;

		products += step * (window.values[i] - window.first);
		squares += step * step;
	}
	return close_window(&window, products / squares, reading, out);
}

bool
window_zscore(const struct function_call *call, const struct row *row,
    struct reading *reading, struct amount *out)
{
	double value = row->cells[reading->items[0]].amount.value;
	struct window window;

	if (!open_window(call, row, reading, 1, 2, &window))
		return false;
	if (window.squares == 0) {
		mem_free(window.values);
		return fail(reading,
		    "the periods before do not differ: nothing measures the "
		    "distance");
	}
	return close_window(&window,
	    (value - window.mean) / deviation(&window), reading, out);
}
