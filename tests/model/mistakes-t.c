/* SPDX-License-Identifier: MIT */
/* What no table of the parser or the checker has: mistakes where an alert, or
 * a rate, is out of place, and those of each function's own. With its column;
 * sentences.t sees to it that no sentence is forgotten. */
#include "model/check.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/expr.h"
#include "model/scope.h"
#include "tests/tap.h"

static const struct {
	const char *text, *why;
	int64_t at;
} cases[] = {
	{ "capex > 5 and atleast(1, red)",
	    "'red' is an alert: it can stand only in an alert's condition, in "
	    "atleast()",
	    25 },
	{ "capex + red",
	    "'red' is an alert: it can stand only in an alert's condition, in "
	    "atleast()",
	    8 },
	{ "capez", "unknown signal 'capez'; did you mean 'capex'?", 0 },
	{ "capex * none", "unknown signal 'none'", 8 },
	{ "1 + convert(capex, USD)",
	    "no signal converts RMB to USD: the watchlist needs currency: { "
	    "fx: SIGNAL }",
	    19 },
	{ "convert(capex, dollars)",
	    "'convert' expects a currency such as USD here: convert(x, "
	    "CURRENCY), convert(x, CURRENCY, average)",
	    15 },
	{ "delta(5)", "'delta' expects a series, not one value, here: delta(x)",
	    6 },
	{ "2 * ytd(margin)",
	    "'ytd' of a % has no meaning; the difference in pp is x - prev(x)",
	    4 },
	{ "ytd(deals)", "'ytd' expects a number here: ytd(x)", 4 },
	{ "avg(capex, since 2025)",
	    "'2025' does not belong here: a period such as 2025Q2 is expected",
	    17 },
	{ "avg(capex, margin)",
	    "'avg' expects a number of periods, 1 to 1000, here: avg(x, n), "
	    "avg(x, since P)",
	    11 },
	{ "min(latest(capex), 4)",
	    "'min' expects a series, not one value, here: min(x, n), min(x, "
	    "since P)",
	    4 },
	{ "min(capex)", "'min' takes 2 arguments, not 1: min(x, n), min(x, "
			"since P)",
	    0 },
	{ "high(capex > 5)", "'high' expects a number here: high(x)", 5 },
	{ "high()", "'high' takes 1 argument, not 0: high(x)", 0 },
	{ "low(capex, 2)", "'low' takes 1 argument, not 2: low(x)", 0 },
	{ "known(deals)", "'known' expects a signal here: known(x)", 6 },
	{ "capex - 2 > margin",
	    "'>' needs equal units: 'capex - 2' is RMB, 'margin' is %", 12 },
	{ "(capex + capex) * 2 + margin",
	    "'+' needs equal units: '(capex + capex) * 2' is RMB, 'margin' is "
	    "%",
	    22 },
	{ "capex / capex + margin",
	    "'+' needs equal units: 'capex / capex' is without a unit, "
	    "'margin' is %",
	    16 },
	{ "capex{modle=\"a\"} > 1",
	    "no signal has a label 'modle'; did you mean 'model'?", 6 },
	{ "margin * (capex{model=\"modle\", modle != \"a\"} / capex)",
	    "no signal has a label 'modle'; did you mean 'model'?", 31 },
	{ "max by (model, bench) (capex)", "no signal has a label 'bench'",
	    15 },
	{ "count(deals{sort=\"x\"}) + count(deals{model=\"x\"})",
	    "no signal has a label 'sort'", 12 },
	{ "max by (model) (capex{model=\"a\"})", "(fine)", 0 },
};

static enum name_kind
find(void *context, const char *name, struct unit *unit, int *kind)
{
	(void)context;
	*kind = KIND_ANY;
	if (!strcmp(name, "red"))
		return NAME_ALERT;
	if (!strcmp(name, "deals"))
		return NAME_EVENTS;
	*unit = unit_named(!strcmp(name, "margin") ? "%" : "RMB");
	return !strcmp(name, "capex") || !strcmp(name, "margin")
	    ? NAME_SIGNAL
	    : NAME_UNKNOWN;
}

static const char *
near(void *context, const char *name)
{
	(void)context;
	return !strcmp(name, "capez") ? "capex" : NULL;
}

static char *
label_hint(void *context, const char *label)
{
	(void)context;
	if (!strcmp(label, "model"))
		return NULL;
	return mem_text(
	    !strcmp(label, "modle") ? "; did you mean 'model'?" : "");
}

int
main(void)
{
	const struct scope scope = { .find = find,
		.near = near,
		.label_hint = label_hint };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err = { .text = "(fine)", .at = 0 };
		struct expr *expr = expr_parse(cases[i].text, 12, &err);

		if (expr != NULL)
			(void)expr_check(expr, &scope, &err);
		is_string(err.text, cases[i].why, cases[i].text);
		is_int((int64_t)err.at, cases[i].at, "its column");
		expr_free(expr);
	}
	return done();
}
