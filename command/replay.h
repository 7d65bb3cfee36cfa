/* bellwether replay: when alerts would have fired, day by day. */
#ifndef COMMAND_REPLAY_H
#define COMMAND_REPLAY_H

struct command;

extern const struct command command_replay;

#endif
