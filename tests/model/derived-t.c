/* SPDX-License-Identifier: MIT */
/* Derived signals: in order of what they rest on, anew when that changes, as it
 * was known at another time; and the tree that explains one figure. */
#include "model/eval.h"
#include "model/explained.h"

#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/limits.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/model.h"
#include "model/series.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

static void
test_series(void)
{
	struct model *model = fixture_model(
	    "signal capex RMB break=2025Q2\n"
	    "capex 2024Q4 30\ncapex 2025Q1 25\ncapex 2025Q2 38\n"
	    "signal revenue RMB\n"
	    "revenue 2024Q4 50\nrevenue 2025Q1 100\n"
	    "derive share % = capex / revenue * 100\n"
	    "derive growth % = qoq(capex)\n"
	    "derive worst % = max(share, 2)\n"
	    "derive high - = share > 50\n");

	clock_set(fixture_time("2025-07-20"));
	is_derived(model, "share", "2024Q4=60 2025Q1=25 2025Q2=?");
	is_derived(model, "growth", "2024Q4=? 2025Q1=-16.66666667 2025Q2=?");
	is_derived(model, "worst", "2024Q4=? 2025Q1=60 2025Q2=?");
	is_derived(model, "high", "2024Q4=1 2025Q1=0 2025Q2=?");
	is_string(model_find(model, "growth")->series[0]->figures[2].missing,
	    "2025Q2: a break, nothing is computed across it",
	    "missing says why");
	fixture_add(model, "revenue 2025Q2 76\ncapex 2024Q4 20 @2025-07-01\n");
	is_derived(model, "share", "2024Q4=40 2025Q1=25 2025Q2=50");
	model_set_as_of(model, fixture_time("2025-06-30"));
	is_derived(model, "share", "2024Q4=60 2025Q1=25");
	model_set_as_of(model, ALWAYS);
	is_derived(model, "share", "2024Q4=40 2025Q1=25 2025Q2=50");
	model_free(model);
}

static void
test_incremental(void)
{
	struct model *model = fixture_model("signal a RMB\na 2025Q1 1\n"
					    "signal b RMB\nb 2025Q1 1\n"
					    "derive x RMB = a + 1\n"
					    "derive y RMB = b + 1\n"
					    "derive z RMB = x + 1\n");
	uint64_t before[3];

	clock_set(fixture_time("2025-07-20"));
	eval_derived(model);
	for (size_t i = 0; i < 3; i++)
		before[i] = model_signal(model, i + 2)->version;
	eval_derived(model);
	ok(model_find(model, "x")->version == before[0],
	    "nothing new, nothing computed");
	fixture_add(model, "a 2025Q2 5\n");
	is_derived(model, "z", "2025Q1=3 2025Q2=7");
	ok(model_find(model, "x")->version > before[0] &&
		model_find(model, "z")->version > before[2],
	    "what depends on the new figure is");
	ok(model_find(model, "y")->version == before[1], "and nothing else");
	model_free(model);
}

/* One figure for each day on which an input became known, and today's where it
 * differs; a day's figure does not go away on the next. */
static void
test_points(void)
{
	struct model *model = fixture_model(
			      "signal p USD\n"
			      "p 2025-06-01 10 @2025-06-02\n"
			      "p 2025-06-05 12 @2025-06-05\n"
			      "p 2025-06-05 13 @2025-06-09\n"
			      "p 2025-06-10 13 @2025-06-10\n"
			      "derive now USD = latest(p)\n"
			      "derive old days = age(p)\n"
			      "derive rev % = revision(p, 3d)\n"
			      "derive far USD = latest(p) + latest(now)\n");
	clock_set(fixture_time("2025-06-10") + 3600);
	is_derived(model, "now",
	    "2025-06-02=10 2025-06-05=12 2025-06-09=13 2025-06-10=13");
	is_derived(model, "old",
	    "2025-06-02=0 2025-06-05=0 2025-06-09=3 2025-06-10=0");
	is_derived(model, "rev",
	    "2025-06-02=? 2025-06-05=? 2025-06-09=8.333333333 "
	    "2025-06-10=?");
	clock_set(fixture_time("2025-06-12"));
	is_derived(model, "now",
	    "2025-06-02=10 2025-06-05=12 2025-06-09=13 2025-06-10=13");
	is_derived(model, "old",
	    "2025-06-02=0 2025-06-05=0 2025-06-09=3 2025-06-10=0 "
	    "2025-06-12=1");
	is_derived(model, "far",
	    "2025-06-02=20 2025-06-05=24 2025-06-09=26 2025-06-10=26");
	model_set_as_of(model, fixture_time("2025-06-07"));
	is_derived(model, "now", "2025-06-02=10 2025-06-05=12");
	model_free(model);
}

static void
test_labels(void)
{
	struct model *model = fixture_model(
	    "signal s score\n"
	    "s{m=\"b\"} 2025Q1 1\ns{m=\"a\"} 2025Q1 2\ns{m=\"a\"} 2025Q2 3\n"
	    "signal t score\nt{m=\"a\"} 2025Q1 5\nt{m=\"c\"} 2025Q1 6\n"
	    "derive twice score = s * 2\n"
	    "derive gap score = s - t\n"
	    "derive best score = max by () (latest(s))\n"
	    "derive bad score = s{m=\"b\"} - t\n");

	clock_set(fixture_time("2025-07-20"));
	is_derived(model, "twice",
	    "{m=\"a\"} 2025Q1=4 2025Q2=6; {m=\"b\"} 2025Q1=2");
	is_derived(model, "gap", "{m=\"a\"} 2025Q1=-3 2025Q2=?");
	is_derived(model, "best", "2025-04-01=2 2025-07-01=3");
	is_derived(model, "bad", "2025-07-20=?");
	is_string(model_find(model, "bad")->series[0]->figures[0].missing,
	    "no series go with each other at '-': {m=\"b\"} and {m=\"a\"} "
	    "differ",
	    "a formula that cannot be evaluated says why");
	model_free(model);
}

static void
add_tree(struct buf *out, const struct explained *explained, int depth)
{
	for (int i = 0; i < depth; i++)
		(void)buf_char(out, ' ');
	(void)buf_text(out, explained->label);
	if (explained->signal != NULL) {
		(void)buf_char(out, ' ');
		period_format(out, explained->cell.period);
	}
	if (explained->cell.missing)
		(void)buf_printf(out, " ? %s",
		    explained->cell.reason != NULL ? explained->cell.reason
						   : "-");
	else if (explained->cell.is_truth)
		(void)buf_printf(out, " %s",
		    explained->cell.truth == TRUTH_TRUE ? "true" : "false");
	else
		(void)buf_printf(out, " %.10g", explained->cell.amount.value);
	(void)buf_char(out, '\n');
	for (size_t i = 0; i < explained->input_count; i++)
		add_tree(out, explained->inputs[i], depth + 1);
}

static void
is_tree(struct model *model, const char *name, const char *period,
    const char *wanted)
{
	struct period at;
	struct labels none = { NULL, 0 };
	struct err err;
	struct buf out;
	struct explained *explained;

	eval_derived(model);
	(void)period_parse(&at, period, 12, &err);
	explained = explain_signal(model, model_find(model, name), &none, at);
	buf_init(&out, 100000);
	if (explained != NULL)
		add_tree(&out, explained, 0);
	is_string(buf_string(&out), wanted, name);
	buf_release(&out);
	explained_free(explained);
}

static void
test_explain(void)
{
	struct model *model = fixture_model(
	    "signal q RMB\nq 2024Q1 100\nq 2025Q1 150\nq 2025Q2 9\n"
	    "signal m RMB\nm 2025-01 2\nm 2025-02 3\nm 2025-03 4\n"
	    "signal f RMB kind=flow\nf 2025-01 2\nf 2025-02 3\n"
	    "f 2025-03 4\nf 2025-04 5\n"
	    "derive g % = yoy(q) - 20\n"
	    "derive part - = f / q\n"
	    "derive mix RMB = m + q\n"
	    "derive hot - = streak(m > 2) >= 2\n"
	    "derive some - = atleast(1, q > 1000, m > 1)\n"
	    "derive gone % = yoy(q)\n");

	clock_set(fixture_time("2025-07-20"));
	is_tree(model, "g", "2025Q1",
	    "- 30\n yoy 50\n  q 2025Q1 150\n  q 2024Q1 100\n 20 20\n");
	is_tree(model, "gone", "2025Q2",
	    "yoy ? there is no figure for 2024Q2\n q 2025Q2 9\n");
	is_tree(model, "mix", "2025-03",
	    "+ 154\n m 2025-03 4\n q 2025Q1 150\n");
	is_tree(model, "hot", "2025-07-01",
	    ">= true\n streak 2\n  > true\n   m 2025-03 4\n   2 2\n"
	    "  > true\n   m 2025-02 3\n   2 2\n"
	    "  > false\n   m 2025-01 2\n   2 2\n 2 2\n");
	is_tree(model, "part", "2025Q1",
	    "/ 0.06\n sum 9\n  f 2025-01 2\n  f 2025-02 3\n  f 2025-03 4\n"
	    " q 2025Q1 150\n");
	is_tree(model, "part", "2025Q2",
	    "/ ? there is no figure for 2025-05\n"
	    " sum ? there is no figure for 2025-05\n  f 2025-04 5\n"
	    " q 2025Q2 9\n");
	is_tree(model, "some", "2025-07-20",
	    "atleast true\n 1 1\n > false\n  q 2025Q2 9\n  1000 1000\n"
	    " > true\n  m 2025-03 4\n  1 1\n");
	is_tree(model, "q", "2025Q1", "");
	model_free(model);
}

/* The text of what has parts in parentheses has them whole. */
static void
test_text(void)
{
	static const char *const texts[] = { "2 * (q + q)", "(q + q) * 2",
		"((q + q)) / (q)", "-(q)", "not (q > 1 or (q < 0))" };
	struct model *model = fixture_model("signal q RMB\nq 2025Q1 3\n");
	struct labels none = { NULL, 0 };
	struct err err;
	struct period at;

	(void)period_parse(&at, "2025Q1", 12, &err);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct expr *expr = fixture_expr(model, texts[i], &err);
		struct eval *eval = eval_new(model);
		struct explained *tree = explain_expr(eval, expr, &none, at);

		is_string(tree->text, texts[i], "the whole text");
		explained_free(tree);
		eval_free(eval);
		expr_free(expr);
	}
	model_free(model);
}

static size_t
count_nodes(const struct explained *explained)
{
	size_t count = 1;

	for (size_t i = 0; i < explained->input_count; i++)
		count += count_nodes(explained->inputs[i]);
	return count;
}

/* prev of prev of prev …: two inputs each, and no end of time or memory. */
static void
test_deep(void)
{
	struct model *model = fixture_model("signal q RMB\n");
	struct labels none = { NULL, 0 };
	struct explained *explained;
	struct buf text;
	clock_t start;

	buf_init(&text, 10000);
	for (int i = 0; i < 100; i++) {
		buf_clear(&text);
		(void)buf_printf(&text, "q %dQ%d %d", 2000 + i / 4, i % 4 + 1,
		    i + 1);
		fixture_add(model, buf_string(&text));
	}
	buf_clear(&text);
	(void)buf_text(&text, "derive deep RMB = ");
	for (int i = 0; i < 60; i++)
		(void)buf_text(&text, "prev(");
	(void)buf_char(&text, 'q');
	for (int i = 0; i < 60; i++)
		(void)buf_char(&text, ')');
	fixture_add(model, buf_string(&text));
	start = clock();
	eval_derived(model);
	explained = explain_signal(model, model_find(model, "deep"), &none,
	    model_find(model, "q")->series[0]->figures[99].period);
	is_number(explained->cell.amount.value, 40, "sixty quarters before");
	ok(count_nodes(explained) < LIMIT_EXPLAINED * 2, "a tree of some size");
	is_soon(start, 20, "in time");
	explained_free(explained);
	buf_release(&text);
	model_free(model);
}

/* Each part of a long sum is computed once, not once for each that holds it:
 * that took ten seconds. */
static void
test_explain_long(void)
{
	struct model *model = fixture_model(
	    "signal a RMB\na 2024Q1 1\na 2024Q2 2\na 2024Q3 3\n"
	    "a 2024Q4 4\na 2025Q1 5\na 2025Q3 6\n");
	const struct labels none = { NULL, 0 };
	struct eval *eval = eval_new(model);
	clock_t begin = clock();
	struct explained *tree;
	struct expr *expr;
	struct buf text;
	struct err err;
	size_t depth = 0;

	buf_init(&text, 10000);
	for (int i = 0; i < 490; i++)
		(void)buf_text(&text, i > 0 ? "+a" : "a");
	expr = fixture_expr(model, buf_string(&text), &err);
	tree = explain_expr(eval, expr, &none,
	    model_find(model, "a")->series[0]->figures[0].period);
	for (const struct explained *at = tree; at->input_count > 0;
	     at = at->inputs[0])
		depth++;
	is_int((int64_t)tree->cell.amount.value, 490, "a long sum");
	is_int((int64_t)depth, 489, "explained to its end");
	ok((double)(clock() - begin) / CLOCKS_PER_SEC < 3, "in good time");
	explained_free(tree);
	expr_free(expr);
	buf_release(&text);
	eval_free(eval);
	model_free(model);
}

int
main(void)
{
	test_explain_long();
	test_series();
	test_incremental();
	test_points();
	test_labels();
	test_explain();
	test_text();
	test_deep();
	return done();
}
