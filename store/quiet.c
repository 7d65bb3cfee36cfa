/* SPDX-License-Identifier: MIT */
#include "store/quiet.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/quiet.h"
#include "store/rows.h"

static enum quiet
quiet_of(sqlite3_stmt *statement, int at)
{
	char *word = sql_column_word(statement, at);
	enum quiet quiet = QUIET_NOT;

	for (int i = 0; i < QUIET_COUNT; i++)
		if (!strcmp(word, quiet_name((enum quiet)i)))
			quiet = (enum quiet)i;
	mem_free(word);
	return quiet;
}

static struct acknowledgement
column_acknowledgement(sqlite3_stmt *statement)
{
	return (struct acknowledgement){
		.alert = sql_column_word(statement, 0),
		.level = column_alert_state(statement, 1),
		.sticky = sql_column_integer(statement, 2) != 0,
		.at = sql_column_integer(statement, 3),
		.author = sql_column_word(statement, 4),
		.reason = sql_column_word(statement, 5),
	};
}

static struct silence
column_silence(sqlite3_stmt *statement)
{
	struct silence silence = {
		.id = sql_column_integer(statement, 0),
		.alert = sql_column_text(statement, 1),
		.signal = sql_column_text(statement, 2),
		.panel = sql_column_text(statement, 3),
		.at = sql_column_integer(statement, 5),
		.until = sql_column_integer(statement, 6),
		.author = sql_column_word(statement, 7),
		.reason = sql_column_word(statement, 8),
	};
	char *labels = sql_column_word(statement, 4);

	labels_init(&silence.labels);
	/* Of a damaged file: better told too much than nothing any more. */
	if (!labels_parse(&silence.labels, labels))
		silence.until = silence.at;
	mem_free(labels);
	return silence;
}

static bool
load_acknowledgements(
    struct store *store, struct quiets *quiets, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_ACKNOWLEDGEMENTS, err);
	bool failed = statement == NULL;

	while (!failed && sql_row(store, statement, &failed, err)) {
		quiets->acknowledgements = mem_room(quiets->acknowledgements,
		    quiets->acknowledgement_count,
		    sizeof(*quiets->acknowledgements));
		quiets->acknowledgements[quiets->acknowledgement_count++] =
		    column_acknowledgement(statement);
	}
	return !failed;
}

static bool
load_silences(struct store *store, struct quiets *quiets, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_SILENCES, err);
	bool failed = statement == NULL;

	while (!failed && sql_row(store, statement, &failed, err)) {
		quiets->silences = mem_room(quiets->silences,
		    quiets->silence_count, sizeof(*quiets->silences));
		quiets->silences[quiets->silence_count++] =
		    column_silence(statement);
	}
	return !failed;
}

static bool
load_tellings(struct store *store, struct quiets *quiets, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_TELLINGS, err);
	bool failed = statement == NULL;

	while (!failed && sql_row(store, statement, &failed, err)) {
		quiets->tellings = mem_room(quiets->tellings,
		    quiets->telling_count, sizeof(*quiets->tellings));
		quiets->tellings[quiets->telling_count++] = (struct telling){
			.alert = sql_column_word(statement, 0),
			.quiet = quiet_of(statement, 1),
			.told_at = sql_column_integer(statement, 2),
			.state = column_alert_state(statement, 3),
			.late = sql_column_integer(statement, 4) != 0,
		};
	}
	return !failed;
}

static bool
run_with_text(struct store *store, enum statement which, const char *text,
    struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, which, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, text);
	return sql_run(store, statement, err);
}

bool
store_quiets(struct store *store, struct quiets *quiets, struct err *err)
{
	*quiets = (struct quiets){ .acknowledgement_count = 0 };
	return load_acknowledgements(store, quiets, err) &&
	       load_silences(store, quiets, err) &&
	       load_tellings(store, quiets, err);
}

bool
store_acknowledge(struct store *store,
    const struct acknowledgement *acknowledgement, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_ACKNOWLEDGE, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, acknowledgement->alert);
	sql_text(statement, 2, alert_state_word(acknowledgement->level));
	sql_integer(statement, 3, acknowledgement->sticky);
	sql_integer(statement, 4, acknowledgement->at);
	sql_text(statement, 5, acknowledgement->author);
	sql_text(statement, 6, acknowledgement->reason);
	return sql_run(store, statement, err);
}

bool
store_unacknowledge(struct store *store, const char *alert, struct err *err)
{
	return run_with_text(store, SQL_UNACKNOWLEDGE, alert, err);
}

bool
store_add_silence(struct store *store, struct silence *silence, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_SILENCE_ADD, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, silence->alert);
	sql_text(statement, 2, silence->signal);
	sql_text(statement, 3, silence->panel);
	bind_labels(statement, 4, &silence->labels);
	sql_integer(statement, 5, silence->at);
	sql_integer(statement, 6, silence->until);
	sql_text(statement, 7, silence->author);
	sql_text(statement, 8, silence->reason);
	if (!sql_run(store, statement, err))
		return false;
	silence->id = sqlite3_last_insert_rowid(store->database);
	return true;
}

bool
store_end_silence(struct store *store, int64_t id, int64_t at, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_SILENCE_END, err);

	if (statement == NULL)
		return false;
	sql_integer(statement, 1, id);
	sql_integer(statement, 2, at);
	return sql_run(store, statement, err);
}

bool
store_save_telling(
    struct store *store, const struct telling *telling, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_TELLING_SAVE, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, telling->alert);
	sql_text(statement, 2, quiet_name(telling->quiet));
	sql_integer(statement, 3, telling->told_at);
	sql_text(statement, 4, alert_state_word(telling->state));
	sql_integer(statement, 5, telling->late);
	return sql_run(store, statement, err);
}

bool
store_hush(struct store *store, const char *alert, enum quiet quiet,
    size_t *hushed, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_TRANSITION_HUSH, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, alert);
	sql_integer(statement, 2, (int64_t)quiet + 1);
	if (!sql_run(store, statement, err))
		return false;
	*hushed = (size_t)sqlite3_changes(store->database);
	return true;
}

bool
store_hush_one(
    struct store *store, int64_t id, enum quiet quiet, struct err *err)
{
	sqlite3_stmt *statement =
	    sql_prepare(store, SQL_TRANSITION_HUSH_ONE, err);

	if (statement == NULL)
		return false;
	sql_integer(statement, 1, id);
	sql_integer(statement, 2, (int64_t)quiet + 1);
	return sql_run(store, statement, err);
}
