/* bellwether silences: those that last, as text or JSON. */
#ifndef COMMAND_SILENCES_H
#define COMMAND_SILENCES_H

struct command;

extern const struct command command_silences;

#endif
