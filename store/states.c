/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/source_state.h"
#include "model/transition.h"
#include "store/grounds.h"
#include "store/rows.h"
#include "store/store.h"

static enum source_state
source_state_of(const char *name)
{
	for (int i = 0; i < SOURCE_STATE_COUNT; i++)
		if (!strcmp(name, source_state_name((enum source_state)i)))
			return (enum source_state)i;
	return SOURCE_OK;
}

enum alert_state
column_alert_state(sqlite3_stmt *statement, int at)
{
	char *word = sql_column_word(statement, at);
	enum alert_state state = ALERT_NO_DATA;

	for (int i = 0; i < ALERT_STATE_COUNT; i++)
		if (!strcmp(word, alert_state_word((enum alert_state)i)))
			state = (enum alert_state)i;
	mem_free(word);
	return state;
}

static enum alert_why
alert_why_of(sqlite3_stmt *statement, int at)
{
	char *word = sql_column_word(statement, at);
	enum alert_why why = WHY_BASELINE;

	for (int i = 0; i < ALERT_WHY_COUNT; i++)
		if (!strcmp(word, alert_why_name((enum alert_why)i)))
			why = (enum alert_why)i;
	mem_free(word);
	return why;
}

bool
store_source(struct store *store, const char *name,
    struct source_memory *memory, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_SOURCE_LOAD, err);
	bool failed = false;
	char *state;

	*memory = (struct source_memory){ .name = NULL };
	if (statement == NULL)
		return false;
	sql_text(statement, 1, name);
	if (!sql_row(store, statement, &failed, err))
		return !failed;
	state = sql_column_word(statement, 2);
	*memory = (struct source_memory){
		.name = mem_text(name),
		.key = sql_column_text(statement, 0),
		.definition = sql_column_text(statement, 1),
		.state = source_state_of(state),
		.reason = sql_column_text(statement, 3),
		.retrieved_at = sql_column_integer(statement, 4),
		.asked_at = sql_column_integer(statement, 5),
		.not_before = sql_column_integer(statement, 6),
		.failures = (unsigned)sql_column_integer(statement, 7),
		.etag = sql_column_text(statement, 8),
		.last_modified = sql_column_text(statement, 9),
		.file_size = sql_column_integer(statement, 10),
		.file_modified_ns = sql_column_integer(statement, 11),
	};
	mem_free(state);
	(void)sqlite3_reset(statement);
	return true;
}

bool
store_save_source(struct store *store, const struct source_memory *memory,
    struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_SOURCE_SAVE, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, memory->name);
	sql_text(statement, 2, memory->key);
	sql_text(statement, 3, memory->definition);
	sql_text(statement, 4, source_state_name(memory->state));
	sql_text(statement, 5, memory->reason);
	sql_integer(statement, 6, memory->retrieved_at);
	sql_integer(statement, 7, memory->asked_at);
	sql_integer(statement, 8, memory->not_before);
	sql_integer(statement, 9, memory->failures);
	sql_text(statement, 10, memory->etag);
	sql_text(statement, 11, memory->last_modified);
	sql_integer(statement, 12, memory->file_size);
	sql_integer(statement, 13, memory->file_modified_ns);
	return sql_run(store, statement, err);
}

bool
store_alert(struct store *store, const char *name,
    struct alert_memory *memory, bool *known, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_ALERT_LOAD, err);
	bool failed = false;
	char *digest;

	*known = false;
	if (statement == NULL)
		return false;
	sql_text(statement, 1, name);
	if (!sql_row(store, statement, &failed, err))
		return !failed;
	*known = true;
	*memory = (struct alert_memory){
		.name = mem_text(name),
		.state = column_alert_state(statement, 0),
		.level = column_alert_state(statement, 1),
		.late = sql_column_integer(statement, 2) != 0,
		.since = sql_column_integer(statement, 3),
		.warn_run = (unsigned)sql_column_integer(statement, 4),
		.crit_run = (unsigned)sql_column_integer(statement, 5),
		.warn_since = sql_column_integer(statement, 6),
		.crit_since = sql_column_integer(statement, 7),
	};
	digest = sql_column_word(statement, 8);
	(void)snprintf(
	    memory->rule_digest, sizeof(memory->rule_digest), "%s", digest);
	mem_free(digest);
	if (column_amount(statement, 10, &memory->value))
		memory->subject = sql_column_text(statement, 9);
	if (!column_period(statement, 14, &memory->period))
		memory->period = (struct period){ 0 };
	(void)sqlite3_reset(statement);
	return true;
}

bool
store_save_alert(
    struct store *store, const struct alert_memory *memory, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_ALERT_SAVE, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, memory->name);
	sql_text(statement, 2, alert_state_word(memory->state));
	sql_text(statement, 3, alert_state_word(memory->level));
	sql_integer(statement, 4, memory->late);
	sql_integer(statement, 5, memory->since);
	sql_integer(statement, 6, memory->warn_run);
	sql_integer(statement, 7, memory->crit_run);
	sql_integer(statement, 8, memory->warn_since);
	sql_integer(statement, 9, memory->crit_since);
	sql_text(statement, 10, memory->rule_digest);
	sql_text(statement, 11, memory->subject);
	if (memory->subject != NULL) {
		bind_amount(statement, 12, &memory->value);
		bind_period(statement, 16, &memory->period);
	}
	return sql_run(store, statement, err);
}

bool
store_add_transition(
    struct store *store, struct transition *transition, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_TRANSITION_ADD, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, transition->alert);
	sql_text(statement, 2, transition->title);
	sql_text(statement, 3, alert_state_word(transition->was));
	sql_text(statement, 4, alert_state_word(transition->state));
	sql_integer(statement, 5, transition->was_late);
	sql_integer(statement, 6, transition->late);
	sql_text(statement, 7, alert_why_name(transition->why));
	sql_integer(statement, 8, transition->at);
	if (transition->has_value)
		bind_amount(statement, 9, &transition->value);
	sql_text(statement, 13, transition->unit);
	if (transition->has_period)
		bind_period(statement, 14, &transition->period);
	sql_text(statement, 17, transition->rule);
	sql_text(statement, 18, transition->reason);
	sql_integer(statement, 19, (int64_t)transition->grounds.left_out);
	if (!sql_run(store, statement, err))
		return false;
	transition->id = sqlite3_last_insert_rowid(store->database);
	return grounds_add(store, transition, err);
}

/* See schema.c. */
static enum quiet
quiet_of_told(int64_t told)
{
	return told > 1 && told <= QUIET_COUNT ? (enum quiet)(told - 1)
					       : QUIET_NOT;
}

static struct transition
column_transition(sqlite3_stmt *statement)
{
	struct transition transition = {
		.id = sql_column_integer(statement, 0),
		.alert = sql_column_word(statement, 1),
		.title = sql_column_word(statement, 2),
		.was = column_alert_state(statement, 3),
		.state = column_alert_state(statement, 4),
		.was_late = sql_column_integer(statement, 5) != 0,
		.late = sql_column_integer(statement, 6) != 0,
		.why = alert_why_of(statement, 7),
		.at = sql_column_integer(statement, 8),
		.unit = sql_column_word(statement, 13),
		.rule = sql_column_word(statement, 17),
		.reason = sql_column_word(statement, 18),
		.grounds = { .left_out =
				 (size_t)sql_column_integer(statement, 20) },
		.told = sql_column_integer(statement, 19) == 1,
		.quiet = quiet_of_told(sql_column_integer(statement, 19)),
	};

	transition.has_value = column_amount(statement, 9, &transition.value);
	transition.has_period =
	    column_period(statement, 14, &transition.period);
	return transition;
}

static bool
load_transitions(struct store *store, sqlite3_stmt *statement,
    struct transition **transitions, size_t *count, struct err *err)
{
	bool failed = false;

	*transitions = NULL;
	*count = 0;
	while (sql_row(store, statement, &failed, err)) {
		*transitions =
		    mem_room(*transitions, *count, sizeof(**transitions));
		(*transitions)[(*count)++] = column_transition(statement);
	}
	for (size_t i = 0; i < *count && !failed; i++)
		failed = !grounds_load(store, &(*transitions)[i], err);
	return !failed;
}

bool
store_note_judged(struct store *store, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_JUDGED_SAVE, err);

	return statement != NULL && sql_run(store, statement, err);
}

bool
store_untold(struct store *store, struct transition **transitions,
    size_t *count, struct err *err)
{
	sqlite3_stmt *statement =
	    sql_prepare(store, SQL_TRANSITION_UNTOLD, err);

	return statement != NULL &&
	    load_transitions(store, statement, transitions, count, err);
}

bool
store_mark_told(struct store *store, int64_t id, struct err *err)
{
	sqlite3_stmt *statement =
	    sql_prepare(store, SQL_TRANSITION_TELL, err);

	if (statement == NULL)
		return false;
	sql_integer(statement, 1, id);
	return sql_run(store, statement, err);
}

bool
store_transitions(struct store *store, const char *alert, size_t limit,
    struct transition **transitions, size_t *count, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_TRANSITION_OF, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, alert);
	sql_integer(statement, 2, (int64_t)limit);
	return load_transitions(store, statement, transitions, count, err);
}
