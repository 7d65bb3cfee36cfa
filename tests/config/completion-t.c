/* SPDX-License-Identifier: MIT */
/* What may come next in an expression, place by place. */
#include "config/completion.h"

#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/function.h"
#include "tests/tap.h"

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings, &alert_settings };

static const char text[] =
    "name: Words\n"
    "sources: { f: { url: file:f.json } }\n"
    "currency: { fx: usd }\n"
    "signals:\n"
    "  capex: { unit: RMB, title: Capital expenditure, from: f, each: $.a,\n"
    "    value: v, period: p }\n"
    "  capex_ratio: { unit: '%', expr: capex / capex }\n"
    "  capex_yearly: { unit: RMB, expr: capex * 4 }\n"
    "  usd: { unit: RMB/USD, from: f, each: $.u, value: v, period: p }\n"
    "  bench: { unit: score, from: f, each: $.b, value: v, period: p,\n"
    "    basis: s, labels: { model: m, mode: o } }\n"
    "  other: { unit: score, from: f, each: $.b, value: v, period: p,\n"
    "    labels: { region: r } }\n"
    "alerts:\n"
    "  cash: { title: No cash, warn: capex > 1 }\n";

static struct watchlist *
load(void)
{
	char *path = mem_printf("%s/w.yaml", test_directory());
	struct complaints complaints = { 0 };
	struct watchlist *watchlist;
	FILE *file = fopen(path, "wb");
	struct buf said;

	if (file == NULL || fputs(text, file) == EOF || fclose(file) != 0)
		diag("%s cannot be written", path);
	watchlist = watchlist_load(
	    path, tables, ARRAY_LEN(tables), &complaints);
	buf_init(&said, LIMIT_MESSAGE);
	complaints_format(&said, &complaints);
	if (watchlist == NULL)
		diag("%s", buf_string(&said));
	buf_release(&said);
	complaints_release(&complaints);
	mem_free(path);
	return watchlist;
}

#define DEEP "((((((((((((((((((((" /* 20; the ceiling is 64 */

/* TYPED: up to the cursor; WANTED: what is offered; "... x": it begins so and
 * has x among it; WITHIN: the function that is being written, or "". */
static const struct {
	const char *typed, *wanted, *within;
} cases[] = {
	/* a value is expected */
	{ "cap", "capex capex_ratio capex_yearly", "" },
	{ "capex_r", "capex_ratio", "" },
	{ "no", "not", "" },
	{ "yo", "yoy(", "" },
	{ "a", "asof( avg( abs( at( age( atleast(", NULL },
	{ "yoy(ca", "capex capex_ratio capex_yearly cagr(", "yoy" },
	{ "yoy( capex_r", "capex_ratio", "yoy" },
	{ "1 + us", "usd", "" },
	{ "capex>us", "usd", "" },
	{ "capex and no", "not", "" },
	{ "capex > 1 or us", "usd", "" },
	{ "(us", "usd", "" },
	{ "-us", "usd", "" },
	{ "if(capex > 1, us", "usd", "if" },
	{ "yoy(capex) + log(us", "usd", "log" },
	{ "log(yoy(capex) + us", "usd", "log" },
	{ "x", "", "" },
	/* an operator */
	{ "capex o", "or", "" },
	{ "capex ", "and or", "" },
	{ "yoy(capex) a", "and", "" },
	{ "bench{model=\"x\"} a", "and", "" },
	{ "yoy(capex o", "or", "yoy" },
	{ "2025Q2 a", "and", "" },
	/* labels */
	{ "bench{", "model= mode= basis=", "" },
	{ "bench{mod", "model= mode=", "" },
	{ "max(bench{mod", "model= mode=", "max" },
	{ "bench{model=\"x\", b", "basis=", "" },
	{ "other{", "region= basis=", "" },
	{ "capex_ratio{r", "region=", "" },
	{ "nobody{r", "region=", "" },
	{ "bench{model", "model=", "" },
	{ "bench{model ", "", "" },
	{ "bench{model=", "", "" },
	{ "bench{model=\"", "", "" },
	{ "bench{model=\"cl", "", "" },
	{ "bench{basis=\"cl", "claimed\"", "" },
	{ "bench{basis!=", "\"reported\" \"estimated\" \"guided\" \"claimed\" "
	    "\"independent\" \"derived\" \"manual\"", "" },
	{ "bench{basis=\"claimed\"", "", "" },
	/* over series */
	{ "max b", "by", "" },
	{ "yoy b", "", "" },
	{ "max by (", "model mode region basis", "max" },
	{ "max by (model, r", "region", "max" },
	{ "max by (model", "model", "max" },
	{ "max by (model ", "", "max" },
	{ "max by ", "", "" },
	{ "max by (model) ", "", "" },
	{ "max by (model) (ben", "bench", "max" },
	{ "max by (model) (bench) a", "and", "" },
	/* what only some functions take */
	{ "sum(capex, s", "since sum( stdev( slope( streak(", "sum" },
	{ "yoy(capex, sin", "", "yoy" },
	{ "sum(capex, since u", "usd unconfirmed(", "sum" },
	{ "atleast(2, ca", "cash capex capex_ratio capex_yearly cagr(",
	    "atleast" },
	{ "atleast(ca", "capex capex_ratio capex_yearly cagr(", "atleast" },
	{ "convert(capex, ", "USD RMB", "convert" },
	{ "convert(capex, U", "USD", "convert" },
	{ "convert(capex, USD, ", "average", "convert" },
	{ "convert(us", "usd", "convert" },
	/* no expression goes on like this */
	{ "12", "", "" },
	{ "capex == ca", "", "" },
	{ "capex) ca", "", "" },
	{ "\"text ca", "", "" },
	{ "$(ca", "", "" },
	{ "capex > 5; ca", "", "" },
	{ DEEP DEEP DEEP DEEP "ca", "", "" },
	{ DEEP DEEP DEEP "usd", "usd", "" },
};

static void
join(struct buf *out, const struct completion *completion)
{
	for (size_t i = 0; i < completion->count; i++)
		(void)buf_printf(out, "%s%s", i > 0 ? " " : "",
		    completion->items[i].text);
}

static void
check_case(const struct watchlist *watchlist, size_t i)
{
	struct completion completion = { .typed = cases[i].typed };
	char *name = mem_printf("\"%s\"", cases[i].typed);
	struct buf seen;

	completion_of_expr(&completion, watchlist);
	buf_init(&seen, LIMIT_MESSAGE);
	join(&seen, &completion);
	is_string(buf_string(&seen), cases[i].wanted, name);
	if (cases[i].within != NULL)
		is_string(completion.within != NULL ? completion.within->name
						    : "",
		    cases[i].within, name);
	buf_release(&seen);
	completion_release(&completion);
	mem_free(name);
}

/* All functions, each with its help; also without a watchlist. */
static void
check_functions(const struct watchlist *watchlist, size_t signals)
{
	struct completion completion = { .typed = "" };
	size_t with_help = 0;

	completion_of_expr(&completion, watchlist);
	is_int((int64_t)completion.count,
	    (int64_t)(function_count + signals + 1),
	    "every function, every signal, and not");
	for (size_t i = 0; i < completion.count; i++)
		with_help += completion.items[i].help[0] != '\0';
	is_int((int64_t)with_help, (int64_t)completion.count,
	    "each says what it is");
	completion_release(&completion);
}

static void
check_offers(void)
{
	struct completion completion = { .typed = "x", .start = 0 };

	completion_offer(&completion, "y", NULL);
	completion_offer(&completion, "x\033[31m", NULL);
	completion_offer(&completion, "x\ny", NULL);
	completion_offer(&completion, "x\xc2\x9b", NULL);
	completion_offer(&completion, "x\xe2\x80\xae", NULL);
	completion_offer(&completion, "x\xff", NULL);
	is_int((int64_t)completion.count, 0, "nothing that cannot be shown");
	is_int((int64_t)completion_common(&completion), 0, "and no start");
	completion_offer(&completion, "x\xc3\xa9t", "a\tb\nc\033[1m");
	completion_offer(&completion, "x\xc3\xa9t", "again");
	if (!is_int((int64_t)completion.count, 1, "each once"))
		return;
	is_string(completion.items[0].help, "a b c<1B>[1m", "help is clean");
	is_int((int64_t)completion_common(&completion), 4, "all of one");
	completion_offer(&completion, "x\xc3\xaat", NULL);
	is_int((int64_t)completion_common(&completion), 1,
	    "what two begin with, in whole characters");
	completion_release(&completion);
	completion.typed = "";
	for (int i = 0; i < LIMIT_CANDIDATES + 5; i++) {
		char *name = mem_printf("n%d", i);

		completion_offer(&completion, name, NULL);
		mem_free(name);
	}
	is_int((int64_t)completion.count, LIMIT_CANDIDATES, "not without end");
	completion_release(&completion);
}

int
main(void)
{
	struct watchlist *watchlist = load();

	if (!ok(watchlist != NULL, "the watchlist is right"))
		return done();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_case(watchlist, i);
	check_functions(watchlist, 6);
	check_functions(NULL, 0);
	check_offers();
	watchlist_free(watchlist);
	return done();
}
