#ifndef COMMAND_SHOW_H
#define COMMAND_SHOW_H

struct command;

extern const struct command command_show;

#endif
