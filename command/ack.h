/* bellwether ack: an alert is known, and not told until its level changes. */
#ifndef COMMAND_ACK_H
#define COMMAND_ACK_H

struct command;

extern const struct command command_ack;

#endif
