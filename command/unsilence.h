/* bellwether unsilence: a silence is ended before its time. */
#ifndef COMMAND_UNSILENCE_H
#define COMMAND_UNSILENCE_H

struct command;

extern const struct command command_unsilence;

#endif
