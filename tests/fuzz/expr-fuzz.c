/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: expressions, one an input. What can be read is checked
 * against a model of a few signals and evaluated twice, on all that is known
 * and on what was known earlier. What comes out must be sound: see sound(). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/model.h"
#include "tests/model/fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* q has a hole, m is monthly, d dated, b bounded, k breaks, z crosses zero, l
 * has labels, r was restated; v, w and s are derived. */
static const char lines[] =
    "signal q RMB kind=flow\n"
    "q 2023Q4 130 @2024-02-01\nq 2024Q1 150 @2024-05-01\n"
    "q 2024Q2 99 @2024-08-01\nq 2024Q4 143 @2025-02-01\n"
    "q 2025Q1 120 @2025-05-01\nq 2025Q2 198 @2025-08-01\n"
    "signal m RMB kind=stock\n"
    "m 2025-01 10\nm 2025-02 20\nm 2025-03 30\nm 2025-04 40\n"
    "signal d USD\n"
    "d 2024-06-03 50\nd 2024-12-31 80\nd 2025-05-30 90\nd 2025-06-02 1e300\n"
    "signal b RMB\n"
    "b 2024Q1 100\nb 2024Q2 >=100\nb 2024Q3 ~50\nb 2024Q4 91-93\n"
    "b 2025Q1 <=60\nb 2025Q2 <=-5\n"
    "signal k RMB break=2025Q1\n"
    "k 2024Q3 10\nk 2024Q4 20\nk 2025Q1 30\nk 2025Q2 60\n"
    "signal z -\nz 2024Q1 0\nz 2024Q2 -5\nz 2024Q3 5\nz 2024Q4 1e-320\n"
    "signal y USD\ny 2023 7\ny 2024 9\n"
    "signal l % kind=rate\n"
    "l{bench=\"a\", model=\"x\"} 2025-01-05 80 basis=claimed\n"
    "l{bench=\"a\", model=\"x\"} 2025-02-05 70 basis=independent\n"
    "l{bench=\"b\", model=\"x\"} 2025-01-05 60 basis=claimed\n"
    "l{bench=\"b\", model=\"y\"} 2025-03-05 50 basis=claimed\n"
    "signal r RMB\n"
    "r 2024Q4 100 @2025-01-15\nr 2025Q1 110 @2025-04-15\n"
    "r 2024Q4 90 @2025-05-15\nr 2025Q1 120 @2025-06-15\n"
    "signal e RMB\n"
    "signal fx_usd RMB/USD\nfx_usd 2024-06-28 7.1\nfx_usd 2025-06-30 6-8\n"
    "events c\n"
    "event c 2025-01-10 one kind=win @2025-01-11\n"
    "event c 2025-02-10 two due=2025-05-01 status=announced @2025-02-11\n"
    "event c 2025-12-10 three @2025-02-11\n"
    "derive v RMB = k + b\n"
    "derive w % = yoy(q)\n"
    "derive s RMB = latest(r)\n";

static struct model *
the_model(void)
{
	static struct model *model;

	if (model == NULL) {
		clock_set(fixture_time("2025-09-20"));
		model = fixture_model(lines);
		eval_derived(model);
	}
	return model;
}

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
sound_cell(const struct result *result, const struct cell *cell)
{
	const struct amount *amount = &cell->amount;

	must(!cell->missing || cell->reason != NULL);
	must(cell->period.start <= cell->period.end);
	if (cell->missing)
		return;
	must(cell->is_truth == result->is_truth);
	if (cell->is_truth) {
		must(cell->truth != TRUTH_MISSING);
		return;
	}
	must(isfinite(amount->value));
	must(amount->low <= amount->high);
	must(!isinf(amount->low) || !isinf(amount->high));
}

/* What is missing says why, a number is finite and its ends are in order; a
 * series goes from old to new, a point is one cell. */
static void
sound(const struct result *result)
{
	must(result->failed == NULL || result->count == 0);
	for (size_t i = 0; i < result->count; i++) {
		const struct row *row = &result->rows[i];

		must(result->shape == SHAPE_SERIES || row->count == 1);
		for (size_t k = 0; k < row->count; k++) {
			sound_cell(result, &row->cells[k]);
			must(k == 0 ||
			    period_compare(row->cells[k - 1].period,
				row->cells[k].period) <= 0);
		}
	}
}

static void
try_explained(struct eval *eval, const struct expr *expr,
    const struct result *result)
{
	for (size_t i = 0; i < result->count; i++) {
		const struct row *row = &result->rows[i];
		size_t newest = row->count - 1;

		if (row->count > 0)
			explained_free(explain_expr(eval, expr, &row->labels,
			    row->cells[newest].period));
	}
}

static void
try_eval(struct model *model, const struct expr *expr, int64_t as_of)
{
	struct eval *eval;
	struct result result;

	model_set_as_of(model, as_of);
	eval_derived(model);
	eval = eval_new(model);
	eval_expr(eval, expr, &result);
	sound(&result);
	try_explained(eval, expr, &result);
	result_release(&result);
	eval_free(eval);
}

static void
sound_err(const struct err *err, const char *text)
{
	must(err->text[0] != '\0');
	must(err->at <= strlen(text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct model *model = the_model();
	char *text = mem_bytes((const char *)bytes, length);
	struct err err = { .text = "", .at = ERR_NOWHERE };
	struct expr *expr = fixture_expr(model, text, &err);

	if (expr == NULL) {
		sound_err(&err, text);
	} else {
		try_eval(model, expr, ALWAYS);
		try_eval(model, expr, fixture_time("2025-05-20"));
	}
	expr_free(expr);
	err = (struct err){ .text = "", .at = ERR_NOWHERE };
	expr = selector_parse(text, &err);
	if (expr == NULL)
		sound_err(&err, text);
	expr_free(expr);
	mem_free(text);
	return 0;
}
