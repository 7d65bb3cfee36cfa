/* SPDX-License-Identifier: MIT */
#include "command/options.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/near.h"
#include "model/series.h"

static const char *const format_names[] = {
	[FORMAT_TEXT] = "text",
	[FORMAT_JSON] = "json",
	[FORMAT_CSV] = "csv",
};

#define FORMAT_COUNT (sizeof(format_names) / sizeof(format_names[0]))

struct reading { /* where options_read() stands */
	struct invocation *invocation;
	enum wanted *wanted;
};

struct option {
	char letter; /* 0: none */
	const char *name, *argument, *help;
	bool (*set)(
	    struct reading *reading, const char *value, struct err *err);
};

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
	const char *near;

	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (!strcmp(value, format_names[i])) {
			reading->invocation->format = (enum output_format)i;
			return true;
		}
	near = near_name(value, format_names, FORMAT_COUNT);
	return err_set(err,
	    "'%s' is no format: text, json or csv is expected%s%s%s", value,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static bool
set_no_fetch(struct reading *reading, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	reading->invocation->no_fetch = true;
	return true;
}

/* The world as it was known at the end of that day. */
static bool
set_as_of(struct reading *reading, const char *value, struct err *err)
{
	int64_t days;

	if (!date_parse(&days, value))
		return err_set(err,
		    "'%s' is no date: YYYY-MM-DD is expected after --as-of",
		    value);
	reading->invocation->as_of = (days + 1) * DAY_S - 1;
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

static const struct option options[] = {
	{ 'c', "config", "FILE", "the watchlist that is opened",
	    set_watchlist },
	{ 0, "state", "DIR", "where history and alert states are kept",
	    set_state },
	{ 0, "format", "FORMAT", "text, json or csv", set_format },
	{ 0, "no-fetch", NULL, "use what is stored, read no source",
	    set_no_fetch },
	{ 0, "as-of", "DATE", "the world as it was known at the end of DATE",
	    set_as_of },
	{ 0, "all", NULL, "check: print every alert, not only changes",
	    set_all },
	{ 'h', "help", NULL, "print this and exit", set_help },
	{ 'V', "version", NULL, "print the version and exit", set_version },
};

#define OPTION_COUNT (sizeof(options) / sizeof(options[0]))

static const struct option *
find_letter(char letter)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (letter != 0 && options[i].letter == letter)
			return &options[i];
	return NULL;
}

static const struct option *
find_long(const char *name, size_t length)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (strlen(options[i].name) == length &&
		    !strncmp(options[i].name, name, length))
			return &options[i];
	return NULL;
}

static bool
unknown_option(const char *word, struct err *err)
{
	const char *names[OPTION_COUNT];
	char *name = mem_bytes(word, strcspn(word, "="));
	const char *near;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		names[i] = options[i].name;
	near = near_name(
	    name + strspn(name, "-"), names, OPTION_COUNT);
	if (near != NULL)
		(void)err_set(err,
		    "unknown option '%s'; did you mean '--%s'?", name, near);
	else
		(void)err_set(err, "unknown option '%s'", name);
	mem_free(name);
	return false;
}

static bool
set_option(struct reading *reading, const struct option *option,
    const char *value, struct err *err)
{
	if (option->argument != NULL && (value == NULL || *value == '\0'))
		return err_set(err, "'--%s' needs a %s", option->name,
		    option->argument);
	if (option->argument == NULL && value != NULL)
		return err_set(
		    err, "'--%s' takes no value", option->name);
	return option->set(reading, value, err);
}

/* One word that begins with '-'; *NEXT may be used up as its value. */
static bool
read_option(struct reading *reading, const char *word, char ***next,
    struct err *err)
{
	bool is_long = word[1] == '-';
	size_t length = is_long ? strcspn(word + 2, "=") : 1;
	const struct option *option =
	    is_long ? find_long(word + 2, length) : find_letter(word[1]);
	const char *value = NULL;

	if (option == NULL)
		return unknown_option(word, err);
	if (is_long && word[2 + length] == '=')
		value = word + 2 + length + 1;
	else if (!is_long && word[2] != '\0')
		value = word + 2;
	else if (option->argument != NULL && **next != NULL)
		value = *(*next)++;
	return set_option(reading, option, value, err);
}

static bool
find_command(const struct command **command, const char *name,
    struct err *err)
{
	const char *names[16];
	const char *near;
	size_t count = 0;

	*command = command_find(name);
	if (*command != NULL)
		return true;
	for (size_t i = 0; i < command_count && count < 16; i++)
		names[count++] = commands[i]->name;
	near = near_name(name, names, count);
	if (near != NULL)
		return err_set(err,
		    "unknown command '%s'; did you mean '%s'?", name, near);
	return err_set(err, "unknown command '%s'", name);
}

static bool
check_use(const struct invocation *invocation, const struct command *command,
    struct err *err)
{
	int count = (int)invocation->operand_count;

	if (command == NULL)
		return true;
	if (count < command->least)
		return err_set(err, "'%s' needs more: bellwether %s %s",
		    command->name, command->name, command->operands);
	if (command->most >= 0 && count > command->most)
		return err_set(err, "'%s' is too much: bellwether %s%s%s",
		    invocation->operands[command->most], command->name,
		    command->operands[0] != '\0' ? " " : "",
		    command->operands);
	if (!(command->formats >> invocation->format & 1u))
		return err_set(err, "'%s' has no format '%s'", command->name,
		    format_names[invocation->format]);
	if (invocation->all && !command->takes_all)
		return err_set(
		    err, "'%s' has no option '--all'", command->name);
	return true;
}

static bool
check_screen(const struct invocation *invocation, struct err *err)
{
	if (invocation->format != FORMAT_TEXT || invocation->all)
		return err_set(err,
		    "the screen has no '--%s'; name a command: show, check",
		    invocation->all ? "all" : "format");
	return true;
}

bool
options_read(struct invocation *invocation, enum wanted *wanted,
    const struct command **command, int argc, char **argv, struct err *err)
{
	struct reading reading = { invocation, wanted };
	const char **operands =
	    mem_new_array((size_t)argc + 1, sizeof(*operands));
	bool only_operands = false;
	char **next = argv + (argc > 0);

	*wanted = WANT_SCREEN;
	*command = NULL;
	invocation->operands = operands;
	while (*next != NULL) {
		const char *word = *next++;

		if (!only_operands && !strcmp(word, "--")) {
			only_operands = true;
		} else if (!only_operands && word[0] == '-' &&
			   word[1] != '\0') {
			if (!read_option(&reading, word, &next, err))
				return false;
		} else if (*command == NULL) {
			if (!find_command(command, word, err))
				return false;
		} else {
			operands[invocation->operand_count++] = word;
		}
	}
	if (*wanted != WANT_SCREEN)
		return true;
	if (*command == NULL)
		return check_screen(invocation, err);
	*wanted = WANT_COMMAND;
	return check_use(invocation, *command, err);
}

static void
help_options(struct buf *out)
{
	(void)buf_text(out, "\nOptions:\n");
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option *option = &options[i];
		char *name = mem_printf("--%s%s%s", option->name,
		    option->argument != NULL ? " " : "",
		    option->argument != NULL ? option->argument : "");

		if (option->letter != 0)
			(void)buf_printf(
			    out, "  -%c, %-18s", option->letter, name);
		else
			(void)buf_printf(out, "      %-18s", name);
		(void)buf_printf(out, " %s\n", option->help);
		mem_free(name);
	}
}

void
options_help(struct buf *out, const struct command *command)
{
	if (command != NULL) {
		(void)buf_printf(out,
		    "Usage: bellwether [OPTION...] %s%s%s\n%s.\n",
		    command->name, command->operands[0] != '\0' ? " " : "",
		    command->operands, command->help);
		help_options(out);
		return;
	}
	(void)buf_text(out,
	    "Usage: bellwether [OPTION...] [COMMAND [OPERAND...]]\n"
	    "A terminal watchlist for operational signals. Without a command, "
	    "the screen.\n\nCommands:\n");
	for (size_t i = 0; i < command_count; i++) {
		char *use = mem_printf(
		    "%s %s", commands[i]->name, commands[i]->operands);

		(void)buf_printf(out, "  %-22s %s\n", use, commands[i]->help);
		mem_free(use);
	}
	help_options(out);
	(void)buf_text(out,
	    "\nExit status of check: 0 ok, 1 warn, 2 crit, 3 unknown; of all: "
	    "64 usage,\n65 a wrong watchlist, 73 a state that cannot be "
	    "opened.\n");
}
