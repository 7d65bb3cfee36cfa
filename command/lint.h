/* bellwether lint: every mistake of a watchlist, with its place. */
#ifndef COMMAND_LINT_H
#define COMMAND_LINT_H

struct command;

extern const struct command command_lint;

#endif
