/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/store.h"
#include "tests/store/scene.h"
#include "tests/tap.h"

/* What stands at PATH afterwards, to tell whether it was touched: the mode and
 * the bytes' sum. */
static uint64_t
print_of(const char *path)
{
	struct stat facts;
	uint64_t sum = 1;
	FILE *file;
	int c;

	if (lstat(path, &facts) != 0)
		return 0;
	if (S_ISDIR(facts.st_mode) || S_ISFIFO(facts.st_mode))
		return (uint64_t)facts.st_mode;
	file = fopen(path, "rb");
	for (c = file != NULL ? getc(file) : EOF; c != EOF; c = getc(file))
		sum = sum * 31 + (uint64_t)c;
	if (file != NULL)
		(void)fclose(file);
	return sum;
}

static unsigned
mode_of(const char *path)
{
	struct stat facts;

	return lstat(path, &facts) == 0 ? (unsigned)facts.st_mode & 07777 : 0;
}

static void
must(int failed)
{
	if (failed == 0)
		return;
	printf("Bail out! the ground cannot be laid\n");
	exit(1);
}

static void
put(const char *path, const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fwrite(bytes, 1, length, file) != length)
		printf("Bail out! %s\n", path);
	if (file != NULL)
		(void)fclose(file);
}

static void
run_sql(const char *path, const char *sql)
{
	sqlite3 *database = NULL;
	char *text = NULL;

	(void)sqlite3_open(path, &database);
	if (sqlite3_exec(database, sql, NULL, NULL, &text) != SQLITE_OK)
		printf("Bail out! %s: %s\n", path, text);
	sqlite3_free(text);
	(void)sqlite3_close(database);
}

static void
plant_nothing(const char *path)
{
	put(path, "", 0);
}

static void
plant_text(const char *path)
{
	put(path, "this is not a history, but 45 bytes of text.\n", 45);
}

static void
plant_directory(const char *path)
{
	(void)mkdir(path, 0700);
}

static void
plant_fifo(const char *path)
{
	(void)mkfifo(path, 0600);
}

static void
plant_link(const char *path)
{
	put(scene_path("x", "elsewhere"), "canary", 6);
	must(symlink(scene_path("x", "elsewhere"), path));
}

static void
plant_dangling(const char *path)
{
	must(symlink(scene_path("x", "nowhere"), path));
}

/* TEMPLATE is printf's, of the paths A and B. */
static void
shell(const char *template, const char *a, const char *b)
{
	char *command = mem_printf(template, a, b);

	if (system(command) != 0)
		printf("Bail out! %s\n", command);
	mem_free(command);
}

static void
write_history(void)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "s", "d", false);
	struct store *store = scene_store("x", "x");
	struct err err;

	(void)store_begin(store, &err);
	for (int i = 0; i < 4000; i++) {
		char period[16];

		(void)snprintf(period, sizeof(period), "%04d-%02d",
		    1900 + i / 12, i % 12 + 1);
		(void)scene_add(store, NULL, signal, period, i, 100 + i);
	}
	(void)store_commit(store, &err);
	store_close(store);
	model_free(model);
}

/* Written once, and copied from then on. */
static void
make_history(const char *path)
{
	const char *folder = scene_path("x", "");
	const char *kept = scene_path("kept", "");

	(void)path;
	if (access(kept, F_OK) == 0) {
		shell("cp -a '%s/.' '%s'", kept, folder);
		return;
	}
	write_history();
	shell("cp -a '%s' '%s'", folder, kept);
}

static void
plant_hard_link(const char *path)
{
	make_history(path);
	must(link(path, scene_path("x", "second")));
}

static void
plant_cut(const char *path)
{
	make_history(path);
	must(truncate(path, 20480));
}

static void
plant_half_page(const char *path)
{
	make_history(path);
	must(truncate(path, 100));
}

static void
plant_scrambled(const char *path)
{
	int file;

	make_history(path);
	file = open(path, O_WRONLY);
	for (off_t at = 4096; at < 200000; at += 64)
		must(pwrite(file, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, at) !=
		     8);
	(void)close(file);
}

static void
plant_newer(const char *path)
{
	make_history(path);
	run_sql(path, "PRAGMA user_version = 99");
}

static void
plant_others(const char *path)
{
	run_sql(path, "CREATE TABLE bookmarks (id); PRAGMA user_version = 1");
}

static void
plant_foreign(const char *path)
{
	make_history(path);
	must(chown(path, 65534, 65534));
}

static const struct {
	const char *name;
	void (*plant)(const char *path);
	const char *sentence; /* behind "PATH" */
	bool needs_root;
} refusals[] = {
	{ "empty", plant_nothing,
	    ": it is empty, the history in it is lost; move it away to begin "
	    "anew",
	    false },
	{ "text", plant_text, ": file is not a database", false },
	{ "directory", plant_directory, ": it is a directory", false },
	{ "fifo", plant_fifo, ": it is no regular file", false },
	{ "symbolic link", plant_link,
	    ": it is a symbolic link, and none is followed here", false },
	{ "dangling link", plant_dangling,
	    ": it is a symbolic link, and none is followed here", false },
	{ "hard link", plant_hard_link, ": it has a second name (a hard link)",
	    false },
	{ "truncated", plant_cut, ": database disk image is malformed", false },
	{ "cut in the header", plant_half_page,
	    ": database disk image is malformed", false },
	{ "newer", plant_newer,
	    " was made by a newer bellwether (schema 99, this one knows 6)",
	    false },
	{ "another program's", plant_others,
	    ": it is a database of another program", false },
	{ "foreign owner", plant_foreign, ": it belongs to another user",
	    true },
};

static void
wipe(void)
{
	shell("rm -rf '%s' && mkdir -m 700 '%s'", scene_path("x", ""),
	    scene_path("x", ""));
}

static void
test_refusals(void)
{
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
		for (int read_only = 0; read_only <= 1; read_only++) {
			const char *name = refusals[i].name;
			struct store *store = NULL;
			char path[4200], sentence[4400];
			uint64_t before;
			struct err err = { .text = "" };

			if (refusals[i].needs_root && geteuid() != 0) {
				skip(name, "needs root");
				continue;
			}
			wipe();
			(void)snprintf(
			    path, sizeof(path), "%s", scene_path("x", "x.db"));
			(void)snprintf(sentence, sizeof(sentence), "%s%s", path,
			    refusals[i].sentence);
			refusals[i].plant(path);
			before = print_of(path);
			ok(!store_open(&store, scene_path("x", ""), "x",
			       read_only, &err),
			    name);
			is_string(err.text, sentence, name);
			ok(print_of(path) == before, "left as it was");
			ok(access(scene_path("x", "nowhere"), F_OK) != 0,
			    "nothing made behind a link");
		}
}

/* Damage within is found where it is read: a message, never a crash. */
static void
test_scrambled(void)
{
	struct model *model = model_new();
	struct store *store = NULL;
	struct err err = { .text = "" };
	bool opened;

	wipe();
	plant_scrambled(scene_path("x", "x.db"));
	(void)scene_signal(model, "s", "d", false);
	opened = store_open(&store, scene_path("x", ""), "x", false, &err);
	ok(!opened || !store_load(store, model, &err), "refused");
	ok(strstr(err.text, "malformed") != NULL, "a sentence");
	if (opened)
		store_close(store);
	model_free(model);
}

/* Any byte may be another: no crash, and what is shown is sane. */
static void
test_bit_flips(void)
{
	enum { FLIPS = 400 };
	static char good[1 << 20];
	struct err err;
	size_t length;
	FILE *file;
	unsigned seed = 12345;

	wipe();
	make_history("");
	file = fopen(scene_path("x", "x.db"), "rb");
	length = file != NULL ? fread(good, 1, sizeof(good), file) : 0;
	if (file != NULL)
		(void)fclose(file);
	for (int i = 0; i < FLIPS; i++) {
		struct model *model = model_new();
		struct store *store = NULL;
		size_t at;
		char was;

		seed = seed * 1103515245u + 12345u;
		at = (size_t)(seed >> 4) % (i % 2 ? length : 8192);
		was = good[at];
		good[at] = (char)(was ^ (1 << (i % 8)));
		put(scene_path("x", "x.db"), good, length);
		good[at] = was;
		(void)scene_signal(model, "s", "d", false);
		if (store_open(&store, scene_path("x", ""), "x", false, &err)) {
			(void)store_load(store, model, &err);
			store_close(store);
		}
		model_free(model);
	}
	ok(length > 100000, "flipped bits: no crash");
}

static void
test_directories(void)
{
	char path[4200], sentence[4400];
	struct store *store = NULL;
	struct err err = { .text = "" };

	wipe();
	(void)chmod(scene_path("x", ""), 0770);
	(void)snprintf(path, sizeof(path), "%s", scene_path("x", ""));
	(void)snprintf(sentence, sizeof(sentence),
	    "%s: others may write there; take that away with chmod go-w", path);
	ok(!store_open(&store, path, "x", false, &err), "others may write");
	is_string(err.text, sentence, "others may write: why");
	wipe();
	put(scene_path("x", "file"), "x", 1);
	(void)snprintf(path, sizeof(path), "%s", scene_path("x", "file"));
	(void)snprintf(
	    sentence, sizeof(sentence), "%s: it is no directory", path);
	ok(!store_open(&store, path, "x", false, &err), "a file in place");
	is_string(err.text, sentence, "a file in place: why");
	/* The folder itself may be reached by a link: /home often is. */
	(void)mkdir(scene_path("x", "real"), 0700);
	must(symlink(scene_path("x", "real"), scene_path("x", "way")));
	(void)snprintf(path, sizeof(path), "%s/x.db", scene_path("x", "real"));
	ok(store_open(&store, scene_path("x", "way"), "x", false, &err),
	    "a folder reached by a link");
	store_close(store);
	ok(access(path, F_OK) == 0, "and the file is in it");
}

static void
test_modes(void)
{
	static const mode_t masks[] = { 0, 022, 077, 0277, 0777 };

	for (size_t i = 0; i < ARRAY_LEN(masks); i++) {
		char deep[64], name[64];
		struct store *store = NULL;
		struct err err = { .text = "" };
		mode_t old;

		(void)snprintf(deep, sizeof(deep), "m%zu/state/bw", i);
		(void)snprintf(
		    name, sizeof(name), "umask %03o", (unsigned)masks[i]);
		old = umask(masks[i]);
		ok(store_open(&store, scene_path(deep, ""), "x", false, &err),
		    name);
		ok(store != NULL && store_begin(store, &err) &&
			store_commit(store, &err) && store_lock(store, 0, &err),
		    name);
		(void)umask(old);
		is_int(mode_of(scene_path(deep, "")), 0700, "the folder");
		is_int(mode_of(scene_path(deep, "x.db")), 0600, "the file");
		is_int(mode_of(scene_path(deep, "x.lock")), 0600, "the lock");
		ok((mode_of(scene_path(deep, "x.db-wal")) | 0600) == 0600,
		    "the log");
		store_close(store);
		(void)chmod(scene_path(deep, "x.db"), 0666);
		ok(store_open(&store, scene_path(deep, ""), "x", false, &err),
		    "opened to all by somebody");
		is_int(mode_of(scene_path(deep, "x.db")), 0600, "and closed");
		store_close(store);
	}
}

static int
count_files(const char *folder)
{
	DIR *directory = opendir(scene_path(folder, ""));
	int count = 0;

	for (const struct dirent *entry = readdir(directory); entry != NULL;
	    entry = readdir(directory))
		count += entry->d_name[0] != '.';
	(void)closedir(directory);
	return count;
}

static void
test_read_only(void)
{
	struct model *model = model_new();
	struct signal *signal;
	struct store *store = NULL, *writer;
	struct err err = { .text = "" };
	char path[4200];
	uint64_t before;

	ok(store_open(&store, scene_path("none", ""), "x", true, &err) &&
		store_load(store, model, &err),
	    "nothing there: an empty store");
	store_close(store);
	ok(access(scene_path("none", ""), F_OK) != 0, "and nothing is made");
	wipe();
	make_history("");
	(void)snprintf(path, sizeof(path), "%s", scene_path("x", "x.db"));
	(void)chmod(path, 0400);
	before = print_of(path);
	signal = scene_signal(model, "s", "d", false);
	ok(store_open(&store, scene_path("x", ""), "x", true, &err) &&
		store_load(store, model, &err),
	    "read only");
	is_int((int64_t)signal->series[0]->count, 4000, "all of it");
	is_int(count_files("x"), 2, "no file beside it and the lock");
	ok(!scene_add(store, NULL, signal, "2025Q1", 1, 1),
	    "nothing can be written");
	store_close(store);
	ok(print_of(path) == before && mode_of(path) == 0400, "left as it was");
	(void)chmod(path, 0600);
	/* While another process writes, what it committed is seen. */
	writer = scene_store("x", "x");
	(void)scene_add(writer, NULL, signal, "2029Q1", 1, 1);
	model_clear(model, signal);
	ok(store_open(&store, scene_path("x", ""), "x", true, &err) &&
		store_load(store, model, &err),
	    "read only beside a writer");
	is_int((int64_t)signal->series[0]->count, 4001, "with its figure");
	store_close(store);
	store_close(writer);
	model_free(model);
}

int
main(void)
{
	test_refusals();
	test_scrambled();
	test_bit_flips();
	test_directories();
	test_modes();
	test_read_only();
	return done();
}
