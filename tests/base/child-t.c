/* SPDX-License-Identifier: MIT */
#include "base/child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "tests/tap.h"

static const int64_t patience_ms = 60000;

/* All that comes before the end, or as much as fits. */
static void
read_end(int end, struct buf *out)
{
	int64_t until = clock_mono_ms() + patience_ms;
	char piece[256];

	while (clock_mono_ms() < until) {
		struct pollfd wait = { .fd = end, .events = POLLIN };
		ssize_t got = read(end, piece, sizeof(piece));

		if (got == 0)
			return;
		if (got > 0)
			(void)buf_add(out, piece, (size_t)got);
		else if (errno == EAGAIN)
			(void)poll(&wait, 1, 100);
	}
}

static int
wait_for(struct child *child)
{
	int64_t until = clock_mono_ms() + patience_ms;
	int status = -1;

	while (!child_ended(child, &status) && clock_mono_ms() < until)
		(void)poll(NULL, 0, 1);
	return status;
}

static void
test_runs(void)
{
	static const char *const argv[] = { "sh", "-c",
		"cat; pwd; echo oh dear >&2; exit 3", NULL };
	struct child child;
	struct buf out, errors;
	struct err err;
	int status;

	buf_init(&out, 1000);
	buf_init(&errors, 1000);
	ok(child_start(&child, argv, "/", &err), "starts");
	read_end(child.output, &out);
	read_end(child.errors, &errors);
	is_string(buf_string(&out), "/\n",
	    "nothing to read, and the directory that was asked for");
	is_string(buf_string(&errors), "oh dear\n", "errors apart");
	status = wait_for(&child);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 3, "its status");
	child_release(&child);
	ok(child.pid == 0 && child.output < 0, "released");
	buf_release(&out);
	buf_release(&errors);
}

static void
test_failures(void)
{
	static const char *const none[] = { "no-such-program-here", NULL };
	static const char *const present[] = { "true", NULL };
	struct child child;
	struct err err;

	ok(!child_start(&child, none, NULL, &err), "no such program");
	is_string(err.text,
	    "no-such-program-here cannot be started: No such file or directory",
	    "and it says so");
	ok(child.pid == 0 && child.output < 0 && child.errors < 0,
	    "nothing is left of it");
	ok(!child_start(&child, present, "/no/such/place", &err),
	    "no such directory");
	child_release(&child);
}

/* No shell: what looks like one is an argument. */
static void
test_no_shell(void)
{
	static const char *const argv[] = { "printf", "%s", "$(id); `id` *",
		NULL };
	struct child child;
	struct buf out;
	struct err err;

	buf_init(&out, 1000);
	if (ok(child_start(&child, argv, NULL, &err), "an argument list"))
		read_end(child.output, &out);
	is_string(buf_string(&out), "$(id); `id` *", "goes through as it is");
	child_release(&child);
	buf_release(&out);
}

/* The group goes, also what ignores SIGTERM: its pipe's other end closes. */
static void
test_kill(void)
{
	static const char *const argv[] = { "sh", "-c",
		"trap '' TERM; echo on; sleep 600 & wait; sleep 600", NULL };
	struct child child;
	struct err err;
	struct pollfd wait = { .events = POLLIN };
	int64_t start = clock_mono_ms();
	pid_t group;
	char piece[8];

	if (!ok(child_start(&child, argv, NULL, &err), "one that stays"))
		return;
	wait.fd = child.output;
	(void)poll(&wait, 1, (int)patience_ms);
	is_int(read(child.output, piece, sizeof(piece)), 3, "is there");
	group = child.pid;
	child_release(&child);
	ok(clock_mono_ms() - start < patience_ms, "does not hold us up");
	for (start = clock_mono_ms(); clock_mono_ms() - start < patience_ms &&
	    kill(-group, 0) == 0;)
		(void)poll(NULL, 0, 1);
	ok(kill(-group, 0) != 0 && errno == ESRCH, "and its group is gone");
}

static void
test_ignored(void)
{
	static const char *const argv[] = { "true", NULL };
	struct child child;
	struct err err;
	int status;

	(void)signal(SIGCHLD, SIG_IGN);
	if (ok(child_start(&child, argv, NULL, &err), "SIGCHLD ignored")) {
		status = wait_for(&child);
		ok(WIFEXITED(status) && WEXITSTATUS(status) == 127,
		    "how it went is unknown: not well");
	}
	(void)signal(SIGCHLD, SIG_DFL);
	child_release(&child);
}

int
main(void)
{
	test_runs();
	test_failures();
	test_no_shell();
	test_kill();
	test_ignored();
	return done();
}
