/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/err.h"
#include "config/parts.h"
#include "config/signals.h"

static bool
check_proxy(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)key;
	return strcmp(section->name, text) != 0 ||
	    err_at(err, 0, "'%s' cannot stand in for itself", text);
}

static const struct setting rows[] = {
	{ SECTION_TOP, "name", SETTING_TEXT, SHAPE_ONE, 0, NULL, "watchlist",
	    setting_is_line, NULL,
	    "what the screen calls it; its history goes by it" },
	{ SECTION_TOP, "fiscal_year_ends", SETTING_MONTH, SHAPE_ONE,
	    SETTING_DEFINES, NULL, NULL, NULL, NULL,
	    "the month in which fiscal years end: march" },
	{ SECTION_TOP, "currency", SETTING_ANY, SHAPE_MAP, 0, "fx|pair",
	    NULL, NULL, NULL,
	    "the signals that convert one currency to another" },
	{ SECTION_TOP, "keep_bodies", SETTING_SIZE, SHAPE_ONE, 0, NULL,
	    "256 MiB", NULL, NULL,
	    "how much the fetched documents may take that are kept as "
	    "evidence, compressed; the oldest go first" },
	{ SECTION_TOP, "include", SETTING_TEXT, SHAPE_ONE_OR_LIST, 0, NULL,
	    NULL, NULL, NULL, "more files, by patterns relative to this one" },
	{ SECTION_TOP, "defaults", SETTING_ANY, SHAPE_MAP, 0, NULL, NULL, NULL,
	    NULL, "settings of every source that does not say otherwise" },
	{ SECTION_TOP, "sources", SETTING_ANY, SHAPE_MAP, 0, NULL, NULL, NULL,
	    NULL, "where figures are published" },
	{ SECTION_TOP, "signals", SETTING_ANY, SHAPE_MAP, 0, NULL, NULL, NULL,
	    NULL, "the figures and events that are watched" },
	{ SECTION_TOP, "alerts", SETTING_ANY, SHAPE_MAP, 0, NULL, NULL, NULL,
	    NULL, "what would worry you" },
	{ SECTION_TOP, "panels", SETTING_ANY, SHAPE_LIST, 0, NULL, NULL, NULL,
	    NULL, "the screen" },
	{ SECTION_TOP, "sinks", SETTING_ANY, SHAPE_MAP, SETTING_LATER, NULL,
	    NULL, NULL, NULL, "where changes are delivered" },
	{ SECTION_TOP, "routes", SETTING_ANY, SHAPE_LIST, SETTING_LATER, NULL,
	    NULL, NULL, NULL, "which changes go to which sinks" },

	{ SECTION_SOURCE, "fiscal_year_ends", SETTING_MONTH, SHAPE_ONE, 0,
	    NULL, NULL, NULL, NULL, "as at the top, for this source" },

	{ SECTION_SIGNAL, "title", SETTING_TEXT, SHAPE_ONE, 0, NULL, NULL,
	    setting_is_line, NULL,
	    "what a person reads; the signal's name if left out" },
	{ SECTION_SIGNAL, "unit", SETTING_UNIT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, NULL, NULL,
	    "what is counted: RMB, %, pp, x, count, score, USD/Mtok" },
	{ SECTION_SIGNAL, "kind", SETTING_CHOICE, SHAPE_ONE, 0,
	    "flow|stock|rate|score|count", NULL, NULL, NULL,
	    "flows add up over time; stocks, rates and scores do not" },
	{ SECTION_SIGNAL, "expr", SETTING_EXPR, SHAPE_ONE, 0, NULL, NULL, NULL,
	    NULL, "the formula of a derived signal" },
	{ SECTION_SIGNAL, "events", SETTING_FLAG, SHAPE_ONE, SETTING_DEFINES,
	    NULL, "false", NULL, NULL, "dated items instead of figures" },
	{ SECTION_SIGNAL, "not_disclosed", SETTING_FLAG, SHAPE_ONE, 0, NULL,
	    "false", NULL, NULL, "nobody publishes it: say so" },
	{ SECTION_SIGNAL, "proxy", SETTING_SIGNAL, SHAPE_ONE, 0, NULL, NULL,
	    check_proxy, NULL, "the signal that stands in for it" },
	{ SECTION_SIGNAL, "breaks", SETTING_TEXT, SHAPE_ONE_OR_LIST, 0, NULL,
	    NULL, check_break, NULL,
	    "the first periods that cannot be compared with those before" },
	{ SECTION_SIGNAL, "expect", SETTING_TEXT, SHAPE_ONE, 0, NULL, NULL,
	    check_expect, NULL,
	    "when the next figure is due: 85d after period end, 45d after "
	    "learned" },
	{ SECTION_SIGNAL, "guard", SETTING_TEXT, SHAPE_MAP, 0, "min|max|step",
	    NULL, check_guard, NULL, "what is plausible: min, max, step: 5x" },
	{ SECTION_SIGNAL, "fiscal_year_ends", SETTING_MONTH, SHAPE_ONE,
	    SETTING_DEFINES, NULL, NULL, NULL, NULL,
	    "as at the top, for this signal" },
	{ SECTION_SIGNAL, "note", SETTING_TEXT, SHAPE_ONE, 0, NULL, NULL, NULL,
	    NULL, "what a reader of the figures must know" },
};

const struct settings config_settings = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
	.check_section = check_signal,
};
