/* SPDX-License-Identifier: MIT */
#include "fetch/transfer.h"

#include "fetch/transfer.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/address.h"
#include "fetch/answer.h"
#include "fetch/job.h"
#include "fetch/reasons.h"
#include "fetch/redirect.h"

struct transfer {
	struct job *job;
	CURL *easy;
	struct curl_slist *headers;
	char *url, *first_url;
	struct answer answer;
	size_t skipped; /* bytes of a body that is not read */
	int redirects;
	bool conditional; /* it asked only whether there is something new */
	bool was_public; /* an address on the way here was */
	const char *refused; /* an address: why */
	bool over;
};

static size_t
on_header(char *line, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;

	if (answer_line(&transfer->answer, line, size * count))
		return size * count;
	job_fail(transfer->job, SOURCE_UNREADABLE,
	    mem_text("the answer's headers are too long"));
	return 0;
}

static bool
has_body(long status)
{
	return status == 200 || status == 203 || status == 226;
}

static long
status_of(const struct transfer *transfer)
{
	long status = 0;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static void
open_document(struct transfer *transfer)
{
	struct job *job = transfer->job;
	char *shown = source_url(job->source, true);
	const char *type = NULL;

	(void)curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_TYPE, &type);
	job->type = mem_text(type);
	job_open_document(job, shown);
	mem_free(shown);
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	struct job *job = transfer->job;
	size_t length = size * count;

	/* An error's page is not read, only let by, as far as that is cheaper
	 * than a new connection. */
	if (!has_body(status_of(transfer))) {
		transfer->skipped += length;
		return transfer->skipped <= LIMIT_FEED ? length : 0;
	}
	if (job->document == NULL)
		open_document(transfer);
	return job_feed(job, bytes, length) ? length : 0;
}

/* What was reached through a public address has no business with the machines
 * at home: a name or a redirect would be the way in. */
static bool
is_refused(struct transfer *transfer, const struct sockaddr *address)
{
	if (address_is_link_local(address))
		transfer->refused = "it is at a link-local address, which is "
				    "refused";
	else if (transfer->was_public && address_is_private(address))
		transfer->refused = "it redirects from a public address to a "
				    "private one";
	return transfer->refused != NULL;
}

static curl_socket_t
on_open_socket(
    void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = context;

	(void)purpose;
	if (is_refused(transfer, &address->addr))
		return CURL_SOCKET_BAD;
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

/* Connected, before the request: also where an old connection is used again. */
static int
on_connected(
    void *context, char *remote, char *local, int remote_port, int local_port)
{
	struct transfer *transfer = context;
	struct sockaddr_storage address;
	const struct sockaddr *plain = (const void *)&address;

	(void)local;
	(void)remote_port;
	(void)local_port;
	if (remote == NULL || !address_parse(&address, remote))
		return CURL_PREREQFUNC_OK;
	if (is_refused(transfer, plain))
		return CURL_PREREQFUNC_ABORT;
	if (!address_is_private(plain))
		transfer->was_public = true;
	return CURL_PREREQFUNC_OK;
}

static void
add_header(struct transfer *transfer, const char *name, const char *value)
{
	char *line = mem_printf("%s: %s", name, value);

	transfer->headers = curl_slist_append(transfer->headers, line);
	mem_free(line);
}

/* What the watchlist configured goes to the configured origin alone. */
static void
add_own_headers(struct transfer *transfer)
{
	const struct section *source = transfer->job->source;
	const struct value *headers = section_value(source, "headers");
	const struct value *auth = section_value(source, "auth");
	const struct value *bearer = value_entry(auth, "bearer");
	const struct value *user = value_entry(auth, "user");
	const struct value *password = value_entry(auth, "password");

	for (size_t i = 0; headers != NULL && i < headers->count; i++)
		add_header(transfer, headers->keys[i], headers->items[i]->text);
	if (bearer != NULL) {
		char *value = mem_printf("Bearer %s", bearer->text);

		add_header(transfer, "Authorization", value);
		mem_free(value);
	}
	if (user != NULL) {
		(void)curl_easy_setopt(
		    transfer->easy, CURLOPT_USERNAME, user->text);
		(void)curl_easy_setopt(transfer->easy, CURLOPT_PASSWORD,
		    password != NULL ? password->text : "");
	}
}

static void
add_conditions(struct transfer *transfer)
{
	const struct source_memory *memory = &transfer->job->memory;

	transfer->conditional =
	    memory->etag != NULL || memory->last_modified != NULL;
	if (memory->etag != NULL)
		add_header(transfer, "If-None-Match", memory->etag);
	if (memory->last_modified != NULL)
		add_header(
		    transfer, "If-Modified-Since", memory->last_modified);
}

static void
set_callbacks(struct transfer *transfer)
{
	CURL *easy = transfer->easy;

	(void)curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer->job);
	(void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	(void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	(void)curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	(void)curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	(void)curl_easy_setopt(
	    easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
	(void)curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
	(void)curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
	(void)curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
}

/* With a CA path set, libcurl parses the whole bundle for each connection. */
static void
set_trust(CURL *easy)
{
	const curl_version_info_data *version =
	    curl_version_info(CURLVERSION_NOW);
	struct file_facts facts;

	if (version->cainfo != NULL && file_look(version->cainfo, &facts))
		(void)curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
}

static void
set_rules(struct transfer *transfer)
{
	CURL *easy = transfer->easy;
	const struct section *source = transfer->job->source;
	int64_t left_ms = transfer->job->deadline_ms - clock_mono_ms();

	(void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	(void)curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	(void)curl_easy_setopt(
	    easy, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_CONNECT_MS);
	(void)curl_easy_setopt(
	    easy, CURLOPT_TIMEOUT_MS, (long)(left_ms > 1 ? left_ms : 1));
	(void)curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	/* With TLS it is known early whether a connection can be shared;
	 * without only from an answer, and waiting for that is time lost. */
	(void)curl_easy_setopt(easy, CURLOPT_PIPEWAIT,
	    !strncasecmp(transfer->url, "https:", 6) ? 1L : 0L);
	(void)curl_easy_setopt(
	    easy, CURLOPT_USERAGENT, section_text(source, "user_agent"));
	set_trust(easy);
}

static void
begin(struct transfer *transfer)
{
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	answer_release(&transfer->answer);
	transfer->skipped = 0;
	curl_easy_reset(transfer->easy);
	set_callbacks(transfer);
	set_rules(transfer);
	if (url_same_origin(transfer->url, transfer->first_url))
		add_own_headers(transfer);
	add_conditions(transfer);
	(void)curl_easy_setopt(
	    transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
	(void)curl_easy_setopt(transfer->easy, CURLOPT_URL, transfer->url);
	(void)curl_multi_add_handle(transfer->job->multi, transfer->easy);
}

static bool
start_transfer(struct job *job)
{
	struct transfer *transfer = mem_new(sizeof(*transfer));

	job->own = transfer;
	transfer->job = job;
	transfer->easy = curl_easy_init();
	transfer->url = source_url(job->source, false);
	transfer->first_url = mem_text(transfer->url);
	if (transfer->easy == NULL) {
		job_fail(job, SOURCE_UNREACHABLE,
		    mem_text("libcurl could not be started"));
		return false;
	}
	begin(transfer);
	return true;
}

/* True: on to the next URL. */
static bool
follow(struct transfer *transfer)
{
	const char *why;
	char *target = redirect_target(transfer->url,
	    transfer->answer.location, transfer->redirects, &why);

	if (target == NULL) {
		job_fail(transfer->job, SOURCE_UNREACHABLE, mem_text(why));
		return false;
	}
	transfer->redirects++;
	mem_free(transfer->url);
	transfer->url = target;
	begin(transfer);
	return true;
}

/* "HTTP 200, application/json" */
static char *
said_of(const struct transfer *transfer, long status)
{
	const char *type = NULL;
	char *clean, *said;

	(void)curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_TYPE, &type);
	if (type == NULL)
		return mem_printf("HTTP %ld", status);
	clean = foreign_clean(foreign_text(type));
	said = mem_printf("HTTP %ld, %s", status, clean);
	mem_free(clean);
	return said;
}

static void
judge_status(struct transfer *transfer, long status)
{
	struct job *job = transfer->job;

	job->retry_after_s = transfer->answer.retry_after_s;
	if (status == 304 && transfer->conditional) {
		job->unchanged = true;
	} else if (status == 304) {
		job_fail(job, SOURCE_UNREADABLE,
		    mem_text("HTTP 304 Not Modified, to a question without "
			     "conditions"));
	} else if (!has_body(status)) {
		job_fail(job, SOURCE_UNREACHABLE, reason_of_status(status));
	} else {
		job->etag = mem_text(transfer->answer.etag);
		job->last_modified = mem_text(transfer->answer.last_modified);
		job->said = said_of(transfer, status);
		if (job->document == NULL) /* empty: the picker says so */
			open_document(transfer);
	}
}

static void
judge_result(struct transfer *transfer, int result)
{
	struct job *job = transfer->job;
	char *named = url_host(transfer->url);
	/* A redirect's host is the server's own text. */
	char *host = foreign_clean(foreign_text(named));
	enum source_state state;
	char *reason = reason_of_result(
	    result, host, section_text(job->source, "timeout"), &state);

	job_fail(job, state, reason);
	mem_free(named);
	mem_free(host);
}

void
transfer_ended(struct job *job, int result)
{
	struct transfer *transfer = job->own;
	long status = status_of(transfer);
	bool answered = result == CURLE_OK ||
			(result == CURLE_WRITE_ERROR && !has_body(status));

	(void)curl_multi_remove_handle(job->multi, transfer->easy);
	if (job->state == SOURCE_OK && answered && redirect_is(status) &&
	    follow(transfer))
		return;
	transfer->over = true;
	if (job->state != SOURCE_OK)
		return;
	if (transfer->refused != NULL)
		job_fail(job, SOURCE_UNREACHABLE, mem_text(transfer->refused));
	else if (answered)
		judge_status(transfer, status);
	else
		judge_result(transfer, result);
}

static bool
step_transfer(struct job *job)
{
	const struct transfer *transfer = job->own;

	return transfer->over; /* libcurl moves it on */
}

static void
stop_transfer(struct job *job)
{
	struct transfer *transfer = job->own;

	if (transfer == NULL)
		return;
	if (transfer->easy != NULL) {
		if (!transfer->over)
			(void)curl_multi_remove_handle(
			    job->multi, transfer->easy);
		curl_easy_cleanup(transfer->easy);
	}
	curl_slist_free_all(transfer->headers);
	mem_free(transfer->url);
	mem_free(transfer->first_url);
	answer_release(&transfer->answer);
	mem_free(transfer);
	job->own = NULL;
}

const struct way way_transfer = { start_transfer, step_transfer,
	stop_transfer };
