#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

struct command;

extern const struct command command_check;

#endif
