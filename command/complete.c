/* SPDX-License-Identifier: MIT */
#include "command/complete.h"

#include <langinfo.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/near.h"
#include "command/command.h"
#include "command/completing.h"
#include "command/open.h"

/* What is typed already of the word that CANDIDATE replaces. */
static size_t
typed_length(const struct completing *completing)
{
	const struct completion *completion = &completing->completion;

	return strlen(completion->typed) - completion->start;
}

/* readline keeps what was typed and adds what we say, so it must be spelt as
 * the quotes that are open want it. An expression begins with one. */
static void
write_bash(struct buf *out, const struct completing *completing,
    const struct candidate *candidate)
{
	const struct shell_line *line = &completing->line;
	char quote = line->quote;

	if (completing->expression && quote == '\0' &&
	    line->words[line->count - 1][0] == '\0')
		(void)buf_char(out, quote = '\'');
	shell_quote(out, candidate->text + typed_length(completing), quote);
	(void)buf_printf(out, "\t%s\t", candidate->text);
}

/* The others take whole words, and quote them themselves. */
static void
write_word(struct buf *out, const struct completing *completing,
    const struct candidate *candidate)
{
	const struct shell_line *line = &completing->line;
	const char *word = line->words[line->count - 1];
	size_t kept = strlen(word) - typed_length(completing);

	(void)buf_add(out, word, kept);
	(void)buf_printf(out, "%s\t", candidate->text);
}

static void
write_zsh(struct buf *out, const struct completing *completing,
    const struct candidate *candidate)
{
	write_word(out, completing, candidate);
	(void)buf_printf(out, "%s\t", candidate->text);
}

static const struct shell {
	const char *name;
	bool backslashes; /* shell_line_parse() */
	void (*write)(struct buf *out, const struct completing *completing,
	    const struct candidate *candidate);
} shells[] = {
	{ "bash", false, write_bash },
	{ "zsh", false, write_zsh },
	{ "fish", true, write_word },
};

enum { SHELLS = sizeof(shells) / sizeof(shells[0]) };

static const struct shell *
shell_find(const char *name)
{
	for (size_t i = 0; i < SHELLS; i++)
		if (!strcmp(shells[i].name, name))
			return &shells[i];
	return NULL;
}

/* In a locale without UTF-8 what cannot be typed is not offered. */
static bool
is_typeable(const char *text)
{
	if (!strcmp(nl_langinfo(CODESET), "UTF-8"))
		return true;
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

static void
write_answer(struct buf *out, const struct shell *shell,
    const struct completing *completing)
{
	static const char *const words[EXPECTED_COUNT] = {
		[EXPECTED_WORDS] = "words",
		[EXPECTED_OPEN] = "open",
		[EXPECTED_FILES] = "files",
		[EXPECTED_DIRECTORIES] = "directories",
	};
	const struct completion *completion = &completing->completion;

	(void)buf_printf(out, "%s%s\n", words[completing->expected],
	    completing->line.quote != '\0' ? " quoted" : "");
	for (size_t i = 0; i < completion->count; i++) {
		if (!is_typeable(completion->items[i].text))
			continue;
		shell->write(out, completing, &completion->items[i]);
		(void)buf_printf(out, "%s\n", completion->items[i].help);
	}
}

static int
run(const struct invocation *invocation)
{
	const struct shell *shell = shell_find(invocation->operands[0]);
	struct completing completing = { .invocation = invocation };
	struct buf out;
	bool printed;

	buf_init(&out, LIMIT_OUTPUT);
	shell_line_parse(&completing.line, invocation->operands[1],
	    shell->backslashes);
	completing_find(&completing);
	write_answer(&out, shell, &completing);
	printed = print_answer(&out, FORMAT_TEXT);
	completing_release(&completing);
	buf_release(&out);
	return printed ? EX_OK : EX_IOERR;
}

static bool
check(const struct invocation *invocation, struct err *err)
{
	const char *name = invocation->operands[0];
	const char *names[SHELLS];
	const char *near;

	if (shell_find(name) != NULL)
		return true;
	for (size_t i = 0; i < SHELLS; i++)
		names[i] = shells[i].name;
	near = near_name(name, names, SHELLS);
	return err_set(err,
	    "'%s' is no shell: bash, zsh or fish is expected%s%s%s", name,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

const struct command command_complete = {
	.name = "complete",
	.operands = "SHELL LINE",
	.help = "Print what could come next on a command line",
	.least = 2,
	.most = 2,
	.formats = 1 << FORMAT_TEXT,
	.check = check,
	.run = run,
};
