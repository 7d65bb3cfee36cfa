/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/hold.h"
#include "alert/mute.h"
#include "base/err.h"
#include "config/setting.h"
#include "config/watchlist.h"
#include "model/expr.h"

static bool
check_for(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	struct hold hold;

	(void)section;
	(void)key;
	return hold_parse(&hold, text, err);
}

static bool
check_webhook(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)section;
	(void)key;
	if (!strncmp(text, "http://", 7) || !strncmp(text, "https://", 8))
		return true;
	return err_at(err, 0, "'%s' must start with http:// or https://", text);
}

static bool
check_mail(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)section;
	(void)key;
	if (!strncmp(text, "smtp://", 7) || !strncmp(text, "smtps://", 8))
		return true;
	return err_at(err, 0, "'%s' must start with smtp:// or smtps://", text);
}

static bool
check_when(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)section;
	(void)key;
	for (int state = 0; state < ALERT_STATE_COUNT; state++)
		if (!strcmp(text, alert_state_word((enum alert_state)state)))
			return true;
	return !strcmp(text, "late") ||
	    err_at(err, 0,
		"'%s' is no state of an alert: ok, pending, warn, crit, "
		"recovering, no_data, failed, late",
		text);
}

static const struct setting rows[] = {
	{ SECTION_ALERT, "title", SETTING_TEXT, SHAPE_ONE, 0, NULL, NULL,
	    setting_is_line, NULL,
	    "what a person reads; the alert's name where left out" },
	{ SECTION_ALERT, "warn", SETTING_CONDITION, SHAPE_ONE, 0, NULL, NULL,
	    NULL, NULL, "the condition for warn" },
	{ SECTION_ALERT, "crit", SETTING_CONDITION, SHAPE_ONE, 0, NULL, NULL,
	    NULL, NULL, "the condition for crit" },
	{ SECTION_ALERT, "for", SETTING_TEXT, SHAPE_ONE, 0, NULL, NULL,
	    check_for, NULL,
	    "how long it must hold before it fires: 2 periods, 3d, 2 runs" },
	{ SECTION_ALERT, "clear", SETTING_CONDITION, SHAPE_ONE, 0, NULL, NULL,
	    NULL, NULL, "until this holds, a firing alert stays" },
	{ SECTION_ALERT, "when_missing", SETTING_CHOICE, SHAPE_ONE, 0,
	    "no_data|keep|ok|warn|crit", "no_data", NULL, NULL,
	    "the state where the condition is missing" },
	{ SECTION_ALERT, "note", SETTING_TEXT, SHAPE_ONE, 0, NULL, NULL, NULL,
	    NULL, "why the levels are what they are" },
	{ SECTION_ALERT, "panel", SETTING_PANEL, SHAPE_ONE, 0, NULL, NULL, NULL,
	    NULL, "the title of the panel that it belongs to" },
	{ SECTION_ALERT, "remind", SETTING_DURATION, SHAPE_ONE, 0, NULL, NULL,
	    NULL, NULL,
	    "tell it again after this long, while it is neither ok nor "
	    "pending" },
	{ SECTION_ALERT, "mute", SETTING_ANY, SHAPE_ONE, 0, NULL, NULL, NULL,
	    mute_check, "when it is not told: weekends, or days, from, to" },

	{ SECTION_TOP, "remind", SETTING_DURATION, SHAPE_ONE, 0, NULL, NULL,
	    NULL, NULL, "as of an alert, for all that do not say otherwise" },
	{ SECTION_TOP, "mute", SETTING_ANY, SHAPE_ONE, 0, NULL, NULL, NULL,
	    mute_check, "as of an alert, for all that do not say otherwise" },
	{ SECTION_TOP, "time_zone", SETTING_TEXT, SHAPE_ONE, 0, NULL, "UTC",
	    mute_check_zone, NULL,
	    "whose clock mute times are on: Asia/Shanghai" },

	{ SECTION_SINK, "webhook", SETTING_TEXT, SHAPE_ONE,
	    SETTING_LATER | SETTING_SECRETS, NULL, NULL, check_webhook, NULL,
	    "POST each transition as JSON to this URL" },
	{ SECTION_SINK, "headers", SETTING_TEXT, SHAPE_MAP,
	    SETTING_LATER | SETTING_SECRETS, NULL, NULL, NULL, NULL,
	    "headers of the request" },
	{ SECTION_SINK, "mail", SETTING_TEXT, SHAPE_ONE,
	    SETTING_LATER | SETTING_SECRETS, NULL, NULL, check_mail, NULL,
	    "send mail through this SMTP server" },
	{ SECTION_SINK, "from", SETTING_TEXT, SHAPE_ONE, SETTING_LATER, NULL,
	    NULL, NULL, NULL, "the sender of mail" },
	{ SECTION_SINK, "to", SETTING_TEXT, SHAPE_ONE_OR_LIST, SETTING_LATER,
	    NULL, NULL, NULL, NULL, "the receivers of mail" },
	{ SECTION_SINK, "alertmanager", SETTING_TEXT, SHAPE_ONE_OR_LIST,
	    SETTING_LATER | SETTING_SECRETS, NULL, NULL, check_webhook, NULL,
	    "post to these Alertmanagers (API v2)" },
	{ SECTION_SINK, "command", SETTING_TEXT, SHAPE_LIST, SETTING_LATER,
	    NULL, NULL, NULL, NULL,
	    "run this; the transition is JSON on its standard input" },

	{ SECTION_ROUTE, "when", SETTING_TEXT, SHAPE_ONE_OR_LIST, SETTING_LATER,
	    NULL, NULL, check_when, NULL, "only changes to this state" },
	{ SECTION_ROUTE, "to", SETTING_SINK, SHAPE_ONE_OR_LIST,
	    SETTING_LATER | SETTING_REQUIRED, NULL, NULL, NULL, NULL,
	    "the sinks that are told" },
};

static bool
check_alert(const struct section *section, const char **at, struct err *err)
{
	bool fires = section_text(section, "warn") != NULL ||
	    section_text(section, "crit") != NULL;

	if (fires)
		return true;
	*at = NULL;
	return err_set(err,
	    "the alert '%s' can never fire: it needs 'warn', 'crit' or both",
	    section->name);
}

static bool
check_sink(const struct section *section, const char **at, struct err *err)
{
	static const char *const ways[] = { "webhook", "mail", "alertmanager",
		"command" };
	int count = 0;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		count += section_value(section, ways[i]) != NULL;
	if (count == 1)
		return true;
	*at = NULL;
	return err_set(err,
	    "the sink '%s' needs one of 'webhook', 'mail', 'alertmanager' and "
	    "'command', and has %d",
	    section->name, count);
}

static bool
check_section(const struct section *section, const char **at, struct err *err)
{
	switch (section->kind) {
	case SECTION_ALERT:
		return check_alert(section, at, err);
	case SECTION_SINK:
		return check_sink(section, at, err);
	default:
		return true;
	}
}

/* What is wrong was told of already, and may have some. */
static bool
has_no_periods(const struct section *section, const char *level)
{
	const struct expr *expr = section_expr(section, level);

	return section_text(section, level) == NULL ||
	    (expr != NULL && !expr->is_series);
}

/* What is counted in periods needs a condition that has some. */
static bool
check_formulas(const struct section *section, const char **at, struct err *err)
{
	const char *text = section->kind == SECTION_ALERT
	    ? section_text(section, "for")
	    : NULL;
	struct hold hold;
	struct err unused;

	*at = "for";
	return text == NULL || !hold_parse(&hold, text, &unused) ||
	    hold.by != HOLD_PERIODS || !has_no_periods(section, "warn") ||
	    !has_no_periods(section, "crit") ||
	    err_at(err, 0,
		"the condition of '%s' is one value and has no periods to "
		"count: write 3d or 2 runs",
		section->name);
}

const struct settings alert_settings = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
	.check_section = check_section,
	.check_formulas = check_formulas,
};
