/* SPDX-License-Identifier: MIT */
/* What is expected at the end of a command line: the tables of commands and
 * options say it in their usage lines ("SIGNAL [PERIOD] | ALERT"), and each
 * word of those has its row here. */
#include <string.h>

#include "base/env.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/completing.h"
#include "command/option.h"
#include "config/watchlist.h"

/* What a shell would have made of "~/". The caller owns it. */
static char *
home_path(const char *file)
{
	const char *home = env_text("HOME");

	return file != NULL && !strncmp(file, "~/", 2) && home != NULL
	    ? mem_printf("%s%s", home, file + 1)
	    : mem_text(file);
}

/* The one that the line would open, or NULL: its mistakes are lint's. */
static const struct watchlist *
watchlist_of(struct completing *completing)
{
	const struct invocation *invocation = completing->invocation;
	struct complaints complaints = { 0 };
	char *said, *path;

	if (completing->looked)
		return completing->watchlist;
	completing->looked = true;
	said = home_path(completing->file != NULL ? completing->file
						  : invocation->watchlist);
	path = watchlist_path(said, invocation->program);
	completing->watchlist = watchlist_load(
	    path, invocation->tables, invocation->table_count, &complaints);
	complaints_release(&complaints);
	mem_free(path);
	mem_free(said);
	return completing->watchlist;
}

static void
offer_expression(struct completing *completing)
{
	completing->expected = EXPECTED_OPEN;
	completing->expression = true;
	completion_of_expr(&completing->completion, watchlist_of(completing));
}

/* With a selector: name{label="..."}. */
static void
offer_signals(struct completing *completing)
{
	if (strchr(completing->completion.typed, '{') != NULL)
		offer_expression(completing);
	else
		completion_of_signals(
		    &completing->completion, watchlist_of(completing));
}

static void
offer_alerts(struct completing *completing)
{
	completion_of_alerts(
	    &completing->completion, watchlist_of(completing));
}

static void
offer_sources(struct completing *completing)
{
	const struct watchlist *watchlist = watchlist_of(completing);

	for (size_t i = 0;
	     watchlist != NULL && i < watchlist->counts[SECTION_SOURCE]; i++)
		completion_offer(&completing->completion,
		    watchlist->sections[SECTION_SOURCE][i]->name, "a source");
}

static void
offer_panels(struct completing *completing)
{
	const struct watchlist *watchlist = watchlist_of(completing);

	for (size_t i = 0;
	     watchlist != NULL && i < watchlist->counts[SECTION_PANEL]; i++)
		completion_offer(&completing->completion,
		    section_text(
			watchlist->sections[SECTION_PANEL][i], "title"),
		    NULL);
}

static void
offer_labels(struct completing *completing)
{
	completing->expected = EXPECTED_OPEN;
	completion_of_labels(&completing->completion, watchlist_of(completing),
	    NULL, "=");
}

static void
offer_formats(struct completing *completing)
{
	const struct command *command = completing->command;
	const char *word;

	if (command != NULL && command->format_word != NULL) {
		for (size_t i = 0; (word = command->format_word(i)) != NULL;
		     i++)
			completion_offer(&completing->completion, word, NULL);
		return;
	}
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (command == NULL || (command->formats >> i & 1u))
			completion_offer(
			    &completing->completion, format_names[i], NULL);
}

static void
offer_files(struct completing *completing)
{
	completing->expected = EXPECTED_FILES;
}

static void
offer_directories(struct completing *completing)
{
	completing->expected = EXPECTED_DIRECTORIES;
}

/* Other words (a date, a reason) are for the user to say. */
static const struct {
	const char *word;
	void (*offer)(struct completing *completing);
} kinds[] = {
	{ "SIGNAL", offer_signals },
	{ "ALERT", offer_alerts },
	{ "SOURCE", offer_sources },
	{ "TITLE", offer_panels },
	{ "EXPRESSION", offer_expression },
	{ "N=VALUE", offer_labels },
	{ "FORMAT", offer_formats },
	{ "FILE", offer_files },
	{ "DIR", offer_directories },
};

/* WORD of a usage line, which may be several: "FILE|-|URL". */
static void
offer_kinds(struct completing *completing, const char *word, size_t length)
{
	for (size_t from = 0, to; from < length; from = to + 1) {
		for (to = from; to < length && word[to] != '|';)
			to++;
		for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
			if (strlen(kinds[i].word) == to - from &&
			    !strncmp(kinds[i].word, word + from, to - from))
				kinds[i].offer(completing);
	}
}

/* The word of USAGE at *AT without brackets and dots; false behind the last
 * one. *REPEATS: it stands for all that follow. */
static bool
usage_word(const char **at, const char **word, size_t *length, bool *repeats)
{
	*at += strspn(*at, " ");
	*word = *at + strspn(*at, "[");
	*at += strcspn(*at, " ");
	*length = strcspn(*word, "].[ ");
	*repeats = !strncmp(*word + *length, "...", 3);
	return *length > 0;
}

/* The operand of that INDEX, in each way to use the command. */
static void
offer_operand(struct completing *completing, size_t index)
{
	const char *at = completing->command->operands, *word;
	size_t length, i = 0;
	bool repeats;

	while (usage_word(&at, &word, &length, &repeats)) {
		if (length == 1 && *word == '|') {
			i = 0;
			continue;
		}
		if (i == index || (repeats && i < index))
			offer_kinds(completing, word, length);
		i++;
	}
}

static void
offer_commands(struct completing *completing)
{
	for (size_t i = 0; i < command_count; i++)
		completion_offer(&completing->completion, commands[i]->name,
		    commands[i]->help);
}

static void
offer_options(struct completing *completing)
{
	for (size_t i = 0; i < option_count; i++) {
		char *name = mem_printf("--%s", options[i].name);

		if (option_is_of(&options[i], completing->command))
			completion_offer(
			    &completing->completion, name, options[i].help);
		mem_free(name);
	}
}

/* The last word where it begins with '-': a name, or with a value in it. */
static void
offer_option(struct completing *completing, const char *word)
{
	const struct option *option = option_find(word);
	const char *value = word[1] == '-' ? strchr(word, '=') : word + 1;

	if (option == NULL || option->argument == NULL || value == NULL) {
		offer_options(completing);
		return;
	}
	completing->completion.typed = value + 1;
	offer_kinds(
	    completing, option->argument, strlen(option->argument));
}

static bool
has_value(const char *word)
{
	return word[1] == '-' ? strchr(word, '=') != NULL : word[2] != '\0';
}

struct walk { /* over the words before the last one */
	size_t at, operands;
	bool only_operands;
	const struct option *pending; /* its value is the last word */
	bool lost; /* no such command: nothing is known of the rest */
};

static void
walk_option(struct completing *completing, struct walk *walk)
{
	const char *word = completing->line.words[walk->at];
	const struct option *option = option_find(word);
	const char *value = NULL;

	if (option == NULL || option->argument == NULL)
		return;
	if (has_value(word))
		value = word[1] == '-' ? strchr(word, '=') + 1 : word + 2;
	else if (walk->at + 2 < completing->line.count)
		value = completing->line.words[++walk->at];
	else
		walk->pending = option;
	if (!strcmp(option->name, "config"))
		completing->file = value;
}

static void
walk_word(struct completing *completing, struct walk *walk)
{
	const char *word = completing->line.words[walk->at];

	if (!walk->only_operands && !strcmp(word, "--")) {
		walk->only_operands = true;
	} else if (!walk->only_operands && word[0] == '-' && word[1] != '\0') {
		walk_option(completing, walk);
	} else if (completing->command == NULL) {
		completing->command = command_find(word);
		walk->lost = walk->lost || completing->command == NULL;
	} else {
		walk->operands++;
	}
}

void
completing_find(struct completing *completing)
{
	struct shell_line *line = &completing->line;
	const char *last = line->words[line->count - 1];
	struct walk walk = { .at = 1 };

	completing->completion.typed = last;
	for (; walk.at + 1 < line->count; walk.at++)
		walk_word(completing, &walk);
	if (line->count < 2 || line->escaped || walk.lost)
		return;
	if (walk.pending != NULL)
		offer_kinds(completing, walk.pending->argument,
		    strlen(walk.pending->argument));
	else if (!walk.only_operands && last[0] == '-')
		offer_option(completing, last);
	else if (completing->command == NULL)
		offer_commands(completing);
	else
		offer_operand(completing, walk.operands);
}

void
completing_release(struct completing *completing)
{
	completion_release(&completing->completion);
	watchlist_free(completing->watchlist);
	shell_line_release(&completing->line);
}
