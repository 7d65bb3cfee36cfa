/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"
#include "store/sql.h"
#include "store/store.h"

static void
bind_labels(sqlite3_stmt *statement, int at, const struct labels *labels)
{
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	labels_format(&text, labels);
	sql_text(statement, at, buf_string(&text));
	buf_release(&text);
}

static bool
find_id(struct store *store, sqlite3_stmt *statement, int64_t *id,
    struct err *err)
{
	bool failed = false;

	*id = 0;
	if (sql_row(store, statement, &failed, err))
		*id = sql_column_integer(statement, 0);
	(void)sqlite3_reset(statement);
	return !failed;
}

static bool
series_id(struct store *store, const char *signal,
    const struct labels *labels, enum basis voice, int64_t *id,
    struct err *err)
{
	static const enum statement ways[] = { SQL_SERIES_FIND,
		SQL_SERIES_ADD, SQL_SERIES_FIND };

	*id = 0;
	for (int i = 0; i < 3 && *id == 0; i++) {
		sqlite3_stmt *statement = sql_prepare(store, ways[i], err);

		if (statement == NULL)
			return false;
		sql_text(statement, 1, signal);
		bind_labels(statement, 2, labels);
		sql_text(statement, 3, basis_name(voice));
		if (ways[i] == SQL_SERIES_ADD
			? !sql_run(store, statement, err)
			: !find_id(store, statement, id, err))
			return false;
	}
	return true;
}

static bool
document_id(struct store *store, const struct document *document, int64_t *id,
    struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_DOCUMENT_FIND, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, document->source);
	sql_integer(statement, 2, document->retrieved_at);
	sql_text(statement, 3, document->sha256);
	if (!find_id(store, statement, id, err) || *id != 0)
		return *id != 0;
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

/* An open end is NULL. */
static void
bind_amount(sqlite3_stmt *statement, int at, const struct amount *amount)
{
	sql_real(statement, at, amount->value);
	if (!isinf(amount->low))
		sql_real(statement, at + 1, amount->low);
	if (!isinf(amount->high))
		sql_real(statement, at + 2, amount->high);
	sql_integer(statement, at + 3, amount->approximate);
}

static struct amount
column_amount(sqlite3_stmt *statement, int at)
{
	struct amount amount = { sql_column_real(statement, at),
		sql_column_real(statement, at + 1),
		sql_column_real(statement, at + 2),
		sql_column_integer(statement, at + 3) != 0 };

	if (sql_column_is_null(statement, at + 1))
		amount.low = -(double)INFINITY;
	if (sql_column_is_null(statement, at + 2))
		amount.high = (double)INFINITY;
	return amount;
}

/* document, path, offset, text from AT on; no evidence: all NULL. */
static bool
bind_evidence(struct store *store, sqlite3_stmt *statement, int at,
    const struct evidence *evidence, int64_t document)
{
	(void)store;
	if (evidence == NULL)
		return true;
	if (document != 0)
		sql_integer(statement, at, document);
	sql_text(statement, at + 1, evidence->path);
	if (evidence->offset >= 0)
		sql_integer(statement, at + 2, evidence->offset);
	sql_text(statement, at + 3, evidence->text);
	return true;
}

static bool
evidence_document(struct store *store, const struct evidence *evidence,
    int64_t *id, struct err *err)
{
	*id = 0;
	return evidence == NULL || evidence->document == NULL ||
	    document_id(store, evidence->document, id, err);
}

bool
store_add(struct store *store, const struct signal *signal,
    const struct labels *labels, enum basis voice, const struct period *period,
    const struct vintage *vintage, struct err *err)
{
	const struct definition *definition = signal->definition;
	int64_t series, document;
	sqlite3_stmt *statement;

	if (!series_id(store, definition->name, labels, voice, &series, err) ||
	    !evidence_document(store, vintage->evidence, &document, err))
		return false;
	statement = sql_prepare(store, SQL_FIGURE_ADD, err);
	if (statement == NULL)
		return false;
	sql_integer(statement, 1, series);
	sql_text(statement, 2, definition->digest);
	sql_integer(statement, 3, period->kind);
	sql_integer(statement, 4, period->start);
	sql_integer(statement, 5, period->end);
	sql_integer(statement, 6, vintage->known_at);
	bind_amount(statement, 7, &vintage->amount);
	sql_text(statement, 11, basis_name(vintage->basis));
	sql_text(statement, 12, vintage->confidence);
	sql_text(statement, 13, vintage->remark);
	(void)bind_evidence(
	    store, statement, 14, vintage->evidence, document);
	sql_text(statement, 18,
	    vintage->evidence != NULL ? vintage->evidence->remark : NULL);
	sql_integer(statement, 19,
	    vintage->evidence != NULL && vintage->evidence->document != NULL
		? vintage->evidence->document->retrieved_at
		: vintage->known_at);
	return sql_run(store, statement, err);
}

bool
store_seen(struct store *store, const struct signal *signal,
    const struct labels *labels, enum basis voice, const struct period *period,
    int64_t seen_at, struct err *err)
{
	sqlite3_stmt *statement;
	int64_t series;

	if (!series_id(store, signal->definition->name, labels, voice, &series,
		err))
		return false;
	statement = sql_prepare(store, SQL_FIGURE_SEEN, err);
	if (statement == NULL)
		return false;
	sql_integer(statement, 1, series);
	sql_text(statement, 2, signal->definition->digest);
	sql_integer(statement, 3, period->start);
	sql_integer(statement, 4, period->end);
	sql_integer(statement, 5, seen_at);
	return sql_run(store, statement, err);
}

bool
store_set_aside(struct store *store, const struct signal *signal,
    const struct labels *labels, const struct period *period,
    const struct vintage *vintage, const char *reason, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_ASIDE_ADD, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, signal->definition->name);
	bind_labels(statement, 2, labels);
	sql_integer(statement, 3, period->start);
	sql_integer(statement, 4, period->end);
	sql_integer(statement, 5, vintage->known_at);
	sql_real(statement, 6, vintage->amount.value);
	sql_text(statement, 7, reason);
	sql_text(statement, 8,
	    vintage->evidence != NULL ? vintage->evidence->text : NULL);
	return sql_run(store, statement, err);
}

bool
store_supersede(
    struct store *store, const struct signal *signal, struct err *err)
{
	static const enum statement both[] = { SQL_FIGURE_SUPERSEDE,
		SQL_EVENT_SUPERSEDE };

	for (int i = 0; i < 2; i++) {
		sqlite3_stmt *statement = sql_prepare(store, both[i], err);

		if (statement == NULL)
			return false;
		sql_text(statement, 1, signal->definition->name);
		sql_text(statement, 2, signal->definition->digest);
		if (!sql_run(store, statement, err))
			return false;
	}
	map_put(store->stale, signal->definition->name, NULL);
	return true;
}

bool
store_add_event(struct store *store, const struct signal *signal,
    const struct event *event, struct err *err)
{
	struct buf unit;
	int64_t document;
	sqlite3_stmt *statement;

	if (!evidence_document(store, event->evidence, &document, err))
		return false;
	statement = sql_prepare(store, SQL_EVENT_ADD, err);
	if (statement == NULL)
		return false;
	sql_text(statement, 1, signal->definition->name);
	sql_text(statement, 2, signal->definition->digest);
	sql_text(statement, 3, event->id);
	sql_integer(statement, 4, event->date);
	if (event->due != NO_DATE)
		sql_integer(statement, 5, event->due);
	sql_text(statement, 6, event->title);
	sql_text(statement, 7, event->kind);
	sql_text(statement, 8, event->link);
	sql_text(statement, 9, event->status);
	if (event->has_amount)
		bind_amount(statement, 10, &event->amount);
	buf_init(&unit, LIMIT_LABEL);
	unit_format(&unit, &event->unit);
	sql_text(statement, 14, buf_string(&unit));
	buf_release(&unit);
	bind_labels(statement, 15, &event->labels);
	sql_text(statement, 16, basis_name(event->basis));
	sql_text(statement, 17, event->remark);
	sql_integer(statement, 18, event->known_at);
	(void)bind_evidence(store, statement, 19, event->evidence, document);
	return sql_run(store, statement, err);
}

/* The document of a row, once made and then shared. */
static struct document *
load_document(struct store *store, int64_t id)
{
	static const char sql[] = "SELECT source, url, retrieved_at, sha256"
				  " FROM document WHERE id = ?";
	struct document *document = NULL;
	sqlite3_stmt *statement = NULL;
	char key[24];

	(void)snprintf(key, sizeof(key), "%lld", (long long)id);
	document = map_find(store->documents, key);
	if (document != NULL)
		return document;
	if (sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL) ==
		SQLITE_OK &&
	    sqlite3_bind_int64(statement, 1, id) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW) {
		char *source = sql_column_text(statement, 0);
		char *url = sql_column_text(statement, 1);
		char *sha256 = sql_column_text(statement, 3);

		document = document_new(source, url,
		    sql_column_integer(statement, 2), sha256);
		map_put(store->documents, key, document);
		mem_free(source);
		mem_free(url);
		mem_free(sha256);
	}
	(void)sqlite3_finalize(statement);
	return document;
}

static struct evidence *
column_evidence(struct store *store, sqlite3_stmt *statement, int at,
    char *remark)
{
	struct evidence *evidence;
	char *path = sql_column_text(statement, at + 1);
	char *text = sql_column_text(statement, at + 3);
	int64_t offset = sql_column_is_null(statement, at + 2)
	    ? -1
	    : sql_column_integer(statement, at + 2);
	struct document *document = sql_column_is_null(statement, at)
	    ? NULL
	    : load_document(store, sql_column_integer(statement, at));

	evidence = document != NULL || path != NULL
	    ? evidence_new(document, path, offset, text, remark)
	    : NULL;
	mem_free(path);
	mem_free(text);
	mem_free(remark);
	return evidence;
}

static void
load_figure(struct store *store, struct model *model, struct signal *signal,
    sqlite3_stmt *statement)
{
	struct period period = {
		sql_column_integer(statement, 1),
		sql_column_integer(statement, 2),
		(enum period_kind)sql_column_integer(statement, 0),
	};
	char *basis = sql_column_text(statement, 8);
	char *labels_text = sql_column_text(statement, 18);
	struct vintage vintage = {
		.amount = column_amount(statement, 4),
		.known_at = sql_column_integer(statement, 3),
		.confidence = sql_column_text(statement, 9),
		.remark = sql_column_text(statement, 10),
		.evidence = column_evidence(store, statement, 11,
		    sql_column_text(statement, 15)),
	};
	struct labels labels;

	if (period.kind < PERIOD_KIND_COUNT &&
	    basis_parse(&vintage.basis, basis) &&
	    labels_parse(&labels, labels_text)) {
		(void)model_add(model, signal, &labels, period, &vintage);
		labels_release(&labels);
	}
	mem_free(basis);
	mem_free(labels_text);
	vintage_release(&vintage);
}

static void
load_event(struct store *store, struct model *model, struct signal *signal,
    sqlite3_stmt *statement)
{
	struct event event = {
		.id = sql_column_text(statement, 0),
		.date = sql_column_integer(statement, 1),
		.due = sql_column_is_null(statement, 2)
		    ? NO_DATE
		    : sql_column_integer(statement, 2),
		.title = sql_column_text(statement, 3),
		.kind = sql_column_text(statement, 4),
		.link = sql_column_text(statement, 5),
		.status = sql_column_text(statement, 6),
		.has_amount = !sql_column_is_null(statement, 7),
		.amount = column_amount(statement, 7),
		.unit = signal->definition->unit,
		.remark = sql_column_text(statement, 14),
		.known_at = sql_column_integer(statement, 15),
		.evidence = column_evidence(store, statement, 16, NULL),
	};
	char *labels = sql_column_text(statement, 12);
	char *basis = sql_column_text(statement, 13);

	if (labels_parse(&event.labels, labels) &&
	    basis_parse(&event.basis, basis))
		(void)model_add_event(model, signal, &event);
	mem_free(labels);
	mem_free(basis);
	event_release(&event);
}

/* A row's own definition is not the signal's any more: it stands until the new
 * one has brought something. */
static void
note_stale(struct store *store, const struct signal *signal,
    sqlite3_stmt *statement, int at)
{
	char *definition = sql_column_text(statement, at);

	if (definition != NULL &&
	    strcmp(definition, signal->definition->digest) != 0)
		map_put(store->stale, signal->definition->name,
		    (void *)(uintptr_t)1);
	mem_free(definition);
}

static bool
load_signal(struct store *store, struct model *model, struct signal *signal,
    struct err *err)
{
	bool events = signal->definition->events, failed = false;
	sqlite3_stmt *statement = sql_prepare(
	    store, events ? SQL_EVENT_LOAD : SQL_FIGURE_LOAD, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, signal->definition->name);
	while (sql_row(store, statement, &failed, err)) {
		note_stale(store, signal, statement, events ? 20 : 17);
		if (events)
			load_event(store, model, signal, statement);
		else
			load_figure(store, model, signal, statement);
	}
	return !failed;
}

bool
store_load(struct store *store, struct model *model, struct err *err)
{
	for (size_t i = 0; i < model_count(model); i++) {
		struct signal *signal = model_signal(model, i);

		if (signal->definition->expr == NULL &&
		    !load_signal(store, model, signal, err))
			return false;
	}
	return true;
}

bool
store_is_stale(const struct store *store, const struct signal *signal)
{
	return map_find(store->stale, signal->definition->name) != NULL;
}

bool
store_orphans(struct store *store, const struct model *model, char ***names,
    size_t *count, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_SIGNAL_NAMES, err);
	bool failed = false;

	*names = NULL;
	*count = 0;
	if (statement == NULL)
		return false;
	while (sql_row(store, statement, &failed, err)) {
		char *name = sql_column_text(statement, 0);

		if (name == NULL || model_find(model, name) != NULL) {
			mem_free(name);
			continue;
		}
		*names = mem_room(*names, *count, sizeof(**names));
		(*names)[(*count)++] = name;
	}
	return !failed;
}
