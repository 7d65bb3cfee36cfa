/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/err.h"
#include "base/number.h"
#include "config/setting.h"
#include "config/watchlist.h"
#include "fetch/field.h"
#include "fetch/format.h"
#include "fetch/picker.h"

static const char *const basis_words[] = { "reported", "estimated", "guided",
	"claimed", "independent", "derived", "manual", NULL };
static const char *const bound_words[] = { "exact", "about", "at_least",
	"at_most", "range", NULL };
static const char *const period_words[] = { "retrieved", NULL };

static bool
check_each(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	const struct format *format = format_of_signal(section);
	void *each;

	(void)key;
	if (format->each_new == NULL)
		return err_at(err, 0,
		    "'each' has no meaning for the format %s", format->name);
	each = format->each_new(section, text, err);
	if (each != NULL)
		format->each_free(each);
	return each != NULL;
}

static bool
check_words(const struct section *section, const char *text,
    const char *const *words, struct err *err)
{
	struct field field;
	bool fine = field_parse(&field, section, text, words, err);

	field_release(&field);
	return fine;
}

static bool
check_path(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)key;
	return check_words(section, text, NULL, err);
}

static bool
check_basis(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)key;
	return check_words(section, text, basis_words, err);
}

static bool
check_bound(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)key;
	return check_words(section, text, bound_words, err);
}

static bool
check_period(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)key;
	return check_words(section, text, period_words, err);
}

static bool
check_decimal(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)section;
	(void)key;
	return !strcmp(text, ".") || !strcmp(text, ",") ||
	    err_at(err, 0, "'decimal' must be '.' or ','");
}

static bool
check_scale(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	double factor = 0;

	(void)section;
	(void)key;
	return (number_parse(&factor, text, strlen(text)) && factor != 0) ||
	    err_at(err, 0, "'scale: 0' would make every figure 0");
}

static const struct setting rows[] = {
	{ SECTION_SIGNAL, "from", SETTING_SOURCE, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, NULL, NULL, "the source that it is read from" },
	{ SECTION_SIGNAL, "each", SETTING_TEXT, SHAPE_ONE_OR_LIST,
	    SETTING_DEFINES, NULL, NULL, check_each, NULL,
	    "the nodes, one a figure: JSONPath; of several the first listed "
	    "wins a period" },
	{ SECTION_SIGNAL, "value", SETTING_TEXT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_path, NULL, "the number, from the node" },
	{ SECTION_SIGNAL, "period", SETTING_TEXT, SHAPE_ONE_OR_MAP,
	    SETTING_DEFINES, "start|end", NULL, check_period, NULL,
	    "the stretch of time: a path, { start, end }, or retrieved" },
	{ SECTION_SIGNAL, "labels", SETTING_TEXT, SHAPE_MAP, SETTING_DEFINES,
	    NULL, NULL, check_path, NULL,
	    "what tells the signal's series apart" },
	{ SECTION_SIGNAL, "basis", SETTING_TEXT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_basis, NULL, "who says so: a word, or a path" },
	{ SECTION_SIGNAL, "vintage", SETTING_TEXT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_path, NULL,
	    "when the publisher made it known" },
	{ SECTION_SIGNAL, "bound", SETTING_TEXT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_bound, NULL,
	    "how exactly it was said: a word, or a path" },
	{ SECTION_SIGNAL, "confidence", SETTING_TEXT, SHAPE_ONE,
	    SETTING_DEFINES, NULL, NULL, check_path, NULL,
	    "how sure the publisher is" },
	{ SECTION_SIGNAL, "remark", SETTING_TEXT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_path, NULL, "what is said beside the figure" },
	{ SECTION_SIGNAL, "scale", SETTING_NUMBER, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_scale, NULL, "a factor: 1e6" },
	{ SECTION_SIGNAL, "length", SETTING_CHOICE, SHAPE_ONE,
	    SETTING_DEFINES, "quarter|year|month|day", NULL, NULL, NULL,
	    "keep the figures of that duration only" },
	{ SECTION_SIGNAL, "missing", SETTING_TEXT, SHAPE_ONE_OR_LIST,
	    SETTING_DEFINES, NULL, NULL, NULL, NULL,
	    "what the publisher writes where there is no figure" },
	{ SECTION_SIGNAL, "decimal", SETTING_TEXT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_decimal, NULL, "the decimal mark in texts" },
	{ SECTION_SIGNAL, "cumulative", SETTING_CHOICE, SHAPE_ONE,
	    SETTING_DEFINES, "fiscal_year|calendar_year", NULL, NULL, NULL,
	    "running totals, to be turned into quarters" },
	{ SECTION_SIGNAL, "where", SETTING_TEXT, SHAPE_MAP, SETTING_DEFINES,
	    NULL, NULL, NULL, NULL,
	    "the rows of a CSV that are wanted: COLUMN: text" },
	{ SECTION_SIGNAL, "event", SETTING_TEXT, SHAPE_MAP, SETTING_DEFINES,
	    "date|title|kind|link|id|value|status|due", NULL, check_path,
	    NULL, "an event's parts, as paths from the node" },
	{ SECTION_SIGNAL, "kinds", SETTING_REGEX, SHAPE_MAP, SETTING_DEFINES,
	    NULL, NULL, NULL, NULL,
	    "kinds by patterns on the kind that was read, else the title" },
	{ SECTION_SIGNAL, "label_patterns", SETTING_REGEX, SHAPE_MAP,
	    SETTING_DEFINES, NULL, NULL, NULL, NULL,
	    "labels that are yes or no by a pattern on the title" },
};

static bool
has(const struct section *section, const char *name)
{
	return section_value(section, name) != NULL;
}

/* Of one document not all paths can be right that are written for several. */
static bool
check_alike(const struct section *section, const struct format *format,
    const char **at, struct err *err)
{
	const struct section *source = watchlist_section(
	    section->watchlist, SECTION_SOURCE, section_text(section, "from"));
	const struct section *other =
	    source != NULL && section_text(source, "format") == NULL &&
		    format != &format_json
		? format_reader(source, format)
		: NULL;

	*at = "each";
	return other == NULL ||
	       err_set(err,
		   "'%s' reads '%s' as %s, and '%s' as %s: say its 'format'",
		   section->name, source->name, format->name, other->name,
		   format_of_signal(other)->name);
}

static bool
check_section(const struct section *section, const char **at, struct err *err)
{
	const struct format *format;
	bool events;

	*at = NULL;
	if (section->kind != SECTION_SIGNAL || !has(section, "from"))
		return true;
	format = format_of_signal(section);
	events = section_flag(section, "events");
	if (!check_alike(section, format, at, err))
		return false;
	*at = "from";
	if (format->events_only && !events)
		return err_set(err,
		    "'%s' reads a feed, which has no figures: is it a signal "
		    "of 'events: true'?",
		    section->name);
	if (format->wants_each && !has(section, "each"))
		return err_set(err,
		    "'%s' reads a source, and has no 'each': which nodes are "
		    "figures?",
		    section->name);
	if (section_text(section, "cumulative") != NULL &&
	    section_text(section, "length") != NULL &&
	    strcmp(section_text(section, "length"), "quarter") != 0) {
		*at = "cumulative";
		return err_set(err,
		    "'cumulative' makes quarters of what '%s' reads, and "
		    "'length: %s' wants none of them",
		    section->name, section_text(section, "length"));
	}
	if (events || format->has_value || has(section, "value"))
		return true;
	return err_set(err,
	    "'%s' reads a source, and has no 'value': which number is it?",
	    section->name);
}

const struct settings pick_settings = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
	.check_section = check_section,
};
