/* Kernel locks on files that are never unlinked: who dies lets go. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include <stdbool.h>

struct err;

/* Opens (makes, 0600 whatever the umask) PATH and locks it, waiting up to
 * WAIT_MS. The descriptor, which the caller closes; -1 with ERR set: not ours,
 * or somebody else has it still. */
int lock_take(const char *path, int wait_ms, struct err *err);

#endif
