/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/job.h"

struct file_source {
	int file;
	char *path;
	char *shown; /* the same for messages: a secret in it is "…" */
};

static char *
path_of(const struct job *job)
{
	const char *url = section_text(job->source, "url");
	const char *path = url + strlen("file:");
	char *directory = section_directory(job->source);
	char *whole;

	if (!strncmp(path, "//", 2)) /* file:///absolute */
		path += 2;
	whole = file_join(directory, path);
	mem_free(directory);
	return whole;
}

static char *
shown_path(const struct job *job, const char *path)
{
	const struct value *url = section_value(job->source, "url");

	return mem_text(url->secret ? url->shown + strlen("file:") : path);
}

/* WHY begins with the path as it is. */
static void
cannot_open(struct job *job, const struct file_source *own, const char *why)
{
	size_t length = strlen(own->path);

	job_fail(job, SOURCE_UNREACHABLE,
	    !strncmp(why, own->path, length)
		? mem_printf("%s%s", own->shown, why + length)
		: mem_printf("%s cannot be opened", own->shown));
}

static bool
is_unchanged(const struct job *job)
{
	return job->memory.file_modified_ns != 0 &&
	    job->memory.file_size == job->file_size &&
	    job->memory.file_modified_ns == job->file_modified_ns;
}

static bool
start_file(struct job *job)
{
	struct file_source *own = mem_new(sizeof(*own));
	struct file_facts facts;
	struct err err;

	job->own = own;
	own->path = path_of(job);
	own->shown = shown_path(job, own->path);
	own->file = -1;
	if (!file_look(own->path, &facts)) {
		job_fail(job, SOURCE_UNREACHABLE,
		    mem_printf("%s: %s", own->shown, strerror(errno)));
		return false;
	}
	job->file_size = facts.size;
	job->file_modified_ns = facts.modified_ns;
	job->unchanged = is_unchanged(job);
	if (job->unchanged)
		return false;
	own->file = file_open(own->path, &err);
	if (own->file < 0) {
		cannot_open(job, own, err.text);
		return false;
	}
	job_open_document(job, section_value(job->source, "url")->shown);
	return true;
}

/* A piece a turn: keys are answered while a large file is read. */
static bool
step_file(struct job *job)
{
	const struct file_source *own = job->own;
	char piece[LIMIT_FEED];
	ssize_t got;

	if (job_is_late(job))
		return true;
	for (int i = 0; i < 16; i++) {
		got = read(own->file, piece, sizeof(piece));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			job_fail(job, SOURCE_UNREACHABLE,
			    mem_printf(
				"%s: %s", own->shown, strerror(errno)));
			return true;
		}
		if (got == 0 || !job_feed(job, piece, (size_t)got))
			return true;
	}
	return false;
}

static void
stop_file(struct job *job)
{
	struct file_source *own = job->own;

	if (own == NULL)
		return;
	if (own->file >= 0)
		(void)close(own->file);
	mem_free(own->path);
	mem_free(own->shown);
	mem_free(own);
	job->own = NULL;
}

const struct way way_file = { start_file, step_file, stop_file };
