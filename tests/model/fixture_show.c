/* SPDX-License-Identifier: MIT */
/* Results as text. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

static void
format_amount(struct buf *out, const struct amount *amount)
{
	if (amount->approximate)
		(void)buf_char(out, '~');
	switch (amount_bound(*amount)) {
	case BOUND_AT_LEAST:
		(void)buf_printf(out, ">=%.10g", amount->low);
		break;
	case BOUND_AT_MOST:
		(void)buf_printf(out, "<=%.10g", amount->high);
		break;
	case BOUND_RANGE:
		(void)buf_printf(
		    out, "%.10g..%.10g", amount->low, amount->high);
		break;
	default:
		(void)buf_printf(out, "%.10g", amount->value);
	}
}

static void
format_row(struct buf *out, const struct row *row, enum shape shape)
{
	labels_format(out, &row->labels);
	for (size_t i = 0; i < row->count; i++) {
		const struct cell *cell = &row->cells[i];

		if (i > 0 || row->labels.count > 0)
			(void)buf_char(out, ' ');
		if (shape != SHAPE_SCALAR) {
			period_format(out, cell->period);
			(void)buf_char(out, '=');
		}
		if (cell->missing)
			(void)buf_char(out, '?');
		else if (cell->is_truth)
			(void)buf_text(out,
			    cell->truth == TRUTH_TRUE ? "true" : "false");
		else
			format_amount(out, &cell->amount);
	}
}

void
fixture_format(struct buf *out, const struct result *result)
{
	if (result->failed != NULL)
		(void)buf_printf(out, "failed: %s", result->failed);
	for (size_t i = 0; i < result->count; i++) {
		if (i > 0)
			(void)buf_text(out, "; ");
		format_row(out, &result->rows[i], result->shape);
	}
}

static enum truth
truth_of_alert(void *context, const char *alert, bool crit)
{
	(void)context;
	(void)crit;
	return strstr(alert, "on") != NULL ? TRUTH_TRUE
	    : strstr(alert, "off") != NULL ? TRUTH_FALSE
					   : TRUTH_MISSING;
}

static void
evaluate(const struct model *model, const char *text, struct buf *out,
    bool reason)
{
	struct err err;
	struct expr *expr = fixture_expr(model, text, &err);
	struct result result;
	struct eval *eval;

	if (expr == NULL) {
		(void)buf_printf(out, "error: %zu: %s", err.at, err.text);
		return;
	}
	eval = eval_new((struct model *)model);
	eval_alerts(eval, truth_of_alert, NULL);
	eval_expr(eval, expr, &result);
	if (!reason) {
		fixture_format(out, &result);
	} else if (result.count > 0 && result.rows[0].count > 0) {
		const struct row *row = &result.rows[0];

		if (row->cells[row->count - 1].missing)
			(void)buf_text(
			    out, row->cells[row->count - 1].reason);
	}
	result_release(&result);
	eval_free(eval);
	expr_free(expr);
}

static bool
is_evaluated(const struct model *model, const char *text, const char *wanted,
    bool reason)
{
	struct buf out;
	bool same;

	buf_init(&out, 1000000);
	evaluate(model, text, &out, reason);
	same = is_string(buf_string(&out), wanted, text);
	buf_release(&out);
	return same;
}

bool
is_result(const struct model *model, const char *text, const char *wanted)
{
	return is_evaluated(model, text, wanted, false);
}

bool
is_reason(const struct model *model, const char *text, const char *wanted)
{
	return is_evaluated(model, text, wanted, true);
}

static void
format_figure(struct buf *out, const struct figure *figure)
{
	period_format(out, figure->period);
	(void)buf_char(out, '=');
	if (figure->missing != NULL)
		(void)buf_char(out, '?');
	else
		format_amount(out, &figure->vintages[0].amount);
}

bool
is_derived(struct model *model, const char *name, const char *wanted)
{
	const struct signal *signal = model_find(model, name);
	struct buf out;
	bool same;

	eval_derived(model);
	buf_init(&out, 1000000);
	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (i > 0)
			(void)buf_text(&out, "; ");
		labels_format(&out, &series->labels);
		for (size_t k = 0; k < series->count; k++) {
			if (k > 0 || series->labels.count > 0)
				(void)buf_char(&out, ' ');
			format_figure(&out, &series->figures[k]);
		}
	}
	same = is_string(buf_string(&out), wanted, name);
	buf_release(&out);
	return same;
}
