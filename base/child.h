/* A child process: an argument list, never a shell line. Its standard output is
 * read by the caller's loop; standard input is empty; standard error goes to a
 * pipe of which the first bytes are kept for the reason. Own process group. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct err;

struct child {
	pid_t pid;	     /* 0 when there is none */
	int output, errors;  /* our ends, non-blocking, -1 when closed */
};

/* ARGV ends with NULL; ARGV[0] is looked up in PATH, DIRECTORY (may be NULL) is
 * where it runs. False with ERR set where it cannot be started. */
bool child_start(struct child *child, const char *const *argv,
    const char *directory, struct err *err);

/* Whether it ended; *STATUS is as waitpid() gives it. Never blocks. */
bool child_ended(struct child *child, int *status);

/* SIGTERM to the whole group; does not wait. A loop that must not stand still
 * asks, goes on until it is over or CHILD_GRACE_MS have passed, and
 * releases. */
enum { CHILD_GRACE_MS = 500 };
void child_ask(const struct child *child);
bool child_is_over(const struct child *child); /* ended, also if not reaped */

/* SIGTERM, a short grace, then SIGKILL, to the whole group; waits and
 * closes. */
void child_release(struct child *child);

#endif
