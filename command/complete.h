/* bellwether complete: what could come next on a command line, for the shells'
 * own scripts. */
#ifndef COMMAND_COMPLETE_H
#define COMMAND_COMPLETE_H

extern const struct command command_complete;

#endif
