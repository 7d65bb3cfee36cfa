/* SPDX-License-Identifier: MIT */
#include "command/option.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/number.h"
#include "command/command.h"

static bool
set_watchlist(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->watchlist = value;
	return true;
}

static bool
set_state(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->state = value;
	return true;
}

static bool
set_format(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->format_name = value;
	return true;
}

static bool
set_no_fetch(struct reading *reading, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	reading->invocation->no_fetch = true;
	return true;
}

/* Days are walked one by one: there is an end to them. */
static bool
read_day(int64_t *day, const char *value, const char *option, struct err *err)
{
	if (!date_parse(day, value))
		return err_set(err,
		    "'%s' is no date: YYYY-MM-DD is expected after --%s",
		    value, option);
	return *day - date_day_of(clock_now()) <= LIMIT_DAYS_AHEAD ||
	    err_set(err,
		"'%s' is too far ahead: --%s goes ten years from today", value,
		option);
}

/* The world as it was known at the end of that day. */
static bool
set_as_of(struct reading *reading, const char *value, struct err *err)
{
	int64_t days;

	if (!read_day(&days, value, "as-of", err))
		return false;
	reading->invocation->as_of = (days + 1) * DAY_S - 1;
	return true;
}

static bool
set_from(struct reading *reading, const char *value, struct err *err)
{
	return read_day(&reading->invocation->from, value, "from", err);
}

static bool
set_to(struct reading *reading, const char *value, struct err *err)
{
	return read_day(&reading->invocation->to, value, "to", err);
}

static bool
set_with(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->with = value;
	return true;
}

static bool
set_all(struct reading *reading, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	reading->invocation->all = true;
	return true;
}

static bool
set_paths(struct reading *reading, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	reading->invocation->paths = true;
	return true;
}

static bool
set_query_file(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->query_file = value;
	return true;
}

static bool
set_hold(struct reading *reading, const char *value, struct err *err)
{
	int64_t *bytes = &reading->invocation->hold_bytes;

	return (size_parse(bytes, value, err) && *bytes >= (int64_t)MIB) ||
	    err_set(err,
		"'%s' is no size to hold: 1 MiB or more is expected, as in "
		"'4 GiB'",
		value);
}

static bool
set_namespace(struct reading *reading, const char *value, struct err *err)
{
	struct invocation *invocation = reading->invocation;
	const char *sign = strchr(value, '=');

	if (sign == NULL || sign == value || sign[1] == '\0')
		return err_set(err,
		    "'%s' is no namespace: P=URI is expected", value);
	invocation->namespaces[invocation->namespace_count++] = value;
	return true;
}

static bool
set_sticky(struct reading *reading, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	reading->invocation->sticky = true;
	return true;
}

static bool
set_alert(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->alert = value;
	return true;
}

static bool
set_signal(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->signal = value;
	return true;
}

static bool
set_panel(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->panel = value;
	return true;
}

static bool
set_label(struct reading *reading, const char *value, struct err *err)
{
	struct invocation *invocation = reading->invocation;
	const char *sign = strchr(value, '=');

	if (sign == NULL || sign == value)
		return err_set(err,
		    "'%s' is no label: NAME=VALUE is expected", value);
	invocation->labels[invocation->label_count++] = value;
	return true;
}

static bool
set_until(struct reading *reading, const char *value, struct err *err)
{
	(void)err;
	reading->invocation->until = value;
	return true;
}

static bool
set_help(struct reading *reading, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	*reading->wanted = WANT_HELP;
	return true;
}

static bool
set_version(struct reading *reading, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	*reading->wanted = WANT_VERSION;
	return true;
}

const struct option options[] = {
	{ 'c', "config", "FILE", "the watchlist that is opened",
	    set_watchlist, NULL },
	{ 0, "state", "DIR", "where history and alert states are kept",
	    set_state, NULL },
	{ 0, "format", "FORMAT", "text, json or csv; of pick the document's",
	    set_format, NULL },
	{ 0, "no-fetch", NULL, "use what is stored, read no source",
	    set_no_fetch, NULL },
	{ 0, "as-of", "DATE", "the world as it was known at the end of DATE",
	    set_as_of, NULL },
	{ 0, "all", NULL, "check: print every alert, not only changes",
	    set_all, "check" },
	{ 0, "from", "DATE", "replay: the first day",
	    set_from, "replay" },
	{ 0, "to", "DATE", "replay: the last day, today if not said",
	    set_to, "replay" },
	{ 0, "with", "FILE", "replay: and by the rules of another watchlist",
	    set_with, "replay" },
	{ 0, "paths", NULL, "pick: print where each match stands before it",
	    set_paths, "pick" },
	{ 0, "namespace", "P=URI", "pick: what a prefix means in an XPath",
	    set_namespace, "pick" },
	{ 0, "query-file", "FILE", "pick: read the query from FILE",
	    set_query_file, "pick" },
	{ 0, "hold", "SIZE", "pick: how much may be held at once: 4GiB",
	    set_hold, "pick" },
	{ 0, "sticky", NULL, "ack: through all levels, until it is ok",
	    set_sticky, "ack" },
	{ 0, "until", "WHEN", "silence: a date or time, or how long: 7d",
	    set_until, "silence" },
	{ 0, "alert", "ALERT", "silence: of this alert", set_alert,
	    "silence" },
	{ 0, "signal", "SIGNAL", "silence: of alerts on this signal",
	    set_signal, "silence" },
	{ 0, "panel", "TITLE", "silence: of alerts of this panel", set_panel,
	    "silence" },
	{ 0, "label", "N=VALUE", "silence: of alerts on series with it",
	    set_label, "silence" },
	{ 'h', "help", NULL, "print this and exit", set_help, NULL },
	{ 'V', "version", NULL, "print the version and exit", set_version,
	    NULL },
};

const size_t option_count = sizeof(options) / sizeof(options[0]);

const char *const format_names[FORMAT_COUNT] = {
	[FORMAT_TEXT] = "text",
	[FORMAT_JSON] = "json",
	[FORMAT_CSV] = "csv",
};

static const struct option *
find_letter(char letter)
{
	for (size_t i = 0; i < option_count; i++)
		if (letter != 0 && options[i].letter == letter)
			return &options[i];
	return NULL;
}

const struct option *
option_find(const char *word)
{
	size_t length;

	if (word[0] != '-')
		return NULL;
	if (word[1] != '-')
		return find_letter(word[1]);
	length = strcspn(word + 2, "=");
	for (size_t i = 0; i < option_count; i++)
		if (strlen(options[i].name) == length &&
		    !strncmp(options[i].name, word + 2, length))
			return &options[i];
	return NULL;
}

bool
option_is_of(const struct option *option, const struct command *command)
{
	return option->only == NULL ||
	    (command != NULL && !strcmp(option->only, command->name));
}
