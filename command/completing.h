/* One answer of complete in the making: complete.c asks and writes, expected.c
 * finds what is expected where the cursor stands. */
#ifndef COMMAND_COMPLETING_H
#define COMMAND_COMPLETING_H

#include <stdbool.h>

#include "command/shell_line.h"
#include "config/completion.h"

struct command;
struct invocation;
struct watchlist;

enum expected {
	EXPECTED_WORDS,	 /* whole ones: a blank may follow */
	EXPECTED_OPEN,	 /* the word goes on behind them */
	EXPECTED_FILES,	 /* which the shell knows best */
	EXPECTED_DIRECTORIES,
	EXPECTED_COUNT
};

struct completing {
	const struct invocation *invocation;
	struct shell_line line;
	const struct command *command; /* NULL: none, or not yet */
	const char *file;	       /* of -c in the line, or NULL */
	struct watchlist *watchlist;
	bool looked; /* for the watchlist, which may be wrong: then NULL */
	/* Its TYPED is the end of the line's last word. */
	struct completion completion;
	enum expected expected;
	bool expression; /* it is one that is typed */
};

/* INVOCATION and LINE are set; release both parts afterwards. */
void completing_find(struct completing *completing);
void completing_release(struct completing *completing);

#endif
