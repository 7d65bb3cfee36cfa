/* SPDX-License-Identifier: MIT */
/* Names, types and units, before anything is fetched. */
#include "model/check.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/cycle.h"
#include "model/expr.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

static const char lines[] = "signal capex RMB kind=flow\n"
			    "signal revenue RMB kind=flow\n"
			    "signal usd USD\n"
			    "signal cash RMB kind=stock\n"
			    "signal margin %\n"
			    "signal lead pp\n"
			    "signal level x kind=rate\n"
			    "signal price USD/Mtok\n"
			    "signal tokens Mtok\n"
			    "signal elo score\n"
			    "events deals\n";

/* The unit, "truth", and "series" or "point". */
static const struct {
	const char *text, *type;
} goods[] = {
	{ "capex", "RMB series" },
	{ "capex + revenue", "RMB series" },
	{ "capex + 5", "RMB series" },
	{ "5 - capex", "RMB series" },
	{ "capex / revenue", " series" },
	{ "capex / revenue * 100", " series" },
	{ "capex / usd", "RMB/USD series" },
	{ "price * tokens", "USD series" },
	{ "1 / price", "Mtok/USD series" },
	{ "2 * 3", "bare point" },
	{ "-capex", "RMB series" },
	{ "(capex / revenue) ^ 2", " series" },
	{ "margin - margin", "pp series" },
	{ "margin + lead", "% series" },
	{ "margin - lead", "% series" },
	{ "margin > lead", "truth series" },
	{ "delta(margin)", "pp series" },
	{ "delta(capex)", "RMB series" },
	{ "yoy(capex)", "% series" },
	{ "qoq(price)", "% series" },
	{ "ttm(capex) / ttm(revenue)", " series" },
	{ "avg(margin, 4)", "% series" },
	{ "max(cash, 4)", "RMB series" },
	{ "latest(capex)", "RMB point" },
	{ "latest(capex > 5)", "truth point" },
	{ "latest(margin) - latest(margin)", "pp point" },
	{ "at(capex, 2025Q2)", "RMB point" },
	{ "age(capex)", "days point" },
	{ "age(capex) > 45d", "truth point" },
	{ "45d < known(capex)", "truth point" },
	{ "streak(yoy(capex) >= 100)", "count point" },
	{ "streak(yoy(capex) >= 100) < 8", "truth point" },
	{ "count(deals, 365d)", "count point" },
	{ "count(deals)", "count point" },
	{ "last(deals) > 90d", "truth point" },
	{ "overdue(deals)", "count point" },
	{ "changed(deals, 30d)", "count point" },
	{ "revision(capex, 60d)", "% point" },
	{ "pace(capex, 380e9, 2025-04-01, 2028-04-01)", "% series" },
	{ "atleast(2, capex > 5, red_one, age(capex) > 9d)", "truth point" },
	{ "cagr(capex, 3)", "% series" },
	{ "cagr(capex, 3 years)", "% series" },
	{ "median(margin, 4)", "% series" },
	{ "stdev(margin, 4)", "pp series" },
	{ "stdev(capex, 4 quarters)", "RMB series" },
	{ "slope(margin, since 2024Q1)", "pp series" },
	{ "slope(cash, 4)", "RMB series" },
	{ "zscore(cash, 4)", " series" },
	{ "zscore(margin, 4) > 3", "truth series" },
	{ "median by () (elo)", "score series" },
	{ "abs(capex)", "RMB series" },
	{ "abs(latest(margin))", "% point" },
	{ "round(capex)", "RMB series" },
	{ "round(capex, -9)", "RMB series" },
	{ "round(capex / revenue, 2)", " series" },
	{ "log(capex / revenue)", " series" },
	{ "log(2)", "bare point" },
	{ "low(capex)", "RMB series" },
	{ "high(latest(margin))", "% point" },
	{ "first(cash)", "RMB point" },
	{ "first(cash > 5)", "truth point" },
	{ "if(capex > 5, capex, revenue)", "RMB series" },
	{ "if(capex > 5, 1, usd)", "USD series" },
	{ "if(latest(capex) > 5, latest(usd), 0)", "USD point" },
	{ "if(latest(capex) > 5, usd, 0)", "USD series" },
	{ "if(capex > 5, capex > 6, 1 < 2)", "truth series" },
	{ "if(capex > 5, margin, lead)", "% series" },
	{ "if(1 < 2, 3, 4)", "bare point" },
	{ "coalesce(capex, 0)", "RMB series" },
	{ "coalesce(0, capex, revenue)", "RMB series" },
	{ "coalesce(latest(usd), 5)", "USD point" },
	{ "coalesce(usd > 5, 1 > 2)", "truth series" },
	{ "ttm(coalesce(capex, 0))", "RMB series" },
	{ "asof(capex, 2025-06-30)", "RMB series" },
	{ "asof(latest(capex) > 5, 2025-06-30)", "truth point" },
	{ "restated(capex)", "% series" },
	{ "restated(latest(margin))", "% point" },
	{ "gap(elo)", "score point" },
	{ "gap by (model) (margin)", "pp point" },
	{ "unconfirmed(elo) > 90d", "truth point" },
	{ "count by () (unconfirmed by (model) (elo) > 90d)", "count point" },
	{ "count by (model) (elo > 5)", "count series" },
	{ "max by (model) (elo)", "score series" },
	{ "sum by () (cash)", "RMB series" },
	{ "count by (model) (elo)", "count series" },
	{ "not capex > 5 and revenue < 2 or cash = 1", "truth series" },
	{ "capex > latest(revenue)", "truth series" },
};

static const struct {
	const char *text, *why;
	int64_t at;
} bads[] = {
	{ "capx", "unknown signal 'capx'; did you mean 'capex'?", 0 },
	{ "5 + nothing", "unknown signal 'nothing'", 4 },
	{ "capex - usd",
	    "'-' needs equal units: 'capex' is RMB, 'usd' is USD", 8 },
	{ "capex < usd",
	    "'<' needs equal units: 'capex' is RMB, 'usd' is USD", 8 },
	{ "capex / revenue + usd",
	    "'+' needs equal units: 'capex / revenue' is without a unit, 'usd' "
	    "is USD",
	    18 },
	{ "margin + capex",
	    "'+' needs equal units: 'margin' is %, 'capex' is RMB", 9 },
	{ "capex and cash", "a condition is expected here, not a number", 0 },
	{ "not capex", "a condition is expected here, not a number", 4 },
	{ "-(capex > 1)", "a number is expected here, not a condition", 2 },
	{ "(capex > 1) + 1", "a number is expected here, not a condition", 1 },
	{ "(capex > 1) = 1", "a number is expected here, not a condition", 1 },
	{ "capex > \"x\"", "a number is expected here, not a text", 8 },
	{ "capex + 60d", "a number is expected here, not a duration", 8 },
	{ "capex > 60d", "a number is expected here, not a duration", 8 },
	{ "age(capex) > 8 quarters",
	    "a number is expected here, not a duration", 13 },
	{ "capex > 2025-04-01", "a number is expected here, not a date", 8 },
	{ "capex + deals", "a number is expected here, not events", 8 },
	{ "2025Q2", "a number or a condition is expected, not a period", 0 },
	{ "deals", "a number or a condition is expected, not events", 0 },
	{ "red_one", "a number or a condition is expected, not an alert", 0 },
	{ "latest(red_one)",
	    "'red_one' is an alert: it can stand only in atleast()", 7 },
	{ "capex ^ 2", "only a number without a unit can be raised to a power",
	    0 },
	{ "2 ^ capex", "an exponent is a number without a unit", 4 },
	{ "yoy(margin)",
	    "'yoy' of a % has no meaning; the difference in pp is x - prev(x, "
	    "4)",
	    0 },
	{ "qoq(yoy(capex))",
	    "'qoq' of a % has no meaning; the difference in pp is x - prev(x)",
	    0 },
	{ "ttm(cash)", "'ttm' adds up flows, and 'cash' is declared a stock",
	    4 },
	{ "sum(level, 4)",
	    "'sum' adds up flows, and 'level' is declared a rate", 4 },
	{ "ttm(margin)", "'ttm' adds up flows, and a % is none", 4 },
	{ "yoy(deals)", "'yoy' expects a number here: yoy(x)", 4 },
	{ "yoy(5)", "'yoy' expects a series, not one value, here: yoy(x)", 4 },
	{ "ttm(latest(capex))",
	    "'ttm' expects a series, not one value, here: ttm(x)", 4 },
	{ "at(latest(capex), 2025Q2)",
	    "'at' expects a series, not one value, here: at(x, P)", 3 },
	{ "age(5)", "'age' expects a signal here: age(x)", 4 },
	{ "known(2 * 3)", "'known' expects a signal here: known(x)", 6 },
	{ "latest(deals)", "'latest' expects a signal here: latest(x)", 7 },
	{ "at(deals, 2025Q2)", "'at' expects a signal here: at(x, P)", 3 },
	{ "at(capex, 5)", "'at' expects a period here: at(x, P)", 10 },
	{ "prev(capex, 1.5)",
	    "'prev' expects a number of periods, 1 to 1000, here: prev(x, n = "
	    "1)",
	    12 },
	{ "prev(capex, 0)",
	    "'prev' expects a number of periods, 1 to 1000, here: prev(x, n = "
	    "1)",
	    12 },
	{ "sum(capex, 60d)",
	    "'sum' expects a number of periods, 1 to 1000, here: sum(x, n), "
	    "sum(x, since P)",
	    11 },
	{ "sum(capex, 1001)",
	    "'sum' expects a number of periods, 1 to 1000, here: sum(x, n), "
	    "sum(x, since P)",
	    11 },
	{ "streak(capex)",
	    "'streak' expects a condition here: streak(condition)", 7 },
	{ "streak(latest(capex) > 5)",
	    "'streak' expects a condition with a value a period here: "
	    "streak(condition)",
	    7 },
	{ "count(capex, 365d)",
	    "'count' expects an event signal here: count(events, window)", 6 },
	{ "count(deals, 4)",
	    "'count' expects a duration such as 365d here: count(events, "
	    "window)",
	    13 },
	{ "count(deals, 4 quarters)",
	    "'count' expects a duration such as 365d here: count(events, "
	    "window)",
	    13 },
	{ "last(capex)", "'last' expects an event signal here: last(events)",
	    5 },
	{ "overdue(5)", "'overdue' expects an event signal here: "
			"overdue(events)",
	    8 },
	{ "changed(capex, 30d)",
	    "'changed' expects an event signal here: changed(events, window)",
	    8 },
	{ "changed(deals, 4 quarters)",
	    "'changed' expects a duration such as 30d here: changed(events, "
	    "window)",
	    15 },
	{ "changed(deals)",
	    "'changed' takes 2 arguments, not 1: changed(events, window)", 0 },
	{ "revision(capex, 4 quarters)",
	    "'revision' expects a duration such as 60d here: revision(x, "
	    "window)",
	    16 },
	{ "pace(capex, usd, 2025-04-01, 2028-04-01)",
	    "'pace' expects a total in the unit of x here: pace(x, total, "
	    "from, to)",
	    12 },
	{ "pace(capex, 5, 2028-04-01, 2025-04-01)",
	    "'pace' expects a date after the first one here: pace(x, total, "
	    "from, to)",
	    27 },
	{ "pace(capex, 5, 2025Q2, 2025-04-01)",
	    "'pace' expects a date here: pace(x, total, from, to)", 15 },
	{ "atleast(3, capex > 1, red_one)",
	    "'atleast' expects a whole number, and no more than are listed, "
	    "here: atleast(k, a, b, ...)",
	    8 },
	{ "atleast(0, capex > 1)",
	    "'atleast' expects a whole number, and no more than are listed, "
	    "here: atleast(k, a, b, ...)",
	    8 },
	{ "atleast(capex, capex > 1)",
	    "'atleast' expects how many must hold here: atleast(k, a, b, ...)",
	    8 },
	{ "atleast(1, capex)",
	    "'atleast' expects a condition or an alert here: atleast(k, a, b, "
	    "...)",
	    11 },
	{ "cagr(margin, 3)",
	    "'cagr' of a % has no meaning; the difference in pp is x - prev(x)",
	    0 },
	{ "cagr(capex, 0)",
	    "'cagr' expects a number of years, 1 to 100, here: cagr(x, n)",
	    12 },
	{ "cagr(capex, 101)",
	    "'cagr' expects a number of years, 1 to 100, here: cagr(x, n)",
	    12 },
	{ "cagr(capex, 4 quarters)",
	    "'cagr' expects a number of years, 1 to 100, here: cagr(x, n)",
	    12 },
	{ "stdev(capex, 1)",
	    "'stdev' expects a number of periods, 2 to 1000, here: stdev(x, "
	    "n), stdev(x, since P)",
	    13 },
	{ "slope(latest(capex), 4)",
	    "'slope' expects a series, not one value, here: slope(x, n), "
	    "slope(x, since P)",
	    6 },
	{ "zscore(capex > 5, 4)",
	    "'zscore' expects a number here: zscore(x, n), zscore(x, since P)",
	    7 },
	{ "median(capex, 60d)",
	    "'median' expects a number of periods, 1 to 1000, here: median(x, "
	    "n), median(x, since P)",
	    14 },
	{ "round(capex, 1.5)",
	    "'round' expects a whole number, -15 to 15, here: round(x, digits "
	    "= 0)",
	    13 },
	{ "round(capex, revenue)",
	    "'round' expects a whole number, -15 to 15, here: round(x, digits "
	    "= 0)",
	    13 },
	{ "abs(capex > 5)", "'abs' expects a number here: abs(x)", 4 },
	{ "log(capex)", "'log' expects a number without a unit here: log(x)",
	    4 },
	{ "low(deals)", "'low' expects a number here: low(x)", 4 },
	{ "first(5)", "'first' expects a signal here: first(x)", 6 },
	{ "if(capex, 1, 2)",
	    "'if' expects a condition here: if(condition, a, b)", 3 },
	{ "if(capex > 5, capex, usd)",
	    "'if' needs equal units: 'capex' is RMB, 'usd' is USD", 21 },
	{ "if(capex > 5, capex > 1, usd)",
	    "'if' expects a condition, too, here: if(condition, a, b)", 25 },
	{ "if(capex > 5, usd, capex > 1)",
	    "'if' expects a number here: if(condition, a, b)", 19 },
	{ "if(capex > 5, deals, 1)",
	    "'if' expects a number here: if(condition, a, b)", 14 },
	{ "coalesce(capex)",
	    "'coalesce' takes at least 2 arguments, not 1: coalesce(a, b, "
	    "...)",
	    0 },
	{ "coalesce(capex, 0, usd)",
	    "'coalesce' needs equal units: 'capex' is RMB, 'usd' is USD", 19 },
	{ "coalesce(capex, 2025Q2)",
	    "'coalesce' expects a number here: coalesce(a, b, ...)", 16 },
	{ "asof(capex, 2025Q2)",
	    "'asof' expects a date here: asof(x, DATE)", 12 },
	{ "asof(5, 2025-06-30)",
	    "'asof' expects a signal here: asof(x, DATE)", 5 },
	{ "restated(capex > 5)",
	    "'restated' expects a number here: restated(x)", 9 },
	{ "restated(5)", "'restated' expects a signal here: restated(x)", 9 },
	{ "coalesc(capex, 0)",
	    "unknown function 'coalesc'; did you mean 'coalesce'?", 0 },
	{ "revision(revision(revision(revision(revision(revision(revision("
	  "revision(revision(capex,1d),1d),1d),1d),1d),1d),1d),1d),1d)",
	    "'revision' stands in too many that look at two times: more than "
	    "8",
	    72 },
	{ "gap(5)", "'gap' expects a signal here: gap(x)", 4 },
	{ "gap(elo > 5)", "'gap' expects a number here: gap(x)", 4 },
	{ "unconfirmed(deals)",
	    "'unconfirmed' expects a number here: unconfirmed(x)", 12 },
	{ "max by (a) (elo > 5)",
	    "'max' expects a number here: max(x, n), max(x, since P)", 12 },
	{ "max by (a) (deals)", "'max' expects a number here: max(x, n), "
				"max(x, since P)",
	    12 },
	{ "usd * usd * usd * usd * usd",
	    "the unit grows beyond 4 factors; name a part of the formula as a "
	    "signal of its own",
	    0 },
	{ "usd{a=\"\u202e\"} - capex",
	    "'-' needs equal units: 'usd{a=\"<U+202E>\"}' is USD, 'capex' is "
	    "RMB",
	    15 },
};

static void
test_good(const struct model *model, const char *text, const char *type)
{
	struct err err = { .text = "" };
	struct expr *expr = fixture_expr(model, text, &err);
	struct buf out;

	buf_init(&out, 1000);
	if (expr == NULL)
		(void)buf_text(&out, err.text);
	else if (expr->is_truth)
		(void)buf_text(&out, "truth");
	else if (expr->unit.bare)
		(void)buf_text(&out, "bare");
	else
		unit_format(&out, &expr->unit);
	if (expr != NULL)
		(void)buf_text(&out, expr->is_series ? " series" : " point");
	is_string(buf_string(&out), type, text);
	buf_release(&out);
	expr_free(expr);
}

static void
test_declared(void)
{
	static const struct {
		const char *computed, *declared;
		bool may;
	} cases[] = {
		{ "RMB", "RMB", true }, { "RMB", "USD", false },
		{ "a/a", "%", true }, { "a/a", "x", true },
		{ "a/a", "score", true }, { "a/a", "count", true },
		{ "a/a", "RMB", false }, { "%", "x", false },
		{ "%", "pp", false },
	};
	struct unit bare = unit_bare(), rmb = unit_named("RMB");

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct unit computed, declared;
		struct err err;

		ok(unit_parse(&computed, cases[i].computed, &err) &&
			unit_parse(&declared, cases[i].declared, &err) &&
			unit_may_be_declared(&computed, &declared) ==
			    cases[i].may,
		    cases[i].declared);
	}
	ok(unit_may_be_declared(&bare, &rmb), "a bare number takes any unit");
}

static const char *const formulas[][2] = {
	{ "a", "b + 1" }, { "b", "c + d" }, { "c", "a" }, { "d", "d" },
	{ "e", "a" }, { "f", "7" }, { "g", "f * 2" }, { "h", "f + g" },
};

static void
test_cycles(void)
{
	static const char *const circles[] = { "a → b → c → a", NULL, NULL,
		"d → d", NULL, NULL, NULL, NULL };
	struct cycle_entry entries[ARRAY_LEN(formulas)] = { { .name = NULL } };
	struct expr *exprs[ARRAY_LEN(formulas)];
	struct cycle_found *found;
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(formulas); i++) {
		exprs[i] = expr_parse(formulas[i][1], 12, &err);
		entries[i].name = formulas[i][0];
		entries[i].exprs[i % 3] = exprs[i];
	}
	found = cycles_find(entries, ARRAY_LEN(formulas));
	for (size_t i = 0; i < ARRAY_LEN(formulas); i++)
		is_string(found[i].circle != NULL ? found[i].circle : "(none)",
		    circles[i] != NULL ? circles[i] : "(none)",
		    formulas[i][0]);
	is_int((int64_t)found[6].depth, 1, "one beneath it");
	is_int((int64_t)found[7].depth, 2, "two beneath it");
	cycles_free(found, ARRAY_LEN(formulas));
	for (size_t i = 0; i < ARRAY_LEN(formulas); i++)
		expr_free(exprs[i]);
}

int
main(void)
{
	struct model *model = fixture_model(lines);

	for (size_t i = 0; i < ARRAY_LEN(goods); i++)
		test_good(model, goods[i].text, goods[i].type);
	for (size_t i = 0; i < ARRAY_LEN(bads); i++) {
		struct err err = { .text = "(fine)", .at = 0 };
		struct expr *expr = fixture_expr(model, bads[i].text, &err);

		is_string(err.text, bads[i].why, bads[i].text);
		is_int((int64_t)err.at, bads[i].at, "its column");
		expr_free(expr);
	}
	test_declared();
	test_cycles();
	model_free(model);
	return done();
}
