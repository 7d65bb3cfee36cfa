/* SQLite for this folder: prepared statements only, errors as sentences. */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/row_id.h"

struct err;

enum statement {
	SQL_BEGIN,
	SQL_BEGIN_READ,
	SQL_COMMIT,
	SQL_ROLLBACK,
	SQL_CHANGES,
	SQL_NEWEST,
	SQL_SERIES_ADD,
	SQL_SERIES_FIND,
	SQL_DOCUMENT_ADD,
	SQL_DOCUMENT_FIND,
	SQL_DOCUMENT_LOAD,
	SQL_FIGURE_ADD,
	SQL_FIGURE_IS_SAID,
	SQL_FIGURE_SEEN,
	SQL_FIGURE_SUPERSEDE,
	SQL_FIGURE_LOAD,
	SQL_FIGURE_LOAD_OLD,
	SQL_FIGURE_NEWS,
	SQL_EVENT_ADD,
	SQL_EVENT_SUPERSEDE,
	SQL_EVENT_LOAD,
	SQL_EVENT_LOAD_OLD,
	SQL_EVENT_NEWS,
	SQL_ASIDE_ADD,
	SQL_SOURCE_LOAD,
	SQL_SOURCE_SAVE,
	SQL_ALERT_LOAD,
	SQL_ALERT_SAVE,
	SQL_TRANSITION_ADD,
	SQL_TRANSITION_UNTOLD,
	SQL_TRANSITION_OF,
	SQL_TRANSITION_TELL,
	SQL_GROUND_ADD,
	SQL_GROUND_LOAD,
	SQL_JUDGED_LOAD,
	SQL_JUDGED_SAVE,
	SQL_SIGNAL_NAMES,
	SQL_TRANSITION_HUSH,
	SQL_TRANSITION_HUSH_ONE,
	SQL_ACKNOWLEDGEMENTS,
	SQL_ACKNOWLEDGE,
	SQL_UNACKNOWLEDGE,
	SQL_SILENCES,
	SQL_SILENCE_ADD,
	SQL_SILENCE_END,
	SQL_TELLINGS,
	SQL_TELLING_SAVE,
	SQL_BODY_ADD,
	SQL_BODY_GIVE,
	SQL_BODY_SEEN,
	SQL_BODY_FIND,
	SQL_BODY_FIRST,
	SQL_BODY_LAST,
	SQL_BODY_EARLIER,
	SQL_BODY_UNUSED,
	SQL_BODY_OLDEST,
	SQL_BODY_SUM,
	SQL_BODY_DROP,
	SQL_BODY_UNGIVE,
	SQL_PIECE_ADD,
	SQL_PIECE_LOAD,
	SQL_PIECE_DROP,
	SQL_COUNT
};

struct store {
	sqlite3 *database;
	sqlite3_stmt *statements[SQL_COUNT];
	char *path, *lock_path;
	int lock; /* descriptor, -1 */
	bool read_only, remote, is_old, in_transaction;
	int64_t changes;     /* grows with what other processes commit */
	int64_t last_figure, last_event; /* rows up to here were loaded */
	int64_t judged_figure, judged_event; /* and to here judged */
	struct map *stale;     /* signals loaded by an older definition */
	struct map *superseding; /* stale ones, in this transaction no more */
	struct map *documents; /* evidence's document row → struct document */
	struct row_id series, document; /* many figures in a row have them */
};

/* The statement, reset and with nothing bound; NULL with ERR set. */
sqlite3_stmt *sql_prepare(
    struct store *store, enum statement which, struct err *err);

/* Runs one that gives no rows. */
bool sql_run(struct store *store, sqlite3_stmt *statement, struct err *err);

/* One row more: true; false at the end, or with *FAILED and ERR set. */
bool sql_row(struct store *store, sqlite3_stmt *statement, bool *failed,
    struct err *err);
bool sql_fail(const struct store *store, struct err *err);

/* Statements of our own without values, with ';' between: nothing that came
 * from outside ever goes this way. */
bool sql_own(struct store *store, const char *sql, struct err *err);

/* Bound values; NULL is NULL. Numbered from 1. */
void sql_text(sqlite3_stmt *statement, int at, const char *text);
void sql_bytes(
    sqlite3_stmt *statement, int at, const void *bytes, size_t length);
void sql_integer(sqlite3_stmt *statement, int at, int64_t number);
void sql_real(sqlite3_stmt *statement, int at, double number);

/* Columns, from 0; a text is the caller's, clean, NULL for NULL, a word "". */
char *sql_column_text(sqlite3_stmt *statement, int at);
char *sql_column_word(sqlite3_stmt *statement, int at);
int64_t sql_column_integer(sqlite3_stmt *statement, int at);
double sql_column_real(sqlite3_stmt *statement, int at);
bool sql_column_is_null(sqlite3_stmt *statement, int at);

/* Whether it is a file of ours (IS_NEW: it is, and empty) that can be read;
 * nothing is written. Then the steps that it lacks. */
bool schema_check(struct store *store, bool is_new, struct err *err);
bool schema_prepare(struct store *store, struct err *err);

#endif
