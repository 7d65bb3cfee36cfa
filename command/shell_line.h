/* A command line as a shell has it, up to its cursor, while it is still being
 * typed: its words without their quotes, and what is open at its end. Nothing
 * in it is expanded or run. */
#ifndef COMMAND_SHELL_LINE_H
#define COMMAND_SHELL_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct shell_line {
	char **words; /* the last is the one at the cursor, "" between two */
	size_t count; /* >= 1 */
	char quote;   /* that is open: '\'', '"', or '\0' */
	bool escaped; /* it ends in a '\\' that waits for what it quotes */
};

/* LINE as bash and zsh read it; BACKSLASHES: as fish does, where one quotes
 * within single quotes too. Assignments before the command are left out. */
void shell_line_parse(
    struct shell_line *shell_line, const char *line, bool backslashes);
void shell_line_release(struct shell_line *shell_line);

/* Appends TEXT, one line, so that the shell reads it as it is, behind a word
 * in which QUOTE is open ('\0': none). Whatever it holds, none of it is
 * expanded or run. */
void shell_quote(struct buf *out, const char *text, char quote);

#endif
