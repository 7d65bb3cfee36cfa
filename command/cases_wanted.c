/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/number.h"
#include "command/cases.h"
#include "config/asked.h"
#include "config/tree.h"
#include "config/watchlist.h"
#include "model/expr.h"
#include "model/model.h"

/* In place of a number. */
static const struct {
	const char *word;
	enum wanted_value value;
} words[] = {
	{ "true", WANTED_TRUE },
	{ "false", WANTED_FALSE },
	{ "missing", WANTED_MISSING },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

static bool
state_parse(enum alert_state *state, const char *word)
{
	for (int i = 0; i < ALERT_STATE_COUNT; i++) {
		*state = (enum alert_state)i;
		if (!strcmp(word, alert_state_name(*state)) ||
		    !strcmp(word, alert_state_word(*state)))
			return true;
	}
	return false;
}

static bool
read_state(struct case_file *file, const struct value *value,
    enum alert_state *state)
{
	const char *names[ALERT_STATE_COUNT], *near;

	if (value->kind != VALUE_ONE)
		return cases_say(file, value, "a state is expected here");
	if (state_parse(state, value->text))
		return true;
	for (int i = 0; i < ALERT_STATE_COUNT; i++)
		names[i] = alert_state_name((enum alert_state)i);
	near = near_name(value->text, names, ALERT_STATE_COUNT);
	return cases_say(file, value,
	    "'%.100s' is no state: ok, pending, warn, crit, recovering, no "
	    "data or failed is expected%s%s%s",
	    value->text, near != NULL ? "; did you mean '" : "",
	    near != NULL ? near : "", near != NULL ? "'?" : "");
}

/* What is written with decimals stands for all that rounds to it; what is
 * written without is exact. */
static double
slack_of(const char *text, double value)
{
	const char *number = text + strcspn(text, "0123456789");
	size_t whole = strspn(number, "0123456789"), places;
	double mantissa, last;

	if (number[whole] != '.')
		return 0;
	places = strspn(number + whole + 1, "0123456789");
	last = 0.5 * pow(10, -(double)places);
	if (!number_parse(&mantissa, number, whole + 1 + places) ||
	    mantissa == 0)
		return last;
	return fabs(value / mantissa) * last;
}

static bool
read_value(struct case_file *file, const struct value *value,
    struct wanted *wanted)
{
	struct err err;

	if (value->kind != VALUE_ONE)
		return cases_say(file, value,
		    "a number, true, false or missing is expected here");
	wanted->written = foreign_clean(foreign_text(value->text));
	for (int i = 0; i < WORDS; i++)
		if (!strcmp(value->text, words[i].word)) {
			wanted->value = words[i].value;
			return true;
		}
	wanted->value = WANTED_NUMBER;
	if (!amount_parse(&wanted->amount, value->text, '.', &err)) {
		enum alert_state state;

		if (state_parse(&state, value->text))
			return cases_say(file, value,
			    "only an alert has a state: a number, true, "
			    "false or missing is expected here");
		return tree_complain(file->tree, value, &err);
	}
	wanted->slack = slack_of(value->text, wanted->amount.value);
	return true;
}

static bool
read_late(struct case_file *file, const struct value *value,
    struct wanted *wanted)
{
	wanted->has_late = true;
	wanted->late = value->kind == VALUE_ONE &&
	    (!strcmp(value->text, "true") || !strcmp(value->text, "yes"));
	return wanted->late ||
	    (value->kind == VALUE_ONE &&
		(!strcmp(value->text, "false") ||
		    !strcmp(value->text, "no"))) ||
	    cases_say(file, value, "true or false is expected here");
}

static bool
read_why(struct case_file *file, const struct value *value,
    struct wanted *wanted)
{
	const char *names[ALERT_WHY_COUNT], *near = NULL;

	for (int i = 0; i < ALERT_WHY_COUNT; i++) {
		names[i] = alert_why_name((enum alert_why)i);
		if (value->kind == VALUE_ONE &&
		    !strcmp(names[i], value->text)) {
			wanted->has_why = true;
			wanted->why = (enum alert_why)i;
			return true;
		}
	}
	if (value->kind == VALUE_ONE)
		near = near_name(value->text, names, ALERT_WHY_COUNT);
	return cases_say(file, value,
	    "why is a word such as new, worse, better, resolved or restated"
	    "%s%s%s",
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static bool
read_period(struct case_file *file, const struct value *value,
    struct wanted *wanted)
{
	struct err err;

	wanted->has_period = true;
	if (value->kind != VALUE_ONE)
		return cases_say(file, value, "a period is expected here");
	return period_parse(&wanted->period, value->text,
		   section_fiscal_end(file->watchlist->top), &err) ||
	    tree_complain(file->tree, value, &err);
}

static bool
read_reason(struct case_file *file, const struct value *value,
    struct wanted *wanted)
{
	if (value->kind != VALUE_ONE)
		return cases_say(
		    file, value, "a part of the reason is expected here");
	wanted->reason = mem_text(value->text);
	return true;
}

static bool
read_could(struct case_file *file, const struct value *value,
    struct wanted *wanted)
{
	bool fine = true;

	if (value->kind != VALUE_LIST || value->count != 2)
		return cases_say(file, value,
		    "the two states that it could come to are expected: "
		    "[ok, warn]");
	wanted->outcomes =
	    mem_new_array(value->count, sizeof(*wanted->outcomes));
	wanted->outcome_count = value->count;
	for (size_t i = 0; i < value->count; i++)
		fine = read_state(
			   file, value->items[i], &wanted->outcomes[i]) &&
		    fine;
	return fine;
}

static bool
read_state_entry(struct case_file *file, const struct value *value,
    struct wanted *wanted)
{
	wanted->has_state = true;
	return read_state(file, value, &wanted->state);
}

/* What may be wanted of an alert, and of an expression. */
static const struct entry {
	const char *name;
	bool of_alerts_only;
	bool (*read)(struct case_file *file, const struct value *value,
	    struct wanted *wanted);
} entries[] = {
	{ "state", true, read_state_entry },
	{ "late", true, read_late },
	{ "why", true, read_why },
	{ "could", true, read_could },
	{ "value", false, read_value },
	{ "period", false, read_period },
	{ "reason", false, read_reason },
};

enum { ENTRIES = sizeof(entries) / sizeof(entries[0]) };

static bool
read_map(struct case_file *file, const struct value *map,
    struct wanted *wanted)
{
	bool alert = wanted->expr == NULL, fine = true;
	const char *names[ENTRIES + 1];
	size_t count = 0;

	for (int i = 0; i < ENTRIES; i++)
		if (alert || !entries[i].of_alerts_only)
			names[count++] = entries[i].name;
	names[count] = NULL;
	if (!cases_check_names(file, map, names,
		alert ? "what is wanted of an alert"
		      : "what is wanted of an expression"))
		return false;
	for (int i = 0; i < ENTRIES; i++) {
		const struct value *value = value_entry(map, entries[i].name);

		if (value != NULL)
			fine = entries[i].read(file, value, wanted) && fine;
	}
	return map->count > 0
	    ? fine
	    : cases_say(file, map, "nothing is wanted here");
}

static bool
is_word(const char *text)
{
	return text[0] != '\0' &&
	    text[strspn(text, "abcdefghijklmnopqrstuvwxyz"
			      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0';
}

/* A name that is neither an alert's nor a signal's. */
static bool
find_near(const struct case_file *file, const char *name, struct err *err)
{
	static const enum section_kind kinds[] = { SECTION_ALERT,
		SECTION_SIGNAL };
	const struct watchlist *watchlist = file->watchlist;
	size_t most = watchlist->counts[SECTION_ALERT] +
	    watchlist->counts[SECTION_SIGNAL];
	const char **names = mem_new_array(most, sizeof(*names));
	size_t count = 0;
	char *hint;

	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < watchlist->counts[kinds[k]]; i++)
			names[count++] =
			    watchlist->sections[kinds[k]][i]->name;
	hint = near_hint(name, names, count);
	mem_free(names);
	(void)err_at(err, 0, "there is no alert or signal '%.100s'%s", name,
	    hint);
	mem_free(hint);
	return false;
}

static bool
find_subject(const struct case_file *file, struct wanted *wanted,
    struct err *err)
{
	const char *name = wanted->subject;
	const struct watchlist *watchlist = file->watchlist;

	if (watchlist_section(watchlist, SECTION_ALERT, name) != NULL)
		return true;
	if (is_word(name) &&
	    watchlist_section(watchlist, SECTION_SIGNAL, name) == NULL)
		return find_near(file, name, err);
	wanted->expr = watchlist_expr(watchlist, name, err);
	return wanted->expr != NULL;
}

static bool
read_wanted(struct case_file *file, struct written_case *to, int64_t at,
    const struct value *map, size_t i)
{
	const struct value *value = map->items[i];
	struct wanted *wanted;
	struct err err;

	to->wanted =
	    mem_room(to->wanted, to->wanted_count, sizeof(*to->wanted));
	wanted = &to->wanted[to->wanted_count++];
	*wanted = (struct wanted){ .at = at,
		.subject = mem_text(map->keys[i]),
		.place = value->key_place };
	if (!find_subject(file, wanted, &err))
		return tree_complain_of_name(
		    file->tree, map->keys[i], value, &err);
	if (value->kind == VALUE_MAP)
		return read_map(file, value, wanted);
	return wanted->expr == NULL ? read_state_entry(file, value, wanted)
				    : read_value(file, value, wanted);
}

/* By date; else as they are written. */
static int
compare(const void *a, const void *b)
{
	const struct wanted *left = a, *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	if (left->place.line != right->place.line)
		return left->place.line < right->place.line ? -1 : 1;
	return left->place.column < right->place.column ? -1
	    : left->place.column > right->place.column;
}

static bool
read_date(struct case_file *file, struct written_case *to,
    const struct value *map, size_t i)
{
	const struct value *value = map->items[i];
	bool fine = true;
	int64_t day;
	struct err err;

	if (!date_parse(&day, map->keys[i])) {
		(void)err_at(&err, 0,
		    "a date such as 2025-08-29 is expected here");
		return tree_complain_of_name(
		    file->tree, map->keys[i], value, &err);
	}
	if (!cases_check_names(
		file, value, NULL, "what is wanted on a day"))
		return false;
	for (size_t k = 0; k < value->count; k++)
		fine = read_wanted(
			   file, to, (day + 1) * DAY_S - 1, value, k) &&
		    fine;
	return fine;
}

bool
cases_read_wanted(struct case_file *file, struct written_case *to,
    const struct value *map)
{
	bool fine = true;

	if (map == NULL)
		return true; /* its case is told that it wants nothing */
	if (!cases_check_names(file, map, NULL, "what is under at"))
		return false;
	for (size_t i = 0; i < map->count; i++)
		fine = read_date(file, to, map, i) && fine;
	if (to->wanted_count > 1)
		qsort(to->wanted, to->wanted_count, sizeof(*to->wanted),
		    compare);
	return fine;
}
