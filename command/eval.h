/* bellwether eval: an expression over the watchlist, and what it comes to. */
#ifndef COMMAND_EVAL_H
#define COMMAND_EVAL_H

struct command;

extern const struct command command_eval;

#endif
