/* The options of the command line, a row each. Only options.c and this know of
 * them. */
#ifndef COMMAND_OPTION_H
#define COMMAND_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "command/options.h"

struct err;
struct invocation;

struct reading { /* where options_read() stands */
	struct invocation *invocation;
	enum wanted *wanted;
	unsigned said; /* 1 << the row of each option that was there */
};

struct option {
	char letter; /* 0: none */
	const char *name, *argument, *help;
	bool (*set)(
	    struct reading *reading, const char *value, struct err *err);
	const char *only; /* the command that takes it; NULL: any, or none */
};

extern const struct option options[];
extern const size_t option_count;

/* The option that WORD ("--name", "--name=...", "-n", "-nvalue") is, or NULL */
const struct option *option_find(const char *word);

/* COMMAND may be NULL: the screen. */
bool option_is_of(const struct option *option, const struct command *command);

extern const char *const format_names[FORMAT_COUNT];

#endif
