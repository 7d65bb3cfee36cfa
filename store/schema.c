/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "base/err.h"
#include "store/sql.h"

/* Step N takes a file of version N to N + 1. Steps are never changed, only
 * added to: files of every release are out there. */
static const char *const steps[] = {
	"CREATE TABLE document ("
	" id INTEGER PRIMARY KEY, source TEXT NOT NULL, url TEXT,"
	" retrieved_at INTEGER NOT NULL, sha256 TEXT) STRICT;"
	"CREATE UNIQUE INDEX document_is ON document"
	" (source, retrieved_at, sha256);"
	"CREATE TABLE series ("
	" id INTEGER PRIMARY KEY, signal TEXT NOT NULL, labels TEXT NOT NULL,"
	" voice TEXT NOT NULL, UNIQUE (signal, labels, voice)) STRICT;"
	"CREATE TABLE figure ("
	" id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series,"
	" definition TEXT NOT NULL, superseded INTEGER NOT NULL DEFAULT 0,"
	" kind INTEGER NOT NULL, start INTEGER NOT NULL,"
	" end INTEGER NOT NULL, known_at INTEGER NOT NULL,"
	" value REAL NOT NULL, low REAL, high REAL,"
	" approximate INTEGER NOT NULL, basis TEXT NOT NULL,"
	" confidence TEXT, remark TEXT, document INTEGER REFERENCES document,"
	" path TEXT, offset INTEGER, text TEXT, evidence_remark TEXT,"
	" seen_at INTEGER NOT NULL) STRICT;"
	"CREATE INDEX figure_of ON figure"
	" (series, definition, start, end, known_at);"
	"CREATE TABLE event ("
	" id INTEGER PRIMARY KEY, signal TEXT NOT NULL,"
	" definition TEXT NOT NULL, superseded INTEGER NOT NULL DEFAULT 0,"
	" item TEXT NOT NULL, date INTEGER NOT NULL, due INTEGER,"
	" title TEXT NOT NULL, kind TEXT NOT NULL, link TEXT, status TEXT,"
	" value REAL, low REAL, high REAL, approximate INTEGER,"
	" unit TEXT, labels TEXT NOT NULL, basis TEXT NOT NULL, remark TEXT,"
	" known_at INTEGER NOT NULL, document INTEGER REFERENCES document,"
	" path TEXT, offset INTEGER, text TEXT) STRICT;"
	"CREATE INDEX event_of ON event (signal, definition);"
	"CREATE TABLE aside ("
	" id INTEGER PRIMARY KEY, signal TEXT NOT NULL, labels TEXT NOT NULL,"
	" start INTEGER NOT NULL, end INTEGER NOT NULL,"
	" known_at INTEGER NOT NULL, value REAL NOT NULL,"
	" reason TEXT NOT NULL, text TEXT,"
	" UNIQUE (signal, labels, start, end, value)) STRICT;"
	"CREATE TABLE source ("
	" name TEXT PRIMARY KEY, key TEXT, definition TEXT,"
	" state TEXT NOT NULL, reason TEXT, retrieved_at INTEGER NOT NULL,"
	" asked_at INTEGER NOT NULL, not_before INTEGER NOT NULL,"
	" failures INTEGER NOT NULL, etag TEXT, last_modified TEXT,"
	" file_size INTEGER NOT NULL, file_modified_ns INTEGER NOT NULL)"
	" STRICT, WITHOUT ROWID;"
	"CREATE TABLE alert ("
	" name TEXT PRIMARY KEY, state TEXT NOT NULL, level TEXT NOT NULL,"
	" late INTEGER NOT NULL, since INTEGER NOT NULL,"
	" warn_run INTEGER NOT NULL, crit_run INTEGER NOT NULL,"
	" warn_since INTEGER NOT NULL, crit_since INTEGER NOT NULL,"
	" rule_digest TEXT NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE transition ("
	" id INTEGER PRIMARY KEY, alert TEXT NOT NULL, title TEXT NOT NULL,"
	" was TEXT NOT NULL, state TEXT NOT NULL, was_late INTEGER NOT NULL,"
	" late INTEGER NOT NULL, why TEXT NOT NULL, at INTEGER NOT NULL,"
	" value REAL, low REAL, high REAL, approximate INTEGER,"
	" unit TEXT NOT NULL, kind INTEGER, start INTEGER, end INTEGER,"
	" rule TEXT NOT NULL, reason TEXT NOT NULL,"
	" told INTEGER NOT NULL DEFAULT 0) STRICT;"
	"CREATE INDEX transition_untold ON transition (told, id);"
	"CREATE INDEX transition_of ON transition (alert, id);",
};

enum { VERSION = sizeof(steps) / sizeof(steps[0]) };

static bool
read_version(struct store *store, int *version, struct err *err)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(store->database, "PRAGMA user_version", -1,
		&statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW) {
		(void)sqlite3_finalize(statement);
		return sql_fail(store, err);
	}
	*version = sqlite3_column_int(statement, 0);
	(void)sqlite3_finalize(statement);
	return true;
}

static bool
migrate(struct store *store, struct err *err)
{
	char pragma[48];
	int version;

	/* The lock first, then the version: of two that start at once the
	 * second finds the work done. */
	if (!sql_own(store, "BEGIN IMMEDIATE", err) ||
	    !read_version(store, &version, err))
		return false;
	for (; version < VERSION; version++)
		if (!sql_own(store, steps[version], err))
			return false;
	(void)sqlite3_snprintf(
	    sizeof(pragma), pragma, "PRAGMA user_version = %d", VERSION);
	return sql_own(store, pragma, err) && sql_own(store, "COMMIT", err);
}

bool
schema_prepare(struct store *store, struct err *err)
{
	int version;

	if (!read_version(store, &version, err))
		return false;
	if (version > VERSION)
		return err_set(err,
		    "%s was made by a newer bellwether (schema %d, this one "
		    "knows %d)",
		    store->path, version, VERSION);
	if (version == VERSION)
		return true;
	if (store->read_only)
		return err_set(err,
		    "%s is of an older version; run bellwether check once",
		    store->path);
	return migrate(store, err);
}
