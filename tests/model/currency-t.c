/* SPDX-License-Identifier: MIT */
/* convert(): units, ways over several rates, dates, and what is not known. */
#include "model/currency.h"

#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/inputs.h"
#include "model/labels.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

/* One USD is 7 RMB and so on; one EUR is 1.25 USD; one EUR is 160 JPY. */
static const char lines[] =
    "signal fx_usd RMB/USD\n"
    "fx_usd 2025-03-31 7\nfx_usd 2025-04-10 7.5\nfx_usd 2025-04-20 7.25\n"
    "fx_usd 2025-04-30 7.0\nfx_usd 2025-05-10 7\nfx_usd 2025-05-20 7\n"
    "fx_usd 2025-05-30 7\nfx_usd 2025-06-09 8\nfx_usd 2025-06-19 8\n"
    "fx_usd 2025-06-27 8\nfx_usd 2025-12-31 6\n"
    "signal fx_eur USD/EUR\n"
    "fx_eur 2025-03-28 1.25\nfx_eur 2025-06-30 1.5\n"
    "signal fx_jpy JPY/EUR\nfx_jpy 2025-06-30 150\n"
    "signal fx_hkd HKD/GBP break=2025-06-01\n"
    "fx_hkd{by=\"a\"} 2025-06-30 10\nfx_hkd{by=\"b\"} 2025-06-30 10\n"
    "signal fx_aud AUD/SEK break=2025Q2\n"
    "fx_aud 2025-03 2\nfx_aud 2025-04 4\nfx_aud 2025-05 6\nfx_aud 2025-06 8\n"
    "signal fx_chf CHF/NOK\nfx_chf 2025-06-30 2-4\n"
    "signal capex RMB kind=flow\n"
    "capex 2025Q1 700\ncapex 2025Q2 >=1600\ncapex 2025Q3 900\n"
    "signal day RMB\nday 2025-04-19 750\nday 2025-04-20 725\n"
    "day 2025-04-21 725\nday 2025-11-01 1\n"
    "signal dollars USD\ndollars 2025Q2 10\n"
    "signal price USD/Mtok\nprice 2025Q2 2\n"
    "signal tokens Mtok\ntokens 2025Q2 5\n"
    "signal krona SEK kind=flow\nkrona 2025Q1 10\nkrona 2025Q2 10\n"
    "signal pound GBP\npound 2025Q2 1\n"
    "signal nok NOK\nnok 2025Q2 6\n"
    "signal chf CHF\nchf 2025Q2 8\n"
    "signal l RMB\nl{a=\"1\"} 2025Q1 7\nl{a=\"2\"} 2025Q1 14\n"
    "derive in_usd USD = convert(capex, USD)\n"
    "derive at_mean USD = convert(capex, USD, average)\n";

static const struct {
	const char *text, *wanted;
} cases[] = {
	/* the inverse, and the last rate on or before the end */
	{ "convert(capex, USD)", "2025Q1=100 2025Q2=>=200 2025Q3=?" },
	{ "convert(dollars, RMB)", "2025Q2=80" },
	{ "convert(dollars, CNY)", "2025Q2=80" },
	{ "convert(dollars, \"RMB\")", "2025Q2=80" },
	{ "convert(capex, RMB)", "2025Q1=700 2025Q2=>=1600 2025Q3=900" },
	{ "convert(latest(dollars), RMB)", "2025Q2=80" },
	{ "convert(day, USD)",
	    "2025-04-19=100 2025-04-20=100 2025-04-21=100 2025-11-01=?" },
	/* RMB → USD → EUR → JPY: 1600 / 8 / 1.5 × 150 */
	{ "at(convert(capex, EUR), 2025Q1)", "2025Q1=80" },
	{ "at(convert(capex, JPY), 2025Q2)", "2025Q2=>=20000" },
	/* compounds */
	{ "convert(price, RMB)", "2025Q2=16" },
	{ "convert(price, RMB) * tokens", "2025Q2=80" },
	/* nine rates of the quarter: 7.5 7.25 7 7 7 7 8 8 8, in all 66.75 */
	{ "convert(dollars, RMB, average)", "2025Q2=74.16666667" },
	{ "at(convert(capex, USD, average), 2025Q2)",
	    "2025Q2=>=215.7303371" },
	{ "at(convert(capex, USD, average), 2025Q1)", "2025Q1=?" },
	{ "convert(day, USD, average)",
	    "2025-04-19=100 2025-04-20=100 2025-04-21=100 2025-11-01=?" },
	/* rates that are monthly themselves: (4 + 6 + 8) / 3, and the last */
	{ "convert(krona, AUD, average)", "2025Q1=? 2025Q2=60" },
	{ "convert(krona, AUD)", "2025Q1=20 2025Q2=80" },
	{ "delta(convert(krona, AUD))", "2025Q1=? 2025Q2=?" },
	{ "delta(krona)", "2025Q1=? 2025Q2=0" },
	/* bounds of the rate */
	{ "convert(nok, CHF)", "2025Q2=12..24" },
	{ "convert(chf, NOK)", "2025Q2=2..4" },
	{ "convert(l, USD)",
	    "{a=\"1\"} 2025Q1=1; {a=\"2\"} 2025Q1=2" },
	{ "convert(pound, HKD)",
	    "failed: fx_hkd is no rate: it has several series" },
	/* what was known then */
	{ "asof(convert(capex, USD), 2025-04-05)", "2025Q1=100" },
	{ "asof(convert(capex, USD), 2025-07-15)", "2025Q1=100 2025Q2=>=200" },
};

static const struct {
	const char *text, *reason;
} reasons[] = {
	{ "convert(capex, USD)",
	    "no rate of fx_usd is known for 2025-09-30, nor for the 10 days "
	    "before" },
	{ "at(convert(capex, USD, average), 2025Q1)",
	    "the rates of fx_usd leave more than 10 days of 2025Q1 open" },
	{ "at(convert(capex, EUR), 2025Q3)",
	    "no rate of fx_usd is known for 2025-09-30, nor for the 10 days "
	    "before" },
	{ "delta(convert(krona, AUD))",
	    "2025Q2: a break, nothing is computed across it" },
};

static const struct {
	const char *text, *why;
	int64_t at;
} bads[] = {
	{ "convert(capex, Dollars)",
	    "'convert' expects a currency such as USD here: convert(x, "
	    "CURRENCY), convert(x, CURRENCY, average)",
	    15 },
	{ "convert(capex, 5)",
	    "'convert' expects a currency such as USD here: convert(x, "
	    "CURRENCY), convert(x, CURRENCY, average)",
	    15 },
	{ "convert(capex, USD, mean)",
	    "'convert' expects nothing more, or the word average, here: "
	    "convert(x, CURRENCY), convert(x, CURRENCY, average)",
	    20 },
	{ "convert(tokens, USD)",
	    "'convert' expects an amount of money here: convert(x, CURRENCY), "
	    "convert(x, CURRENCY, average)",
	    8 },
	{ "convert(5, USD)",
	    "'convert' expects an amount of money here: convert(x, CURRENCY), "
	    "convert(x, CURRENCY, average)",
	    8 },
	{ "convert(capex * dollars, USD)",
	    "'convert' expects an amount of money here: convert(x, CURRENCY), "
	    "convert(x, CURRENCY, average)",
	    8 },
	{ "convert(capex, HKD)",
	    "no signal converts RMB to HKD: the watchlist's currency has "
	    "fx_usd (RMB/USD), fx_eur (USD/EUR), fx_jpy (JPY/EUR), fx_hkd "
	    "(HKD/GBP), fx_aud (AUD/SEK), fx_chf (CHF/NOK)",
	    15 },
	{ "convert(capex)",
	    "'convert' takes 2 to 3 arguments, not 1: convert(x, CURRENCY), "
	    "convert(x, CURRENCY, average)",
	    0 },
	{ "capex + convert(capex, USD)",
	    "'+' needs equal units: 'capex' is RMB, 'convert(capex, USD)' is "
	    "USD",
	    8 },
};

static bool
note_input(void *context, const struct signal *signal)
{
	bool *found = context;

	*found = *found || !strcmp(signal->definition->name, "fx_usd");
	return true;
}

/* The rate is an input like one that was written: it is asked whether it is
 * late, and a new one changes what is derived. */
static void
test_inputs(struct model *model)
{
	bool found = false;

	inputs_each(model, model_find(model, "in_usd"), note_input, &found);
	ok(found, "the rate is an input");
	is_derived(model, "in_usd", "2025Q1=100 2025Q2=>=200 2025Q3=?");
	fixture_add(model, "fx_usd 2025-09-29 9\n");
	is_derived(model, "in_usd", "2025Q1=100 2025Q2=>=200 2025Q3=100");
}

/* The tree names the rate of the day that was taken. */
static void
test_tree(struct model *model)
{
	const struct signal *signal = model_find(model, "in_usd");
	struct labels none;
	struct explained *tree;
	const struct explained *rate;

	labels_init(&none);
	tree = explain_signal(model, signal, &none,
	    signal->series[0]->figures[0].period);
	if (ok(tree != NULL && tree->input_count == 2, "an amount, a rate")) {
		rate = tree->inputs[1];
		is_string(rate->text, "fx_usd", "the rate's name");
		ok(rate->cell.amount.value == 7 &&
			rate->cell.period.end ==
			    fixture_time("2025-04-01"),
		    "of the last day");
	}
	explained_free(tree);
}

/* 2025Q2: nine rates, and what they come to. */
static void
test_mean(struct model *model)
{
	const struct signal *signal = model_find(model, "at_mean");
	struct labels none;
	struct explained *tree;
	const struct explained *mean;

	labels_init(&none);
	tree = explain_signal(
	    model, signal, &none, signal->series[0]->figures[1].period);
	if (ok(tree != NULL && tree->input_count == 2, "an amount, a mean")) {
		mean = tree->inputs[1];
		is_string(
		    mean->text, "mean of fx_usd in 2025Q2", "whose mean");
		is_string(mean->label, "mean", "in a word");
		ok(mean->cell.amount.value == 66.75 / 9, "what it is");
		is_int(mean->cell.known_at, mean->inputs[8]->cell.known_at,
		    "known with the last");
		is_int((int64_t)mean->input_count, 9, "of nine rates");
		is_string(mean->inputs[8]->text, "fx_usd", "each a figure");
	}
	explained_free(tree);
}

int
main(void)
{
	struct model *model = fixture_model(lines);

	clock_set(fixture_time("2026-01-20"));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		is_result(model, cases[i].text, cases[i].wanted);
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		is_reason(model, reasons[i].text, reasons[i].reason);
	for (size_t i = 0; i < ARRAY_LEN(bads); i++) {
		struct err err = { .text = "(fine)", .at = 0 };
		struct expr *expr = fixture_expr(model, bads[i].text, &err);

		is_string(err.text, bads[i].why, bads[i].text);
		is_int((int64_t)err.at, bads[i].at, "its column");
		expr_free(expr);
	}
	test_inputs(model);
	test_tree(model);
	test_mean(model);
	model_free(model);
	return done();
}
