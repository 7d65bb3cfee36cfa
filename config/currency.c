/* SPDX-License-Identifier: MIT */
#include "config/currency.h"

#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/parts.h"
#include "config/references.h"
#include "model/expr.h"

/* "RMB/USD": how many RMB one USD is. */
static bool
is_ratio(const struct unit *unit)
{
	struct unit over = unit_named(unit->over[0]);
	struct unit under = unit_named(unit->under[0]);

	return unit->over[1][0] == '\0' && unit->under[1][0] == '\0' &&
	    unit_is_currency(&over) && unit_is_currency(&under);
}

/* "USD/RMB", as traders write it: one USD in RMB. */
static bool
read_pair(const struct value *pair, struct unit *ratio, struct err *err)
{
	struct unit one = unit_none();

	if (pair->kind != VALUE_ONE || !unit_parse(ratio, pair->text, err) ||
	    !is_ratio(ratio))
		return err_at(err, 0,
		    "'pair' is two currencies, such as USD/RMB: how many RMB "
		    "one USD is");
	return unit_divide(ratio, &one, ratio, err);
}

static bool
rate_unit(const struct section *signal, const struct value *pair,
    struct unit *ratio, struct err *err)
{
	const char *text = section_text(signal, "unit");
	struct unit declared = unit_none();
	bool said = text != NULL && unit_parse(&declared, text, err);

	if (text != NULL && !said) {
		err->text[0] = '\0'; /* told where it stands */
		return false;
	}
	if (section_flag(signal, "events"))
		return err_at(err, 0, "'%s' is an event signal, and no rate",
		    signal->name);
	if (pair != NULL && !read_pair(pair, ratio, err))
		return false;
	if (said && is_ratio(&declared)) {
		if (pair != NULL && !unit_equal(&declared, ratio))
			return err_at(err, 0,
			    "the unit of '%s' is %s, and 'pair' says %s/%s: "
			    "%s/%s is expected",
			    signal->name, text, ratio->under[0],
			    ratio->over[0], declared.under[0],
			    declared.over[0]);
		*ratio = declared;
		return true;
	}
	return pair != NULL ||
	    err_at(err, 0,
		"'%s' is no rate: a unit such as RMB/USD is expected, or "
		"'pair: USD/RMB'",
		signal->name);
}

static void
add_rate(struct loading *loading, const struct value *name,
    const struct value *pair)
{
	struct watchlist *watchlist = loading->watchlist;
	const struct section *signal = name->kind == VALUE_ONE && !name->unfit
	    ? watchlist_section(watchlist, SECTION_SIGNAL, name->text)
	    : NULL;
	struct rate *rate;
	struct unit ratio;
	struct err err;

	if (signal == NULL)
		return; /* told already */
	if (!rate_unit(signal, pair, &ratio, &err)) {
		if (err.text[0] != '\0')
			complain_of(loading, name, &err);
		return;
	}
	watchlist->rates = mem_room(watchlist->rates, watchlist->rate_count,
	    sizeof(*watchlist->rates));
	rate = &watchlist->rates[watchlist->rate_count++];
	rate->signal = mem_text(name->text);
	(void)memcpy(rate->base, ratio.under[0], UNIT_WORD);
	(void)memcpy(rate->quote, ratio.over[0], UNIT_WORD);
}

static void
add_rates(struct loading *loading, const struct value *names,
    const struct value *pair)
{
	struct err err;

	if (names->count > LIMIT_RATES)
		(void)err_set(
		    &err, "more than %d signals of rates", LIMIT_RATES);
	else if (pair != NULL && names->count > 1)
		(void)err_set(&err,
		    "'pair' goes with one signal: of several each has its "
		    "unit, such as RMB/USD");
	else
		err.text[0] = '\0';
	if (err.text[0] != '\0') {
		complain(loading, SEVERITY_ERROR, names->place, "%s",
		    err.text);
		return;
	}
	for (size_t i = 0; i < names->count; i++)
		add_rate(loading, names->items[i], pair);
}

void
find_rates(struct loading *loading)
{
	const struct value *currency =
	    section_value(loading->watchlist->top, "currency");
	const struct value *fx = value_entry(currency, "fx");

	if (currency == NULL || currency->kind != VALUE_MAP || currency->unfit)
		return;
	if (fx == NULL) {
		complain(loading, SEVERITY_ERROR, currency->place,
		    "'currency' needs 'fx', the signal that converts");
		return;
	}
	check_named(loading, fx, SECTION_SIGNAL);
	if (fx->kind == VALUE_ONE)
		add_rate(loading, fx, value_entry(currency, "pair"));
	else
		add_rates(loading, fx, value_entry(currency, "pair"));
}

void
rates_free(struct watchlist *watchlist)
{
	for (size_t i = 0; i < watchlist->rate_count; i++)
		mem_free(watchlist->rates[i].signal);
	mem_free(watchlist->rates);
}
