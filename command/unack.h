/* bellwether unack: an acknowledgement is taken back. */
#ifndef COMMAND_UNACK_H
#define COMMAND_UNACK_H

struct command;

extern const struct command command_unack;

#endif
