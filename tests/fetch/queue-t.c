/* SPDX-License-Identifier: MIT */
/* The admission queue: how many transfers are under way, to one host, started
 * in one turn. The server is in this process: it answers when it is told. */
#include "fetch/fetcher.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/picker.h"
#include "tests/tap.h"

enum { HOSTS = 100, SAME = 20, COMMANDS = 12, PATIENCE_MS = 120000 };

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings };

struct scene {
	int listener;
	unsigned port;
	int open[1024]; /* connections that wait for their answer */
	size_t open_count, most;
	struct watchlist *watchlist;
	struct fetcher *fetcher;
	size_t done, fine;
	size_t told[512]; /* by source: how often it was called back */
};

static void
listen_anywhere(struct scene *scene)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t length = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_ANY);
	scene->listener =
	    socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (scene->listener < 0 ||
	    bind(scene->listener, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(scene->listener, 512) != 0 ||
	    getsockname(scene->listener, (struct sockaddr *)&at, &length) != 0)
		skip_all("nothing listens on loopback here");
	scene->port = ntohs(at.sin_port);
}

static void
accept_all(struct scene *scene)
{
	for (;;) {
		int got = accept(scene->listener, NULL, NULL);

		if (got < 0)
			break;
		(void)fcntl(got, F_SETFD, FD_CLOEXEC);
		scene->open[scene->open_count++] = got;
	}
	if (scene->open_count > scene->most)
		scene->most = scene->open_count;
}

static void
answer_one(struct scene *scene)
{
	static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n"
				     "Connection: close\r\n\r\n[{\"v\":1}]";
	int to = scene->open[--scene->open_count];

	if (write(to, answer, sizeof(answer) - 1) < 0)
		diag("an answer could not be written: %s", strerror(errno));
	(void)shutdown(to, SHUT_WR);
	(void)close(to);
}

static void
on_done(void *context, const struct fetched *fetched)
{
	struct scene *scene = context;

	scene->done++;
	scene->fine += fetched->state == SOURCE_OK && fetched->take_count == 1;
	if (fetched->state != SOURCE_OK)
		diag("%s: %s", fetched->source->name, fetched->reason);
	for (size_t i = 0; i < scene->watchlist->counts[SECTION_SOURCE]; i++)
		if (scene->watchlist->sections[SECTION_SOURCE][i] ==
		    fetched->source)
			scene->told[i]++;
	ok(!fetcher_is_busy(scene->fetcher, fetched->source),
	    "when it is told, it is over");
}

static void
add_source(struct buf *sources, struct buf *signals, const char *name,
    const char *setting)
{
	(void)buf_printf(sources, "  %s: { %s }\n", name, setting);
	(void)buf_printf(signals,
	    "  v_%s: { unit: count, from: %s, each: '$[*]', value: v, "
	    "period: retrieved }\n",
	    name, name);
}

static void
load(struct scene *scene, const struct buf *sources, const struct buf *signals)
{
	struct complaints complaints = { .items = NULL };
	char path[128];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/w.yaml", test_directory());
	file = fopen(path, "w");
	(void)fprintf(file, "name: T\nsources:\n%ssignals:\n%s",
	    buf_string(sources), buf_string(signals));
	(void)fclose(file);
	scene->watchlist =
	    watchlist_load(path, tables, ARRAY_LEN(tables), &complaints);
	complaints_release(&complaints);
	if (scene->watchlist == NULL)
		skip_all("the watchlist is wrong");
	scene->fetcher = fetcher_new(scene->watchlist, on_done, scene);
}

static void
start_all(struct scene *scene)
{
	size_t count = scene->watchlist->counts[SECTION_SOURCE], started = 0;

	for (size_t i = 0; i < count; i++)
		started += fetcher_start(scene->fetcher,
		    scene->watchlist->sections[SECTION_SOURCE][i], NULL);
	is_int((int64_t)started, (int64_t)count, "each is queued");
	ok(!fetcher_start(scene->fetcher,
	       scene->watchlist->sections[SECTION_SOURCE][0], NULL),
	    "and not once more");
	is_int((int64_t)fetcher_busy(scene->fetcher), (int64_t)count,
	    "all are busy");
}

/* Turns until COUNT connections are open, or much time has passed. */
static void
turn_until(struct scene *scene, size_t count)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;

	while (scene->open_count < count && clock_mono_ms() < until) {
		fetcher_wait(scene->fetcher, NULL, 0, 5);
		fetcher_step(scene->fetcher);
		accept_all(scene);
	}
}

static void
turn(struct scene *scene, int times)
{
	while (times-- > 0) {
		fetcher_wait(scene->fetcher, NULL, 0, 2);
		fetcher_step(scene->fetcher);
		accept_all(scene);
	}
}

static void
finish(struct scene *scene)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;

	while (fetcher_busy(scene->fetcher) > 0 && clock_mono_ms() < until) {
		if (scene->open_count > 0)
			answer_one(scene);
		turn(scene, 1);
	}
}

static void
end(struct scene *scene)
{
	fetcher_free(scene->fetcher);
	watchlist_free(scene->watchlist);
	for (size_t i = 0; i < scene->open_count; i++)
		(void)close(scene->open[i]);
	(void)close(scene->listener);
}

static bool
each_once(const struct scene *scene)
{
	for (size_t i = 0; i < scene->watchlist->counts[SECTION_SOURCE]; i++)
		if (scene->told[i] != 1)
			return false;
	return true;
}

/* HOSTS sources at as many addresses, SAME at one more. */
static void
check_many(void)
{
	struct scene scene = { .most = 0 };
	struct buf sources, signals;

	buf_init(&sources, MIB);
	buf_init(&signals, MIB);
	listen_anywhere(&scene);
	for (int i = 0; i < HOSTS + SAME; i++) {
		char name[16], url[80];

		(void)snprintf(name, sizeof(name), "s%d", i);
		(void)snprintf(url, sizeof(url), "url: 'http://127.0.%d.1:%u/'",
		    i < HOSTS ? i + 1 : 200, scene.port);
		add_source(&sources, &signals, name, url);
	}
	load(&scene, &sources, &signals);
	start_all(&scene);
	fetcher_step(scene.fetcher);
	fetcher_step(scene.fetcher); /* libcurl connects a turn later */
	accept_all(&scene);
	ok(scene.open_count <= 2 * LIMIT_STARTS_PER_TURN,
	    "32 are started in a turn");
	turn_until(&scene, LIMIT_IN_FLIGHT);
	turn(&scene, 20);
	is_int((int64_t)scene.open_count, LIMIT_IN_FLIGHT,
	    "64 are under way, and no more");
	is_int((int64_t)scene.done, 0, "none is told before its time");
	answer_one(&scene);
	turn_until(&scene, LIMIT_IN_FLIGHT);
	is_int((int64_t)scene.open_count, LIMIT_IN_FLIGHT,
	    "where one ends, another begins");
	is_int((int64_t)scene.done, 1, "and it is told");
	finish(&scene);
	is_int((int64_t)scene.fine, HOSTS + SAME, "all come in the end");
	is_int((int64_t)scene.most, LIMIT_IN_FLIGHT, "never more than 64");
	ok(each_once(&scene), "each is told once");
	end(&scene);
	buf_release(&sources);
	buf_release(&signals);
}

/* SAME sources of one host, by different names of its port; one allows more. */
static void
check_host(const char *more, size_t at_once, const char *name)
{
	struct scene scene = { .most = 0 };
	struct buf sources, signals;

	buf_init(&sources, MIB);
	buf_init(&signals, MIB);
	listen_anywhere(&scene);
	for (int i = 0; i < SAME; i++) {
		char source[16], url[120];

		(void)snprintf(source, sizeof(source), "s%d", i);
		(void)snprintf(url, sizeof(url),
		    "url: 'http://127.0.0.1:%u/%d'%s", scene.port, i, more);
		add_source(&sources, &signals, source, url);
	}
	load(&scene, &sources, &signals);
	start_all(&scene);
	turn_until(&scene, at_once);
	turn(&scene, 20);
	is_int((int64_t)scene.open_count, (int64_t)at_once, name);
	finish(&scene);
	is_int((int64_t)scene.fine, SAME, "all come in the end");
	is_int((int64_t)scene.most, (int64_t)at_once, "never more");
	end(&scene);
	buf_release(&sources);
	buf_release(&signals);
}

/* Waiting for admission is not waiting for the answer: with 2 at once and each
 * answer after a fifth of the time, the last of them would be late otherwise.
 * How many of 12 are fine. */
static size_t
fine_within(int seconds)
{
	struct scene scene = { .most = 0 };
	struct buf sources, signals;
	int64_t until;

	buf_init(&sources, MIB);
	buf_init(&signals, MIB);
	listen_anywhere(&scene);
	for (int i = 0; i < 12; i++) {
		char source[16], url[120];

		(void)snprintf(source, sizeof(source), "s%d", i);
		(void)snprintf(url, sizeof(url),
		    "url: 'http://127.0.0.1:%u/%d', timeout: %ds", scene.port,
		    i, seconds);
		add_source(&sources, &signals, source, url);
	}
	load(&scene, &sources, &signals);
	start_all(&scene);
	while (fetcher_busy(scene.fetcher) > 0) {
		until = clock_mono_ms() + seconds * 200;
		while (clock_mono_ms() < until)
			turn(&scene, 1);
		while (scene.open_count > 0)
			answer_one(&scene);
	}
	end(&scene);
	buf_release(&sources);
	buf_release(&signals);
	return scene.fine;
}

/* Where the machine itself costs more than that, with more time. */
static void
check_time(void)
{
	size_t fine = 0;

	for (int seconds = 1; seconds <= 16 && fine < 12; seconds *= 4)
		fine = fine_within(seconds);
	is_int((int64_t)fine, 12, "the queue costs nobody its time");
}

/* Descriptors of the caller are waited for as well; what is under way can be
 * dropped at any time; no child stays a zombie. */
static void
check_rest(void)
{
	struct scene scene = { .most = 0 };
	struct buf sources, signals;
	struct pollfd extra;
	int ends[2];

	buf_init(&sources, MIB);
	buf_init(&signals, MIB);
	listen_anywhere(&scene);
	for (int i = 0; i < COMMANDS; i++) {
		char source[16], command[160];

		(void)snprintf(source, sizeof(source), "c%d", i);
		(void)snprintf(command, sizeof(command), "command: %s",
		    i % 3 == 0 ? "[sh, -c, 'echo \"[{\\\"v\\\":1}]\"']"
			: i % 3 == 1
			? "[sh, -c, 'sleep 600 & wait'], timeout: 1s"
			: "[no-such-program]");
		add_source(&sources, &signals, source, command);
	}
	load(&scene, &sources, &signals);
	if (pipe(ends) != 0)
		skip_all("no pipe");
	extra = (struct pollfd){ .fd = ends[0], .events = POLLIN };
	if (write(ends[1], "x", 1) != 1)
		skip_all("no pipe");
	fetcher_wait(scene.fetcher, &extra, 1, -1);
	ok((extra.revents & POLLIN) != 0,
	    "a descriptor of the caller ends the wait");
	start_all(&scene);
	finish(&scene);
	is_int((int64_t)scene.done, COMMANDS, "all commands are told");
	is_int((int64_t)scene.fine, COMMANDS / 3, "and some are fine");
	errno = 0;
	ok(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD,
	    "no child is left, dead or alive");
	start_all(&scene);
	turn(&scene, 3);
	end(&scene); /* leaks are seen by the sanitizer */
	errno = 0;
	ok(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD,
	    "nor where all was dropped");
	(void)close(ends[0]);
	(void)close(ends[1]);
	buf_release(&sources);
	buf_release(&signals);
}

static void
write_padded(const char *name, size_t bytes)
{
	char path[256];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", test_directory(), name);
	file = fopen(path, "w");
	(void)fprintf(file, "[{\"v\":1}");
	for (size_t i = 0; i < bytes; i++)
		(void)fputc(' ', file);
	(void)fputc(']', file);
	(void)fclose(file);
}

/* Files are read two at a time: none has its time run out while others are
 * read. */
static void
check_files(void)
{
	struct scene scene = { .most = 0 };
	struct buf sources, signals;

	buf_init(&sources, MIB);
	buf_init(&signals, MIB);
	listen_anywhere(&scene);
	add_source(&sources, &signals, "one", "url: 'file:one.json'");
	add_source(&sources, &signals, "two", "url: 'file:two.json'");
	add_source(&sources, &signals, "three", "url: 'file:three.json'");
	write_padded("one.json", 3 * MIB);
	write_padded("two.json", 3 * MIB);
	write_padded("three.json", 0);
	load(&scene, &sources, &signals);
	start_all(&scene);
	while (fetcher_busy(scene.fetcher) == 3)
		turn(&scene, 1);
	is_int((int64_t)scene.told[2], 0, "a third file waits, however short");
	finish(&scene);
	is_int((int64_t)scene.fine, 3, "and all are read");
	end(&scene);
	buf_release(&sources);
	buf_release(&signals);
}

int
main(void)
{
	check_many();
	check_host("", LIMIT_PER_HOST, "2 to one host");
	check_host(", per_host: 5", 5, "or as many as it allows");
	check_time();
	check_rest();
	check_files();
	return done();
}
