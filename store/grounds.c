/* SPDX-License-Identifier: MIT */
#include "store/grounds.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "model/transition.h"
#include "store/rows.h"

static void
bind_ground(sqlite3_stmt *statement, const struct ground *ground)
{
	sql_text(statement, 3, ground_of_word(ground->of));
	sql_integer(statement, 4, ground->depth);
	sql_integer(statement, 5, ground->changed);
	sql_text(statement, 6, ground->name);
	bind_labels(statement, 7, &ground->labels);
	if (ground->has_period)
		bind_period(statement, 8, &ground->period);
	if (ground->has_amount)
		bind_amount(statement, 11, &ground->amount);
	sql_text(statement, 15, ground->unit);
	sql_text(statement, 16, basis_name(ground->basis));
	sql_integer(statement, 17, ground->known_at);
	if (ground->has_before) {
		bind_amount(statement, 18, &ground->before);
		sql_integer(statement, 22, ground->before_known_at);
	}
	sql_text(statement, 23, ground->title);
	sql_text(statement, 24, ground->said);
	sql_text(statement, 25, ground->was);
}

bool
grounds_add(struct store *store, const struct transition *transition,
    struct err *err)
{
	const struct grounds *grounds = &transition->grounds;

	for (size_t i = 0; i < grounds->count; i++) {
		const struct ground *ground = &grounds->items[i];
		sqlite3_stmt *statement;
		int64_t document;

		if (!evidence_document(
			store, ground->evidence, &document, err))
			return false;
		statement = sql_prepare(store, SQL_GROUND_ADD, err);
		if (statement == NULL)
			return false;
		sql_integer(statement, 1, transition->id);
		sql_integer(statement, 2, (int64_t)i);
		bind_ground(statement, ground);
		bind_evidence(statement, 26, ground->evidence, document);
		if (!sql_run(store, statement, err))
			return false;
	}
	return true;
}

static enum ground_of
ground_of_of(sqlite3_stmt *statement, int at)
{
	char *word = sql_column_word(statement, at);
	enum ground_of of = GROUND_FIGURE;

	for (int i = 0; i < GROUND_OF_COUNT; i++)
		if (!strcmp(word, ground_of_word((enum ground_of)i)))
			of = (enum ground_of)i;
	mem_free(word);
	return of;
}

/* What a damaged file made senseless is left out of it. */
static struct ground
column_ground(struct store *store, sqlite3_stmt *statement)
{
	char *labels = sql_column_word(statement, 4);
	char *basis = sql_column_word(statement, 13);
	int64_t depth = sql_column_integer(statement, 1);
	struct ground ground = {
		.of = ground_of_of(statement, 0),
		.depth = depth > 0 && depth < LIMIT_GROUNDS ? (int)depth : 0,
		.changed = sql_column_integer(statement, 2) != 0,
		.name = sql_column_word(statement, 3),
		.unit = sql_column_word(statement, 12),
		.known_at = sql_column_integer(statement, 14),
		.before_known_at = sql_column_integer(statement, 19),
		.title = sql_column_text(statement, 20),
		.said = sql_column_text(statement, 21),
		.was = sql_column_text(statement, 22),
		.evidence = column_evidence(store, statement, 23),
	};

	(void)labels_parse(&ground.labels, labels);
	(void)basis_parse(&ground.basis, basis);
	ground.has_period = column_period(statement, 5, &ground.period);
	ground.has_amount = column_amount(statement, 8, &ground.amount);
	ground.has_before = column_amount(statement, 15, &ground.before);
	if (!time_is_sane(ground.known_at))
		ground.known_at = 0;
	if (!time_is_sane(ground.before_known_at))
		ground.before_known_at = 0;
	mem_free(labels);
	mem_free(basis);
	return ground;
}

bool
grounds_load(
    struct store *store, struct transition *transition, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_GROUND_LOAD, err);
	struct grounds *grounds = &transition->grounds;
	bool failed = false;

	if (statement == NULL)
		return false;
	sql_integer(statement, 1, transition->id);
	while (sql_row(store, statement, &failed, err)) {
		grounds->items = mem_room(grounds->items, grounds->count,
		    sizeof(*grounds->items));
		grounds->items[grounds->count++] =
		    column_ground(store, statement);
	}
	return !failed;
}
