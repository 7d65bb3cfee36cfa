/* SPDX-License-Identifier: MIT */
#include "tui/interrupts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t resized, stopped, ended;
static int ends[2] = { -1, -1 }; /* of the pipe: read, write */

static const int caught[] = { SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGINT,
	SIGHUP, SIGQUIT };

enum { CAUGHT = sizeof(caught) / sizeof(caught[0]) };

static void
on_signal(int number)
{
	int before = errno;

	if (number == SIGWINCH || number == SIGCONT)
		resized = 1;
	else if (number == SIGTSTP)
		stopped = 1;
	else
		ended = number;
	/* A full pipe wakes the loop as well. */
	if (write(ends[1], "", 1) < 0)
		errno = before;
	errno = before;
}

bool
interrupts_open(void)
{
	struct sigaction action;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return false;
	memset(&action, 0, sizeof(action));
	action.sa_handler = on_signal;
	action.sa_flags = SA_RESTART;
	(void)sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CAUGHT; i++)
		(void)sigaction(caught[i], &action, NULL);
	return true;
}

void
interrupts_close(void)
{
	for (size_t i = 0; i < CAUGHT; i++)
		(void)signal(caught[i], SIG_DFL);
	for (size_t i = 0; i < 2; i++)
		if (ends[i] >= 0) {
			(void)close(ends[i]);
			ends[i] = -1;
		}
}

int
interrupts_descriptor(void)
{
	return ends[0];
}

/* A signal that comes in between is told now, and not lost. */
static bool
take(volatile sig_atomic_t *flag)
{
	if (*flag == 0)
		return false;
	*flag = 0;
	return true;
}

struct interrupts
interrupts_take(void)
{
	struct interrupts taken;
	char bytes[64];

	while (read(ends[0], bytes, sizeof(bytes)) > 0)
		;
	taken.resized = take(&resized);
	taken.stopped = take(&stopped);
	taken.signal = ended;
	taken.ended = taken.signal != 0;
	return taken;
}

void
interrupts_stop(void)
{
	(void)raise(SIGSTOP);
}
