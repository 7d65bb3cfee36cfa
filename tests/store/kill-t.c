/* SPDX-License-Identifier: MIT */
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/store.h"
#include "tests/store/scene.h"
#include "tests/tap.h"

/* A writer is killed at random instants, and before each of its first writes;
 * afterwards the history is whole and has all that was acknowledged. */

enum { KILLS = 120, INJECTIONS = 60, PATIENCE_MS = 120000 };

/* Transaction N: a figure and a transition, both or none. */
static bool
commit_one(struct store *store, struct signal *signal, int n)
{
	struct transition transition = { .alert = (char *)"a",
		.title = (char *)"A",
		.at = n,
		.unit = (char *)"",
		.rule = (char *)"",
		.reason = (char *)"" };
	struct err err;
	char period[16];

	(void)snprintf(
	    period, sizeof(period), "%04d-%02d", 1000 + n / 12, n % 12 + 1);
	return store_begin(store, &err) &&
	       scene_add(store, NULL, signal, period, n, 100) &&
	       store_add_transition(store, &transition, &err) &&
	       store_commit(store, &err);
}

/* Counts the months that are there, which must be 1 … N without a hole. */
static int
count_known(const struct signal *signal)
{
	const struct series *series =
	    signal->series_count > 0 ? signal->series[0] : NULL;
	int n = series != NULL ? (int)series->count : 0;

	for (int i = 0; i < n; i++)
		if (series->figures[i].vintages[0].amount.value != i + 1)
			return -1;
	return n;
}

/* Writes on from what is there until it is killed (or MOST were written), and
 * says each number when it is safe. */
static void
write_on(const char *directory, int most, int out)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "s", "d", false);
	struct store *store = NULL;
	struct err err;
	int n;

	if (!store_open(&store, directory, "k", false, &err) ||
	    !store_load(store, model, &err)) {
		(void)fprintf(stderr, "# %s\n", err.text);
		_exit(2);
	}
	n = count_known(signal);
	while (most-- > 0) {
		n++;
		if (!commit_one(store, signal, n) ||
		    write(out, &n, sizeof(n)) != sizeof(n))
			_exit(3);
	}
	store_close(store);
	model_free(model);
	_exit(0);
}

static bool
is_sound(const char *path)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	bool sound = false;

	(void)sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL);
	(void)sqlite3_busy_timeout(database, PATIENCE_MS);
	if (sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1,
		&statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		sound = !strcmp(
		    (const char *)sqlite3_column_text(statement, 0), "ok");
	(void)sqlite3_finalize(statement);
	statement = NULL;
	if (sqlite3_prepare_v2(database, "PRAGMA foreign_key_check", -1,
		&statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_DONE)
		sound = false;
	(void)sqlite3_finalize(statement);
	(void)sqlite3_close(database);
	return sound;
}

/* What is there, or -1 with a comment: not whole. */
static int
look(const char *folder, int acknowledged)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "s", "d", false);
	struct transition *transitions = NULL;
	struct store *store = NULL;
	size_t count = 0;
	struct err err = { .text = "" };
	int n = -1;

	if (store_open(&store, scene_path(folder, ""), "k", false, &err) &&
	    store_load(store, model, &err) &&
	    store_untold(store, &transitions, &count, &err))
		n = count_known(signal);
	if (n < acknowledged || (size_t)n != count) {
		diag("%d figures, %zu transitions, %d acknowledged; %s", n,
		    count, acknowledged, err.text);
		n = -1;
	}
	for (size_t i = 0; i < count; i++)
		transition_release(&transitions[i]);
	mem_free(transitions);
	store_close(store);
	model_free(model);
	return n >= 0 && !is_sound(scene_path(folder, "k.db")) ? -1 : n;
}

/* The last number that the child said before it was gone. */
static int
last_said(int in, int last)
{
	int n;

	while (read(in, &n, sizeof(n)) == sizeof(n))
		last = n;
	return last;
}

static void
sleep_us(unsigned us)
{
	struct timespec span = { 0, (long)us * 1000 };

	(void)nanosleep(&span, NULL);
}

static void
test_random_instants(void)
{
	int acknowledged = 0, fresh = 0, bad = 0, folder_number = 0;
	unsigned seed = 4711;
	char folder[16];

	for (int i = 0; i < KILLS && bad == 0; i++) {
		int pipes[2];
		pid_t child;

		if (i % 4 == 0) { /* also while it is being made */
			acknowledged = 0;
			folder_number++;
		}
		(void)snprintf(folder, sizeof(folder), "k%d", folder_number);
		seed = seed * 1103515245u + 12345u;
		if (pipe(pipes) != 0)
			printf("Bail out! pipe\n");
		child = fork();
		if (child == 0) {
			(void)close(pipes[0]);
			write_on(scene_path(folder, ""), 1 << 30, pipes[1]);
		}
		(void)close(pipes[1]);
		if (i % 2 == 1) /* however slow the machine is, it writes */
			(void)poll(
			    &(struct pollfd){ pipes[0], POLLIN, 0 }, 1,
			    PATIENCE_MS);
		sleep_us((seed >> 8) % 30000);
		(void)kill(child, SIGKILL);
		(void)waitpid(child, NULL, 0);
		acknowledged = last_said(pipes[0], acknowledged);
		fresh += acknowledged > 0;
		(void)close(pipes[0]);
		if (acknowledged == 0 && i % 2 == 0)
			continue; /* what the next one finds is not looked at */
		acknowledged = look(folder, acknowledged);
		bad += acknowledged < 0;
	}
	is_int(bad, 0, "killed at random instants: whole, nothing lost");
	ok(fresh > KILLS / 10, "and it was writing then");
}

/* Runs this program as the writer under strace, which kills it before the N-th
 * of those calls. True when it came so far. */
static bool
run_injected(const char *self, const char *folder, int n, int *acknowledged)
{
	char inject[160], most[] = "12";
	int pipes[2], status;
	pid_t child;

	(void)snprintf(inject, sizeof(inject),
	    "inject=pwrite64,fdatasync,fsync,ftruncate,rename,unlink:"
	    "signal=KILL:when=%d",
	    n);
	if (pipe(pipes) != 0)
		printf("Bail out! pipe\n");
	child = fork();
	if (child == 0) {
		(void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
		(void)dup2(pipes[1], 3);
		(void)execlp("strace", "strace", "-qq", "-o", "/dev/null", "-e",
		    inject, self, scene_path(folder, ""), most, (char *)NULL);
		_exit(127);
	}
	(void)close(pipes[1]);
	*acknowledged = last_said(pipes[0], 0);
	(void)close(pipes[0]);
	(void)waitpid(child, &status, 0);
	return !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void
test_each_write(const char *self)
{
	static const char *const name =
	    "killed before each of the first writes: whole, nothing lost";
	int bad = 0, killed = 0, acknowledged;
	char folder[16];

	if (system("strace -V >/dev/null 2>&1 && "
		   "strace -o /dev/null true 2>/dev/null") != 0) {
		skip(name, "strace is missing or not allowed");
		return;
	}
	for (int n = 1; n <= INJECTIONS && bad == 0; n++) {
		(void)snprintf(folder, sizeof(folder), "w%d", n);
		killed += run_injected(self, folder, n, &acknowledged);
		bad += look(folder, acknowledged) < 0;
		if (bad > 0)
			diag("before call %d", n);
	}
	is_int(bad, 0, name);
	ok(killed > INJECTIONS / 2, "and it was killed so");
}

int
main(int argc, char **argv)
{
	if (argc == 3)
		write_on(argv[1], (int)strtol(argv[2], NULL, 10), 3);
	(void)test_directory(); /* the parent's: each child makes no other */
	test_random_instants();
	test_each_write(argv[0]);
	return done();
}
