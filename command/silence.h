/* bellwether silence: alerts are not told until a date. */
#ifndef COMMAND_SILENCE_H
#define COMMAND_SILENCE_H

struct command;

extern const struct command command_silence;

#endif
