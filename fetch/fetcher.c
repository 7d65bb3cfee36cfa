/* SPDX-License-Identifier: MIT */
#include "fetch/fetcher.h"

#include <curl/curl.h>
#include <poll.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/die.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/secret.h"
#include "config/watchlist.h"
#include "fetch/command_source.h"
#include "fetch/hide.h"
#include "fetch/job.h"
#include "fetch/picker.h"
#include "fetch/transfer.h"
#include "model/evidence.h"

enum { CHILD_POLL_MS = 20, IDLE_CONNECTIONS = 256 };

struct fetcher {
	const struct watchlist *watchlist;
	on_fetched callback;
	on_body hear; /* or NULL */
	bool only_hears;
	void *context;
	CURLM *multi;
	struct job **waiting; /* oldest first */
	size_t waiting_count;
	struct job *running[LIMIT_IN_FLIGHT];
	size_t running_count;
	struct map *busy; /* the sources of both, by name */
};

struct fetcher *
fetcher_new(
    const struct watchlist *watchlist, on_fetched callback, void *context)
{
	struct fetcher *fetcher = mem_new(sizeof(*fetcher));

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die("libcurl could not be started");
	fetcher->watchlist = watchlist;
	fetcher->callback = callback;
	fetcher->context = context;
	fetcher->busy = map_new();
	fetcher->multi = curl_multi_init();
	if (fetcher->multi == NULL)
		die("libcurl could not be started");
	(void)curl_multi_setopt(
	    fetcher->multi, CURLMOPT_MAXCONNECTS, (long)IDLE_CONNECTIONS);
	return fetcher;
}

void
fetcher_hear(struct fetcher *fetcher, on_body hear, bool only)
{
	fetcher->hear = hear;
	fetcher->only_hears = only;
}

const char *
fetcher_type(const struct fetcher *fetcher, const struct section *source)
{
	const struct job *job = map_find(fetcher->busy, source->name);

	return job != NULL ? job->type : NULL;
}

void
fetcher_free(struct fetcher *fetcher)
{
	if (fetcher == NULL)
		return;
	for (size_t i = 0; i < fetcher->running_count; i++)
		job_free(fetcher->running[i]);
	for (size_t i = 0; i < fetcher->waiting_count; i++)
		job_free(fetcher->waiting[i]);
	mem_free(fetcher->waiting);
	map_free(fetcher->busy);
	(void)curl_multi_cleanup(fetcher->multi);
	curl_global_cleanup();
	mem_free(fetcher);
}

static const struct way *
way_of(const struct section *source)
{
	const char *url = section_text(source, "url");

	if (url == NULL)
		return &way_command;
	return !strncmp(url, "file:", 5) ? &way_file : &way_transfer;
}

bool
fetcher_start(struct fetcher *fetcher, const struct section *source,
    const struct source_memory *memory)
{
	struct job *job;

	if (fetcher_is_busy(fetcher, source))
		return false;
	job = mem_new(sizeof(*job));
	job->watchlist = fetcher->watchlist;
	job->source = source;
	job->way = way_of(source);
	job->multi = fetcher->multi;
	job->hear = fetcher->hear;
	job->only_heard = fetcher->only_hears;
	job->context = fetcher->context;
	job->host = job->way == &way_transfer
			? url_host(section_text(source, "url"))
			: mem_text("");
	if (memory != NULL) {
		job->memory.etag = mem_text(memory->etag);
		job->memory.last_modified = mem_text(memory->last_modified);
		job->memory.file_size = memory->file_size;
		job->memory.file_modified_ns = memory->file_modified_ns;
	}
	fetcher->waiting = mem_room(fetcher->waiting, fetcher->waiting_count,
	    sizeof(*fetcher->waiting));
	fetcher->waiting[fetcher->waiting_count++] = job;
	map_put(fetcher->busy, source->name, job);
	return true;
}

size_t
fetcher_busy(const struct fetcher *fetcher)
{
	return fetcher->waiting_count + fetcher->running_count;
}

bool
fetcher_is_busy(const struct fetcher *fetcher, const struct section *source)
{
	return map_find(fetcher->busy, source->name) != NULL;
}

/* Our own queue: the time of what waits in libcurl's, or takes turns, runs. */
static bool
is_admitted(const struct fetcher *fetcher, const struct job *job)
{
	int64_t like_it = 0, most = job->way == &way_file
	    ? LIMIT_FILES_AT_ONCE
	    : section_whole(job->source, "per_host");

	if (fetcher->running_count >= LIMIT_IN_FLIGHT ||
	    job->way == &way_command)
		return fetcher->running_count < LIMIT_IN_FLIGHT;
	for (size_t i = 0; i < fetcher->running_count; i++)
		like_it += fetcher->running[i]->way == job->way &&
		    !strcmp(fetcher->running[i]->host, job->host);
	return like_it < (most > 0 ? most : 1);
}

/* From the queue to those that run, a batch a turn: starting all at once would
 * hold keys up. */
static void
admit(struct fetcher *fetcher)
{
	size_t kept = 0, admitted = 0;

	for (size_t i = 0; i < fetcher->waiting_count; i++) {
		struct job *job = fetcher->waiting[i];

		if (admitted < LIMIT_STARTS_PER_TURN &&
		    is_admitted(fetcher, job)) {
			fetcher->running[fetcher->running_count++] = job;
			admitted++;
		} else {
			fetcher->waiting[kept++] = job;
		}
	}
	fetcher->waiting_count = kept;
}

static void
end_document(const struct job *job, struct picked *picked)
{
	char hex[DIGEST_HEX];

	*picked = (struct picked){ .state = job->state };
	if (job->state != SOURCE_OK || job->picker == NULL)
		return;
	digest_hex(job->digest, hex);
	job->document->sha256 = mem_text(hex);
	picker_end(job->picker, picked);
}

/* No secret is in what lasts or is shown; the server may have said it back. */
static char *
clean_reason(const struct fetcher *fetcher, const char *reason)
{
	return reason != NULL
		   ? watchlist_without_secrets(fetcher->watchlist, reason)
		   : NULL;
}

static void
tell(struct fetcher *fetcher, const struct job *job)
{
	struct picked picked;
	struct fetched fetched;
	char *reason, *answer = job_about(job);

	end_document(job, &picked);
	reason = clean_reason(
	    fetcher, picked.reason != NULL ? picked.reason : job->reason);
	for (size_t i = 0; i < picked.count; i++)
		hide_in_take(fetcher->watchlist, &picked.takes[i]);
	fetched = (struct fetched){
		.source = job->source,
		.state = picked.state,
		.reason = reason,
		.unchanged = job->unchanged,
		.retrieved_at = job->document != NULL
				    ? job->document->retrieved_at
				    : clock_now(),
		.etag = job->etag,
		.last_modified = job->last_modified,
		.file_size = job->file_size,
		.file_modified_ns = job->file_modified_ns,
		.retry_after_s = job->retry_after_s,
		.sha256 = job->document != NULL ? job->document->sha256
						: NULL,
		.url = job->document != NULL ? job->document->url : NULL,
		.about = answer,
		.takes = picked.takes,
		.take_count = picked.count,
	};
	if (job->picker != NULL)
		fetched.tallies =
		    picker_tallies(job->picker, &fetched.tally_count);
	fetcher->callback(fetcher->context, &fetched);
	for (size_t i = 0; i < picked.count; i++)
		take_release(&picked.takes[i]);
	mem_free(picked.takes);
	mem_free(picked.reason);
	mem_free(reason);
	mem_free(answer);
}

static void
finish(struct fetcher *fetcher, size_t i)
{
	struct job *job = fetcher->running[i];

	/* Off the list first: the callback may look, or queue it anew. */
	fetcher->running_count--;
	(void)memmove(&fetcher->running[i], &fetcher->running[i + 1],
	    (fetcher->running_count - i) * sizeof(struct job *));
	map_put(fetcher->busy, job->source->name, NULL);
	tell(fetcher, job);
	job_free(job);
}

/* Starts JOB; true when it is over at once. */
static bool
begin(struct job *job)
{
	job->begun = true;
	job->deadline_ms =
	    clock_mono_ms() + section_seconds(job->source, "timeout") * 1000;
	return !job->way->start(job);
}

static void
collect_transfers(struct fetcher *fetcher)
{
	const CURLMsg *message;
	int running, left;

	(void)curl_multi_perform(fetcher->multi, &running);
	for (message = curl_multi_info_read(fetcher->multi, &left);
	     message != NULL;
	     message = curl_multi_info_read(fetcher->multi, &left)) {
		struct job *job = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		(void)curl_easy_getinfo(
		    message->easy_handle, CURLINFO_PRIVATE, (char **)&job);
		transfer_ended(job, (int)message->data.result);
	}
}

void
fetcher_step(struct fetcher *fetcher)
{
	collect_transfers(fetcher);
	admit(fetcher);
	for (size_t i = 0; i < fetcher->running_count;) {
		struct job *job = fetcher->running[i];

		if (job->begun ? job->way->step(job) : begin(job))
			finish(fetcher, i);
		else
			i++;
	}
}

static bool
can_admit(const struct fetcher *fetcher)
{
	for (size_t i = 0; i < fetcher->waiting_count; i++)
		if (is_admitted(fetcher, fetcher->waiting[i]))
			return true;
	return false;
}

/* How long a wait may be: not at all while something can be done at once. */
static int
patience_ms(const struct fetcher *fetcher, int timeout_ms)
{
	if (can_admit(fetcher))
		return 0;
	for (size_t i = 0; i < fetcher->running_count; i++) {
		const struct job *job = fetcher->running[i];

		if (job->way == &way_file)
			return 0;
		if (job->way == &way_command &&
		    (timeout_ms < 0 || timeout_ms > CHILD_POLL_MS))
			timeout_ms = CHILD_POLL_MS; /* its end makes no event */
	}
	return timeout_ms;
}

static short
to_curl(short events)
{
	return (short)((events & POLLIN ? CURL_WAIT_POLLIN : 0) |
		       (events & POLLOUT ? CURL_WAIT_POLLOUT : 0));
}

void
fetcher_wait(struct fetcher *fetcher, struct pollfd *extra, size_t extra_count,
    int timeout_ms)
{
	struct curl_waitfd *waits =
	    mem_new_array(extra_count + fetcher->running_count, sizeof(*waits));
	unsigned count = 0;
	/* curl_multi_poll has no "for ever". */
	int patience = patience_ms(fetcher, timeout_ms);

	for (size_t i = 0; i < extra_count; i++)
		waits[count++] = (struct curl_waitfd){ .fd = extra[i].fd,
			.events = to_curl(extra[i].events) };
	for (size_t i = 0; i < fetcher->running_count; i++) {
		const struct job *job = fetcher->running[i];
		int descriptor =
		    job->way == &way_command ? command_descriptor(job) : -1;

		if (descriptor >= 0)
			waits[count++] = (struct curl_waitfd){ .fd = descriptor,
				.events = CURL_WAIT_POLLIN };
	}
	(void)curl_multi_poll(fetcher->multi, waits, count,
	    patience >= 0 ? patience : 24 * 3600 * 1000, NULL);
	for (size_t i = 0; i < extra_count; i++)
		extra[i].revents =
		    (short)((waits[i].revents & CURL_WAIT_POLLIN ? POLLIN : 0) |
			    (waits[i].revents & CURL_WAIT_POLLOUT ? POLLOUT
								  : 0));
	mem_free(waits);
}

static void
add_map(struct buf *out, const struct section *source, const char *name)
{
	const struct value *map = section_value(source, name);

	for (size_t i = 0; map != NULL && i < map->count; i++)
		(void)buf_printf(out, "%s %s=%s\n", name,
		    map->keys != NULL ? map->keys[i] : "",
		    map->items[i]->shown);
}

/* Of what is shown: no secret goes into what lasts, not even as a digest. */
void
fetch_key(const struct section *source, char hex[65])
{
	const struct value *url = section_value(source, "url");
	struct buf text;

	buf_init(&text, LIMIT_OUTPUT);
	(void)buf_printf(&text, "%s\n", url != NULL ? url->shown : "");
	add_map(&text, source, "command");
	add_map(&text, source, "query");
	add_map(&text, source, "headers");
	add_map(&text, source, "auth");
	digest_of(buf_string(&text), text.length, hex);
	buf_release(&text);
}
