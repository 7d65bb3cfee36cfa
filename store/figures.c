/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"
#include "store/rows.h"
#include "store/store.h"

static bool
find_series(struct store *store, const char *signal,
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
series_id(struct store *store, const char *signal,
    const struct labels *labels, enum basis voice, int64_t *id,
    struct err *err)
{
	char *text = labels_text(labels);
	struct row_id *last = &store->series;
	bool known = row_id_is(last,
	    mem_printf("%s %s %s", basis_name(voice), signal, text));

	mem_free(text);
	if (!known &&
	    !find_series(store, signal, labels, voice, &last->id, err))
		return false;
	*id = last->id;
	return true;
}

static int64_t
learned_at(const struct vintage *vintage)
{
	return vintage->evidence != NULL && vintage->evidence->document != NULL
	    ? vintage->evidence->document->retrieved_at
	    : vintage->known_at;
}

struct place { /* of what is said in the store */
	int64_t series, document;
	const char *definition;
	const struct period *period;
};

static bool
is_said(struct store *store, const struct place *place,
    const struct vintage *vintage, bool *said, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_FIGURE_IS_SAID, err);
	int64_t equal;

	if (statement == NULL)
		return false;
	sql_integer(statement, 1, place->series);
	sql_text(statement, 2, place->definition);
	sql_integer(statement, 3, place->period->start);
	sql_integer(statement, 4, place->period->end);
	sql_integer(statement, 5, vintage->known_at);
	bind_amount(statement, 6, &vintage->amount);
	if (!find_id(store, statement, &equal, err))
		return false;
	*said = equal != 0;
	return true;
}

static bool
add_figure(struct store *store, const struct place *place,
    const struct vintage *vintage, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_FIGURE_ADD, err);

	if (statement == NULL)
		return false;
	sql_integer(statement, 1, place->series);
	sql_text(statement, 2, place->definition);
	bind_period(statement, 3, place->period);
	sql_integer(statement, 6, vintage->known_at);
	bind_amount(statement, 7, &vintage->amount);
	sql_text(statement, 11, basis_name(vintage->basis));
	sql_text(statement, 12, vintage->confidence);
	sql_text(statement, 13, vintage->remark);
	bind_evidence(statement, 14, vintage->evidence, place->document);
	sql_integer(statement, 19, learned_at(vintage));
	return sql_run(store, statement, err);
}

/* Asked first: to insert where nothing is found costs SQLite a table of its
 * own each time. */
bool
store_add(struct store *store, const struct signal *signal,
    const struct labels *labels, enum basis voice, const struct period *period,
    const struct vintage *vintage, struct err *err)
{
	const char *name = signal->definition->name;
	struct place place = { .definition = signal->definition->digest,
		.period = period };
	bool said;

	if (!series_id(store, name, labels, voice, &place.series, err) ||
	    !evidence_document(
		store, vintage->evidence, &place.document, err) ||
	    !is_said(store, &place, vintage, &said, err))
		return false;
	return said || add_figure(store, &place, vintage, err);
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
	const char *name = signal->definition->name;

	for (int i = 0; i < 2; i++) {
		sqlite3_stmt *statement = sql_prepare(store, both[i], err);

		if (statement == NULL)
			return false;
		sql_text(statement, 1, name);
		sql_text(statement, 2, signal->definition->digest);
		if (!sql_run(store, statement, err))
			return false;
	}
	if (store_is_stale(store, signal))
		map_put(store->superseding, name, store);
	map_put(store->stale, name, NULL);
	return true;
}

static void
bind_event(sqlite3_stmt *statement, const struct event *event)
{
	struct buf unit;

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
}

bool
store_add_event(struct store *store, const struct signal *signal,
    const struct event *event, struct err *err)
{
	int64_t document;
	sqlite3_stmt *statement;

	if (!evidence_document(store, event->evidence, &document, err))
		return false;
	statement = sql_prepare(store, SQL_EVENT_ADD, err);
	if (statement == NULL)
		return false;
	sql_text(statement, 1, signal->definition->name);
	sql_text(statement, 2, signal->definition->digest);
	bind_event(statement, event);
	bind_evidence(statement, 19, event->evidence, document);
	return sql_run(store, statement, err);
}
