/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <unistd.h>

#include "base/err.h"
#include "base/map.h"
#include "store/lock.h"
#include "store/sql.h"

static bool
run(struct store *store, enum statement which, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, which, err);

	return statement != NULL && sql_run(store, statement, err);
}

static void
forget_rows(struct store *store)
{
	row_id_forget(&store->series);
	row_id_forget(&store->document);
}

bool
store_begin(struct store *store, struct err *err)
{
	forget_rows(store);
	store->in_transaction = run(store, SQL_BEGIN, err);
	return store->in_transaction;
}

bool
store_commit(struct store *store, struct err *err)
{
	if (!run(store, SQL_COMMIT, err))
		return false;
	store->in_transaction = false;
	map_free(store->superseding);
	store->superseding = map_new();
	return true;
}

void
store_rollback(struct store *store)
{
	struct err unused;

	if (!store->in_transaction)
		return;
	/* SQLite may have done it itself, where the disk failed. */
	(void)run(store, SQL_ROLLBACK, &unused);
	forget_rows(store); /* what it added is there no more */
	store->in_transaction = false;
	for (size_t i = 0; i < map_count(store->superseding); i++)
		map_put(store->stale, map_key(store->superseding, i), store);
	map_free(store->superseding);
	store->superseding = map_new();
}

bool
store_changed(struct store *store)
{
	struct err unused;
	sqlite3_stmt *statement = sql_prepare(store, SQL_CHANGES, &unused);
	bool failed = false;
	int64_t version = store->changes;

	if (statement != NULL && sql_row(store, statement, &failed, &unused))
		version = sql_column_integer(statement, 0);
	if (statement != NULL)
		(void)sqlite3_reset(statement);
	if (version == store->changes)
		return false;
	store->changes = version;
	return true;
}

bool
store_lock(struct store *store, int wait_ms, struct err *err)
{
	if (store->lock >= 0)
		return true;
	store->lock = lock_take(store->lock_path, wait_ms, err);
	return store->lock >= 0;
}

/* The file stays: who unlinks it takes the lock from somebody who waits. */
void
store_unlock(struct store *store)
{
	if (store->lock >= 0)
		(void)close(store->lock);
	store->lock = -1;
}
