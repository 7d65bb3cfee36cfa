/* SPDX-License-Identifier: MIT */
/* Every mistake of an expression: its sentence word for word, and its place. */
#include "model/expr.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/function.h"
#include "model/selector.h"
#include "tests/tap.h"

/* How it is read: every operation in brackets. */
static const struct {
	const char *text, *read;
} goods[] = {
	{ "1", "1" },
	{ " 1.5e3 ", "1500" },
	{ ".5", "0.5" },
	{ "380e9", "380000000000" },
	{ "capex", "capex" },
	{ "a + b * c", "(a + (b * c))" },
	{ "a - b - c", "((a - b) - c)" },
	{ "a / b / c", "((a / b) / c)" },
	{ "2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))" },
	{ "-2 ^ 2", "(- (2 ^ 2))" },
	{ "-a * b", "((- a) * b)" },
	{ "2 ^ -1", "(2 ^ (- 1))" },
	{ "- - a", "(- (- a))" },
	{ "(a + b) * c", "((a + b) * c)" },
	{ "a < b and c >= d or e = f",
	    "(((a < b) and (c >= d)) or (e = f))" },
	{ "a < b or c < d and e != f",
	    "((a < b) or ((c < d) and (e != f)))" },
	{ "not a < b and c", "((not (a < b)) and c)" },
	{ "not not a", "(not (not a))" },
	{ "a + b < c", "((a + b) < c)" },
	{ "a <= b", "(a <= b)" },
	{ "a-b", "(a - b)" },
	{ "a-2025-04-01", "(a - 2025-04-01)" },
	{ "a - 2025", "(a - 2025)" },
	{ "12025-06", "(12025 - 6)" },
	{ "yoy(capex)", "yoy(capex)" },
	{ "yoy (capex)", "yoy(capex)" },
	{ "at(x, 2025Q2)", "at(x, 2025Q2)" },
	{ "at(x, FY2026Q1)", "at(x, FY2026Q1)" },
	{ "at(x, CY2025)", "at(x, CY2025)" },
	{ "at(x, 2025-06)", "at(x, 2025-06)" },
	{ "sum(x, since 2025Q2)", "sum(x, since 2025Q2)" },
	{ "sum(x, 8 quarters)", "sum(x, 8 quarters)" },
	{ "count(e, 365d)", "count(e, 365d)" },
	{ "count(e, 1.5h)", "count(e, 1.5h)" },
	{ "max by (a, b) (x)", "max by (a, b) (x)" },
	{ "sum by () (x)", "sum by () (x)" },
	{ "x{a=\"b\", c!=\"d\", e=~\"f.*\", g!~\"h\"}",
	    "x{a=\"b\", c!=\"d\", e=~\"f.*\", g!~\"h\"}" },
	{ "x{}", "x" },
	{ "x{a=\"say \\\"b\\\" \\\\\"}", "x{a=\"say \"b\" \\\"}" },
	{ "x{a=\"阿里\"}", "x{a=\"阿里\"}" },
	{ "quarters", "quarters" },
	{ "atleast(1, a < 1, b)", "atleast(1, (a < 1), b)" },
	{ "FY26", "FY26" }, /* no period: a name */
	{ "a\n+\tb", "(a + b)" },
};

#define NOT_VALUE "' does not belong here: a value is expected"
#define NOT_END "' does not belong here: an operator or the end is expected"
#define UNKNOWN                                                            \
	"' is not understood: a signal, a number or an operator is expected"

static const struct {
	const char *text, *why;
	int64_t at;
} bads[] = {
	{ "", "the expression ends too early: a value is expected", 0 },
	{ "  ", "the expression ends too early: a value is expected", 2 },
	{ "a +", "the expression ends too early: a value is expected", 3 },
	{ "a b", "'b" NOT_END, 2 },
	{ "a 1", "'1" NOT_END, 2 },
	{ "+ a", "'+" NOT_VALUE, 0 },
	{ "a + * b", "'*" NOT_VALUE, 4 },
	{ "(a", "the expression ends too early: ')' is expected", 2 },
	{ "(a b)", "'b' does not belong here: ')' is expected", 3 },
	{ "a)", "')" NOT_END, 1 },
	{ "()", "')" NOT_VALUE, 1 },
	{ "a and", "the expression ends too early: a value is expected", 5 },
	{ "and", "'and" NOT_VALUE, 0 },
	{ "by", "'by" NOT_VALUE, 0 },
	{ "since 2025Q2", "'since" NOT_VALUE, 0 },
	{ "a < b < c",
	    "comparisons do not chain: write 'a < b and b < c'", 6 },
	{ "a = b = c",
	    "comparisons do not chain: write 'a < b and b < c'", 6 },
	{ "a $ b", "'$" UNKNOWN, 2 },
	{ "a é b", "'é" UNKNOWN, 2 },
	{ "a \u202e b", "'<U+202E>" UNKNOWN, 2 },
	{ "a \x1b", "'<1B>" UNKNOWN, 2 },
	{ "a \xff", "'<FF>" UNKNOWN, 2 },
	{ "a ! b", "'!" UNKNOWN, 2 },
	{ "a & b", "'&" UNKNOWN, 2 },
	{ "a == b", "there is no '=='; did you mean '='?", 2 },
	{ "a <> b", "there is no '<>'; did you mean '!='?", 2 },
	{ "a && b", "there is no '&&'; did you mean 'and'?", 2 },
	{ "a || b", "there is no '||'; did you mean 'or'?", 2 },
	{ "a ** 2", "there is no '**'; did you mean '^'?", 2 },
	{ "1.2.3", "'1.2.3' is no number", 0 },
	{ "a + 1e999", "'1e999' is no number", 4 },
	{ "5apples",
	    "'5apples' is neither a number, a period nor a duration (60d, 2h)",
	    0 },
	{ "1_000",
	    "'1_000' is neither a number, a period nor a duration (60d, 2h)",
	    0 },
	{ "1.5s",
	    "'1.5s' is neither a number, a period nor a duration (60d, 2h)",
	    0 },
	{ "at(x, 2025Q5)", "'2025Q5' is no period: a quarter is 1 to 4", 6 },
	{ "at(x, FY2026Q0)", "'FY2026Q0' is no period: a quarter is 1 to 4",
	    6 },
	{ "2025-13",
	    "'2025-13' is no period: 2025Q2, FY2026Q1, 2025-06, 2025 or a "
	    "date is expected",
	    0 },
	{ "a > 2025-02-30",
	    "'2025-02-30' is no period: 2025Q2, FY2026Q1, 2025-06, 2025 or a "
	    "date is expected",
	    4 },
	{ "x{a=\"b}",
	    "the text that begins here lacks its closing '\"'", 4 },
	{ "x{a=\"b\\\"}",
	    "the text that begins here lacks its closing '\"'", 4 },
	{ "x{a}", "'}' does not belong here: =, !=, =~ or !~ is expected", 3 },
	{ "x{=\"b\"}", "'=' does not belong here: a label's name is expected",
	    2 },
	{ "x{a=b}", "'b' does not belong here: a text in double quotes is "
		    "expected",
	    4 },
	{ "x{a=\"b\" c=\"d\"}",
	    "'c' does not belong here: ',' or '}' is expected", 8 },
	{ "x{a=\"b\",}", "'}' does not belong here: a label's name is expected",
	    8 },
	{ "x{a=\"b\"", "the expression ends too early: ',' or '}' is expected",
	    7 },
	{ "x{a=~\"(b\"}",
	    "bad regular expression: missing closing parenthesis", 8 },
	{ "x \"\u202eevil\"", "'\"<U+202E>evil\"" NOT_END, 2 },
	{ "yoi(x)", "unknown function 'yoi'; did you mean 'yoy'?", 0 },
	{ "a + nothing(x)", "unknown function 'nothing'", 4 },
	{ "yoy()", "'yoy' takes 1 argument, not 0: yoy(x)", 0 },
	{ "1 + yoy(a, b)", "'yoy' takes 1 argument, not 2: yoy(x)", 4 },
	{ "at(x)", "'at' takes 2 arguments, not 1: at(x, P)", 0 },
	{ "prev(a, 1, 2)",
	    "'prev' takes 1 to 2 arguments, not 3: prev(x, n = 1)", 0 },
	{ "atleast(1)",
	    "'atleast' takes at least 2 arguments, not 1: atleast(k, a, b, "
	    "...)",
	    0 },
	{ "yoy(a", "the expression ends too early: ',' or ')' is expected",
	    5 },
	{ "yoy(a b)", "'b' does not belong here: ',' or ')' is expected", 6 },
	{ "prev(a,)", "')" NOT_VALUE, 7 },
	{ "sum(x, since 4)",
	    "'4' does not belong here: a period such as 2025Q2 is expected",
	    13 },
	{ "yoy by (a) (x)",
	    "'yoy' does not aggregate: one of sum, avg, max, min, median, gap, "
	    "unconfirmed, count is expected before 'by'",
	    0 },
	{ "x by (a) (y)",
	    "'x' does not aggregate: one of sum, avg, max, min, median, gap, "
	    "unconfirmed, count is expected before 'by'",
	    0 },
	{ "max by a (x)", "'a' does not belong here: '(' is expected", 7 },
	{ "max by (a b) (x)",
	    "'b' does not belong here: ',' or ')' is expected", 10 },
	{ "max by (1) (x)", "'1' does not belong here: a label's name is "
			    "expected",
	    8 },
	{ "max by (a) x", "'x' does not belong here: '(' is expected", 11 },
	{ "max by (a) (x, y)", "'max by (…)' takes 1 argument, not 2", 0 },
};

static void add_node(struct buf *out, const char *text,
    const struct node *node);

static void
add_children(struct buf *out, const char *text, const struct node *node)
{
	(void)buf_char(out, '(');
	for (size_t i = 0; i < node->child_count; i++) {
		(void)buf_text(out, i > 0 ? ", " : "");
		add_node(out, text, node->children[i]);
	}
	(void)buf_char(out, ')');
}

static void
add_selector(struct buf *out, const struct node *node)
{
	static const char *const signs[] = { "=", "!=", "=~", "!~" };

	(void)buf_text(out, node->name);
	for (size_t i = 0; i < node->matcher_count; i++)
		(void)buf_printf(out, "%s%s%s\"%s\"", i > 0 ? ", " : "{",
		    node->matchers[i].name, signs[node->matchers[i].match],
		    node->matchers[i].value);
	(void)buf_text(out, node->matcher_count > 0 ? "}" : "");
}

static void
add_node(struct buf *out, const char *text, const struct node *node)
{
	switch (node->kind) {
	case NODE_NUMBER:
		(void)buf_printf(out, "%.15g", node->number);
		break;
	case NODE_SIGNAL:
		add_selector(out, node);
		break;
	case NODE_NEGATE:
	case NODE_NOT:
		(void)buf_text(out, node->kind == NODE_NOT ? "(not " : "(- ");
		add_node(out, text, node->children[0]);
		(void)buf_char(out, ')');
		break;
	case NODE_BINARY:
		(void)buf_char(out, '(');
		add_node(out, text, node->children[0]);
		(void)buf_printf(out, " %s ", operator_name(node->op));
		add_node(out, text, node->children[1]);
		(void)buf_char(out, ')');
		break;
	case NODE_CALL:
		(void)buf_text(out, node->function->name);
		add_children(out, text, node);
		break;
	case NODE_AGGREGATE:
		(void)buf_printf(out, "%s by (", node->function->name);
		for (size_t i = 0; i < node->by_count; i++)
			(void)buf_printf(
			    out, "%s%s", i > 0 ? ", " : "", node->by[i]);
		(void)buf_text(out, ") ");
		add_children(out, text, node);
		break;
	default:
		(void)buf_text(out, node->since ? "since " : "");
		(void)buf_add(
		    out, text + node->start, node->end - node->start);
	}
}

static void
test_good(const char *text, const char *read)
{
	struct err err = { .text = "" };
	struct expr *expr = expr_parse(text, 3, &err);
	struct buf out;

	buf_init(&out, 10000);
	if (expr != NULL)
		add_node(&out, text, expr->root);
	else
		(void)buf_text(&out, err.text);
	is_string(buf_string(&out), read, text);
	buf_release(&out);
	expr_free(expr);
}

static void
test_bad(const char *text, const char *why, int64_t at)
{
	struct err err = { .text = "(read)", .at = 0 };
	struct expr *expr = expr_parse(text, 3, &err);

	is_string(err.text, why, why);
	is_int((int64_t)err.at, at, "its column");
	expr_free(expr);
}

static char *
repeat(const char *piece, size_t count, const char *end)
{
	struct buf out;

	buf_init(&out, 1000000);
	for (size_t i = 0; i < count; i++)
		(void)buf_text(&out, piece);
	(void)buf_text(&out, end);
	return buf_take(&out);
}

/* Deep or long ones are refused, at the place, before they cost anything. */
static void
test_limits(void)
{
	static const struct {
		const char *piece;
		size_t count;
		const char *why;
	} limits[] = {
		{ "(", 100000, "nested too deeply: more than 64 levels" },
		{ "-", 100000, "nested too deeply: more than 64 levels" },
		{ "not ", 100000, "nested too deeply: more than 64 levels" },
		{ "yoy(", 100000, "nested too deeply: more than 64 levels" },
		{ "2^", 100000, "nested too deeply: more than 64 levels" },
		{ "1+", 50000,
		    "the expression is too long: more than 1000 parts" },
		{ "coalesce(1,", 100000,
		    "nested too deeply: more than 64 levels" },
	};

	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		char *text = repeat(limits[i].piece, limits[i].count, "1");
		struct err err = { .text = "(read)" };
		struct expr *expr = expr_parse(text, 12, &err);

		is_string(err.text, limits[i].why, limits[i].piece);
		expr_free(expr);
		mem_free(text);
	}
}

/* So are the labels of selectors, and of by. */
static void
test_label_limits(void)
{
	static const struct {
		const char *head, *piece, *tail;
	} cases[] = {
		{ "x{a=\"1\"", ",a=\"1\"", "}" },
		{ "sum by (a", ",a", ") (x)" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t count = 999; count <= 1000; count++) {
			char *labels =
			    repeat(cases[i].piece, count, cases[i].tail);
			char *text = mem_printf("%s%s", cases[i].head, labels);
			struct err err = { .text = "(read)" };
			struct expr *expr = expr_parse(text, 12, &err);

			is_string(expr != NULL ? "(read)" : err.text,
			    count == 999
				? "(read)"
				: "the expression is too long: more than 1000 "
				  "parts",
			    cases[i].head);
			expr_free(expr);
			mem_free(text);
			mem_free(labels);
		}
}

/* Every beginning of every good one, and bytes of all kinds within: it is read,
 * or it is refused within the text; nothing else. */
static void
test_damaged(void)
{
	size_t outside = 0;

	for (size_t i = 0; i < ARRAY_LEN(goods); i++) {
		size_t length = strlen(goods[i].text);

		for (size_t k = 0; k < length * 256; k++) {
			char *text = mem_text(goods[i].text);
			struct err err = { .at = 0 };
			struct expr *expr;

			text[k / 256] = (char)(k % 256);
			expr = expr_parse(text, 12, &err);
			outside += expr == NULL && err.at > strlen(text);
			expr_free(expr);
			mem_free(text);
		}
	}
	is_int((int64_t)outside, 0, "each byte replaced by every other");
}

static void
test_selector(void)
{
	struct err err = { .text = "" };
	struct expr *expr = selector_parse("b{model=\"x\"}", &err);

	ok(expr != NULL && expr->root->matcher_count == 1, "a selector");
	expr_free(expr);
	ok(selector_parse("b + 1", &err) == NULL, "and nothing else");
	is_string(err.text,
	    "'+' does not belong here: an operator or the end is expected",
	    "says what");
	ok(selector_parse("1", &err) == NULL, "nor a number");
	is_string(err.text,
	    "'1' does not belong here: a signal's name is expected",
	    "says what");
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(goods); i++)
		test_good(goods[i].text, goods[i].read);
	for (size_t i = 0; i < ARRAY_LEN(bads); i++)
		test_bad(bads[i].text, bads[i].why, bads[i].at);
	test_limits();
	test_label_limits();
	test_damaged();
	test_selector();
	return done();
}
