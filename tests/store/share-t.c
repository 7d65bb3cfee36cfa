/* SPDX-License-Identifier: MIT */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/definition.h"
#include "store/store.h"
#include "tests/store/scene.h"
#include "tests/tap.h"

/* What another process commits is noticed, and only that; and is added. */
static void
test_news(void)
{
	struct model *model = model_new(), *other = model_new();
	struct signal *mine = scene_signal(model, "s", "d", false);
	struct signal *theirs = scene_signal(other, "s", "d", false);
	struct signal *changed = scene_signal(other, "t", "d2", false);
	struct signal *stale = scene_signal(model, "t", "d1", false);
	struct store *a = scene_store("news", "n"), *b;
	struct err err;

	(void)scene_add(a, model, mine, "2025Q1", 1, 100);
	ok(store_load(a, model, &err) && !store_changed(a), "nothing new");
	(void)scene_add(a, model, mine, "2025Q2", 2, 200);
	ok(!store_changed(a), "what it wrote itself is no news");
	b = scene_store("news", "n");
	(void)store_load(b, other, &err);
	(void)store_begin(b, &err);
	(void)scene_add(b, other, theirs, "2025Q3", 3, 300);
	(void)scene_add(b, other, theirs, "2025Q2", 2.5, 250);
	(void)scene_add(b, other, changed, "2025Q2", 9, 250);
	ok(!store_changed(a), "not before it is committed");
	(void)store_commit(b, &err);
	ok(store_changed(a), "news");
	ok(!store_changed(a), "told once");
	ok(store_load_news(a, model, &err), "taken");
	is_int((int64_t)mine->series[0]->count, 3, "a figure more");
	is_int((int64_t)mine->series[0]->figures[1].vintage_count, 2,
	    "and a vintage");
	is_int(
	    (int64_t)stale->series_count, 0, "nothing of another definition");
	store_close(b);
	store_close(a);
	model_free(other);
	model_free(model);
}

/* Figures of the old definition go when another process has taken it anew. */
static void
test_superseded_elsewhere(void)
{
	struct model *model = model_new(), *other = model_new();
	struct signal *old = scene_signal(other, "s", "d1", false);
	struct signal *mine = scene_signal(model, "s", "d2", false);
	struct store *a = scene_store("else", "n"), *b;
	struct err err;

	(void)scene_add(a, NULL, old, "2025Q1", 1, 100);
	(void)store_load(a, model, &err);
	ok(store_is_stale(a, mine), "stale");
	b = scene_store("else", "n");
	(void)store_begin(b, &err);
	(void)store_supersede(b, mine, &err);
	(void)scene_add(b, NULL, mine, "2025Q2", 2, 200);
	(void)store_commit(b, &err);
	ok(store_changed(a) && store_load_news(a, model, &err), "news");
	ok(!store_is_stale(a, mine) && mine->series[0]->count == 1 &&
		mine->series[0]->figures[0].vintages[0].amount.value == 2,
	    "the new alone");
	store_close(b);
	store_close(a);
	model_free(other);
	model_free(model);
}

static int
write_many(int who)
{
	enum { WRITES = 300 };
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "s", "d", false);
	struct store *store = NULL;
	struct err err = { .text = "" };
	bool fine =
	    store_open(&store, scene_path("both", ""), "b", false, &err);

	for (int i = 0; fine && i < WRITES; i++) {
		char period[16];

		(void)snprintf(period, sizeof(period), "%04d-%02d",
		    1900 + i / 12, i % 12 + 1);
		fine = store_begin(store, &err) &&
		       scene_add(store, NULL, signal, period, i, 100 + who) &&
		       store_commit(store, &err);
	}
	if (!fine)
		(void)fprintf(stderr, "# %s\n", err.text);
	store_close(store);
	model_free(model);
	return fine ? 0 : 1;
}

/* Two that write the same at once: nobody is told "locked", nothing doubled. */
static void
test_two_writers(void)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "s", "d", false);
	struct store *store;
	int good = 0;
	struct err err;

	(void)fflush(stdout);
	for (int who = 0; who < 2; who++)
		if (fork() == 0)
			_exit(write_many(who));
	for (int who = 0; who < 2; who++) {
		int status = -1;

		(void)wait(&status);
		good += status == 0;
	}
	is_int(good, 2, "both wrote all");
	store = scene_store("both", "b");
	(void)store_load(store, model, &err);
	is_int((int64_t)signal->series[0]->count, 300, "300 figures");
	store_close(store);
	model_free(model);
}

/* The run lock: the kernel's, so that who is killed holds up nobody. */
static void
test_lock(void)
{
	struct store *a = scene_store("lock", "l");
	struct store *b = scene_store("lock", "l");
	int ready[2], status;
	struct pollfd poll_for;
	struct err err;
	int64_t began;
	pid_t child;

	ok(store_lock(a, 0, &err), "the first has it");
	ok(store_lock(a, 0, &err), "and has it still");
	began = clock_mono_ms();
	ok(!store_lock(b, 1000, &err), "the second waits in vain");
	ok(clock_mono_ms() - began >= 1000, "so long");
	is_string(err.text,
	    "another run is at work, and did not end within 1 s", "and says");
	store_unlock(a);
	ok(store_lock(b, 0, &err), "let go, taken");
	store_unlock(b);
	if (pipe(ready) != 0)
		printf("Bail out! pipe\n");
	child = fork();
	if (child == 0) {
		char c = 'x';

		if (store_lock(a, 0, &err) && write(ready[1], &c, 1) == 1)
			for (;;)
				(void)pause();
		_exit(1);
	}
	poll_for = (struct pollfd){ .fd = ready[0], .events = POLLIN };
	is_int(poll(&poll_for, 1, 120000), 1, "a child has it");
	ok(!store_lock(b, 0, &err), "not to be had");
	(void)kill(child, SIGKILL);
	(void)waitpid(child, &status, 0);
	ok(store_lock(b, 120000, &err), "the dead hold up nobody");
	store_close(b);
	store_close(a);
}

int
main(void)
{
	test_news();
	test_superseded_elsewhere();
	test_two_writers();
	test_lock();
	return done();
}
