/* The command line: options before and after the command's name, one table. */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include <stdbool.h>

#include "command/command.h"

struct buf;
struct err;

enum wanted { WANT_COMMAND, WANT_SCREEN, WANT_HELP, WANT_VERSION };

/* Fills INVOCATION (its texts borrow from ARGV; options_release() it, after a
 * failure as well) and *COMMAND (NULL for the screen). False with ERR set: exit
 * 64. */
bool options_read(struct invocation *invocation, enum wanted *wanted,
    const struct command **command, int argc, char **argv, struct err *err);

void options_release(struct invocation *invocation);

/* What --help prints: usage, commands and options from the same tables. COMMAND
 * may be NULL. */
void options_help(struct buf *out, const struct command *command);

#endif
