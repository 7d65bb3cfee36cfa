/* SPDX-License-Identifier: MIT */
#include "store/sql.h"

#include <string.h>

#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"

#define FIGURE_COLUMNS \
	"f.kind, f.start, f.end, f.known_at, f.value, f.low, f.high," \
	" f.approximate, f.basis, f.confidence, f.remark, f.document," \
	" f.path, f.offset, f.text, f.evidence_remark, f.seen_at," \
	" f.definition, s.labels, s.signal, f.id FROM figure f" \
	" JOIN series s ON s.id = f.series"
#define EVENT_COLUMNS \
	"item, date, due, title, kind, link, status, value, low, high," \
	" approximate, unit, labels, basis, remark, known_at, document," \
	" path, offset, text, evidence_remark, definition, signal, id" \
	" FROM event"
#define TRANSITION_COLUMNS \
	"id, alert, title, was, state, was_late, late, why, at, value, low," \
	" high, approximate, unit, kind, start, end, rule, reason, told," \
	" left_out"
#define GROUND_COLUMNS \
	"of, depth, changed, name, labels, kind, start, end, value, low," \
	" high, approximate, unit, basis, known_at, before_value," \
	" before_low, before_high, before_approximate, before_known_at," \
	" title, said, was, document, path, offset, text, evidence_remark"

/* What some source gave last; and what some figure or event rests on. */
#define IS_LAST \
	"EXISTS (SELECT 1 FROM given g WHERE g.sha256 = b.sha256 AND" \
	" g.retrieved_at = (SELECT max(retrieved_at) FROM given" \
	" WHERE source = g.source))"
#define IS_USED \
	"EXISTS (SELECT 1 FROM document WHERE sha256 = b.sha256)"
#define BODY_FACTS \
	"SELECT b.sha256, g.source, g.url, g.retrieved_at, b.size, b.stored," \
	" g.about FROM given g JOIN body b ON b.sha256 = g.sha256 "

static const char *const texts[SQL_COUNT] = {
	[SQL_BODY_ADD] =
	    "INSERT INTO body (sha256, size, stored) VALUES (?, ?, ?)"
	    " ON CONFLICT DO NOTHING",
	[SQL_BODY_GIVE] =
	    "INSERT INTO given (source, sha256, url, retrieved_at, about)"
	    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (source, sha256) DO UPDATE"
	    " SET url = excluded.url, retrieved_at = excluded.retrieved_at,"
	    " about = excluded.about",
	[SQL_BODY_SEEN] =
	    "UPDATE given SET retrieved_at = ?2 WHERE source = ?1 AND sha256 ="
	    " (SELECT sha256 FROM given WHERE source = ?1"
	    " ORDER BY retrieved_at DESC LIMIT 1)",
	[SQL_BODY_FIRST] =
	    "SELECT min(retrieved_at) FROM document WHERE sha256 = ?",
	[SQL_BODY_FIND] = BODY_FACTS
	    "WHERE b.sha256 = ? ORDER BY g.retrieved_at DESC LIMIT 1",
	[SQL_BODY_LAST] = BODY_FACTS
	    "WHERE g.source = ? ORDER BY g.retrieved_at DESC LIMIT 1",
	/* Something was learned from each of them when it came. */
	[SQL_BODY_EARLIER] =
	    "SELECT d.sha256, d.source, d.url, d.retrieved_at, b.size,"
	    " b.stored, '' FROM document d JOIN body b ON b.sha256 = d.sha256"
	    " WHERE d.source = ?1 AND d.retrieved_at < ?2"
	    " ORDER BY d.retrieved_at, d.id",
	[SQL_BODY_UNUSED] = "SELECT sha256 FROM body b WHERE NOT " IS_LAST
			    " AND NOT " IS_USED " LIMIT 1",
	[SQL_BODY_OLDEST] =
	    "SELECT sha256 FROM body b ORDER BY " IS_LAST ","
	    " (SELECT max(retrieved_at) FROM given"
	    " WHERE sha256 = b.sha256) LIMIT 1",
	[SQL_BODY_SUM] = "SELECT coalesce(sum(stored), 0) FROM body",
	[SQL_BODY_DROP] = "DELETE FROM body WHERE sha256 = ?",
	[SQL_BODY_UNGIVE] = "DELETE FROM given WHERE sha256 = ?",
	[SQL_PIECE_ADD] =
	    "INSERT INTO piece (sha256, number, bytes) VALUES (?, ?, ?)",
	[SQL_PIECE_LOAD] =
	    "SELECT bytes FROM piece WHERE sha256 = ? ORDER BY number",
	[SQL_PIECE_DROP] = "DELETE FROM piece WHERE sha256 = ?",
	[SQL_BEGIN] = "BEGIN IMMEDIATE",
	[SQL_BEGIN_READ] = "BEGIN",
	[SQL_COMMIT] = "COMMIT",
	[SQL_ROLLBACK] = "ROLLBACK",
	[SQL_CHANGES] = "PRAGMA data_version",
	[SQL_NEWEST] = "SELECT (SELECT max(id) FROM figure),"
		       " (SELECT max(id) FROM event)",
	[SQL_SERIES_ADD] = "INSERT INTO series (signal, labels, voice)"
			   " VALUES (?, ?, ?)",
	[SQL_SERIES_FIND] = "SELECT id FROM series WHERE signal = ?"
			    " AND labels = ? AND voice = ?",
	[SQL_DOCUMENT_ADD] =
	    "INSERT INTO document (source, url, retrieved_at, sha256)"
	    " VALUES (?, ?, ?, ?)",
	[SQL_DOCUMENT_FIND] = "SELECT id FROM document WHERE source = ?"
			      " AND retrieved_at = ? AND sha256 IS ?",
	[SQL_DOCUMENT_LOAD] = "SELECT source, url, retrieved_at, sha256"
			      " FROM document WHERE id = ?",
	[SQL_FIGURE_ADD] =
	    "INSERT INTO figure (series, definition, kind, start, end,"
	    " known_at, value, low, high, approximate, basis, confidence,"
	    " remark, document, path, offset, text, evidence_remark, seen_at)"
	    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	/* Another process may have brought the same: the model's own rule,
	 * an equal amount as that known last adds nothing. */
	[SQL_FIGURE_IS_SAID] =
	    "SELECT value = ?6 AND low IS ?7 AND high IS ?8"
	    " AND approximate = ?9 FROM figure WHERE series = ?1"
	    " AND definition = ?2 AND start = ?3 AND end = ?4"
	    " AND known_at <= ?5 AND NOT superseded"
	    " ORDER BY known_at DESC, id DESC LIMIT 1",
	[SQL_FIGURE_SEEN] =
	    "UPDATE figure SET seen_at = ?5 WHERE id = (SELECT id FROM figure"
	    " WHERE series = ?1 AND definition = ?2 AND start = ?3 AND"
	    " end = ?4 AND NOT superseded ORDER BY known_at DESC LIMIT 1)"
	    " AND seen_at < ?5 - 3600",
	[SQL_FIGURE_SUPERSEDE] =
	    "UPDATE figure SET superseded = 1 WHERE NOT superseded"
	    " AND definition <> ?2 AND series IN"
	    " (SELECT id FROM series WHERE signal = ?1)",
	[SQL_FIGURE_LOAD] =
	    "SELECT " FIGURE_COLUMNS " WHERE s.signal = ?1"
	    " AND f.definition = ?2 AND NOT f.superseded"
	    " ORDER BY s.id, f.start, f.end, f.known_at, f.id",
	[SQL_FIGURE_LOAD_OLD] =
	    "SELECT " FIGURE_COLUMNS " WHERE s.signal = ?1"
	    " AND f.definition <> ?2 AND NOT f.superseded"
	    " ORDER BY s.id, f.start, f.end, f.known_at, f.id",
	[SQL_FIGURE_NEWS] = "SELECT " FIGURE_COLUMNS
			    " WHERE f.id > ? AND NOT f.superseded"
			    " ORDER BY f.id",
	[SQL_EVENT_ADD] =
	    "INSERT INTO event (signal, definition, item, date, due, title,"
	    " kind, link, status, value, low, high, approximate, unit, labels,"
	    " basis, remark, known_at, document, path, offset, text,"
	    " evidence_remark)"
	    " SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,"
	    "?17,?18,?19,?20,?21,?22,?23 WHERE NOT EXISTS (SELECT 1 FROM"
	    " (SELECT * FROM event WHERE signal = ?1 AND item = ?3"
	    " AND known_at <= ?18 AND definition = ?2 AND NOT superseded"
	    " ORDER BY known_at DESC, id DESC LIMIT 1) WHERE date = ?4"
	    " AND due IS ?5 AND title = ?6 AND kind = ?7 AND link IS ?8"
	    " AND status IS ?9 AND value IS ?10 AND low IS ?11"
	    " AND high IS ?12 AND approximate IS ?13 AND labels = ?15"
	    " AND basis = ?16)",
	[SQL_EVENT_SUPERSEDE] =
	    "UPDATE event SET superseded = 1 WHERE NOT superseded"
	    " AND definition <> ?2 AND signal = ?1",
	[SQL_EVENT_LOAD] = "SELECT " EVENT_COLUMNS
			   " WHERE signal = ?1 AND definition = ?2"
			   " AND NOT superseded ORDER BY known_at, id",
	[SQL_EVENT_LOAD_OLD] = "SELECT " EVENT_COLUMNS
			       " WHERE signal = ?1 AND definition <> ?2"
			       " AND NOT superseded ORDER BY known_at, id",
	[SQL_EVENT_NEWS] = "SELECT " EVENT_COLUMNS
			   " WHERE id > ? AND NOT superseded ORDER BY id",
	[SQL_ASIDE_ADD] =
	    "INSERT INTO aside (signal, labels, start, end, known_at, value,"
	    " reason, text) VALUES (?,?,?,?,?,?,?,?)"
	    " ON CONFLICT DO UPDATE SET reason = excluded.reason",
	[SQL_SOURCE_LOAD] =
	    "SELECT key, definition, state, reason, retrieved_at, asked_at,"
	    " not_before, failures, etag, last_modified, file_size,"
	    " file_modified_ns FROM source WHERE name = ?",
	[SQL_SOURCE_SAVE] =
	    "INSERT OR REPLACE INTO source (name, key, definition, state,"
	    " reason, retrieved_at, asked_at, not_before, failures, etag,"
	    " last_modified, file_size, file_modified_ns)"
	    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[SQL_ALERT_LOAD] =
	    "SELECT state, level, late, since, warn_run, crit_run,"
	    " warn_since, crit_since, rule_digest, subject, value, low, high,"
	    " approximate, kind, start, end FROM alert WHERE name = ?",
	[SQL_ALERT_SAVE] =
	    "INSERT OR REPLACE INTO alert (name, state, level, late, since,"
	    " warn_run, crit_run, warn_since, crit_since, rule_digest,"
	    " subject, value, low, high, approximate, kind, start, end)"
	    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[SQL_TRANSITION_ADD] =
	    "INSERT INTO transition (alert, title, was, state, was_late, late,"
	    " why, at, value, low, high, approximate, unit, kind, start, end,"
	    " rule, reason, left_out)"
	    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[SQL_TRANSITION_UNTOLD] =
	    "SELECT " TRANSITION_COLUMNS " FROM transition WHERE NOT told"
	    " ORDER BY id",
	[SQL_TRANSITION_OF] =
	    "SELECT " TRANSITION_COLUMNS " FROM transition WHERE alert = ?"
	    " ORDER BY id DESC LIMIT ?",
	[SQL_TRANSITION_TELL] = "UPDATE transition SET told = 1 WHERE id = ?",
	[SQL_GROUND_ADD] =
	    "INSERT INTO ground (transition_id, number, " GROUND_COLUMNS ")"
	    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
	    "?,?,?)",
	[SQL_GROUND_LOAD] = "SELECT " GROUND_COLUMNS
			    " FROM ground WHERE transition_id = ?"
			    " ORDER BY number",
	[SQL_JUDGED_LOAD] = "SELECT figure, event FROM judged",
	/* Nothing is written where nothing is new: others would look. */
	[SQL_JUDGED_SAVE] =
	    "UPDATE judged SET figure = f, event = e FROM"
	    " (SELECT (SELECT coalesce(max(id), 0) FROM figure) AS f,"
	    " (SELECT coalesce(max(id), 0) FROM event) AS e)"
	    " WHERE figure <> f OR event <> e",
	[SQL_TRANSITION_HUSH] =
	    "UPDATE transition SET told = ?2 WHERE alert = ?1 AND told = 0",
	[SQL_TRANSITION_HUSH_ONE] =
	    "UPDATE transition SET told = ?2 WHERE id = ?1 AND told = 0",
	[SQL_ACKNOWLEDGEMENTS] =
	    "SELECT alert, level, sticky, at, author, reason"
	    " FROM acknowledgement ORDER BY alert",
	[SQL_ACKNOWLEDGE] =
	    "INSERT OR REPLACE INTO acknowledgement (alert, level, sticky, at,"
	    " author, reason) VALUES (?,?,?,?,?,?)",
	[SQL_UNACKNOWLEDGE] = "DELETE FROM acknowledgement WHERE alert = ?",
	[SQL_SILENCES] =
	    "SELECT id, alert, signal, panel, labels, at, until, author,"
	    " reason FROM silence WHERE ended_at IS NULL ORDER BY id",
	[SQL_SILENCE_ADD] =
	    "INSERT INTO silence (alert, signal, panel, labels, at, until,"
	    " author, reason) VALUES (?,?,?,?,?,?,?,?)",
	[SQL_SILENCE_END] =
	    "UPDATE silence SET ended_at = ?2 WHERE id = ?1"
	    " AND ended_at IS NULL",
	[SQL_TELLINGS] = "SELECT alert, quiet, told_at, state, late"
			 " FROM telling ORDER BY alert",
	[SQL_TELLING_SAVE] =
	    "INSERT OR REPLACE INTO telling (alert, quiet, told_at, state,"
	    " late) VALUES (?,?,?,?,?)",
	[SQL_SIGNAL_NAMES] =
	    "SELECT signal FROM series WHERE id IN"
	    " (SELECT series FROM figure)"
	    " UNION SELECT signal FROM event ORDER BY 1",
};

bool
sql_fail(const struct store *store, struct err *err)
{
	return err_disk(err, "%s: %s", store->path,
	    store->database != NULL ? sqlite3_errmsg(store->database)
				    : "it cannot be opened");
}

sqlite3_stmt *
sql_prepare(struct store *store, enum statement which, struct err *err)
{
	sqlite3_stmt **statement = &store->statements[which];

	if (*statement == NULL &&
	    sqlite3_prepare_v3(store->database, texts[which], -1,
		SQLITE_PREPARE_PERSISTENT, statement, NULL) != SQLITE_OK) {
		(void)sql_fail(store, err);
		return NULL;
	}
	(void)sqlite3_reset(*statement);
	(void)sqlite3_clear_bindings(*statement);
	return *statement;
}

bool
sql_run(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int result = sqlite3_step(statement);

	if (result != SQLITE_DONE && result != SQLITE_ROW)
		(void)sql_fail(store, err);
	(void)sqlite3_reset(statement);
	return result == SQLITE_DONE || result == SQLITE_ROW;
}

bool
sql_row(struct store *store, sqlite3_stmt *statement, bool *failed,
    struct err *err)
{
	int result = sqlite3_step(statement);

	if (result == SQLITE_ROW)
		return true;
	*failed = result != SQLITE_DONE;
	if (*failed)
		(void)sql_fail(store, err);
	(void)sqlite3_reset(statement);
	return false;
}

bool
sql_own(struct store *store, const char *sql, struct err *err)
{
	bool ran = true;

	while (ran && *sql != '\0') {
		sqlite3_stmt *statement = NULL;
		int result = sqlite3_prepare_v2(
		    store->database, sql, -1, &statement, &sql);

		if (result == SQLITE_OK)
			do
				result = sqlite3_step(statement);
			while (result == SQLITE_ROW);
		ran = result == SQLITE_DONE || sql_fail(store, err);
		(void)sqlite3_finalize(statement);
	}
	return ran;
}

/* Transient: sqlite copies, callers free when they like. */
void
sql_text(sqlite3_stmt *statement, int at, const char *text)
{
	if (text == NULL)
		(void)sqlite3_bind_null(statement, at);
	else
		(void)sqlite3_bind_text(
		    statement, at, text, -1, SQLITE_TRANSIENT);
}

/* They are borrowed until the statement was run. */
void
sql_bytes(sqlite3_stmt *statement, int at, const void *bytes, size_t length)
{
	(void)sqlite3_bind_blob64(
	    statement, at, bytes, length, SQLITE_STATIC);
}

void
sql_integer(sqlite3_stmt *statement, int at, int64_t number)
{
	(void)sqlite3_bind_int64(statement, at, number);
}

void
sql_real(sqlite3_stmt *statement, int at, double number)
{
	(void)sqlite3_bind_double(statement, at, number);
}

/* A file that somebody else wrote is foreign too. */
char *
sql_column_text(sqlite3_stmt *statement, int at)
{
	const unsigned char *text = sqlite3_column_text(statement, at);
	int length = sqlite3_column_bytes(statement, at);

	if (text == NULL)
		return NULL;
	return foreign_clean((struct foreign){ (const char *)text,
	    (size_t)(length > 0 ? length : 0) });
}

char *
sql_column_word(sqlite3_stmt *statement, int at)
{
	char *text = sql_column_text(statement, at);

	return text != NULL ? text : mem_text("");
}

int64_t
sql_column_integer(sqlite3_stmt *statement, int at)
{
	return sqlite3_column_int64(statement, at);
}

double
sql_column_real(sqlite3_stmt *statement, int at)
{
	return sqlite3_column_double(statement, at);
}

bool
sql_column_is_null(sqlite3_stmt *statement, int at)
{
	return sqlite3_column_type(statement, at) == SQLITE_NULL;
}
