/* bellwether why: where a figure comes from. */
#ifndef COMMAND_WHY_H
#define COMMAND_WHY_H

struct command;

extern const struct command command_why;

#endif
