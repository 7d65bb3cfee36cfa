#ifndef COMMAND_LINT_H
#define COMMAND_LINT_H

struct command;

extern const struct command command_lint;

#endif
