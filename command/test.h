/* bellwether test: written cases of a watchlist, run. */
#ifndef COMMAND_TEST_H
#define COMMAND_TEST_H

struct command;

extern const struct command command_test;

#endif
