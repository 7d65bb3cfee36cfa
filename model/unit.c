/* SPDX-License-Identifier: MIT */
#include "model/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"

static const char *const currencies[] = { "AED", "AUD", "BRL", "CAD", "CHF",
	"CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY",
	"KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RMB", "RON", "RUB",
	"SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR" };

static size_t
factor_count(const char factors[UNIT_FACTORS][UNIT_WORD])
{
	size_t count = 0;

	while (count < UNIT_FACTORS && factors[count][0] != '\0')
		count++;
	return count;
}

static int
compare_words(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
drop_factor(char factors[UNIT_FACTORS][UNIT_WORD], size_t i)
{
	for (; i + 1 < UNIT_FACTORS; i++)
		(void)memcpy(factors[i], factors[i + 1], UNIT_WORD);
	(void)memset(factors[UNIT_FACTORS - 1], 0, UNIT_WORD);
}

/* What stands above and under the line goes away; the rest is sorted. */
static void
make_canonical(struct unit *unit)
{
	for (size_t i = 0; i < factor_count(unit->over);) {
		size_t k = 0;

		while (k < factor_count(unit->under) &&
		    strcmp(unit->over[i], unit->under[k]) != 0)
			k++;
		if (k == factor_count(unit->under)) {
			i++;
			continue;
		}
		drop_factor(unit->over, i);
		drop_factor(unit->under, k);
	}
	qsort(unit->over, factor_count(unit->over), UNIT_WORD, compare_words);
	qsort(unit->under, factor_count(unit->under), UNIT_WORD,
	    compare_words);
}

static bool
add_factor(char factors[UNIT_FACTORS][UNIT_WORD], const char *word,
    size_t length)
{
	size_t count = factor_count(factors);

	if (count == UNIT_FACTORS || length >= UNIT_WORD)
		return false;
	if (length == 3 && !strncmp(word, "CNY", 3))
		word = "RMB";
	(void)memset(factors[count], 0, UNIT_WORD);
	(void)memcpy(factors[count], word, length);
	return true;
}

static bool
is_word(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)word[i] <= ' ' || word[i] == 0x7f ||
		    strchr("+*^(){}\"=<>,", word[i]) != NULL)
			return false;
	return length > 0 && (word[0] < '0' || word[0] > '9') &&
	    foreign_is_clean((struct foreign){ word, length });
}

bool
unit_parse(struct unit *unit, const char *text, struct err *err)
{
	struct unit got = { .bare = false };
	const char *word = text;
	bool under = false;

	for (;;) {
		size_t length = strcspn(word, "/");
		size_t at = (size_t)(word - text);

		if (!is_word(word, length))
			return err_at(err, at,
			    "'%s' is no unit: a word such as RMB, %%, x or "
			    "count is expected, or two as in USD/Mtok",
			    text);
		if (!add_factor(under ? got.under : got.over, word, length))
			return err_at(err, at,
			    "'%s' is too long for a unit: up to %d words of "
			    "up to %d letters are possible",
			    text, UNIT_FACTORS, UNIT_WORD - 1);
		if (word[length] == '\0')
			break;
		word += length + 1;
		under = true;
	}
	make_canonical(&got);
	*unit = got;
	return true;
}

struct unit
unit_named(const char *word)
{
	struct unit unit = { .bare = false };

	(void)add_factor(unit.over, word, strlen(word));
	return unit;
}

struct unit
unit_bare(void)
{
	return (struct unit){ .bare = true };
}

struct unit
unit_none(void)
{
	return (struct unit){ .bare = false };
}

bool
unit_equal(const struct unit *a, const struct unit *b)
{
	return !memcmp(a->over, b->over, sizeof(a->over)) &&
	    !memcmp(a->under, b->under, sizeof(a->under));
}

bool
unit_is(const struct unit *unit, const char *word)
{
	return !strcmp(unit->over[0], word) && unit->over[1][0] == '\0' &&
	    unit->under[0][0] == '\0';
}

bool
unit_is_none(const struct unit *unit)
{
	return unit->over[0][0] == '\0' && unit->under[0][0] == '\0';
}

bool
unit_is_currency(const struct unit *unit)
{
	for (size_t i = 0; i < sizeof(currencies) / sizeof(currencies[0]); i++)
		if (unit_is(unit, currencies[i]))
			return true;
	return false;
}

static bool
combine(struct unit *result, const struct unit *a,
    const char over[UNIT_FACTORS][UNIT_WORD],
    const char under[UNIT_FACTORS][UNIT_WORD], struct err *err)
{
	struct unit got = *a;
	bool fits = true;

	for (size_t i = 0; i < factor_count(over) && fits; i++)
		fits = add_factor(got.over, over[i], strlen(over[i]));
	make_canonical(&got); /* makes room where something cancels */
	for (size_t i = 0; i < factor_count(under) && fits; i++) {
		fits = add_factor(got.under, under[i], strlen(under[i]));
		make_canonical(&got);
	}
	if (!fits)
		return err_set(err,
		    "the unit grows beyond %d factors; name a part of the "
		    "formula as a signal of its own",
		    UNIT_FACTORS);
	*result = got;
	return true;
}

bool
unit_times(struct unit *product, const struct unit *a, const struct unit *b,
    struct err *err)
{
	bool bare = a->bare && b->bare;

	if (!combine(product, a, b->over, b->under, err))
		return false;
	product->bare = bare;
	return true;
}

bool
unit_divide(struct unit *quotient, const struct unit *a, const struct unit *b,
    struct err *err)
{
	bool bare = a->bare && b->bare;

	if (!combine(quotient, a, b->under, b->over, err))
		return false;
	quotient->bare = bare;
	return true;
}

void
unit_format(struct buf *out, const struct unit *unit)
{
	size_t over = factor_count(unit->over);

	for (size_t i = 0; i < over; i++)
		(void)buf_printf(out, "%s%s", i > 0 ? "·" : "", unit->over[i]);
	if (over == 0 && unit->under[0][0] != '\0')
		(void)buf_char(out, '1');
	for (size_t i = 0; i < factor_count(unit->under); i++)
		(void)buf_printf(out, "/%s", unit->under[i]);
}
