/* SPDX-License-Identifier: MIT */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"

static void
close_both(int ends[2])
{
	for (int i = 0; i < 2; i++)
		if (ends[i] >= 0)
			(void)close(ends[i]);
}

/* Only calls that are safe between fork and exec. The reason of a failed exec
 * goes back through REPORT. */
static void
become(const char *const *argv, const char *directory, int output, int errors,
    int report)
{
	sigset_t none;
	int nothing = open("/dev/null", O_RDONLY);
	int reason;

	(void)setpgid(0, 0);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)signal(SIGPIPE, SIG_DFL);
	if ((directory == NULL || chdir(directory) == 0) && nothing >= 0 &&
	    dup2(nothing, STDIN_FILENO) >= 0 &&
	    dup2(output, STDOUT_FILENO) >= 0 &&
	    dup2(errors, STDERR_FILENO) >= 0)
		(void)execvp(argv[0], (char *const *)argv);
	reason = errno;
	(void)!write(report, &reason, sizeof(reason));
	_exit(127);
}

/* pipe2() is not everywhere; nobody else forks meanwhile. */
static bool
make_pipe(int ends[2])
{
	return pipe(ends) == 0 && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
	    fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

static bool
make_pipes(int output[2], int errors[2], int report[2], struct err *err)
{
	if (make_pipe(output) && make_pipe(errors) && make_pipe(report))
		return true;
	return err_set(err, "no pipe can be made: %s", strerror(errno));
}

static int
exec_failure(int report)
{
	int reason = 0;
	ssize_t got;

	do
		got = read(report, &reason, sizeof(reason));
	while (got < 0 && errno == EINTR);
	return got == (ssize_t)sizeof(reason) ? reason : 0;
}

bool
child_start(struct child *child, const char *const *argv,
    const char *directory, struct err *err)
{
	int output[2] = { -1, -1 }, errors[2] = { -1, -1 };
	int report[2] = { -1, -1 };
	int failure = 0;
	bool started = false;

	*child = (struct child){ .output = -1, .errors = -1 };
	if (!make_pipes(output, errors, report, err))
		goto out;
	child->pid = fork();
	if (child->pid == 0)
		become(argv, directory, output[1], errors[1], report[1]);
	if (child->pid < 0) {
		child->pid = 0;
		(void)err_set(err, "%s cannot be started: %s", argv[0],
		    strerror(errno));
		goto out;
	}
	(void)setpgid(child->pid, child->pid); /* whoever comes first */
	(void)close(report[1]);
	report[1] = -1;
	failure = exec_failure(report[0]);
	if (failure != 0) {
		(void)waitpid(child->pid, NULL, 0);
		child->pid = 0;
		(void)err_set(err, "%s cannot be started: %s", argv[0],
		    strerror(failure));
		goto out;
	}
	child->output = output[0];
	child->errors = errors[0];
	output[0] = errors[0] = -1;
	(void)fcntl(child->output, F_SETFL, O_NONBLOCK);
	(void)fcntl(child->errors, F_SETFL, O_NONBLOCK);
	started = true;
out:
	close_both(output);
	close_both(errors);
	close_both(report);
	return started;
}

bool
child_ended(struct child *child, int *status)
{
	pid_t ended;

	if (child->pid == 0)
		return false;
	ended = waitpid(child->pid, status, WNOHANG);
	if (ended == 0)
		return false;
	if (ended < 0) /* who ignores SIGCHLD never hears how it went */
		*status = 127 << 8;
	child->pid = 0;
	return true;
}

void
child_ask(const struct child *child)
{
	if (child->pid > 0)
		(void)kill(-child->pid, SIGTERM);
}

bool
child_is_over(const struct child *child)
{
	siginfo_t info = { .si_pid = 0 };

	return child->pid <= 0 ||
	    waitid(P_PID, (id_t)child->pid, &info,
		WEXITED | WNOHANG | WNOWAIT) != 0 ||
	    info.si_pid != 0;
}

/* The child itself may be over, and what it started not: while it is not
 * reaped, its number still names the group and nothing else. */
static void
end(struct child *child)
{
	int64_t until = clock_mono_ms() + CHILD_GRACE_MS;
	int status;

	child_ask(child);
	while (!child_is_over(child) && clock_mono_ms() < until)
		(void)poll(NULL, 0, 5);
	(void)kill(-child->pid, SIGKILL);
	(void)waitpid(child->pid, &status, 0);
	child->pid = 0;
}

void
child_release(struct child *child)
{
	if (child->pid > 0)
		end(child);
	if (child->output > 0)
		(void)close(child->output);
	if (child->errors > 0)
		(void)close(child->errors);
	*child = (struct child){ .output = -1, .errors = -1 };
}
