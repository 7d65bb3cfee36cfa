/* SPDX-License-Identifier: MIT */
#include "config/signals.h"

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "base/number.h"
#include "config/parts.h"
#include "model/basis.h"
#include "model/definition.h"
#include "model/expr.h"

static const char after_period_end[] = " after period end";
static const char after_learned[] = " after learned";

/* The signal's own, else its source's, else the watchlist's. */
int
section_fiscal_end(const struct section *section)
{
	const char *text = NULL;
	const struct section *source;

	if (section->kind == SECTION_SIGNAL) {
		text = section_text(section, "fiscal_year_ends");
		source = text == NULL && section_text(section, "from") != NULL
		    ? watchlist_section(section->watchlist, SECTION_SOURCE,
			  section_text(section, "from"))
		    : NULL;
		if (source != NULL)
			text = section_text(source, "fiscal_year_ends");
	}
	if (text == NULL)
		text =
		    section_text(section->watchlist->top, "fiscal_year_ends");
	return text != NULL && text_month(text) > 0 ? text_month(text)
						     : FISCAL_CALENDAR;
}

static bool
parse_expect(
    struct expectation *expect, const char *text, struct err *err)
{
	static const char *const endings[] = {
		[EXPECT_AFTER_PERIOD_END] = after_period_end,
		[EXPECT_AFTER_LEARNED] = after_learned,
	};

	for (int of = EXPECT_AFTER_PERIOD_END; of <= EXPECT_AFTER_LEARNED;
	    of++) {
		const char *ending = strstr(text, endings[of]);
		char *duration;
		bool read;

		if (ending == NULL || strcmp(ending, endings[of]) != 0)
			continue;
		duration = mem_bytes(text, (size_t)(ending - text));
		read = duration_parse(&expect->seconds, duration, err);
		mem_free(duration);
		expect->of = (enum expect_of)of;
		return read;
	}
	return err_at(err, 0,
	    "'%s' is no expectation: '85d after period end' or '45d after "
	    "learned' is meant",
	    text);
}

bool
check_expect(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	struct expectation expect;

	(void)section;
	(void)key;
	return parse_expect(&expect, text, err);
}

/* A period, or name=value of a label. */
static bool
parse_break(struct breakpoint *at, const struct section *section,
    const char *text, struct err *err)
{
	const char *equals = strchr(text, '=');

	*at = (struct breakpoint){ .is_period = equals == NULL };
	if (equals == NULL)
		return period_parse(
		    &at->period, text, section_fiscal_end(section), err);
	if (equals == text || equals[1] == '\0')
		return err_at(err, 0,
		    "'%s' is no break: a period, or a label as in version=4 "
		    "is expected",
		    text);
	at->label_name = mem_bytes(text, (size_t)(equals - text));
	at->label_value = mem_text(equals + 1);
	return true;
}

bool
check_break(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	struct breakpoint at;
	bool fine = parse_break(&at, section, text, err);

	(void)key;
	if (fine) {
		mem_free(at.label_name);
		mem_free(at.label_value);
	}
	return fine;
}

/* "5x" */
static bool
parse_step(double *step, const char *text)
{
	size_t length = strlen(text);

	return length > 1 && text[length - 1] == 'x' &&
	    number_parse(step, text, length - 1) && *step > 1;
}

static bool
parse_guard_entry(struct guard *guard, const char *key, const char *text,
    struct err *err)
{
	bool min = !strcmp(key, "min");

	if (!strcmp(key, "step")) {
		guard->has_step = true;
		return parse_step(&guard->step, text) ||
		    err_at(err, 0,
			"'step' must be a factor above 1, as in 5x, but this "
			"is '%s'",
			text);
	}
	guard->has_min = guard->has_min || min;
	guard->has_max = guard->has_max || !min;
	return number_parse(
		   min ? &guard->min : &guard->max, text, strlen(text)) ||
	    err_at(err, 0, "'%s' must be a number, but this is '%s'", key,
		text);
}

bool
check_guard(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	struct guard guard = { .has_min = false };

	(void)section;
	return parse_guard_entry(&guard, key, text, err);
}

static bool
has(const struct section *section, const char *name)
{
	return section_value(section, name) != NULL;
}

bool
check_signal(const struct section *section, const char **at, struct err *err)
{
	bool events;
	int origins;

	*at = NULL;
	if (section->kind != SECTION_SIGNAL)
		return true;
	events = section_flag(section, "events");
	origins = has(section, "from") + has(section, "expr") +
	    section_flag(section, "not_disclosed");
	if (origins != 1)
		return err_set(err,
		    "the signal '%s' needs exactly one of 'from', 'expr' and "
		    "'not_disclosed: true', and has %s",
		    section->name, origins == 0 ? "none" : "several");
	if (!events && !has(section, "unit"))
		return err_set(
		    err, "this signal has no 'unit', which is required");
	if (events && !has(section, "from"))
		return err_set(err,
		    "the event signal '%s' needs 'from': events are read, not "
		    "computed",
		    section->name);
	if (!events && has(section, "event")) {
		*at = "event";
		return err_set(err,
		    "'event' belongs to an event signal: add 'events: true'");
	}
	return true;
}

bool
basis_is_path(const struct section *section)
{
	const char *text = section_text(section, "basis");
	enum basis basis;

	return text != NULL && !basis_parse(&basis, text);
}

static void
take_breaks(struct definition *definition, const struct section *section)
{
	const struct value *value = section_value(section, "breaks");
	size_t count = value == NULL		? 0
	    : value->kind == VALUE_ONE ? 1
					      : value->count;
	struct err err;

	definition->breaks = mem_new_array(count, sizeof(struct breakpoint));
	definition->break_count = count;
	for (size_t i = 0; i < count; i++)
		(void)parse_break(&definition->breaks[i], section,
		    value->kind == VALUE_ONE ? value->text
					     : value->items[i]->text,
		    &err);
}

static void
take_guard(struct definition *definition, const struct section *section)
{
	const struct value *value = section_value(section, "guard");
	struct err err;

	for (size_t i = 0; value != NULL && i < value->count; i++)
		(void)parse_guard_entry(&definition->guard, value->keys[i],
		    value->items[i]->text, &err);
}

int
signal_kind_of(const char *word)
{
	static const char *const words[] = { "flow", "stock", "rate", "score",
		"count" };

	for (int i = 0; word != NULL && i < 5; i++)
		if (!strcmp(word, words[i]))
			return KIND_FLOW + i;
	return KIND_ANY;
}

/* A text in several lines is shown as one; the caller owns it. */
static char *
one_line(const char *text)
{
	return text != NULL ? foreign_clean(foreign_text(text)) : NULL;
}

static struct definition *
build(struct section *section)
{
	struct definition *definition = mem_new(sizeof(*definition));
	const char *title = section_text(section, "title");
	const char *unit = section_text(section, "unit");
	const char *expect = section_text(section, "expect");
	struct err err;

	definition->name = mem_text(section->name);
	definition->title = one_line(title != NULL ? title : section->name);
	definition->note = one_line(section_text(section, "note"));
	definition->source = mem_text(section_text(section, "from"));
	definition->proxy = mem_text(section_text(section, "proxy"));
	if (unit != NULL)
		(void)unit_parse(&definition->unit, unit, &err);
	definition->kind =
	    (enum signal_kind)signal_kind_of(section_text(section, "kind"));
	definition->fiscal_end = section_fiscal_end(section);
	definition->events = section_flag(section, "events");
	definition->not_disclosed = section_flag(section, "not_disclosed");
	definition->basis_varies = basis_is_path(section);
	definition->expr = (struct expr *)section_expr(section, "expr");
	if (expect != NULL)
		(void)parse_expect(&definition->expect, expect, &err);
	take_breaks(definition, section);
	take_guard(definition, section);
	section_digest(section, definition->digest);
	return definition;
}

void
build_definitions(struct watchlist *watchlist)
{
	size_t count = watchlist->counts[SECTION_SIGNAL];

	watchlist->definitions =
	    mem_new_array(count, sizeof(*watchlist->definitions));
	for (size_t i = 0; i < count; i++)
		watchlist->definitions[i] =
		    build(watchlist->sections[SECTION_SIGNAL][i]);
}
