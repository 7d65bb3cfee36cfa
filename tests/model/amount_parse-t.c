/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "model/amount.h"
#include "model/unit.h"
#include "tests/tap.h"

#define OPEN ((double)INFINITY)

static const struct {
	const char *text;
	char decimal;
	double value, low, high;
	bool approximate;
} goods[] = {
	{ "5", 0, 5, 5, 5, false },
	{ "38.7 billion", 0, 38.7e9, 38.7e9, 38.7e9, false },
	{ "RMB 33.4bn", 0, 33.4e9, 33.4e9, 33.4e9, false },
	{ "RMB33.4 bn", 0, 33.4e9, 33.4e9, 33.4e9, false },
	{ "33.4 bn RMB", 0, 33.4e9, 33.4e9, 33.4e9, false },
	{ "26%", 0, 26, 26, 26, false },
	{ "26 percent", 0, 26, 26, 26, false },
	{ "-1.5 pp", 0, -1.5, -1.5, -1.5, false },
	{ "(1,234.5)", 0, -1234.5, -1234.5, -1234.5, false },
	{ "($5.2bn)", 0, -5.2e9, -5.2e9, -5.2e9, false },
	{ "\u22123.1", 0, -3.1, -3.1, -3.1, false },
	{ "-$5", 0, -5, -5, -5, false },
	{ "$-5", 0, -5, -5, -5, false },
	{ "+4.5", 0, 4.5, 4.5, 4.5, false },
	{ "1.2e9", 0, 1.2e9, 1.2e9, 1.2e9, false },
	{ "1.5e100", 0, 1.5e100, 1.5e100, 1.5e100, false },
	{ "1.2E-3", 0, 1.2e-3, 1.2e-3, 1.2e-3, false },
	{ ".5", 0, .5, .5, .5, false },
	{ "0.123", 0, .123, .123, .123, false },
	{ "¥38,676 million", '.', 38676e6, 38676e6, 38676e6, false },
	{ "￥1.1万亿", 0, 1.1e12, 1.1e12, 1.1e12, false },
	{ "386.76亿元", 0, 386.76e8, 386.76e8, 386.76e8, false },
	{ "12.5x", 0, 12.5, 12.5, 12.5, false },
	{ "10k", 0, 1e4, 1e4, 1e4, false },
	{ "3 M", 0, 3e6, 3e6, 3e6, false },
	{ "2 trillion yuan", 0, 2e12, 2e12, 2e12, false },
	{ "7 mn", 0, 7e6, 7e6, 7e6, false },
	{ " 5 \u00a0bn ", 0, 5e9, 5e9, 5e9, false },
	{ "1,234,567", 0, 1234567, 1234567, 1234567, false },
	{ "1.234.567", 0, 1234567, 1234567, 1234567, false },
	{ "1.234.567,8", 0, 1234567.8, 1234567.8, 1234567.8, false },
	{ "12,34,567", 0, 1234567, 1234567, 1234567, false },
	{ "1'234'567.8", 0, 1234567.8, 1234567.8, 1234567.8, false },
	{ "1'234.567", 0, 1234.567, 1234.567, 1234.567, false },
	{ "1234.567", 0, 1234.567, 1234.567, 1234.567, false },
	{ "1234,567", 0, 1234.567, 1234.567, 1234.567, false },
	{ "12,5", 0, 12.5, 12.5, 12.5, false },
	{ "1,234", '.', 1234, 1234, 1234, false },
	{ "1,234", ',', 1.234, 1.234, 1.234, false },
	{ "1.234", ',', 1234, 1234, 1234, false },
	{ "1.234", '.', 1.234, 1.234, 1.234, false },
	{ "over 100 bn", 0, 100e9, 100e9, OPEN, false },
	{ "Over RMB 100 bn", 0, 100e9, 100e9, OPEN, false },
	{ "more than 3", 0, 3, 3, OPEN, false },
	{ "at least 3", 0, 3, 3, OPEN, false },
	{ "above 3", 0, 3, 3, OPEN, false },
	{ ">= 5", 0, 5, 5, OPEN, false },
	{ "> 5", 0, 5, 5, OPEN, false },
	{ "≥5%", 0, 5, 5, OPEN, false },
	{ "超过100亿", 0, 1e10, 1e10, OPEN, false },
	{ "逾100亿", 0, 1e10, 1e10, OPEN, false },
	{ "50,000+", '.', 50000, 50000, OPEN, false },
	{ "triple-digit", 0, 100, 100, OPEN, false },
	{ "Triple-digit growth", 0, 100, 100, OPEN, false },
	{ "triple-digit percentage year-over-year growth", 0, 100, 100, OPEN,
	    false },
	{ "double-digit", 0, 10, 10, OPEN, false },
	{ "up to 55 %", 0, 55, -OPEN, 55, false },
	{ "at most 5", 0, 5, -OPEN, 5, false },
	{ "less than 5", 0, 5, -OPEN, 5, false },
	{ "under 5", 0, 5, -OPEN, 5, false },
	{ "below 5", 0, 5, -OPEN, 5, false },
	{ "<= 5", 0, 5, -OPEN, 5, false },
	{ "<5", 0, 5, -OPEN, 5, false },
	{ "≤ 5", 0, 5, -OPEN, 5, false },
	{ "about 120 bn", 0, 120e9, 120e9, 120e9, true },
	{ "approximately 5", 0, 5, 5, 5, true },
	{ "approx. 5", 0, 5, 5, 5, true },
	{ "around 5", 0, 5, 5, 5, true },
	{ "roughly 5", 0, 5, 5, 5, true },
	{ "nearly 5", 0, 5, 5, 5, true },
	{ "almost 5", 0, 5, 5, 5, true },
	{ "some 5", 0, 5, 5, 5, true },
	{ "~5", 0, 5, 5, 5, true },
	{ "≈ 5", 0, 5, 5, 5, true },
	{ "约5亿", 0, 5e8, 5e8, 5e8, true },
	{ "91 to 93 bn", 0, 92e9, 91e9, 93e9, false },
	{ "91–93 bn", 0, 92e9, 91e9, 93e9, false },
	{ "91-93", 0, 92, 91, 93, false },
	{ "between 91 and 93 bn", 0, 92e9, 91e9, 93e9, false },
	{ "RMB 91 bn to RMB 93 bn", 0, 92e9, 91e9, 93e9, false },
	{ "0.9 bn – 1.1 bn", 0, 1e9, .9e9, 1.1e9, false },
	{ "-5 to -3", 0, -4, -5, -3, false },
	{ "5% to 7%", 0, 6, 5, 7, false },
	{ "822.2k", 0, 822.2e3, 822.2e3, 822.2e3, false },
	{ "3.5G", 0, 3.5e9, 3.5e9, 3.5e9, false },
	{ "2 thousands", 0, 2e3, 2e3, 2e3, false },
	{ "€ 4,5 Mrd.", 0, 4.5e9, 4.5e9, 4.5e9, false },
	{ "3 lakh", 0, 3e5, 3e5, 3e5, false },
	{ "2.5 crore", 0, 2.5e7, 2.5e7, 2.5e7, false },
	{ "5千", 0, 5e3, 5e3, 5e3, false },
	{ "3千万", 0, 3e7, 3e7, 3e7, false },
	{ "3百万元", 0, 3e6, 3e6, 3e6, false },
	{ "2千亿", 0, 2e11, 2e11, 2e11, false },
	{ "3.2萬億", 0, 3.2e12, 3.2e12, 3.2e12, false },
	{ "1.5兆円", 0, 1.5e12, 1.5e12, 1.5e12, false },
	{ "US$5.2bn", 0, 5.2e9, 5.2e9, 5.2e9, false },
	{ "Rmb5.2bn", 0, 5.2e9, 5.2e9, 5.2e9, false },
	{ "5 billion US dollars", 0, 5e9, 5e9, 5e9, false },
	{ "₩7 tn", 0, 7e12, 7e12, 7e12, false },
	{ "人民币5亿元", 0, 5e8, 5e8, 5e8, false },
	{ "CHF 12", 0, 12, 12, 12, false },
	{ "50 bps", 0, .5, .5, .5, false },
	{ "-25 basis points", 0, -.25, -.25, -.25, false },
	{ "3 percentage points", 0, 3, 3, 3, false },
	{ "5个百分点", 0, 5, 5, 5, false },
	{ "12 pct", 0, 12, 12, 12, false },
	{ "3倍", 0, 3, 3, 3, false },
	{ "(5%)", 0, -5, -5, -5, false },
	{ "（1.5）亿", 0, -1.5e8, -1.5e8, -1.5e8, false },
	{ "\u20133.1", 0, -3.1, -3.1, -3.1, false },
	{ "- 3.1", 0, -3.1, -3.1, -3.1, false },
	{ "+9", 0, 9, 9, 9, false },
	{ "-9", 0, -9, -9, -9, false },
	{ "7.8e+24", 0, 7.8e24, 7.8e24, 7.8e24, false },
	{ "0.0000003", 0, 3e-7, 3e-7, 3e-7, false },
	{ "11,1960", 0, 11.196, 11.196, 11.196, false },
	{ "$49,758", '.', 49758, 49758, 49758, false },
	{ "1 234 567", 0, 1234567, 1234567, 1234567, false },
	{ "12 345", 0, 12345, 12345, 12345, false },
	{ "1\u00a0234,5", 0, 1234.5, 1234.5, 1234.5, false },
	{ "1\u2009234\u2009567.25", 0, 1234567.25, 1234567.25, 1234567.25,
	    false },
	{ "1\u202f234,567", 0, 1234.567, 1234.567, 1234.567, false },
	{ "38\u202f676 Mio. €", 0, 38676e6, 38676e6, 38676e6, false },
	{ "1\u2019234\u2019567", 0, 1234567, 1234567, 1234567, false },
	{ "no less than 3", 0, 3, 3, OPEN, false },
	{ "in excess of $5 bn", 0, 5e9, 5e9, OPEN, false },
	{ "well over 5", 0, 5, 5, OPEN, false },
	{ "5 or more", 0, 5, 5, OPEN, false },
	{ "50亿元以上", 0, 5e9, 5e9, OPEN, false },
	{ "至少5亿", 0, 5e8, 5e8, OPEN, false },
	{ "no more than 5", 0, 5, -OPEN, 5, false },
	{ "as many as 3,000,000", 0, 3e6, -OPEN, 3e6, false },
	{ "不到5亿", 0, 5e8, -OPEN, 5e8, false },
	{ "不超过5亿", 0, 5e8, -OPEN, 5e8, false },
	{ "30 or fewer", 0, 30, -OPEN, 30, false },
	{ "近5亿", 0, 5e8, 5e8, 5e8, true },
	{ "5亿左右", 0, 5e8, 5e8, 5e8, true },
	{ "close to 5", 0, 5, 5, 5, true },
	{ "about 91 to 93 bn", 0, 92e9, 91e9, 93e9, true },
	{ "from 91 to 93", 0, 92, 91, 93, false },
	{ "$91\u2014$93 bn", 0, 92e9, 91e9, 93e9, false },
	{ "91至93亿元", 0, 92e8, 91e8, 93e8, false },
	{ "5~7%", 0, 6, 5, 7, false },
	{ "50 to 75 bps", 0, .625, .5, .75, false },
	{ "-5–-3", 0, -4, -5, -3, false },
	{ "single-digit growth", 0, 5, 0, 10, false },
	{ "三位数增长", 0, 100, 100, OPEN, false },
	{ "380亿元人民币", 0, 38e9, 38e9, 38e9, false },
	{ "100+ bn", 0, 100e9, 100e9, OPEN, false },
	{ "100余亿元", 0, 1e10, 1e10, OPEN, false },
	{ "380多亿元", 0, 38e9, 38e9, OPEN, false },
	{ "100 bn plus", 0, 100e9, 100e9, OPEN, false },
	{ "no fewer than 5", 0, 5, 5, OPEN, false },
	{ "不低于5%", 0, 5, 5, OPEN, false },
	{ "not exceeding 5", 0, 5, -OPEN, 5, false },
	{ "不高于5%", 0, 5, -OPEN, 5, false },
	{ "将近400亿元", 0, 4e10, 4e10, 4e10, true },
	{ "1.5×", 0, 1.5, 1.5, 1.5, false },
};

static const struct {
	const char *text;
	char decimal;
	const char *why;
	size_t at;
} bads[] = {
	{ "", 0, "'' is no number", 0 },
	{ "n/a", 0, "'n/a' is no number", 0 },
	{ "nan", 0, "'nan' is no number", 0 },
	{ "Infinity", 0, "'Infinity' is no number", 0 },
	{ "RMB", 0, "'RMB' is no number", 3 },
	{ "1,234", 0,
	    "'1,234' may be read in two ways; settle the decimal mark with "
	    "decimal: '.' or decimal: ','",
	    0 },
	{ "RMB 1.234", 0,
	    "'RMB 1.234' may be read in two ways; settle the decimal mark "
	    "with decimal: '.' or decimal: ','",
	    4 },
	{ "1,2,3", 0,
	    "'1,2,3' is no number: its digits are grouped in no known way", 0 },
	{ "1,5", '.',
	    "'1,5' is no number: its digits are grouped in no known way", 0 },
	{ "2025.06.30", 0,
	    "'2025.06.30' is no number: its digits are grouped in no known "
	    "way",
	    0 },
	{ "1.5,234", 0,
	    "'1.5,234' is no number: its digits are grouped in no known way",
	    0 },
	{ "1234,567.8", 0,
	    "'1234,567.8' is no number: its digits are grouped in no known "
	    "way",
	    0 },
	{ "1'234,567", '.',
	    "'1'234,567' is no number: its digits are grouped in no known way",
	    0 },
	{ "1,234.5.6", 0,
	    "'1,234.5.6' is no number: its digits are grouped in no known way",
	    0 },
	{ "1.5'555", 0,
	    "'1.5'555' is no number: its digits are grouped in no known way",
	    0 },
	{ "0.123", ',',
	    "'0.123' is no number: its digits are grouped in no known way",
	    0 },
	{ "1 234'567", 0,
	    "'1 234'567' is no number: its digits are grouped in no known way",
	    0 },
	{ "1234 567", 0, "'1234 567' is no number: '567' was not understood",
	    5 },
	{ "1 2345", 0, "'1 2345' is no number: '2345' was not understood", 2 },
	{ "1.5 234", 0, "'1.5 234' is no number: '234' was not understood",
	    4 },
	{ "5 兆元", 0,
	    "'5 兆元' may be read in two ways: 兆 is a million or a million "
	    "millions",
	    2 },
	{ "5 g", 0, "'5 g' is no number: 'g' was not understood", 2 },
	{ "5 Gbit", 0, "'5 Gbit' is no number: 'Gbit' was not understood", 2 },
	{ "over 5 to 7", 0, "'over 5 to 7' is no number: 'to 7' was not "
	    "understood", 7 },
	{ "from 5", 0, "'from 5' is no number: '' was not understood", 6 },
	{ "5 cents", 0, "'5 cents' is no number: 'cents' was not understood",
	    2 },
	{ "1e400", 0, "'1e400' is no number that can be held", 0 },
	{ "1e308 bn", 0, "'1e308 bn' is no number that can be held", 0 },
	{ "-1.7e308 to 1.7e308", 0,
	    "'-1.7e308 to 1.7e308' is no number that can be held", 0 },
	{ "(5", 0, "'(5' lacks its closing ')'", 2 },
	{ "5 apples", 0, "'5 apples' is no number: 'apples' was not understood",
	    2 },
	{ "5 may", 0, "'5 may' is no number: 'may' was not understood", 2 },
	{ "5 5", 0, "'5 5' is no number: '5' was not understood", 2 },
	{ "0x10", 0, "'0x10' is no number: '10' was not understood", 2 },
	{ "2025-06-30", 0,
	    "'2025-06-30' is no number: '-30' was not understood", 7 },
	{ "93 to 91", 0,
	    "'93 to 91' is a range whose low end is above the high one", 0 },
	{ "between 5", 0, "'between 5' is no number: '' was not understood",
	    9 },
	{ "triple-digit decline", 0,
	    "'triple-digit decline' is no number: 'decline' was not understood",
	    13 },
	{ "doubled", 0, "'doubled' is no number", 0 },
	{ "--5", 0, "'--5' is no number", 1 },
	{ "-$-5", 0, "'-$-5' is no number", 2 },
	{ "5 to 7+", 0, "'5 to 7+' is no number: '+' was not understood", 6 },
	{ "over 5+ bn", 0,
	    "'over 5+ bn' is no number: '+ bn' was not understood", 6 },
	{ "三位数下降", 0,
	    "'三位数下降' is no number: '下降' was not understood", 9 },
	{ "5 bn bn", 0, "'5 bn bn' is no number: 'bn' was not understood", 5 },
};

static bool
same(double a, double b)
{
	return a == b || fabs(a - b) <= 1e-15 * fabs(b);
}

static void
test_goods(void)
{
	for (size_t i = 0; i < ARRAY_LEN(goods); i++) {
		struct amount amount = { .value = -1 };
		struct err err = { .text = "" };
		bool read = amount_parse(
		    &amount, goods[i].text, goods[i].decimal, &err);

		if (!ok(read && same(amount.value, goods[i].value) &&
			    same(amount.low, goods[i].low) &&
			    same(amount.high, goods[i].high) &&
			    amount.approximate == goods[i].approximate,
			goods[i].text))
			diag("%s: %.17g [%.17g, %.17g] %d", err.text,
			    amount.value, amount.low, amount.high,
			    amount.approximate);
	}
}

static void
test_bads(void)
{
	for (size_t i = 0; i < ARRAY_LEN(bads); i++) {
		struct amount amount;
		struct err err = { .text = "(read)" };

		(void)amount_parse(
		    &amount, bads[i].text, bads[i].decimal, &err);
		is_string(err.text, bads[i].why, bads[i].text);
		is_int((int64_t)err.at, (int64_t)bads[i].at, "its place");
	}
}

static void
test_basis_points(void)
{
	static const struct {
		const char *text;
		double value;
	} cases[] = { { "50 bps", 50 }, { "0.5%", 50 }, { "50", 50 },
		{ "-1.5 pp", -150 }, { "25 to 75 bp", 50 } };
	struct unit unit = unit_named("bps");

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct amount amount = { .value = -1 };
		struct err err;

		ok(amount_parse_unit(
		       &amount, cases[i].text, 0, &unit, &err) &&
			same(amount.value, cases[i].value),
		    cases[i].text);
	}
}

/* What a figure in UNIT may be said in; else the reason. */
static void
test_units(void)
{
	static const struct {
		const char *unit, *text, *why;
	} cases[] = {
		{ "RMB", "RMB 5 bn", "" },
		{ "CNY", "CN¥5", "'CN¥5' is no number" },
		{ "CNY", "380亿元人民币", "" },
		{ "RMB", "¥5", "" },
		{ "JPY", "¥5", "" },
		{ "HKD", "$5", "" },
		{ "USD", "5 billion US dollars", "" },
		{ "USD/Mtok", "$5", "" },
		{ "RMB/USD", "7.1元", "" },
		{ "%", "50 bps", "" },
		{ "x", "1.5x", "" },
		{ "count", "5%", "" },
		{ "score", "$5", "" },
		{ "RMB", "USD 5 bn",
		    "'USD 5 bn' is in USD, and the figure in RMB" },
		{ "RMB", "$5", "'$5' is in $, and the figure in RMB" },
		{ "USD", "5元", "'5元' is in 元, and the figure in USD" },
		{ "EUR", "5 to 6 GBP",
		    "'5 to 6 GBP' is in GBP, and the figure in EUR" },
		{ "RMB", "26%", "'26%' is in %, and the figure in RMB" },
		{ "RMB", "2倍", "'2倍' is in 倍, and the figure in RMB" },
		{ "%", "2倍", "'2倍' is in 倍, and the figure in %" },
		{ "x", "26%", "'26%' is in %, and the figure in x" },
		{ "%", "RMB 5", "'RMB 5' is in RMB, and the figure in %" },
		{ "USD/Mtok", "¥5",
		    "'¥5' is in ¥, and the figure in USD/Mtok" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct amount amount;
		struct err err = { .text = "" };
		struct unit unit;

		ok(unit_parse(&unit, cases[i].unit, &err), cases[i].unit);
		if (amount_parse_unit(
			&amount, cases[i].text, 0, &unit, &err))
			err.text[0] = '\0';
		is_string(err.text, cases[i].why, cases[i].text);
	}
}

static void
test_literals(void)
{
	struct amount amount;
	struct err err;

	ok(amount_parse_literal(&amount, "38676000000,", 11, &err) &&
		amount.value == 38676000000 && amount_is_point(amount),
	    "a literal of JSON");
	ok(amount_parse_literal(&amount, "-1.5E+3", 7, &err) &&
		amount.value == -1500,
	    "with an exponent");
	ok(!amount_parse_literal(&amount, "1e999", 5, &err), "too large");
	is_string(err.text, "1e999 is beyond what a number can hold",
	    "and it says so");
}

/* Nothing that a random text is read as is infinite or upside down. */
static void
test_random(void)
{
	static const char *const pieces[] = { "1", "23", "9.5", ",", ".", "'",
		"-", "(", ")", " ", "to ", "bn", "%", "e9", "over ", "about ",
		"up to ", "$", "+", "亿", "e308", "triple-digit", "0",
		"\u2009", "\u2019", "bps", "from ", " or more",
		"single-digit" };
	uint64_t state = 7;
	int wrong = 0, read = 0;

	for (int i = 0; i < 200000; i++) {
		char text[128] = "";
		size_t length = 0;
		struct amount amount;
		struct err err;

		for (int k = 0; k <= i % 6; k++) {
			state = state * 6364136223846793005u + 1;
			length += (size_t)snprintf(text + length,
			    sizeof(text) - length, "%s",
			    pieces[(state >> 33) % ARRAY_LEN(pieces)]);
		}
		if (!amount_parse(&amount, text, 0, &err))
			continue;
		read++;
		wrong += !isfinite(amount.value) ||
		    !(amount.low <= amount.value) ||
		    !(amount.value <= amount.high);
	}
	ok(read > 1000, "some random texts are numbers");
	is_int(wrong, 0, "each finite, and within its ends");
}

/* The words of a publisher do not depend on where the reader lives. */
static bool
make_german(void)
{
	const char *directory = test_directory();
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		(void)!chdir(directory);
		(void)execlp("localedef", "localedef", "-c", "-i", "de_DE",
		    "-f", "UTF-8", "./de_DE.UTF-8", (char *)NULL);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0 ||
	    setenv("LOCPATH", directory, 1) != 0)
		return false;
	return setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
}

int
main(void)
{
	test_goods();
	test_bads();
	test_basis_points();
	test_units();
	test_literals();
	test_random();
	if (!make_german()) {
		skip("in German", "no de_DE.UTF-8 here");
		return done();
	}
	test_goods();
	test_bads();
	test_literals();
	return done();
}
