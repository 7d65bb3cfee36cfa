/* SPDX-License-Identifier: MIT */
#include "fetch/transfer.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/job.h"
#include "fetch/reasons.h"

struct transfer {
	struct job *job;
	CURL *easy;
	struct curl_slist *headers;
	char *url, *first_url;
	char *location; /* of a redirect */
	size_t header_bytes;
	int redirects;
	bool refused_address;
	bool over;
};

static char *
header_value(const char *line, size_t length, const char *name)
{
	size_t name_length = strlen(name);

	if (length <= name_length || line[name_length] != ':' ||
	    strncasecmp(line, name, name_length) != 0)
		return NULL;
	line += name_length + 1;
	length -= name_length + 1;
	while (length > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		length--;
	}
	while (length > 0 && strchr("\r\n \t", line[length - 1]) != NULL)
		length--;
	if (length > LIMIT_LABEL)
		return NULL;
	return mem_bytes(line, length);
}

static void
keep_header(
    char **to, const char *line, size_t length, const char *name)
{
	char *value = header_value(line, length, name);

	if (value == NULL)
		return;
	mem_free(*to);
	*to = value;
}

/* Seconds, or a date; anything else is nothing said. */
static void
keep_retry(struct job *job, const char *line, size_t length)
{
	char *value = header_value(line, length, "Retry-After");
	struct err err;
	int64_t time;

	if (value == NULL)
		return;
	if (strlen(value) <= 9 &&
	    strspn(value, "0123456789") == strlen(value))
		job->retry_after_s = strtol(value, NULL, 10);
	else if (date_parse_time(&time, NULL, value, &err) &&
	    time > clock_now())
		job->retry_after_s = time - clock_now();
	if (job->retry_after_s > LIMIT_RETRY_AFTER_S)
		job->retry_after_s = LIMIT_RETRY_AFTER_S;
	mem_free(value);
}

static size_t
on_header(char *line, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	struct job *job = transfer->job;
	size_t length = size * count;

	transfer->header_bytes += length;
	if (transfer->header_bytes > LIMIT_HEADERS) {
		job_fail(job, SOURCE_UNREADABLE,
		    mem_text("the answer's headers are too long"));
		return 0;
	}
	keep_header(&job->etag, line, length, "ETag");
	keep_header(&job->last_modified, line, length, "Last-Modified");
	keep_header(&transfer->location, line, length, "Location");
	keep_retry(job, line, length);
	return length;
}

static bool
has_body(long status)
{
	return status == 200 || status == 203 || status == 226;
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	struct job *job = transfer->job;
	size_t length = size * count;
	long status = 0;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	if (!has_body(status)) { /* an error's page is not read, only let by */
		job->received += length;
		return job->received <= LIMIT_FEED ? length : 0;
	}
	if (job->document == NULL) {
		char *shown = source_url(job->source, true);

		job->received = 0;
		job_open_document(job, shown);
		mem_free(shown);
	}
	return job_feed(job, bytes, length) ? length : 0;
}

/* Addresses that only a machine itself can mean: cloud metadata lives there. */
static bool
is_link_local(const struct sockaddr *address)
{
	const struct sockaddr_in *v4 = (const void *)address;
	const struct sockaddr_in6 *v6 = (const void *)address;

	if (address->sa_family == AF_INET)
		return ntohl(v4->sin_addr.s_addr) >> 16 == 0xa9fe;
	if (address->sa_family != AF_INET6)
		return false;
	if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
		return v6->sin6_addr.s6_addr[12] == 169 &&
		    v6->sin6_addr.s6_addr[13] == 254;
	return IN6_IS_ADDR_LINKLOCAL(&v6->sin6_addr);
}

static curl_socket_t
on_open_socket(
    void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = context;

	(void)purpose;
	if (is_link_local(&address->addr)) {
		transfer->refused_address = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
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
		add_header(
		    transfer, headers->keys[i], headers->items[i]->text);
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
	(void)curl_easy_setopt(
	    easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	(void)curl_easy_setopt(
	    easy, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_CONNECT_MS);
	(void)curl_easy_setopt(
	    easy, CURLOPT_TIMEOUT_MS, (long)(left_ms > 1 ? left_ms : 1));
	(void)curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	(void)curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
	(void)curl_easy_setopt(
	    easy, CURLOPT_USERAGENT, section_text(source, "user_agent"));
	set_trust(easy);
}

static void
begin(struct transfer *transfer)
{
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	transfer->header_bytes = 0;
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

static char *
absolute_location(const struct transfer *transfer)
{
	CURLU *url = curl_url();
	char *text = NULL, *copy = NULL;

	if (url != NULL && transfer->location != NULL &&
	    curl_url_set(url, CURLUPART_URL, transfer->url, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_URL, transfer->location, 0) ==
		CURLUE_OK &&
	    curl_url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK)
		copy = mem_text(text);
	curl_free(text);
	curl_url_cleanup(url);
	return copy;
}

static const char *
why_not_followed(const struct transfer *transfer, const char *target)
{
	bool was_https = !strncasecmp(transfer->url, "https:", 6);

	if (target == NULL)
		return "it redirects to nowhere";
	if (transfer->redirects >= LIMIT_REDIRECTS)
		return "it redirects too often";
	if (!strncasecmp(target, "https://", 8))
		return NULL;
	if (strncasecmp(target, "http://", 7) != 0)
		return "it redirects to what is neither http nor https";
	return was_https ? "it redirects from https to http" : NULL;
}

/* True: on to the next URL. */
static bool
follow(struct transfer *transfer)
{
	char *target = absolute_location(transfer);
	const char *why = why_not_followed(transfer, target);

	mem_free(transfer->location);
	transfer->location = NULL;
	if (why != NULL) {
		job_fail(transfer->job, SOURCE_UNREACHABLE, mem_text(why));
		mem_free(target);
		return false;
	}
	transfer->redirects++;
	mem_free(transfer->url);
	transfer->url = target;
	transfer->job->received = 0;
	begin(transfer);
	return true;
}

static bool
is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	    status == 307 || status == 308;
}

static void
judge_status(struct job *job, long status)
{
	if (status == 304) {
		job->unchanged = true;
		return;
	}
	if (!has_body(status)) {
		job_fail(job, SOURCE_UNREACHABLE, reason_of_status(status));
		return;
	}
	if (job->document == NULL) /* an empty body: the picker says so */
		job_open_document(job, "");
}

void
transfer_ended(struct job *job, int result)
{
	struct transfer *transfer = job->own;
	long status = 0;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	(void)curl_multi_remove_handle(job->multi, transfer->easy);
	if (job->state == SOURCE_OK && result == CURLE_OK &&
	    is_redirect(status) && follow(transfer))
		return;
	transfer->over = true;
	if (job->state != SOURCE_OK)
		return;
	if (transfer->refused_address) {
		job_fail(job, SOURCE_UNREACHABLE,
		    mem_text("it is at a link-local address, which is "
			     "refused"));
	} else if (result == CURLE_WRITE_ERROR && !has_body(status)) {
		job_fail(job, SOURCE_UNREACHABLE, reason_of_status(status));
	} else if (result != CURLE_OK) {
		char *host = url_host(transfer->url);

		job_fail(job, SOURCE_UNREACHABLE,
		    reason_of_result(result, host,
			section_text(job->source, "timeout")));
		mem_free(host);
	} else {
		judge_status(job, status);
	}
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
	mem_free(transfer->location);
	mem_free(transfer);
	job->own = NULL;
}

const struct way way_transfer = { start_transfer, step_transfer,
	stop_transfer };
