/* SPDX-License-Identifier: MIT */
#include "fetch/job.h"

#include "base/clock.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/picker.h"
#include "model/evidence.h"

void
job_open_document(struct job *job, const char *url)
{
	job->document =
	    document_new(job->source->name, url, clock_now(), NULL);
	if (!job->only_heard)
		job->picker =
		    picker_new(job->watchlist, job->source, job->document);
	job->digest = digest_new();
	if (job->hear != NULL)
		job->hear(job->context, job->source, NULL, 0);
}

void
job_fail(struct job *job, enum source_state state, char *reason)
{
	mem_free(job->reason);
	job->state = state;
	job->reason = reason;
}

bool
job_is_late(struct job *job)
{
	if (clock_mono_ms() < job->deadline_ms)
		return false;
	job_fail(job, SOURCE_UNREACHABLE,
	    mem_printf("no whole answer within %s",
		section_text(job->source, "timeout")));
	return true;
}

bool
job_feed(struct job *job, const char *bytes, size_t length)
{
	int64_t limit = section_bytes(job->source, "limit");
	struct err err;

	job->received += length;
	if ((int64_t)job->received > limit) {
		job_fail(job, SOURCE_UNREADABLE,
		    mem_printf("the body is larger than %s",
			section_text(job->source, "limit")));
		return false;
	}
	digest_add(job->digest, bytes, length);
	if (job->hear != NULL)
		job->hear(job->context, job->source, bytes, length);
	if (job->picker == NULL ||
	    picker_feed(job->picker, bytes, length, &err))
		return true;
	job_fail(job, SOURCE_UNREADABLE, mem_text(err.text));
	return false;
}

char *
job_about(const struct job *job)
{
	int64_t started_ms = job->deadline_ms -
	    section_seconds(job->source, "timeout") * 1000;

	return mem_printf("%s%s%zu bytes in %lld ms",
	    job->said != NULL ? job->said : "",
	    job->said != NULL ? "; " : "", job->received,
	    (long long)(clock_mono_ms() - started_ms));
}

void
job_free(struct job *job)
{
	job->way->stop(job);
	picker_free(job->picker);
	digest_free(job->digest);
	document_release(job->document);
	mem_free(job->memory.etag);
	mem_free(job->memory.last_modified);
	mem_free(job->host);
	mem_free(job->reason);
	mem_free(job->said);
	mem_free(job->type);
	mem_free(job->etag);
	mem_free(job->last_modified);
	mem_free(job);
}
