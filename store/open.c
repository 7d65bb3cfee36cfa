/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/env.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/evidence.h"
#include "store/lock.h"
#include "store/sql.h"
#include "store/store.h"

enum { BUSY_MS = 5000, MAKE_WAIT_MS = 5000, SLUG_BYTES = 100 };

char *
store_directory(const char *explicit_path)
{
	const char *state = env_text("XDG_STATE_HOME");
	const char *home = env_text("HOME");

	if (explicit_path != NULL)
		return mem_text(explicit_path);
	if (state != NULL && state[0] == '/')
		return file_join(state, "bellwether");
	return home != NULL ? file_join(home, ".local/state/bellwether") : NULL;
}

/* Of ASCII, whatever the locale: the name of the file must not depend on it. */
static char
small_letter(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* "Alibaba Cloud" → "alibaba-cloud"; letters beyond ASCII stay, whole. */
static char *
slug(const char *name)
{
	struct buf out;

	buf_init(&out, LIMIT_LABEL);
	for (; *name != '\0'; name++) {
		char c = small_letter(*name);
		bool continues = ((unsigned char)c & 0xc0) == 0x80;

		if (out.length >= SLUG_BYTES && !continues)
			break;
		if (is_plain(c))
			(void)buf_char(&out, c);
		else if (out.length > 0 && out.bytes[out.length - 1] != '-')
			(void)buf_char(&out, '-');
	}
	while (out.length > 0 && out.bytes[out.length - 1] == '-')
		out.bytes[--out.length] = '\0';
	if (out.length == 0)
		(void)buf_text(&out, "watchlist");
	return buf_take(&out);
}

static void
harden(struct store *store)
{
	(void)sqlite3_busy_timeout(store->database, BUSY_MS);
	(void)sqlite3_db_config(
	    store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(
	    store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
}

/* The log needs memory that all who use it share: on one machine. */
static bool
set_journal(struct store *store, struct err *err)
{
	if (store->remote)
		return sql_own(store, "PRAGMA journal_mode = DELETE", err);
	return sql_own(store, "PRAGMA journal_mode = WAL", err);
}

static bool
configure(struct store *store, struct err *err)
{
	if (!sql_own(store, "PRAGMA foreign_keys = ON", err))
		return false;
	if (store->read_only)
		return true;
	return set_journal(store, err) &&
	    sql_own(store, "PRAGMA synchronous = FULL", err) &&
	    sql_own(store, "PRAGMA journal_size_limit = 4194304", err);
}

/* One of an older version is read as a copy, which is brought to this one. */
static bool
copy_to_memory(struct store *store, struct err *err)
{
	sqlite3 *file = store->database;
	sqlite3_backup *backup = NULL;
	bool copied;

	store->database = NULL;
	if (sqlite3_open_v2(":memory:", &store->database,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
		NULL) == SQLITE_OK)
		backup = sqlite3_backup_init(
		    store->database, "main", file, "main");
	copied = backup != NULL &&
	    sqlite3_backup_step(backup, -1) == SQLITE_DONE;
	copied = sqlite3_backup_finish(backup) == SQLITE_OK && copied;
	(void)sqlite3_close(file);
	harden(store);
	return copied || sql_fail(store, err);
}

/* Nobody asks how much it has allocated; counting that costs a lock each. It is
 * refused, and no harm done, where SQLite has begun already. */
static void
count_nothing(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static bool
connect_to(struct store *store, const char *path, int flags, bool is_new,
    struct err *err)
{
	flags |= SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX; /* one thread */
	count_nothing();
	if (sqlite3_open_v2(path, &store->database, flags, NULL) != SQLITE_OK)
		return sql_fail(store, err);
	harden(store);
	return schema_check(store, is_new, err) &&
	       (!store->is_old || !store->read_only ||
		   copy_to_memory(store, err)) &&
	       configure(store, err) &&
	       schema_prepare(store, err);
}

static void
disconnect(struct store *store)
{
	(void)sqlite3_close(store->database);
	store->database = NULL;
}

/* Whole under another name, then given its own: whoever is killed on the way
 * leaves no empty file that looks like a lost history. */
static bool
make_new(struct store *store, const char *path, struct err *err)
{
	static const char *const beside[] = { "", "-wal", "-shm", "-journal" };
	int file;
	bool made;

	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		char *left = mem_printf("%s%s", path, beside[i]);

		file_remove(left); /* of one that was killed */
		mem_free(left);
	}
	file = file_open_own(path, err); /* so that its mode is ours */
	if (file < 0)
		return false;
	(void)close(file);
	made = connect_to(store, path, SQLITE_OPEN_READWRITE, true, err);
	disconnect(store); /* the log goes with the last connection */
	return made && file_rename(path, store->path, err);
}

/* Runs take the same lock: they have made the history by then. */
static bool
make_database(struct store *store, struct err *err)
{
	char *path = mem_printf("%s.new", store->path);
	int lock = lock_take(store->lock_path, MAKE_WAIT_MS, err);
	struct file_facts facts;
	bool made = lock >= 0 &&
	    (file_look(store->path, &facts) || /* another was first */
		make_new(store, path, err));

	if (lock >= 0)
		(void)close(lock);
	mem_free(path);
	return made;
}

/* "file:/a%3fb.db?immutable=1" */
static char *
immutable_uri(const char *path)
{
	struct buf uri;

	buf_init(&uri, LIMIT_MESSAGE);
	(void)buf_text(&uri, "file:");
	for (; *path != '\0'; path++)
		if (strchr("%?#", *path) != NULL)
			(void)buf_printf(&uri, "%%%02x", *path);
		else
			(void)buf_char(&uri, *path);
	(void)buf_text(&uri, "?immutable=1");
	return buf_take(&uri);
}

/* SQLite makes files beside a log that it reads, unless it is told that nobody
 * writes. Where somebody does, there is a log already. */
static bool
open_to_read(struct store *store, struct err *err)
{
	char *log = mem_printf("%s-wal", store->path);
	char *uri = immutable_uri(store->path);
	struct file_facts facts;
	bool quiet = !file_look(log, &facts) || facts.size == 0;
	bool opened =
	    quiet ? connect_to(store, uri,
			SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, false, err)
		  : connect_to(
			store, store->path, SQLITE_OPEN_READONLY, false, err);

	mem_free(log);
	mem_free(uri);
	return opened;
}

static bool
open_database(struct store *store, struct err *err)
{
	bool read_only = store->read_only, there;
	struct file_facts facts;

	if (!file_check_own(store->path, !read_only, &there, &facts, err))
		return false;
	if (!there && read_only) {
		store->read_only = false; /* an empty store, in memory */
		return connect_to(
		    store, ":memory:", SQLITE_OPEN_READWRITE, true, err);
	}
	if (!there && !make_database(store, err))
		return false;
	if (there && facts.size == 0)
		return err_set(err,
		    "%s: it is empty, the history in it is lost; move it away "
		    "to begin anew",
		    store->path);
	return read_only ? open_to_read(store, err)
			 : connect_to(store, store->path, SQLITE_OPEN_READWRITE,
			       false, err);
}

bool
store_open(struct store **out, const char *directory, const char *name,
    bool read_only, struct err *err)
{
	struct store *store = mem_new(sizeof(*store));
	char *absolute = file_absolute(directory), *real, *file;
	bool opened = read_only || file_make_directory(absolute, err);

	/* SQLite follows no link in any part of the path: it is resolved. */
	real = file_real(absolute);
	if (real == NULL)
		real = mem_text(absolute);
	file = slug(name);
	store->read_only = read_only;
	store->lock = -1;
	store->path = mem_printf("%s/%s.db", real, file);
	store->lock_path = mem_printf("%s/%s.lock", real, file);
	store->remote = file_is_remote(real);
	store->stale = map_new();
	store->superseding = map_new();
	store->documents = map_new();
	opened = opened && open_database(store, err);
	mem_free(absolute);
	mem_free(real);
	mem_free(file);
	if (!opened) {
		store_close(store);
		return false;
	}
	*out = store;
	return true;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	store_unlock(store);
	for (int i = 0; i < SQL_COUNT; i++)
		(void)sqlite3_finalize(store->statements[i]);
	disconnect(store);
	for (size_t i = 0; i < map_count(store->documents); i++)
		document_release(map_value(store->documents, i));
	row_id_forget(&store->series);
	row_id_forget(&store->document);
	map_free(store->documents);
	map_free(store->superseding);
	map_free(store->stale);
	mem_free(store->path);
	mem_free(store->lock_path);
	mem_free(store);
}
