/* What figures and events have in common in their rows: labels, an amount, the
 * evidence with its document. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "model/transition.h"
#include "store/sql.h"

struct amount;
struct evidence;
struct labels;
struct period;

void bind_labels(sqlite3_stmt *statement, int at, const struct labels *labels);

/* value, low, high, approximate from AT on; an open end is NULL. */
void bind_amount(
    sqlite3_stmt *statement, int at, const struct amount *amount);
/* False where the row (of a damaged file) holds none. */
bool column_amount(sqlite3_stmt *statement, int at, struct amount *amount);

/* kind, start, end from AT on; false where that is none. */
bool column_period(sqlite3_stmt *statement, int at, struct period *period);
void bind_period(
    sqlite3_stmt *statement, int at, const struct period *period);

/* document, path, offset, text, evidence_remark from AT on; all NULL without
 * evidence. DOCUMENT is evidence_document()'s, which comes first: it runs
 * statements of its own. */
bool evidence_document(struct store *store, const struct evidence *evidence,
    int64_t *document, struct err *err);
void bind_evidence(sqlite3_stmt *statement, int at,
    const struct evidence *evidence, int64_t document);
/* One reference is the caller's; NULL where there is none. */
struct evidence *column_evidence(
    struct store *store, sqlite3_stmt *statement, int at);

/* A time that a calendar can show. */
bool time_is_sane(int64_t time);

/* A state by its word; what is none is no data. */
enum alert_state column_alert_state(sqlite3_stmt *statement, int at);

/* The first column of the first row, 0 without one. */
bool find_id(struct store *store, sqlite3_stmt *statement, int64_t *id,
    struct err *err);

#endif
