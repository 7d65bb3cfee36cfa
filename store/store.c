/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/evidence.h"
#include "store/sql.h"

enum { BUSY_MS = 5000, LOCK_POLL_MS = 50 };

char *
store_directory(const char *explicit_path)
{
	const char *state = env_text("XDG_STATE_HOME");
	const char *home = env_text("HOME");

	if (explicit_path != NULL)
		return mem_text(explicit_path);
	if (state != NULL && state[0] == '/')
		return file_join(state, "bellwether");
	return home != NULL ? file_join(home, ".local/state/bellwether")
			    : NULL;
}

/* "Alibaba Cloud" → "alibaba-cloud"; letters beyond ASCII stay. */
static char *
slug(const char *name)
{
	struct buf out;

	buf_init(&out, LIMIT_LABEL);
	for (; *name != '\0' && out.length < 100; name++) {
		unsigned char c = (unsigned char)*name;

		if (isalnum(c) || c >= 0x80)
			(void)buf_char(&out, (char)tolower(c));
		else if (out.length > 0 &&
		    out.bytes[out.length - 1] != '-')
			(void)buf_char(&out, '-');
	}
	if (out.length == 0)
		(void)buf_text(&out, "watchlist");
	return buf_take(&out);
}

static bool
configure(struct store *store, struct err *err)
{
	(void)sqlite3_busy_timeout(store->database, BUSY_MS);
	(void)sqlite3_db_config(
	    store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(
	    store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (!sql_own(store, "PRAGMA foreign_keys = ON", err))
		return false;
	return store->read_only ||
	    (sql_own(store, "PRAGMA journal_mode = WAL", err) &&
		sql_own(store, "PRAGMA synchronous = FULL", err));
}

/* Made by us before SQLite does, so that nobody else's file is opened and the
 * mode is ours whatever the umask. */
static bool
make_file(const struct store *store, struct err *err)
{
	int file = file_open_own(store->path, err);

	if (file < 0)
		return false;
	(void)close(file);
	return true;
}

static bool
open_database(struct store *store, struct err *err)
{
	int flags = store->read_only ? SQLITE_OPEN_READONLY
				     : SQLITE_OPEN_READWRITE;
	struct file_facts facts;
	const char *path = store->path;

	/* Read only and nothing there: an empty store, in memory. */
	if (store->read_only && !file_look(store->path, &facts)) {
		path = ":memory:";
		flags = SQLITE_OPEN_READWRITE;
		store->read_only = false;
	} else if (!store->read_only && !make_file(store, err)) {
		return false;
	}
	if (sqlite3_open_v2(path, &store->database,
		flags | SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK)
		return sql_fail(store, err);
	return configure(store, err) && schema_prepare(store, err);
}

bool
store_open(struct store **out, const char *directory, const char *name,
    bool read_only, struct err *err)
{
	struct store *store = mem_new(sizeof(*store));
	char *absolute = file_absolute(directory);
	char *file = slug(name);
	bool opened;

	store->read_only = read_only;
	store->lock = -1;
	store->path = mem_printf("%s/%s.db", absolute, file);
	store->lock_path = mem_printf("%s/%s.lock", absolute, file);
	store->stale = map_new();
	store->documents = map_new();
	opened = (read_only || file_make_directory(absolute, err)) &&
	    open_database(store, err);
	mem_free(absolute);
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
	(void)sqlite3_close(store->database);
	for (size_t i = 0; i < map_count(store->documents); i++)
		document_release(map_value(store->documents, i));
	map_free(store->documents);
	map_free(store->stale);
	mem_free(store->path);
	mem_free(store->lock_path);
	mem_free(store);
}

static bool
run(struct store *store, enum statement which, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, which, err);

	return statement != NULL && sql_run(store, statement, err);
}

bool
store_begin(struct store *store, struct err *err)
{
	store->in_transaction = run(store, SQL_BEGIN, err);
	return store->in_transaction;
}

bool
store_commit(struct store *store, struct err *err)
{
	if (!run(store, SQL_COMMIT, err))
		return false;
	store->in_transaction = false;
	return true;
}

void
store_rollback(struct store *store)
{
	struct err unused;

	if (store->in_transaction)
		(void)run(store, SQL_ROLLBACK, &unused);
	store->in_transaction = false;
}

bool
store_lock(struct store *store, int wait_ms, struct err *err)
{
	int64_t until = clock_mono_ms() + wait_ms;

	store->lock = file_open_own(store->lock_path, err);
	if (store->lock < 0)
		return false;
	while (flock(store->lock, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set(
			    err, "%s: %s", store->lock_path, strerror(errno));
		if (clock_mono_ms() >= until)
			return err_set(err,
			    "another run is at work, and did not end within "
			    "%d s",
			    wait_ms / 1000);
		(void)poll(NULL, 0, LOCK_POLL_MS);
	}
	return true;
}

/* The file stays: who unlinks it takes the lock from somebody who waits. */
void
store_unlock(struct store *store)
{
	if (store->lock >= 0)
		(void)close(store->lock);
	store->lock = -1;
}
