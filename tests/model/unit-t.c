/* SPDX-License-Identifier: MIT */
#include "model/unit.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/tap.h"

static const struct {
	const char *text, *canonical;
} goods[] = {
	{ "RMB", "RMB" }, { "CNY", "RMB" }, { "CNY/Mtok", "RMB/Mtok" },
	{ "%", "%" }, { "pp", "pp" }, { "x", "x" }, { "USD/Mtok", "USD/Mtok" },
	{ "a/c/b", "a/b/c" }, { "GPU", "GPU" }, { "Stück", "Stück" },
	{ "a/a", "" }, { "abcdefghijklmno", "abcdefghijklmno" },
};

#define EXPECTED                                                         \
	"a word such as RMB, %, x or count is expected, or two as in USD/Mtok"
#define LIMITS "up to 4 words of up to 15 letters are possible"

static const struct {
	const char *text, *why;
	int64_t at;
} bads[] = {
	{ "", "'' is no unit: " EXPECTED, 0 },
	{ "USD/", "'USD/' is no unit: " EXPECTED, 4 },
	{ "/USD", "'/USD' is no unit: " EXPECTED, 0 },
	{ "bn RMB", "'bn RMB' is no unit: " EXPECTED, 0 },
	{ "USD*2", "'USD*2' is no unit: " EXPECTED, 0 },
	{ "1e9", "'1e9' is no unit: " EXPECTED, 0 },
	{ "a/1", "'a/1' is no unit: " EXPECTED, 2 },
	{ "abcdefghijklmnop",
	    "'abcdefghijklmnop' is too long for a unit: " LIMITS, 0 },
	{ "a/b/c/d/e/f", "'a/b/c/d/e/f' is too long for a unit: " LIMITS, 10 },
};

static const struct {
	const char *a, *b, *product, *quotient;
} operations[] = {
	{ "RMB", "RMB", "RMB·RMB", "" },
	{ "USD", "count", "USD·count", "USD/count" },
	{ "USD/Mtok", "Mtok", "USD", "USD/Mtok/Mtok" },
	{ "USD", "USD/Mtok", "USD·USD/Mtok", "Mtok" },
	{ "a/b", "b/a", "", "a·a/b/b" },
	{ "x", "RMB", "RMB·x", "x/RMB" },
};

static struct unit
unit(const char *text)
{
	struct unit got = unit_none();
	struct err err;

	(void)unit_parse(&got, text, &err);
	return got;
}

static void
is_unit(const struct unit *got, const char *wanted, const char *name)
{
	struct buf out;

	buf_init(&out, 200);
	unit_format(&out, got);
	is_string(buf_string(&out), wanted, name);
	buf_release(&out);
}

static void
test_operations(void)
{
	struct unit a, b, got, four;
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(operations); i++) {
		a = unit(operations[i].a);
		b = unit(operations[i].b);
		ok(unit_times(&got, &a, &b, &err), operations[i].a);
		is_unit(&got, operations[i].product, "the product");
		ok(unit_divide(&got, &a, &b, &err), operations[i].b);
		is_unit(&got, operations[i].quotient, "the quotient");
	}
	a = unit("RMB");
	b = unit_bare();
	ok(unit_times(&got, &a, &b, &err) && unit_equal(&got, &a) && !got.bare,
	    "a bare number times a unit keeps it");
	ok(unit_divide(&got, &b, &a, &err), "one over a unit");
	is_unit(&got, "1/RMB", "has it under the line");
	ok(unit_times(&got, &b, &b, &err) && got.bare, "bare times bare");
	four = unit("a");
	for (int i = 0; i < 3; i++)
		ok(unit_times(&four, &four, &a, &err), "grows");
	ok(!unit_times(&four, &four, &a, &err), "but not beyond four");
	is_string(err.text,
	    "the unit grows beyond 4 factors; name a part of the formula as a "
	    "signal of its own",
	    "and says what helps");
}

int
main(void)
{
	struct unit got, other;
	struct err err = { .text = "" };

	for (size_t i = 0; i < ARRAY_LEN(goods); i++) {
		ok(unit_parse(&got, goods[i].text, &err), goods[i].text);
		is_unit(&got, goods[i].canonical, "its canonical form");
	}
	for (size_t i = 0; i < ARRAY_LEN(bads); i++) {
		(void)unit_parse(&got, bads[i].text, &err);
		is_string(err.text, bads[i].why, bads[i].text);
		is_int((int64_t)err.at, bads[i].at, "its place");
	}
	ok(!unit_parse(&got, "US\u202eD", &err), "no override in a unit");
	ok(!unit_parse(&got, "US\u200bD", &err), "nothing of no width");
	ok(!unit_parse(&got, "\xff", &err), "nothing that is no UTF-8");
	test_operations();
	got = unit("%");
	other = unit("%/x");
	ok(unit_is(&got, "%") && !unit_is(&other, "%"), "is it a %");
	got = unit("CNY");
	other = unit("GPU");
	ok(unit_is_currency(&got) && !unit_is_currency(&other), "is it money");
	got = unit_none();
	other = unit_bare();
	ok(unit_is_none(&got) && !got.bare && other.bare, "no ratio is bare");
	got = unit_named("pp");
	is_unit(&got, "pp", "one of our own");
	return done();
}
