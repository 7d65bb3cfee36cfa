/* SPDX-License-Identifier: MIT */
/* A document of 4 MB, and one ten times as large, are fetched and picked from
 * in the memory that a small one takes. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "tests/tap.h"

/* The bound leaves room for the store's page cache, which keeps the body. */
enum { COPIES = 10, BOUND_KIB = 8 * 1024, QUARTERS = 6 };

static const char facts[] = "api/sec/companyfacts_CIK0001045810_nvda.json";
static const char tag[] = "facts['us-gaap'].PaymentsToAcquireProductiveAssets"
			  ".units.USD";
static const char small[] =
    "{\"facts\":{\"us-gaap\":{\"PaymentsToAcquireProductiveAssets\":"
    "{\"units\":{\"USD\":[{\"start\":\"2025-01-27\",\"end\":\"2025-04-27\","
    "\"val\":1227000000,\"filed\":\"2025-05-28\"}]}}}}}";

static unsigned port;
static pid_t server;

static const char *
path_of(const char *name)
{
	static char paths[4][200];
	static unsigned next;
	char *path = paths[next++ % ARRAY_LEN(paths)];

	(void)snprintf(path, sizeof(paths[0]), "%s/%s", test_directory(), name);
	return path;
}

static void
write_file(const char *name, const char *before, const struct buf *body,
    int times, const char *after)
{
	FILE *file = fopen(path_of(name), "w");

	(void)fputs(before, file);
	for (int i = 0; i < times; i++) {
		if (i > 0)
			(void)fputc(',', file);
		(void)fwrite(body->bytes, 1, body->length, file);
	}
	(void)fputs(after, file);
	(void)fclose(file);
}

/* One request a connection: /NAME is the file. */
static void
serve_one(int to)
{
	char request[4096] = "", piece[16384];
	ssize_t got = read(to, request, sizeof(request) - 1);
	char *name = request + strlen("GET /");
	int file;

	if (got <= 0 || strncmp(request, "GET /", strlen("GET /")) != 0)
		return;
	name[strcspn(name, " ")] = '\0';
	file = open(path_of(name), O_RDONLY);
	got = snprintf(piece, sizeof(piece), "HTTP/1.0 200 OK\r\n\r\n");
	while (got > 0 && write(to, piece, (size_t)got) == got)
		got = read(file, piece, sizeof(piece));
	(void)close(file);
}

static void
start_server(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t length = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (listener < 0 ||
	    bind(listener, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(listener, 8) != 0 ||
	    getsockname(listener, (struct sockaddr *)&at, &length) != 0)
		skip_all("nothing listens on loopback here");
	port = ntohs(at.sin_port);
	server = fork();
	if (server == 0) {
		(void)alarm(900);
		(void)signal(SIGPIPE, SIG_IGN);
		for (;;) {
			int to = accept(listener, NULL, NULL);

			serve_one(to);
			(void)close(to);
		}
	}
	(void)close(listener);
}

static void
write_watchlist(const char *url, const char *each)
{
	FILE *file = fopen(path_of("w.yaml"), "w");

	(void)fprintf(file,
	    "name: T\n"
	    "sources: { s: { url: '%s', limit: 100 MiB, timeout: 5m } }\n"
	    "signals:\n"
	    "  capex: { unit: USD, from: s, each: \"$.%s%s[*]\", value: val,\n"
	    "    period: { start: start, end: end }, length: quarter,\n"
	    "    vintage: filed }\n",
	    url, each, tag);
	(void)fclose(file);
}

static void
become_program(const char *program, const char *state)
{
	int out = open(path_of("out"), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	(void)dup2(out, STDOUT_FILENO);
	(void)dup2(out, STDERR_FILENO);
	/* What was freed is to be free, also for a sanitizer. */
	(void)setenv("ASAN_OPTIONS",
	    "quarantine_size_mb=1:thread_local_quarantine_size_kb=64", 1);
	(void)execl(program, program, "-c", path_of("w.yaml"), "--state",
	    state, "show", "capex", "--format", "json", (char *)NULL);
	_exit(127);
}

/* The most memory that it took, in KiB; -1: it failed. FIGURES is how many it
 * showed. */
static long
peak_of(const char *program, const char *url, const char *each, int *figures)
{
	static int runs;
	char state[200];
	struct rusage usage;
	struct buf out;
	struct err err;
	int status;
	pid_t child;

	write_watchlist(url, each);
	(void)snprintf(
	    state, sizeof(state), "%s/state%d", test_directory(), runs++);
	child = fork();
	if (child == 0)
		become_program(program, state);
	(void)wait4(child, &status, 0, &usage);
	buf_init(&out, LIMIT_OUTPUT);
	(void)file_read(path_of("out"), &out, &err);
	*figures = 0;
	for (const char *at = strstr(buf_string(&out), "\"period\"");
	    at != NULL; at = strstr(at + 1, "\"period\""))
		++*figures;
	if (status != 0)
		diag("status %d: %.500s", status, buf_string(&out));
	buf_release(&out);
	return status == 0 ? usage.ru_maxrss : -1;
}

static void
check(const char *program, const char *scheme, const char *base)
{
	static const struct {
		const char *file, *each;
	} documents[] = {
		{ "large.json", "" },
		{ "huge.json", "copies[0]." },
	};
	char url[300], name[120];
	int figures;
	long empty;

	(void)snprintf(url, sizeof(url), "%s%s", base, "small.json");
	empty = peak_of(program, url, "", &figures);
	is_int(figures, 1, "a small document");
	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		long peak;

		(void)snprintf(
		    url, sizeof(url), "%s%s", base, documents[i].file);
		peak = peak_of(program, url, documents[i].each, &figures);
		diag("%s, %s: %ld KiB, %ld more than a small one", scheme,
		    documents[i].file, peak, peak - empty);
		(void)snprintf(name, sizeof(name), "%s, %s: figures are found",
		    scheme, documents[i].file);
		is_int(figures, QUARTERS, name);
		(void)snprintf(name, sizeof(name), "%s, %s: in constant memory",
		    scheme, documents[i].file);
		ok(empty > 0 && peak > 0 && peak - empty < BOUND_KIB, name);
	}
}

int
main(void)
{
	const char *program = getenv("BELLWETHER");
	const char *data = test_data(facts);
	struct buf body;
	struct err err;
	char base[200];

	if (program == NULL)
		skip_all("BELLWETHER names no program");
	if (data == NULL)
		skip_all("BELLWETHER_TEST_DATA is not set");
	buf_init(&body, LIMIT_BODY);
	if (!file_read(data, &body, &err))
		skip_all("the test data has no companyfacts");
	write_file("large.json", "", &body, 1, "");
	write_file("huge.json", "{\"copies\":[", &body, COPIES, "]}");
	buf_clear(&body);
	(void)buf_text(&body, small);
	write_file("small.json", "", &body, 1, "");
	buf_release(&body);
	start_server();
	(void)snprintf(base, sizeof(base), "file:%s/", test_directory());
	check(program, "file", base);
	(void)snprintf(base, sizeof(base), "http://127.0.0.1:%u/", port);
	check(program, "http", base);
	(void)kill(server, SIGKILL);
	(void)waitpid(server, NULL, 0);
	return done();
}
