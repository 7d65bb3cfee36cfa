/* SPDX-License-Identifier: MIT */
#include "config/references.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/near.h"
#include "config/asked.h"
#include "config/currency.h"
#include "config/label_names.h"
#include "config/parts.h"
#include "config/signals.h"
#include "model/check.h"
#include "model/cycle.h"
#include "model/expr.h"
#include "model/scope.h"

/* What a section is called by those who name it. */
static const char *
name_of(const struct section *section)
{
	const char *title = section->kind == SECTION_PANEL
	    ? section_text(section, "title")
	    : section->name;

	return title != NULL ? title : "";
}

/* A file of nothing but mistakes gets no more guesses at some point. */
static const char *
near_section(
    struct loading *loading, enum section_kind kind, const char *name)
{
	const struct watchlist *watchlist = loading->watchlist;
	size_t count = watchlist->counts[kind];
	const char **names;
	const char *near;

	if (is_full(loading) || loading->guesses > LIMIT_GUESSES)
		return NULL;
	loading->guesses += count;
	names = mem_new_array(count, sizeof(*names));
	for (size_t i = 0; i < count; i++)
		names[i] = name_of(watchlist->sections[kind][i]);
	near = near_name(name, names, count);
	mem_free(names);
	return near;
}

static bool
is_known(const struct watchlist *watchlist, enum section_kind kind,
    const char *name)
{
	if (kind == SECTION_SINK && !strcmp(name, "stdout"))
		return true; /* it is always there */
	for (size_t i = 0;
	    kind == SECTION_PANEL && i < watchlist->counts[kind]; i++)
		if (!strcmp(name_of(watchlist->sections[kind][i]), name))
			return true;
	return watchlist_section(watchlist, kind, name) != NULL;
}

static void
check_reference(struct loading *loading, const struct value *value,
    enum section_kind kind)
{
	const char *near;

	if (value->unfit || is_known(loading->watchlist, kind, value->text))
		return;
	near = near_section(loading, kind, value->text);
	complain(loading, SEVERITY_ERROR, value->place,
	    "unknown %s '%s'%s%s%s", section_word(kind), value->text,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

void
check_named(struct loading *loading, const struct value *value,
    enum section_kind kind)
{
	if (value->kind == VALUE_ONE) {
		check_reference(loading, value, kind);
		return;
	}
	for (size_t i = 0; i < value->count; i++)
		if (value->items[i]->kind == VALUE_ONE)
			check_reference(loading, value->items[i], kind);
}

/* A unit that is wrong itself was told: then any will do. */
static struct unit
declared_unit(const struct section *signal)
{
	const char *text = section_text(signal, "unit");
	struct unit unit;
	struct err err;

	return text != NULL && unit_parse(&unit, text, &err) ? unit
							      : unit_bare();
}

static enum name_kind
find_name(void *context, const char *name, struct unit *unit, int *kind)
{
	const struct loading *loading = context;
	const struct watchlist *watchlist = loading->watchlist;
	const struct section *signal =
	    watchlist_section(watchlist, SECTION_SIGNAL, name);

	if (signal == NULL)
		return watchlist_section(watchlist, SECTION_ALERT, name) != NULL
		    ? NAME_ALERT
		    : NAME_UNKNOWN;
	if (section_flag(signal, "events"))
		return NAME_EVENTS;
	*unit = declared_unit(signal);
	*kind = signal_kind_of(section_text(signal, "kind"));
	return NAME_SIGNAL;
}

static bool
basis_varies(void *context, const char *name)
{
	const struct loading *loading = context;
	const struct section *signal =
	    watchlist_section(loading->watchlist, SECTION_SIGNAL, name);

	return signal != NULL && basis_is_path(signal);
}

static const char *
near_to(void *context, const char *name)
{
	const char *near = near_section(context, SECTION_SIGNAL, name);

	return near != NULL ? near
			    : near_section(context, SECTION_ALERT, name);
}

static bool
unit_agrees(const struct section *section, const struct expr *expr,
    struct err *err)
{
	struct unit declared = declared_unit(section);
	struct buf computed, said;
	bool agrees = expr->is_truth || declared.bare ||
	    unit_may_be_declared(&expr->unit, &declared);

	if (agrees)
		return true;
	buf_init(&computed, LIMIT_MESSAGE);
	buf_init(&said, LIMIT_MESSAGE);
	unit_format(&computed, &expr->unit);
	unit_format(&said, &declared);
	(void)err_at(err, 0,
	    "the formula comes to %s, and the unit of '%s' is %s",
	    computed.length > 0 ? buf_string(&computed) : "a bare ratio",
	    section->name, buf_string(&said));
	buf_release(&computed);
	buf_release(&said);
	return false;
}

static bool
suits(const struct section *section, const struct setting *row,
    const struct expr *expr, struct err *err)
{
	if (row->type == SETTING_EXPR)
		return unit_agrees(section, expr, err);
	return expr->is_truth ||
	    err_at(err, 0,
		"'%s' must be a condition, such as x < 5, and this is a "
		"number",
		row->name);
}

static struct scope
scope_of(struct loading *loading, bool alerts_allowed)
{
	return (struct scope){
		.context = loading,
		.find = find_name,
		.near = near_to,
		.basis_varies = basis_varies,
		.label_hint = label_names_hint,
		.alerts_allowed = alerts_allowed,
		.rates = loading->watchlist->rates,
		.rate_count = loading->watchlist->rate_count,
	};
}

struct expr *
expr_of_watchlist(const struct watchlist *watchlist, const char *text,
    bool guess, struct err *err)
{
	struct complaints complaints = { .items = NULL };
	/* Nothing of it is changed: ERR says what is wrong. */
	struct loading loading = { .watchlist = (struct watchlist *)watchlist,
		.complaints = &complaints,
		.guesses = guess ? 0 : LIMIT_GUESSES + 1 };
	const struct scope scope = scope_of(&loading, true);
	struct expr *expr =
	    expr_parse(text, section_fiscal_end(watchlist->top), err);

	bool fits = expr != NULL && expr_check(expr, &scope, err);

	map_free(loading.labels);
	if (fits)
		return expr;
	expr_free(expr);
	return NULL;
}

struct expr *
watchlist_expr(
    const struct watchlist *watchlist, const char *text, struct err *err)
{
	return expr_of_watchlist(watchlist, text, true, err);
}

static void
check_formula(struct loading *loading, struct section *section, size_t i)
{
	const struct setting *row = loading->watchlist->rows->items[i];
	const struct value *value = section->values[i];
	const struct scope scope =
	    scope_of(loading, row->type == SETTING_CONDITION);
	struct expr *expr;
	struct err err;

	expr = expr_parse(value->text, section_fiscal_end(section), &err);
	if (expr != NULL && expr_check(expr, &scope, &err) &&
	    suits(section, row, expr, &err)) {
		section->exprs[i] = expr;
		return;
	}
	complain_of(loading, value, &err);
	expr_free(expr);
}

static void
check_section(struct loading *loading, struct section *section)
{
	const struct rows *rows = loading->watchlist->rows;

	for (size_t i = 0; i < rows->count; i++) {
		const struct value *value = section->values[i];

		if (value == NULL)
			continue;
		switch (rows->items[i]->type) {
		case SETTING_SIGNAL:
			check_named(loading, value, SECTION_SIGNAL);
			break;
		case SETTING_SOURCE:
			check_named(loading, value, SECTION_SOURCE);
			break;
		case SETTING_SINK:
			check_named(loading, value, SECTION_SINK);
			break;
		case SETTING_PANEL:
			check_named(loading, value, SECTION_PANEL);
			break;
		case SETTING_EXPR:
		case SETTING_CONDITION:
			if (value->kind == VALUE_ONE && !value->unfit)
				check_formula(loading, section, i);
			break;
		default:
			break;
		}
	}
}

static void
check_formulas(struct loading *loading, const struct section *section)
{
	const struct rows *rows = loading->watchlist->rows;

	for (size_t i = 0; i < rows->table_count; i++) {
		const char *at = NULL;
		struct err err;

		if (rows->all[i]->check_formulas == NULL ||
		    rows->all[i]->check_formulas(section, &at, &err))
			continue;
		complain_of(loading, section_value(section, at), &err);
	}
}

static size_t
add_entries(const struct watchlist *watchlist, enum section_kind kind,
    struct cycle_entry *entries, const struct section **sections, size_t count)
{
	for (size_t i = 0; i < watchlist->counts[kind]; i++) {
		const struct section *section = watchlist->sections[kind][i];
		size_t exprs = 0;

		entries[count] = (struct cycle_entry){ .name = section->name };
		sections[count] = section;
		for (size_t k = 0; k < watchlist->rows->count && exprs < 3; k++)
			if (section->exprs[k] != NULL)
				entries[count].exprs[exprs++] =
				    section->exprs[k];
		count += exprs > 0;
	}
	return count;
}

static const struct value *
first_formula(const struct section *section)
{
	for (size_t i = 0; i < section->watchlist->rows->count; i++)
		if (section->exprs[i] != NULL)
			return section->values[i];
	return NULL;
}

static void
complain_of_circle(struct loading *loading, const struct section *section,
    const struct cycle_found *found)
{
	if (found->circle != NULL)
		complain(loading, SEVERITY_ERROR,
		    first_formula(section)->place,
		    "'%s' rests on itself: %s", section->name, found->circle);
	else if (found->depth == LIMIT_DERIVED_DEPTH)
		complain(loading, SEVERITY_ERROR,
		    first_formula(section)->place,
		    "'%s' rests on more than %d formulas, one on top of the "
		    "other",
		    section->name, LIMIT_DERIVED_DEPTH);
}

static void
check_circles(struct loading *loading)
{
	const struct watchlist *watchlist = loading->watchlist;
	size_t most = watchlist->counts[SECTION_SIGNAL] +
	    watchlist->counts[SECTION_ALERT];
	struct cycle_entry *entries = mem_new_array(most, sizeof(*entries));
	const struct section **sections =
	    mem_new_array(most, sizeof(*sections));
	size_t count = add_entries(
	    watchlist, SECTION_SIGNAL, entries, sections, 0);
	struct cycle_found *found;

	count = add_entries(
	    watchlist, SECTION_ALERT, entries, sections, count);
	found = cycles_find(entries, count);
	for (size_t i = 0; i < count; i++)
		complain_of_circle(loading, sections[i], &found[i]);
	cycles_free(found, count);
	mem_free(sections);
	mem_free(entries);
}

void
check_references(struct loading *loading)
{
	struct watchlist *watchlist = loading->watchlist;

	find_rates(loading);
	check_section(loading, watchlist->top);
	for (int kind = 0; kind < SECTION_COUNT; kind++)
		for (size_t i = 0; i < watchlist->counts[kind]; i++) {
			check_section(loading, watchlist->sections[kind][i]);
			check_formulas(loading, watchlist->sections[kind][i]);
		}
	check_circles(loading);
}
