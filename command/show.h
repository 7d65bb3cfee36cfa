/* bellwether show: the figures and events of signals. */
#ifndef COMMAND_SHOW_H
#define COMMAND_SHOW_H

struct command;

extern const struct command command_show;

#endif
