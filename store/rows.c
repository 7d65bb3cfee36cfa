/* SPDX-License-Identifier: MIT */
#include "store/rows.h"

#include <math.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/amount.h"
#include "model/evidence.h"
#include "model/labels.h"
#include "model/period.h"

void
bind_labels(sqlite3_stmt *statement, int at, const struct labels *labels)
{
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	labels_format(&text, labels);
	sql_text(statement, at, buf_string(&text));
	buf_release(&text);
}

bool
find_id(
    struct store *store, sqlite3_stmt *statement, int64_t *id, struct err *err)
{
	bool failed = false;

	*id = 0;
	if (sql_row(store, statement, &failed, err))
		*id = sql_column_integer(statement, 0);
	(void)sqlite3_reset(statement);
	return !failed;
}

void
bind_amount(sqlite3_stmt *statement, int at, const struct amount *amount)
{
	sql_real(statement, at, amount->value);
	if (!isinf(amount->low))
		sql_real(statement, at + 1, amount->low);
	if (!isinf(amount->high))
		sql_real(statement, at + 2, amount->high);
	sql_integer(statement, at + 3, amount->approximate);
}

bool
column_amount(sqlite3_stmt *statement, int at, struct amount *amount)
{
	*amount = (struct amount){ sql_column_real(statement, at),
		sql_column_real(statement, at + 1),
		sql_column_real(statement, at + 2),
		sql_column_integer(statement, at + 3) != 0 };
	if (sql_column_is_null(statement, at + 1))
		amount->low = -(double)INFINITY;
	if (sql_column_is_null(statement, at + 2))
		amount->high = (double)INFINITY;
	return !sql_column_is_null(statement, at) && isfinite(amount->value);
}

bool
column_period(sqlite3_stmt *statement, int at, struct period *period)
{
	int64_t kind = sql_column_integer(statement, at);

	*period = (struct period){ sql_column_integer(statement, at + 1),
		sql_column_integer(statement, at + 2), PERIOD_INSTANT };
	if (sql_column_is_null(statement, at) || kind < 0 ||
	    kind >= PERIOD_KIND_COUNT || !time_is_sane(period->start) ||
	    !time_is_sane(period->end) || period->start > period->end)
		return false;
	period->kind = (enum period_kind)kind;
	return true;
}

void
bind_period(sqlite3_stmt *statement, int at, const struct period *period)
{
	sql_integer(statement, at, period->kind);
	sql_integer(statement, at + 1, period->start);
	sql_integer(statement, at + 2, period->end);
}

static bool
find_document(struct store *store, const struct document *document,
    int64_t *id, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_DOCUMENT_FIND, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, document->source);
	sql_integer(statement, 2, document->retrieved_at);
	sql_text(statement, 3, document->sha256);
	if (!find_id(store, statement, id, err))
		return false;
	if (*id != 0)
		return true;
	statement = sql_prepare(store, SQL_DOCUMENT_ADD, err);
	if (statement == NULL)
		return false;
	sql_text(statement, 1, document->source);
	sql_text(statement, 2, document->url);
	sql_integer(statement, 3, document->retrieved_at);
	sql_text(statement, 4, document->sha256);
	if (!sql_run(store, statement, err))
		return false;
	*id = sqlite3_last_insert_rowid(store->database);
	return true;
}

static bool
document_id(struct store *store, const struct document *document, int64_t *id,
    struct err *err)
{
	struct row_id *last = &store->document;

	if (!row_id_is(last,
		mem_printf("%lld %s %s", (long long)document->retrieved_at,
		    document->sha256 != NULL ? document->sha256 : "-",
		    document->source)) &&
	    !find_document(store, document, &last->id, err))
		return false;
	*id = last->id;
	return true;
}

bool
evidence_document(struct store *store, const struct evidence *evidence,
    int64_t *document, struct err *err)
{
	*document = 0;
	return evidence == NULL || evidence->document == NULL ||
	       document_id(store, evidence->document, document, err);
}

void
bind_evidence(sqlite3_stmt *statement, int at, const struct evidence *evidence,
    int64_t document)
{
	if (evidence == NULL)
		return;
	if (document != 0)
		sql_integer(statement, at, document);
	sql_text(statement, at + 1, evidence->path);
	if (evidence->offset >= 0)
		sql_integer(statement, at + 2, evidence->offset);
	sql_text(statement, at + 3, evidence->text);
	sql_text(statement, at + 4, evidence->remark);
}

/* The document of a row, once made and then shared; NULL where it is lost. */
static struct document *
load_document(struct store *store, int64_t id)
{
	struct document *document;
	bool failed = false;
	sqlite3_stmt *statement;
	struct err unused;
	char key[24];

	(void)snprintf(key, sizeof(key), "%lld", (long long)id);
	document = map_find(store->documents, key);
	if (document != NULL)
		return document;
	statement = sql_prepare(store, SQL_DOCUMENT_LOAD, &unused);
	if (statement == NULL)
		return NULL;
	sql_integer(statement, 1, id);
	if (sql_row(store, statement, &failed, &unused)) {
		char *source = sql_column_word(statement, 0);
		char *url = sql_column_text(statement, 1);
		char *sha256 = sql_column_text(statement, 3);

		document = document_new(
		    source, url, sql_column_integer(statement, 2), sha256);
		map_put(store->documents, key, document);
		mem_free(source);
		mem_free(url);
		mem_free(sha256);
	}
	(void)sqlite3_reset(statement);
	return document;
}

struct evidence *
column_evidence(struct store *store, sqlite3_stmt *statement, int at)
{
	struct evidence *evidence = NULL;
	char *path = sql_column_text(statement, at + 1);
	char *text = sql_column_text(statement, at + 3);
	char *remark = sql_column_text(statement, at + 4);
	int64_t offset = sql_column_is_null(statement, at + 2)
			     ? -1
			     : sql_column_integer(statement, at + 2);
	struct document *document =
	    sql_column_is_null(statement, at)
		? NULL
		: load_document(store, sql_column_integer(statement, at));

	if (document != NULL || path != NULL || text != NULL || remark != NULL)
		evidence = evidence_new(document, path, offset, text, remark);
	mem_free(path);
	mem_free(text);
	mem_free(remark);
	return evidence;
}

bool
time_is_sane(int64_t time)
{
	static const int64_t year_0 = -62167219200, year_10000 = 253402300800;

	return time >= year_0 && time <= year_10000;
}
