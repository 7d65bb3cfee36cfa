/* A subcommand: one file exports one descriptor, and one row names it. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct settings;

enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_COUNT };

struct invocation { /* what the command line said, after options.c read it */
	const char *program;	/* argv[0] */
	const char *watchlist;	/* -c, or NULL */
	const char *state;	/* --state, or NULL */
	const char *format_name; /* --format, or NULL */
	enum output_format format;
	bool no_fetch;
	bool all;		/* check --all */
	bool paths;		/* pick --paths */
	const char *query_file; /* pick --query-file, or NULL */
	int64_t hold_bytes;	/* pick --hold, or 0 */
	int64_t as_of;		/* ALWAYS, or the last second of that day */
	int64_t from, to;	/* of replay: days since 1970, or NO_DATE */
	const char *with;	/* replay --with, or NULL */
	const char **operands;
	size_t operand_count;
	const char **namespaces; /* pick --namespace: P=URI */
	size_t namespace_count;
	bool sticky;		/* ack --sticky */
	const char *alert, *signal, *panel, *until; /* silence; or NULL */
	const char **labels;	/* silence --label: NAME=VALUE */
	size_t label_count;
	const struct settings *const *tables;
	size_t table_count;
};

struct command {
	const char *name;
	const char *operands; /* for the usage line: "[SIGNAL...]" */
	const char *help;     /* one line */
	int least, most;      /* operands; most -1: any number */
	unsigned formats;     /* 1 << FORMAT_… that it has */
	/* What else may be wrong with how it is used; may be NULL. With it
	 * --format is the command's own business. */
	bool (*check)(const struct invocation *invocation, struct err *err);
	/* The I-th word of --format where that is its own, NULL at the end. */
	const char *(*format_word)(size_t i);
	int (*run)(const struct invocation *invocation); /* the exit status */
};

extern const struct command *const commands[];
extern const size_t command_count;

const struct command *command_find(const char *name); /* or NULL */

#endif
