/* SPDX-License-Identifier: MIT */
#include "model/counted.h"

#include <string.h>

#include "model/amount_words.h"
#include "model/unit.h"

#define DOLLARS " USD HKD TWD SGD AUD CAD NZD MXN BRL "

/* Longer words stand before those that they begin with. Without CODES the word
 * is the code. */
static const struct counted currencies[] = {
	{ "RMB", COUNTS_MONEY, 0, NULL },
	{ "CNY", COUNTS_MONEY, 0, " RMB " },
	{ "USD", COUNTS_MONEY, 0, NULL },
	{ "HKD", COUNTS_MONEY, 0, NULL },
	{ "EUR", COUNTS_MONEY, 0, NULL },
	{ "GBP", COUNTS_MONEY, 0, NULL },
	{ "JPY", COUNTS_MONEY, 0, NULL },
	{ "KRW", COUNTS_MONEY, 0, NULL },
	{ "TWD", COUNTS_MONEY, 0, NULL },
	{ "SGD", COUNTS_MONEY, 0, NULL },
	{ "INR", COUNTS_MONEY, 0, NULL },
	{ "AUD", COUNTS_MONEY, 0, NULL },
	{ "CAD", COUNTS_MONEY, 0, NULL },
	{ "NZD", COUNTS_MONEY, 0, NULL },
	{ "CHF", COUNTS_MONEY, 0, NULL },
	{ "SEK", COUNTS_MONEY, 0, NULL },
	{ "NOK", COUNTS_MONEY, 0, NULL },
	{ "DKK", COUNTS_MONEY, 0, NULL },
	{ "PLN", COUNTS_MONEY, 0, NULL },
	{ "CZK", COUNTS_MONEY, 0, NULL },
	{ "HUF", COUNTS_MONEY, 0, NULL },
	{ "RON", COUNTS_MONEY, 0, NULL },
	{ "UAH", COUNTS_MONEY, 0, NULL },
	{ "RUB", COUNTS_MONEY, 0, NULL },
	{ "TRY", COUNTS_MONEY, 0, NULL },
	{ "BRL", COUNTS_MONEY, 0, NULL },
	{ "MXN", COUNTS_MONEY, 0, NULL },
	{ "ZAR", COUNTS_MONEY, 0, NULL },
	{ "ILS", COUNTS_MONEY, 0, NULL },
	{ "SAR", COUNTS_MONEY, 0, NULL },
	{ "AED", COUNTS_MONEY, 0, NULL },
	{ "IDR", COUNTS_MONEY, 0, NULL },
	{ "MYR", COUNTS_MONEY, 0, NULL },
	{ "THB", COUNTS_MONEY, 0, NULL },
	{ "VND", COUNTS_MONEY, 0, NULL },
	{ "PHP", COUNTS_MONEY, 0, NULL },
	{ "US$", COUNTS_MONEY, 0, " USD " },
	{ "HK$", COUNTS_MONEY, 0, " HKD " },
	{ "NT$", COUNTS_MONEY, 0, " TWD " },
	{ "S$", COUNTS_MONEY, 0, " SGD " },
	{ "A$", COUNTS_MONEY, 0, " AUD " },
	{ "C$", COUNTS_MONEY, 0, " CAD " },
	{ "R$", COUNTS_MONEY, 0, " BRL " },
	{ "$", COUNTS_MONEY, 0, DOLLARS },
	{ "¥", COUNTS_MONEY, 0, " RMB JPY " },
	{ "￥", COUNTS_MONEY, 0, " RMB JPY " },
	{ "€", COUNTS_MONEY, 0, " EUR " },
	{ "£", COUNTS_MONEY, 0, " GBP " },
	{ "₩", COUNTS_MONEY, 0, " KRW " },
	{ "₹", COUNTS_MONEY, 0, " INR " },
	{ "₽", COUNTS_MONEY, 0, " RUB " },
	{ "₫", COUNTS_MONEY, 0, " VND " },
	{ "₺", COUNTS_MONEY, 0, " TRY " },
	{ "人民币", COUNTS_MONEY, 0, " RMB " },
	{ "人民幣", COUNTS_MONEY, 0, " RMB " },
	{ "美元", COUNTS_MONEY, 0, " USD " },
	{ "港元", COUNTS_MONEY, 0, " HKD " },
	{ "港币", COUNTS_MONEY, 0, " HKD " },
	{ "日元", COUNTS_MONEY, 0, " JPY " },
	{ "欧元", COUNTS_MONEY, 0, " EUR " },
	{ "英镑", COUNTS_MONEY, 0, " GBP " },
	{ "元", COUNTS_MONEY, 0, " RMB HKD TWD SGD " },
	{ "円", COUNTS_MONEY, 0, " JPY " },
	{ "yuan", COUNTS_MONEY, 0, " RMB " },
	{ "renminbi", COUNTS_MONEY, 0, " RMB " },
	{ "US dollars", COUNTS_MONEY, 0, " USD " },
	{ "dollars", COUNTS_MONEY, 0, DOLLARS },
	{ "dollar", COUNTS_MONEY, 0, DOLLARS },
	{ "euros", COUNTS_MONEY, 0, " EUR " },
	{ "euro", COUNTS_MONEY, 0, " EUR " },
	{ "pounds", COUNTS_MONEY, 0, " GBP " },
	{ "yen", COUNTS_MONEY, 0, " JPY " },
	{ "won", COUNTS_MONEY, 0, " KRW " },
	{ "rupees", COUNTS_MONEY, 0, " INR " },
};

static const struct counted units[] = {
	{ "percentage points", COUNTS_SHARE, 1, NULL },
	{ "percentage point", COUNTS_SHARE, 1, NULL },
	{ "percent", COUNTS_SHARE, 1, NULL },
	{ "per cent", COUNTS_SHARE, 1, NULL },
	{ "pct", COUNTS_SHARE, 1, NULL },
	{ "ppts", COUNTS_SHARE, 1, NULL },
	{ "ppt", COUNTS_SHARE, 1, NULL },
	{ "pp", COUNTS_SHARE, 1, NULL },
	{ "%", COUNTS_SHARE, 1, NULL },
	{ "％", COUNTS_SHARE, 1, NULL },
	{ "个百分点", COUNTS_SHARE, 1, NULL },
	{ "basis points", COUNTS_SHARE, .01, NULL },
	{ "basis point", COUNTS_SHARE, .01, NULL },
	{ "bps", COUNTS_SHARE, .01, NULL },
	{ "bp", COUNTS_SHARE, .01, NULL },
	{ "个基点", COUNTS_SHARE, .01, NULL },
	{ "times", COUNTS_TIMES, 0, NULL },
	{ "x", COUNTS_TIMES, 0, NULL },
	{ "×", COUNTS_TIMES, 0, NULL },
	{ "倍", COUNTS_TIMES, 0, NULL },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct counted *
skip_counted(
    const char **text, const struct counted *table, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (skip_word(text, table[i].word))
			return &table[i];
	return NULL;
}

const struct counted *
skip_currency(const char **text)
{
	return skip_counted(text, currencies, COUNT(currencies));
}

const struct counted *
skip_unit(const char **text)
{
	return skip_counted(text, units, COUNT(units));
}

static bool
is_code(const struct counted *counted, const char *code)
{
	size_t length = strlen(code);
	const char *at = counted->codes;

	if (at == NULL)
		return !strcmp(counted->word, code);
	while ((at = strstr(at, code)) != NULL && at[length] != ' ')
		at++;
	return at != NULL;
}

/* Of the factors of UNIT: how many are money, how many are this money. */
static size_t
money_of(const struct unit *unit, const struct counted *counted, size_t *same)
{
	size_t count = 0;

	*same = 0;
	for (size_t i = 0; i < UNIT_FACTORS && unit->over[i][0] != '\0'; i++) {
		struct unit factor = unit_named(unit->over[i]);

		count += unit_is_currency(&factor);
		*same += counted->counts == COUNTS_MONEY &&
			 is_code(counted, unit->over[i]);
	}
	return count;
}

bool
counted_fits(const struct counted *counted, const struct unit *unit)
{
	bool share = unit_is(unit, "%") || unit_is(unit, "pp") ||
		     unit_is(unit, "bp") || unit_is(unit, "bps");
	size_t same;

	if (money_of(unit, counted, &same) > 0)
		return same > 0;
	if (unit_is(unit, "x"))
		return counted->counts == COUNTS_TIMES;
	return !share || counted->counts == COUNTS_SHARE;
}
