/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "store/sql.h"

/* "bell": a history of ours, among all files that SQLite made. */
#define APPLICATION "0x62656c6c"
enum { APPLICATION_ID = 0x62656c6c };

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

	"PRAGMA application_id = " APPLICATION ";"
	"ALTER TABLE event ADD COLUMN evidence_remark TEXT;"
	"CREATE INDEX event_item ON event (signal, item, known_at);",

	"CREATE INDEX document_body ON document (sha256);",

	/* Version 3 kept bodies in two ways, of which one is no more: they
	 * are fetched anew. */
	"DROP TABLE IF EXISTS body;"
	"DROP TABLE IF EXISTS piece;"
	"DROP TABLE IF EXISTS given;"
	"UPDATE source SET etag = NULL, last_modified = NULL,"
	" file_size = 0, file_modified_ns = 0;"
	"CREATE TABLE body ("
	" sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL,"
	" stored INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE piece ("
	" sha256 TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,"
	" PRIMARY KEY (sha256, number)) STRICT;"
	/* Which source gave it; several may give the same. */
	"CREATE TABLE given ("
	" source TEXT NOT NULL, sha256 TEXT NOT NULL, url TEXT,"
	" retrieved_at INTEGER NOT NULL, about TEXT NOT NULL,"
	" PRIMARY KEY (source, sha256)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX given_body ON given (sha256);",

	/* What an alert was judged by last; what its changes rest on; and up
	 * to which rows of figures and events alerts were judged. */
	"ALTER TABLE alert ADD COLUMN subject TEXT;"
	"ALTER TABLE alert ADD COLUMN value REAL;"
	"ALTER TABLE alert ADD COLUMN low REAL;"
	"ALTER TABLE alert ADD COLUMN high REAL;"
	"ALTER TABLE alert ADD COLUMN approximate INTEGER;"
	"ALTER TABLE alert ADD COLUMN kind INTEGER;"
	"ALTER TABLE alert ADD COLUMN start INTEGER;"
	"ALTER TABLE alert ADD COLUMN end INTEGER;"
	"ALTER TABLE transition ADD COLUMN left_out INTEGER NOT NULL"
	" DEFAULT 0;"
	"CREATE TABLE ground ("
	" transition_id INTEGER NOT NULL REFERENCES transition,"
	" number INTEGER NOT NULL, of TEXT NOT NULL, depth INTEGER NOT NULL,"
	" changed INTEGER NOT NULL, name TEXT NOT NULL, labels TEXT NOT NULL,"
	" kind INTEGER, start INTEGER, end INTEGER,"
	" value REAL, low REAL, high REAL, approximate INTEGER,"
	" unit TEXT NOT NULL, basis TEXT NOT NULL, known_at INTEGER NOT NULL,"
	" before_value REAL, before_low REAL, before_high REAL,"
	" before_approximate INTEGER, before_known_at INTEGER,"
	" title TEXT, said TEXT, was TEXT,"
	" document INTEGER REFERENCES document, path TEXT, offset INTEGER,"
	" text TEXT, evidence_remark TEXT,"
	" PRIMARY KEY (transition_id, number)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE judged (figure INTEGER NOT NULL,"
	" event INTEGER NOT NULL) STRICT;"
	"INSERT INTO judged SELECT"
	" (SELECT coalesce(max(id), 0) FROM figure),"
	" (SELECT coalesce(max(id), 0) FROM event);",

	/* A transition's told is 0: not yet, 1: it was; else why it never
	 * will be, as enum quiet has it, plus 1: 2 acknowledged, 3 silenced,
	 * 4 muted. */
	"CREATE TABLE acknowledgement ("
	" alert TEXT PRIMARY KEY, level TEXT NOT NULL,"
	" sticky INTEGER NOT NULL, at INTEGER NOT NULL,"
	" author TEXT NOT NULL, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE silence ("
	" id INTEGER PRIMARY KEY, alert TEXT, signal TEXT, panel TEXT,"
	" labels TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL,"
	" author TEXT NOT NULL, reason TEXT NOT NULL, ended_at INTEGER)"
	" STRICT;"
	"CREATE INDEX silence_lasting ON silence (id)"
	" WHERE ended_at IS NULL;"
	"CREATE TABLE telling ("
	" alert TEXT PRIMARY KEY, quiet TEXT NOT NULL,"
	" told_at INTEGER NOT NULL, state TEXT NOT NULL,"
	" late INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
};

enum { VERSION = sizeof(steps) / sizeof(steps[0]) };

static bool
ask_number(struct store *store, const char *sql, int *number, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	bool got = sqlite3_prepare_v2(store->database, sql, -1, &statement,
		       NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW;

	if (got)
		*number = sqlite3_column_int(statement, 0);
	else
		(void)sql_fail(store, err);
	(void)sqlite3_finalize(statement);
	return got;
}

static bool
read_version(struct store *store, int *version, struct err *err)
{
	return ask_number(store, "PRAGMA user_version", version, err);
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
	(void)snprintf(
	    pragma, sizeof(pragma), "PRAGMA user_version = %d", VERSION);
	return sql_own(store, pragma, err) &&
	    sql_own(store, "COMMIT", err);
}

/* Any program's file may be called *.db. The first version did not sign its
 * files: those have our tables. */
static bool
is_ours(struct store *store, int version, bool *ours, struct err *err)
{
	int number;

	if (!ask_number(store, "PRAGMA application_id", &number, err))
		return false;
	*ours = number == APPLICATION_ID;
	if (*ours || version != 1)
		return true;
	if (!ask_number(store,
		"SELECT count(*) FROM sqlite_schema WHERE name IN"
		" ('document', 'series', 'figure', 'transition')",
		&number, err))
		return false;
	*ours = number == 4;
	return true;
}

bool
schema_check(struct store *store, bool is_new, struct err *err)
{
	bool ours = true;
	int version;

	if (!read_version(store, &version, err) ||
	    (!is_new && !is_ours(store, version, &ours, err)))
		return false;
	if (!ours)
		return err_set(err,
		    "%s: it is a database of another program", store->path);
	if (version > VERSION)
		return err_set(err,
		    "%s was made by a newer bellwether (schema %d, this one "
		    "knows %d)",
		    store->path, version, VERSION);
	store->is_old = version < VERSION;
	return true;
}

bool
schema_prepare(struct store *store, struct err *err)
{
	return !store->is_old || migrate(store, err);
}
