/* SPDX-License-Identifier: MIT */
#include "fetch/command_source.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/job.h"

enum { ERRORS_KEPT = 512 };

struct command_source {
	struct child child;
	char errors[ERRORS_KEPT]; /* the beginning of what it complains of */
	size_t error_length;
	bool output_ended;
	bool ending; /* it failed, and is asked to end */
	int64_t patience_ms; /* until then */
};

static bool
start_command(struct job *job)
{
	const struct value *list = section_value(job->source, "command");
	struct command_source *own = mem_new(sizeof(*own));
	const char **argv = mem_new_array(list->count + 1, sizeof(*argv));
	char *directory = section_directory(job->source);
	struct err err;
	bool started;

	job->own = own;
	own->child.output = own->child.errors = -1;
	for (size_t i = 0; i < list->count; i++)
		argv[i] = list->items[i]->text;
	started = list->count > 0 &&
	    child_start(&own->child, argv, directory, &err);
	mem_free(directory);
	mem_free(argv);
	if (!started) {
		job_fail(job, SOURCE_UNREACHABLE,
		    mem_text(
			list->count > 0 ? err.text : "the command is empty"));
		return false;
	}
	job_open_document(job, list->items[0]->text);
	return true;
}

static void
read_errors(struct command_source *own)
{
	char piece[4096];
	ssize_t got = read(own->child.errors, piece, sizeof(piece));

	while (got > 0) {
		size_t room = ERRORS_KEPT - own->error_length;
		size_t kept = (size_t)got < room ? (size_t)got : room;

		(void)memcpy(own->errors + own->error_length, piece, kept);
		own->error_length += kept;
		got = read(own->child.errors, piece, sizeof(piece));
	}
}

/* False: the body is refused. */
static bool
read_output(struct job *job, struct command_source *own)
{
	char piece[LIMIT_FEED];

	for (int i = 0; i < 16; i++) {
		ssize_t got = read(own->child.output, piece, sizeof(piece));

		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			return true;
		if (got <= 0) {
			own->output_ended = true;
			return true;
		}
		if (!job_feed(job, piece, (size_t)got))
			return false;
	}
	return true;
}

static void
judge_exit(struct job *job, const struct command_source *own, int status)
{
	size_t length = 0;
	char *said;

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return;
	while (length < own->error_length && own->errors[length] != '\n')
		length++;
	said = foreign_clean((struct foreign){ own->errors, length });
	job_fail(job, SOURCE_UNREACHABLE,
	    WIFEXITED(status)
		? mem_printf("the command ended with status %d%s%s",
		      WEXITSTATUS(status), said[0] != '\0' ? ": " : "", said)
		: mem_printf(
		      "the command was ended by signal %d", WTERMSIG(status)));
	mem_free(said);
}

/* False: it goes on. */
static bool
has_failed(struct job *job, struct command_source *own)
{
	return job_is_late(job) ||
	       (!own->output_ended && !read_output(job, own));
}

static bool
step_command(struct job *job)
{
	struct command_source *own = job->own;
	int status;

	if (own->ending)
		return child_is_over(&own->child) ||
		       clock_mono_ms() >= own->patience_ms;
	read_errors(own);
	if (has_failed(job, own)) {
		child_ask(&own->child);
		own->ending = true;
		own->patience_ms = clock_mono_ms() + CHILD_GRACE_MS;
		return false;
	}
	if (!own->output_ended || !child_ended(&own->child, &status))
		return false;
	read_errors(own);
	judge_exit(job, own, status);
	return true;
}

static void
stop_command(struct job *job)
{
	struct command_source *own = job->own;

	if (own == NULL)
		return;
	child_release(&own->child);
	mem_free(own);
	job->own = NULL;
}

int
command_descriptor(const struct job *job)
{
	const struct command_source *own = job->own;

	return own != NULL && !own->output_ended && !own->ending
		   ? own->child.output
		   : -1;
}

const struct way way_command = { start_command, step_command, stop_command };
