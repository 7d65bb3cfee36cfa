/* SPDX-License-Identifier: MIT */
#include "store/lock.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/file.h"

enum { LOCK_POLL_MS = 50 };

static bool
wait_for(int file, const char *path, int wait_ms, struct err *err)
{
	int64_t until = clock_mono_ms() + wait_ms;

	while (flock(file, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set(err, "%s: %s", path, strerror(errno));
		if (clock_mono_ms() >= until)
			return err_set(err,
			    "another run is at work, and did not end within "
			    "%d s",
			    wait_ms / 1000);
		(void)poll(NULL, 0, LOCK_POLL_MS);
	}
	return true;
}

int
lock_take(const char *path, int wait_ms, struct err *err)
{
	int file = file_open_own(path, err);

	if (file < 0)
		return -1;
	if (wait_for(file, path, wait_ms, err))
		return file;
	(void)close(file);
	return -1;
}
