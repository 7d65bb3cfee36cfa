/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"
#include "store/rows.h"
#include "store/store.h"

enum { /* columns of FIGURE_COLUMNS and EVENT_COLUMNS */
	FIGURE_DEFINITION = 17,
	FIGURE_SIGNAL = 19,
	FIGURE_ID = 20,
	EVENT_DEFINITION = 21,
	EVENT_SIGNAL = 22,
	EVENT_ID = 23
};

static unsigned
round_of(int64_t id, int64_t judged)
{
	return id <= judged ? ROUND_JUDGED : 0;
}

/* A row that a damaged file made senseless is left out. */
static enum added
load_figure(struct store *store, struct model *model, struct signal *signal,
    sqlite3_stmt *statement)
{
	struct period period;
	char *basis = sql_column_word(statement, 8);
	char *labels_text = sql_column_word(statement, 18);
	struct vintage vintage = {
		.known_at = sql_column_integer(statement, 3),
		.confidence = sql_column_text(statement, 9),
		.remark = sql_column_text(statement, 10),
		.evidence = column_evidence(store, statement, 11),
		.seen_at = sql_column_integer(statement, 16),
		.round = round_of(sql_column_integer(statement, FIGURE_ID),
		    store->judged_figure),
	};
	enum added added = ADDED_NOTHING;
	struct labels labels;

	if (column_period(statement, 0, &period) &&
	    time_is_sane(vintage.known_at) &&
	    column_amount(statement, 4, &vintage.amount) &&
	    basis_parse(&vintage.basis, basis) &&
	    labels_parse(&labels, labels_text)) {
		added = model_add(model, signal, &labels, period, &vintage);
		labels_release(&labels);
	}
	mem_free(basis);
	mem_free(labels_text);
	vintage_release(&vintage);
	return added;
}

static enum added
add_event(struct model *model, struct signal *signal, struct event *event,
    sqlite3_stmt *statement)
{
	char *labels = sql_column_word(statement, 12);
	char *basis = sql_column_word(statement, 13);
	char *unit = sql_column_word(statement, 11);
	enum added added = ADDED_NOTHING;
	struct err unused;

	event->has_amount = column_amount(statement, 7, &event->amount);
	if (!unit_parse(&event->unit, unit, &unused))
		event->unit = signal->definition->unit;
	if (labels_parse(&event->labels, labels) &&
	    basis_parse(&event->basis, basis) && time_is_sane(event->date) &&
	    time_is_sane(event->known_at))
		added = model_add_event(model, signal, event);
	mem_free(labels);
	mem_free(basis);
	mem_free(unit);
	return added;
}

static enum added
load_event(struct store *store, struct model *model, struct signal *signal,
    sqlite3_stmt *statement)
{
	struct event event = {
		.id = sql_column_word(statement, 0),
		.date = sql_column_integer(statement, 1),
		.due = sql_column_is_null(statement, 2)
			   ? NO_DATE
			   : sql_column_integer(statement, 2),
		.title = sql_column_word(statement, 3),
		.kind = sql_column_word(statement, 4),
		.link = sql_column_text(statement, 5),
		.status = sql_column_text(statement, 6),
		.remark = sql_column_text(statement, 14),
		.known_at = sql_column_integer(statement, 15),
		.evidence = column_evidence(store, statement, 16),
		.round = round_of(sql_column_integer(statement, EVENT_ID),
		    store->judged_event),
	};
	enum added added = ADDED_NOTHING;

	if (event.due == NO_DATE || time_is_sane(event.due))
		added = add_event(model, signal, &event, statement);
	event_release(&event);
	return added;
}

/* All rows of the signal that WAY gives. */
static bool
load_rows(struct store *store, struct model *model, struct signal *signal,
    enum statement way, struct err *err)
{
	bool failed = false;
	sqlite3_stmt *statement = sql_prepare(store, way, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, signal->definition->name);
	sql_text(statement, 2, signal->definition->digest);
	while (sql_row(store, statement, &failed, err))
		if (signal->definition->events)
			(void)load_event(store, model, signal, statement);
		else
			(void)load_figure(store, model, signal, statement);
	return !failed;
}

static bool
is_empty(const struct signal *signal)
{
	return signal->series_count == 0 && signal->event_count == 0;
}

/* What an older definition took stands until the new one has brought
 * something. */
static bool
load_signal(struct store *store, struct model *model, struct signal *signal,
    struct err *err)
{
	bool events = signal->definition->events;

	if (!load_rows(store, model, signal,
		events ? SQL_EVENT_LOAD : SQL_FIGURE_LOAD, err))
		return false;
	if (!is_empty(signal))
		return true;
	if (!load_rows(store, model, signal,
		events ? SQL_EVENT_LOAD_OLD : SQL_FIGURE_LOAD_OLD, err))
		return false;
	if (!is_empty(signal))
		map_put(store->stale, signal->definition->name, store);
	return true;
}

/* Up to which rows all is known. */
static bool
note_newest(struct store *store, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_NEWEST, err);
	bool failed = false;

	if (statement == NULL)
		return false;
	if (sql_row(store, statement, &failed, err)) {
		store->last_figure = sql_column_integer(statement, 0);
		store->last_event = sql_column_integer(statement, 1);
	}
	(void)sqlite3_reset(statement);
	return !failed;
}

/* Up to which rows alerts were judged, by this process or another. */
static bool
note_judged(struct store *store, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_JUDGED_LOAD, err);
	bool failed = false;

	if (statement == NULL)
		return false;
	if (sql_row(store, statement, &failed, err)) {
		store->judged_figure = sql_column_integer(statement, 0);
		store->judged_event = sql_column_integer(statement, 1);
	}
	(void)sqlite3_reset(statement);
	return !failed;
}

typedef bool (*loading)(
    struct store *store, struct model *model, struct err *err);

/* BODY between one moment's beginning and end: what others commit meanwhile is
 * seen whole or not at all. */
static bool
at_one_moment(struct store *store, struct model *model, loading body,
    struct err *err)
{
	sqlite3_stmt *statement;
	struct err unused;
	bool done;

	if (store->in_transaction)
		return body(store, model, err);
	statement = sql_prepare(store, SQL_BEGIN_READ, err);
	if (statement == NULL || !sql_run(store, statement, err))
		return false;
	done = body(store, model, err);
	statement = sql_prepare(store, SQL_ROLLBACK, &unused);
	if (statement != NULL)
		(void)sql_run(store, statement, &unused);
	return done;
}

static bool
load_all(struct store *store, struct model *model, struct err *err)
{
	(void)store_changed(store);
	if (!note_newest(store, err) || !note_judged(store, err))
		return false;
	for (size_t i = 0; i < model_count(model); i++) {
		struct signal *signal = model_signal(model, i);

		if (signal->definition->expr == NULL &&
		    !load_signal(store, model, signal, err))
			return false;
	}
	return true;
}

bool
store_load(struct store *store, struct model *model, struct err *err)
{
	return at_one_moment(store, model, load_all, err);
}

/* The signal of a row of news, where it is taken as this watchlist takes it. */
static struct signal *
signal_of(struct store *store, struct model *model, sqlite3_stmt *statement,
    int name_at, int definition_at)
{
	char *name = sql_column_word(statement, name_at);
	char *definition = sql_column_word(statement, definition_at);
	struct signal *signal = model_find(model, name);

	if (signal != NULL &&
	    (signal->definition->expr != NULL ||
		strcmp(definition, signal->definition->digest) != 0))
		signal = NULL;
	if (signal != NULL && store_is_stale(store, signal)) {
		model_clear(model, signal); /* the other has superseded it */
		map_put(store->stale, name, NULL);
	}
	mem_free(name);
	mem_free(definition);
	return signal;
}

static bool
load_news(struct store *store, struct model *model, struct err *err)
{
	sqlite3_stmt *figures = sql_prepare(store, SQL_FIGURE_NEWS, err);
	sqlite3_stmt *events = sql_prepare(store, SQL_EVENT_NEWS, err);
	bool failed = false;
	struct signal *signal;

	if (figures == NULL || events == NULL || !note_judged(store, err))
		return false;
	sql_integer(figures, 1, store->last_figure);
	sql_integer(events, 1, store->last_event);
	while (sql_row(store, figures, &failed, err)) {
		signal = signal_of(
		    store, model, figures, FIGURE_SIGNAL, FIGURE_DEFINITION);
		if (signal != NULL)
			(void)load_figure(store, model, signal, figures);
	}
	while (!failed && sql_row(store, events, &failed, err)) {
		signal = signal_of(
		    store, model, events, EVENT_SIGNAL, EVENT_DEFINITION);
		if (signal != NULL)
			(void)load_event(store, model, signal, events);
	}
	return !failed && note_newest(store, err);
}

bool
store_load_news(struct store *store, struct model *model, struct err *err)
{
	return at_one_moment(store, model, load_news, err);
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
		char *name = sql_column_word(statement, 0);

		if (model_find(model, name) != NULL) {
			mem_free(name);
			continue;
		}
		*names = mem_room(*names, *count, sizeof(**names));
		(*names)[(*count)++] = name;
	}
	return !failed;
}
