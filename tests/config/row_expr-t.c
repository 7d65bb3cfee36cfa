/* SPDX-License-Identifier: MIT */
/* Conditions that are asked of a row: what they come to, and where their
 * mistakes are. */
#include "config/asked.h"

#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/expr.h"
#include "tests/tap.h"

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings, &alert_settings };

static const char text[] =
    "name: Rows\n"
    "sources: { f: { url: file:f.json } }\n"
    "signals:\n"
    "  capex: { unit: RMB, from: f, each: $.a, value: v, period: p }\n"
    "  share: { unit: '%', expr: capex / capex }\n"
    "  last: { unit: RMB, expr: capex * 4 }\n"
    "  bench: { unit: score, from: f, each: $.b, value: v, period: p,\n"
    "    labels: { model: m, yoy: o } }\n";

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

/* TYPED of SIGNAL comes to WRITTEN. */
static const struct {
	const char *typed, *signal, *written;
} right[] = {
	{ "> 50", "capex", "capex > 50" },
	{ " >= 50 ", "capex", " capex >= 50 " },
	{ "!= 0", "capex", "capex != 0" },
	{ "yoy > 20", "capex", "yoy(capex) > 20" },
	{ "20 < yoy", "capex", "20 < yoy(capex)" },
	{ "self > 50", "capex", "capex > 50" },
	{ "yoy(self) > 20", "capex", "yoy(capex) > 20" },
	{ "yoy>20 and >5", "capex", "yoy(capex)>20 and capex >5" },
	{ "not > 5", "capex", "not capex > 5" },
	{ "(> 5 or < -5)", "capex", "(capex > 5 or capex < -5)" },
	{ "streak(> 0) > 3", "capex", "streak(capex > 0) > 3" },
	{ "self > prev", "capex", "capex > prev(capex)" },
	{ "abs(delta) > 1", "share", "abs(delta(share)) > 1" },
	{ "capex > self", "last", "capex > last" },
	{ "last > self", "capex", "last > capex" }, /* a signal's name */
	{ "age > 30d", "capex", "age(capex) > 30d" },
	{ "self{model=\"yoy\", yoy=\"self\"} > 1", "bench",
	    "bench{model=\"yoy\", yoy=\"self\"} > 1" },
	{ "max by (yoy) (self) > 1", "bench", "max by (yoy) (bench) > 1" },
	{ "max by (model) (self) > latest", "bench",
	    "max by (model) (bench) > latest(bench)" },
};

/* TYPED of SIGNAL is wrong AT. */
static const struct {
	const char *typed, *signal;
	size_t at;
	const char *sentence;
} wrong[] = {
	{ "", "capex", 0,
	    "the expression ends too early: a value is expected" },
	{ "yoy", "capex", 0,
	    "a condition is expected, such as > 50 or yoy > 20, and this is a "
	    "number" },
	{ "capex > 5", "last", 0,
	    "nothing in it speaks of the row: '> 50', 'yoy > 20' and 'self' "
	    "do" },
	{ "> 5 and capx > 5", "capex", 8,
	    "unknown signal 'capx'; did you mean 'capex'?" },
	{ "self > 1 and capx > 5", "capex", 13,
	    "unknown signal 'capx'; did you mean 'capex'?" },
	{ "yoy > 1 and capx > 5", "capex", 12,
	    "unknown signal 'capx'; did you mean 'capex'?" },
	{ "> 5x", "capex", 2,
	    "'5x' is neither a number, a period nor a duration (60d, 2h)" },
	{ "> 1 = 2", "capex", 4, NULL },
	{ "yoy > 1 or yoy > 2", "share", 0, NULL },
	{ "> 1 or yoy > 2", "share", 7, NULL },
	{ "max > 1", "capex", 0, NULL },
	{ "> 50 $", "capex", 5, NULL },
};

static void
check_right(const struct watchlist *watchlist, size_t i)
{
	struct err err = { .text = "" };
	struct expr *expr = watchlist_row_expr(
	    watchlist, right[i].typed, right[i].signal, true, &err);

	if (expr == NULL)
		diag("%s", err.text);
	is_string(expr != NULL ? expr->text : "", right[i].written,
	    right[i].typed);
	expr_free(expr);
}

static void
check_wrong(const struct watchlist *watchlist, size_t i)
{
	struct err err = { .text = "" };
	struct expr *expr = watchlist_row_expr(
	    watchlist, wrong[i].typed, wrong[i].signal, true, &err);

	if (!ok(expr == NULL, wrong[i].typed))
		diag("it was taken as %s", expr->text);
	else if (wrong[i].sentence != NULL)
		is_string(err.text, wrong[i].sentence, wrong[i].typed);
	if (!is_int((int64_t)err.at, (int64_t)wrong[i].at, wrong[i].typed))
		diag("%s", err.text);
	expr_free(expr);
}

int
main(void)
{
	struct watchlist *watchlist = load();
	struct err err = { .text = "" };

	if (!ok(watchlist != NULL, "the watchlist is right"))
		return done();
	for (size_t i = 0; i < ARRAY_LEN(right); i++)
		check_right(watchlist, i);
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		check_wrong(watchlist, i);
	ok(watchlist_row_expr(watchlist, "> capx", "capex", false, &err) ==
		NULL, "without a guess");
	is_string(err.text, "unknown signal 'capx'", "no name is guessed");
	watchlist_free(watchlist);
	return done();
}
