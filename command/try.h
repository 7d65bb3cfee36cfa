/* bellwether try: what a fetch would take, and why not the rest. It stores
 * nothing, and opens no state. */
#ifndef COMMAND_TRY_H
#define COMMAND_TRY_H

struct command;

extern const struct command command_try;

#endif
