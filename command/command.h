/* A subcommand: one file exports one descriptor, and one row names it. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct settings;

enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV };

struct invocation { /* what the command line said, after options.c read it */
	const char *program;	/* argv[0] */
	const char *watchlist;	/* -c, or NULL */
	const char *state;	/* --state, or NULL */
	enum output_format format;
	bool no_fetch;
	bool all;		/* check --all */
	int64_t as_of;		/* ALWAYS, or the last second of that day */
	const char *const *operands;
	size_t operand_count;
	const struct settings *const *tables;
	size_t table_count;
};

struct command {
	const char *name;
	const char *operands; /* for the usage line: "[SIGNAL...]" */
	const char *help;     /* one line */
	int least, most;      /* operands; most -1: any number */
	unsigned formats;     /* 1 << FORMAT_… that it has */
	bool takes_all;	      /* --all */
	int (*run)(const struct invocation *invocation); /* the exit status */
};

extern const struct command *const commands[];
extern const size_t command_count;

const struct command *command_find(const char *name); /* or NULL */

#endif
