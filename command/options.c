/* SPDX-License-Identifier: MIT */
#include "command/options.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/near.h"
#include "command/option.h"

static bool
unknown_option(const char *word, struct err *err)
{
	const char **names = mem_new_array(option_count, sizeof(*names));
	char *name = mem_bytes(word, strcspn(word, "="));
	const char *near;

	for (size_t i = 0; i < option_count; i++)
		names[i] = options[i].name;
	near = near_name(
	    name + strspn(name, "-"), names, option_count);
	if (near != NULL)
		(void)err_set(err,
		    "unknown option '%s'; did you mean '--%s'?", name, near);
	else
		(void)err_set(err, "unknown option '%s'", name);
	mem_free(names);
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
	reading->said |= 1u << (option - options);
	return option->set(reading, value, err);
}

/* One word that begins with '-'; *NEXT may be used up as its value. */
static bool
read_option(struct reading *reading, const char *word, char ***next,
    struct err *err)
{
	bool is_long = word[1] == '-';
	size_t length = is_long ? strcspn(word + 2, "=") : 1;
	const struct option *option = option_find(word);
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
	const char *names[32];
	const char *near;
	size_t count = 0;

	*command = command_find(name);
	if (*command != NULL)
		return true;
	for (size_t i = 0; i < command_count && count < 32; i++)
		names[count++] = commands[i]->name;
	near = near_name(name, names, count);
	if (near != NULL)
		return err_set(err,
		    "unknown command '%s'; did you mean '%s'?", name, near);
	return err_set(err, "unknown command '%s'", name);
}

static bool
read_format(struct invocation *invocation, struct err *err)
{
	const char *name = invocation->format_name, *near;

	if (name == NULL)
		return true;
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (!strcmp(name, format_names[i])) {
			invocation->format = (enum output_format)i;
			return true;
		}
	near = near_name(name, format_names, FORMAT_COUNT);
	return err_set(err,
	    "'%s' is no format: text, json or csv is expected%s%s%s", name,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static bool
check_options(const struct reading *reading, const struct command *command,
    struct err *err)
{
	for (size_t i = 0; i < option_count; i++)
		if ((reading->said >> i & 1u) &&
		    !option_is_of(&options[i], command))
			return err_set(err, "'%s' has no option '--%s'",
			    command->name, options[i].name);
	return true;
}

static bool
check_use(const struct reading *reading, const struct command *command,
    struct err *err)
{
	struct invocation *invocation = reading->invocation;
	int count = (int)invocation->operand_count;

	if (command->check == NULL && !read_format(invocation, err))
		return false;
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
	return check_options(reading, command, err) &&
	    (command->check == NULL || command->check(invocation, err));
}

static bool
check_screen(const struct reading *reading, struct err *err)
{
	for (size_t i = 0; i < option_count; i++)
		if ((reading->said >> i & 1u) &&
		    (!option_is_of(&options[i], NULL) ||
			!strcmp(options[i].name, "format")))
			return err_set(err,
			    "the screen has no '--%s'; name a command: %s",
			    options[i].name,
			    options[i].only != NULL ? options[i].only
						    : "show, check");
	return true;
}

bool
options_read(struct invocation *invocation, enum wanted *wanted,
    const struct command **command, int argc, char **argv, struct err *err)
{
	struct reading reading = { invocation, wanted, 0 };
	size_t most = (size_t)argc + 1;
	bool only_operands = false;
	char **next = argv + (argc > 0);

	*wanted = WANT_SCREEN;
	*command = NULL;
	invocation->operands = mem_new_array(most, sizeof(const char *));
	invocation->namespaces = mem_new_array(most, sizeof(const char *));
	invocation->labels = mem_new_array(most, sizeof(const char *));
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
			invocation->operands[invocation->operand_count++] =
			    word;
		}
	}
	if (*wanted != WANT_SCREEN)
		return true;
	if (*command == NULL)
		return check_screen(&reading, err);
	*wanted = WANT_COMMAND;
	return check_use(&reading, *command, err);
}

void
options_release(struct invocation *invocation)
{
	mem_free(invocation->operands);
	mem_free(invocation->namespaces);
	mem_free(invocation->labels);
}

/* Of one command, or (NULL) of all. */
static void
help_options(struct buf *out, const struct command *command)
{
	(void)buf_text(out, "\nOptions:\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &options[i];
		char *name;

		if (command != NULL && !option_is_of(option, command))
			continue;
		name = mem_printf("--%s%s%s", option->name,
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
		help_options(out, command);
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
	help_options(out, NULL);
	(void)buf_text(out,
	    "\nExit status of check: 0 ok, 1 warn, 2 crit, 3 unknown; of pick: "
	    "0 matched,\n1 nothing did; of all: 64 usage, 65 a wrong watchlist "
	    "or document, 73 a state\nthat cannot be opened.\n");
}
