/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "tests/tap.h"

static char *
path_of(const char *name)
{
	return file_join(test_directory(), name);
}

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file == NULL)
		return;
	(void)fputs(text, file);
	(void)fclose(file);
}

static bool
refused(const char *path, size_t ceiling, const char *why)
{
	char *wanted = mem_printf("%s: %s", path, why);
	struct err err = { .text = "" };
	struct buf out;
	bool read, right;

	buf_init(&out, ceiling);
	read = file_read(path, &out, &err);
	buf_release(&out);
	right = is_string(read ? "(read)" : err.text, wanted, why);
	mem_free(wanted);
	return right;
}

static void
test_reading(void)
{
	char *path = path_of("read"), *fifo = path_of("fifo");
	char *none = path_of("none");
	struct file_facts facts;
	struct err err;
	struct buf out;

	write_file(path, "twelve bytes");
	buf_init(&out, 12);
	ok(file_read(path, &out, &err), "as large as the ceiling");
	is_string(buf_string(&out), "twelve bytes", "whole");
	buf_release(&out);
	refused(path, 11, "it is larger than 0 KiB");
	refused(none, 100, "No such file or directory");
	refused(test_directory(), 100, "it is no regular file");
	if (mkfifo(fifo, 0600) == 0)
		refused(fifo, 100, "it is no regular file");
	ok(file_look(path, &facts) && facts.size == 12 && !facts.directory &&
		facts.owner == geteuid() && facts.modified_ns > 0,
	    "looked at");
	ok(!file_look(none, &facts), "nothing to look at");
	mem_free(path);
	mem_free(fifo);
	mem_free(none);
}

static void
test_directories(void)
{
	char *deep = path_of("a/b//c/"), *parent = path_of("a");
	char *file = path_of("file"), *open = path_of("open");
	char *below = path_of("file/x"), *wanted;
	struct file_facts facts;
	mode_t before = umask(0777);
	struct err err = { .text = "" };

	ok(file_make_directory(deep, &err), "with its missing parents");
	(void)umask(before);
	ok(file_look(deep, &facts) && facts.directory && facts.mode == 0700,
	    "0700 under the umask 0777");
	ok(file_look(parent, &facts) && facts.mode == 0700, "the parent too");
	ok(file_make_directory(deep, &err), "it may be there already");
	write_file(file, "");
	ok(!file_make_directory(file, &err), "a file is none");
	wanted = mem_printf("%s: it is no directory", file);
	is_string(err.text, wanted, "and it says so");
	mem_free(wanted);
	ok(!file_make_directory(below, &err), "nor is there one below it");
	ok(!file_make_directory("", &err), "nor is \"\" one");
	is_string(err.text, ": No such file or directory", "and it says so");
	if (mkdir(open, 0700) == 0 && chmod(open, 0777) == 0) {
		ok(!file_make_directory(open, &err), "others may write there");
		wanted = mem_printf("%s: others may write there; take that "
				    "away with chmod go-w",
		    open);
		is_string(err.text, wanted, "and it says what to do");
		mem_free(wanted);
	}
	mem_free(deep);
	mem_free(parent);
	mem_free(file);
	mem_free(open);
	mem_free(below);
}

static void
test_paths(void)
{
	static const struct {
		const char *directory, *name, *joined;
	} joins[] = { { "a", "b", "a/b" }, { "a/", "b", "a/b" },
		{ "a", "/b", "/b" }, { "", "b", "b" }, { "/", "b", "/b" } };
	static const struct {
		const char *path, *directory;
	} directories[] = { { "a/b", "a" }, { "b", "." }, { "/b", "/" },
		{ "/a/b", "/a" }, { "a/", "a" }, { "", "." } };
	char *path;

	for (size_t i = 0; i < ARRAY_LEN(joins); i++) {
		path = file_join(joins[i].directory, joins[i].name);
		is_string(path, joins[i].joined, "joined");
		mem_free(path);
	}
	for (size_t i = 0; i < ARRAY_LEN(directories); i++) {
		path = file_directory(directories[i].path);
		is_string(path, directories[i].directory, "its directory");
		mem_free(path);
	}
	path = file_absolute("x");
	ok(path[0] == '/' && !strcmp(path + strlen(path) - 2, "/x"),
	    "absolute");
	mem_free(path);
}

int
main(void)
{
	test_reading();
	test_directories();
	test_paths();
	return done();
}
