/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

int
file_open(const char *path, struct err *err)
{
	struct stat facts;
	/* Non-blocking, so that a FIFO in place of a file cannot hold us up. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (file < 0) {
		(void)err_set(err, "%s: %s", path, strerror(errno));
		return -1;
	}
	if (fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) {
		(void)err_set(err, "%s: it is no regular file", path);
		(void)close(file);
		return -1;
	}
	return file;
}

int
file_open_stream(const char *path, struct err *err)
{
	struct stat facts;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (file < 0) {
		(void)err_set(err, "%s: %s", path, strerror(errno));
		return -1;
	}
	if (fstat(file, &facts) == 0 && S_ISDIR(facts.st_mode)) {
		(void)err_set(err, "%s: %s", path, strerror(EISDIR));
		(void)close(file);
		return -1;
	}
	return file;
}

int
file_open_own(const char *path, struct err *err)
{
	struct stat facts;
	int file = open(path,
	    O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);

	if (file < 0) {
		(void)err_set(err, "%s: %s", path, strerror(errno));
		return -1;
	}
	if (fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode) ||
	    facts.st_uid != geteuid()) {
		(void)err_set(err, "%s: it is no file of ours", path);
		(void)close(file);
		return -1;
	}
	(void)fchmod(file, 0600);
	return file;
}

static bool
read_all(int file, const char *path, struct buf *out, struct err *err)
{
	char piece[16384];

	for (;;) {
		ssize_t got = read(file, piece, sizeof(piece));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(err, "%s: %s", path, strerror(errno));
		if (got == 0)
			return true;
		if (!buf_add(out, piece, (size_t)got))
			return err_set(err, "%s: it is larger than %zu KiB",
			    path, out->ceiling / 1024);
	}
}

bool
file_read(const char *path, struct buf *out, struct err *err)
{
	int file = file_open(path, err);
	bool whole;

	if (file < 0)
		return false;
	whole = read_all(file, path, out, err);
	(void)close(file);
	return whole;
}

static struct file_facts
facts_of(const struct stat *got)
{
	return (struct file_facts){
		.size = got->st_size,
		.modified_ns = (int64_t)got->st_mtim.tv_sec * 1000000000 +
		    got->st_mtim.tv_nsec,
		.directory = S_ISDIR(got->st_mode),
		.mode = (unsigned)got->st_mode & 07777,
		.owner = got->st_uid,
	};
}

bool
file_look(const char *path, struct file_facts *facts)
{
	struct stat got;

	if (stat(path, &got) != 0)
		return false;
	*facts = facts_of(&got);
	return true;
}

static const char *
why_not_own(const struct stat *got)
{
	if (S_ISDIR(got->st_mode))
		return "it is a directory";
	if (S_ISLNK(got->st_mode))
		return "it is a symbolic link, and none is followed here";
	if (!S_ISREG(got->st_mode))
		return "it is no regular file";
	if (got->st_uid != geteuid())
		return "it belongs to another user";
	if (got->st_nlink > 1)
		return "it has a second name (a hard link)";
	return NULL;
}

bool
file_check_own(const char *path, bool private, bool *there,
    struct file_facts *facts, struct err *err)
{
	const char *wrong;
	struct stat got;

	*there = lstat(path, &got) == 0;
	if (!*there)
		return errno == ENOENT || errno == ENOTDIR ||
		    err_set(err, "%s: %s", path, strerror(errno));
	*facts = facts_of(&got);
	wrong = why_not_own(&got);
	if (wrong != NULL)
		return err_set(err, "%s: %s", path, wrong);
	if (private && facts->mode != 0600 && chmod(path, 0600) != 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	return true;
}

static bool
sync_directory(const char *directory, struct err *err)
{
	int file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = (file >= 0 && fsync(file) == 0) ||
	    err_set(err, "%s: %s", directory, strerror(errno));

	if (file >= 0)
		(void)close(file);
	return synced;
}

bool
file_rename(const char *from, const char *to, struct err *err)
{
	char *directory;
	bool synced;

	if (rename(from, to) != 0)
		return err_set(err, "%s: %s", to, strerror(errno));
	directory = file_directory(to);
	synced = sync_directory(directory, err);
	mem_free(directory);
	return synced;
}

void
file_remove(const char *path)
{
	(void)unlink(path);
}

bool
file_is_remote(const char *path)
{
#ifdef __linux__
	/* NFS, SMB, CIFS, SMB2, 9p, AFS, as statfs(2) has them. */
	static const unsigned long kinds[] = { 0x6969, 0x517b, 0xff534d42,
		0xfe534d42, 0x01021997, 0x5346414f };
	struct statfs facts;

	if (statfs(path, &facts) != 0)
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (((unsigned long)facts.f_type & 0xffffffff) == kinds[i])
			return true;
#else
	(void)path;
#endif
	return false;
}

static bool
is_ours(const char *path, struct err *err)
{
	struct file_facts facts;

	if (!file_look(path, &facts))
		return err_set(err, "%s: %s", path, strerror(errno));
	if (!facts.directory)
		return err_set(err, "%s: it is no directory", path);
	if (facts.owner != geteuid())
		return err_set(err, "%s: it belongs to another user", path);
	if ((facts.mode & 022) != 0)
		return err_set(err,
		    "%s: others may write there; take that away with chmod "
		    "go-w",
		    path);
	return true;
}

/* The mode is set anew: a umask may have taken our own bits. */
static bool
make_one(const char *path, struct err *err)
{
	if (mkdir(path, 0700) == 0)
		return chmod(path, 0700) == 0 ||
		    err_set(err, "%s: %s", path, strerror(errno));
	return errno == EEXIST ||
	    err_set(err, "%s: %s", path, strerror(errno));
}

bool
file_make_directory(const char *path, struct err *err)
{
	char *copy = mem_text(path);
	bool made = true;

	/* Parents that exist are none of our business: /home is root's. */
	for (char *slash = strchr(copy, '/'); slash != NULL && made;
	    slash = strchr(slash + 1, '/')) {
		if (slash == copy)
			continue;
		*slash = '\0';
		made = make_one(copy, err);
		*slash = '/';
	}
	made = made && make_one(copy, err) && is_ours(path, err);
	mem_free(copy);
	return made;
}

void
file_keep_standard(void)
{
	int file;

	do
		file = open("/dev/null", O_RDONLY);
	while (file >= 0 && file <= STDERR_FILENO);
	if (file >= 0)
		(void)close(file);
}

char *
file_join(const char *directory, const char *name)
{
	size_t length = strlen(directory);

	if (name[0] == '/' || length == 0)
		return mem_text(name);
	return mem_printf("%s%s%s", directory,
	    directory[length - 1] == '/' ? "" : "/", name);
}

char *
file_directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return mem_text(".");
	return mem_bytes(path, slash > path ? (size_t)(slash - path) : 1);
}

char *
file_absolute(const char *path)
{
	char here[PATH_MAX];

	if (path[0] == '/' || getcwd(here, sizeof(here)) == NULL)
		return mem_text(path);
	return file_join(here, path);
}

char *
file_real(const char *path)
{
	char real[PATH_MAX];

	return realpath(path, real) != NULL ? mem_text(real) : NULL;
}

char *
file_program_directory(const char *program)
{
	char *real = file_real("/proc/self/exe");
	char *directory;

	if (real == NULL)
		real = file_real(program);
	directory = file_directory(real != NULL ? real : program);
	mem_free(real);
	return directory;
}

int
file_spool(const char *directory)
{
	char *name;
	int file = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (file >= 0)
		return file;
	/* Not every file system has files without a name. */
	name = mem_printf("%s/spool-XXXXXX", directory);
	file = mkostemp(name, O_CLOEXEC);
	if (file >= 0)
		(void)unlink(name);
	mem_free(name);
	return file;
}
