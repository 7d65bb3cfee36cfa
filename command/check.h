/* bellwether check: the change of alerts, by its exit status too. */
#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

struct command;

extern const struct command command_check;

#endif
