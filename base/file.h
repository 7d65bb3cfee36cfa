/* The one door to the file system. What is made here is the user's own: files
 * 0600, directories 0700, whatever the umask. Messages name the path. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

struct file_facts {
	int64_t size, modified_ns;
	bool directory;
	unsigned mode; /* permission bits */
	unsigned owner;
};

/* Appends the whole file to OUT; refuses what is larger than OUT's ceiling, and
 * what is no regular file. "-" is not special. */
bool file_read(const char *path, struct buf *out, struct err *err);

/* False where there is nothing that can be looked at. */
bool file_look(const char *path, struct file_facts *facts);

/* The directory and its missing parents. One that is there already must be
 * ours and not writable by others. */
bool file_make_directory(const char *path, struct err *err);

/* Opens for streaming reads, O_CLOEXEC; -1 with ERR set. The caller closes. */
int file_open(const char *path, struct err *err);

/* The same for what the user named on the command line: a FIFO or a device as
 * well, and who writes to it is waited for. */
int file_open_stream(const char *path, struct err *err);

/* Opens the user's own file to write, and makes it (0600) where it is missing;
 * no link is followed, and a file of somebody else is refused. O_CLOEXEC; -1
 * with ERR set. The caller closes. */
int file_open_own(const char *path, struct err *err);

/* A file of our own without a name in DIRECTORY: it is gone when it is closed.
 * -1 where the disk has none to give. O_CLOEXEC; the caller closes. */
int file_spool(const char *directory);

/* Whether PATH (no link is followed) is a regular file of the user, under this
 * one name; false with ERR set. Where nothing is there, that is fine, and
 * *THERE is false. PRIVATE: it is made 0600. */
bool file_check_own(const char *path, bool private, bool *there,
    struct file_facts *facts, struct err *err);

/* Gives FROM the name TO, for good: the directory is on the disk too. */
bool file_rename(const char *from, const char *to, struct err *err);
void file_remove(const char *path);

/* Whether PATH is on another machine (where this system can tell). */
bool file_is_remote(const char *path);

/* At the start: where standard input, output or error is closed, something that
 * cannot be written is put there, so that no file of ours gets its number and
 * what is printed with it. */
void file_keep_standard(void);

/* Paths; the caller owns what comes back. */
/* absolute NAME wins */
char *file_join(const char *directory, const char *name);
char *file_directory(const char *path);			  /* "." if none */
char *file_absolute(const char *path);

/* Where PATH leads, without links, "." and ".."; NULL where nothing is there.
 * And the directory of the program that runs, PROGRAM being its argv[0]. The
 * caller owns them. */
char *file_real(const char *path);
char *file_program_directory(const char *program);

#endif
