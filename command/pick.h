/* bellwether pick: what a path finds in a document, a line of JSON each. It
 * opens no watchlist and no state. */
#ifndef COMMAND_PICK_H
#define COMMAND_PICK_H

struct command;

extern const struct command command_pick;

#endif
