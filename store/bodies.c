/* SPDX-License-Identifier: MIT */
#include "store/bodies.h"

#include <string.h>
#include <zlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/body.h"
#include "store/rows.h"
#include "store/sql.h"

enum { PIECE = 256 * 1024, BLOCK = 64 * 1024 };

static bool
add_row(struct store *store, const char *sha256, int64_t size, int64_t stored,
    struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_BODY_ADD, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, sha256);
	sql_integer(statement, 2, size);
	sql_integer(statement, 3, stored);
	return sql_run(store, statement, err);
}

/* Who gave it, and when. */
static bool
add_giver(
    struct store *store, const struct body_facts *facts, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_BODY_GIVE, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, facts->source);
	sql_text(statement, 2, facts->sha256);
	sql_text(statement, 3, facts->url);
	sql_integer(statement, 4, facts->retrieved_at);
	sql_text(statement, 5, facts->about);
	return sql_run(store, statement, err);
}

static bool
add_piece(struct store *store, const char *sha256, int number,
    const char *bytes, size_t length, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_PIECE_ADD, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, sha256);
	sql_integer(statement, 2, number);
	sql_bytes(statement, 3, bytes, length);
	return sql_run(store, statement, err);
}

static bool
add_pieces(struct store *store, struct body *body, const char *sha256,
    struct err *err)
{
	char *piece = mem_new(PIECE);
	long length = 1;
	bool fine = true;

	for (int i = 0; fine && length > 0; i++) {
		length = body_piece_next(body, piece, PIECE);
		fine = length >= 0 ||
		    err_set(err, "%s: the body cannot be read back",
			store->path);
		if (fine && length > 0)
			fine = add_piece(
			    store, sha256, i, piece, (size_t)length, err);
	}
	mem_free(piece);
	return fine;
}

/* A digest into its 65 bytes, the '\0' included. */
static void
copy_digest(char to[65], sqlite3_stmt *statement)
{
	char *digest = sql_column_word(statement, 0);
	size_t length = strlen(digest);

	length = length < 64 ? length : 64;
	memcpy(to, digest, length);
	to[length] = '\0';
	mem_free(digest);
}

static void
copy_facts(struct body_facts *facts, sqlite3_stmt *statement)
{
	copy_digest(facts->sha256, statement);
	facts->source = sql_column_word(statement, 1);
	facts->url = sql_column_text(statement, 2);
	facts->retrieved_at = sql_column_integer(statement, 3);
	facts->size = sql_column_integer(statement, 4);
	facts->stored = sql_column_integer(statement, 5);
	facts->about = sql_column_word(statement, 6);
}

/* The facts that WHICH gives for TEXT. */
static bool
find_facts(struct store *store, enum statement which, const char *text,
    struct body_facts *facts)
{
	struct err unused;
	sqlite3_stmt *statement = sql_prepare(store, which, &unused);
	bool failed = false, found;

	memset(facts, 0, sizeof(*facts));
	if (statement == NULL)
		return false;
	sql_text(statement, 1, text);
	found = sql_row(store, statement, &failed, &unused);
	if (found)
		copy_facts(facts, statement);
	(void)sqlite3_reset(statement);
	return found;
}

bool
store_body_find(
    struct store *store, const char *sha256, struct body_facts *facts)
{
	return find_facts(store, SQL_BODY_FIND, sha256, facts);
}

int64_t
store_body_first(struct store *store, const char *sha256)
{
	struct err unused;
	sqlite3_stmt *statement =
	    sql_prepare(store, SQL_BODY_FIRST, &unused);
	int64_t at = 0;

	if (statement == NULL)
		return 0;
	sql_text(statement, 1, sha256);
	(void)find_id(store, statement, &at, &unused);
	return at;
}

bool
store_body_last(
    struct store *store, const char *source, struct body_facts *facts)
{
	return find_facts(store, SQL_BODY_LAST, source, facts);
}

bool
store_body_earlier(struct store *store, const char *source, int64_t before,
    struct body_facts **all, size_t *count, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_BODY_EARLIER, err);
	bool failed = false;

	*all = NULL;
	*count = 0;
	if (statement == NULL)
		return false;
	sql_text(statement, 1, source);
	sql_integer(statement, 2, before);
	while (sql_row(store, statement, &failed, err)) {
		*all = mem_room(*all, *count, sizeof(**all));
		memset(&(*all)[*count], 0, sizeof(**all));
		copy_facts(&(*all)[(*count)++], statement);
	}
	return !failed;
}

void
body_facts_release(struct body_facts *facts)
{
	mem_free(facts->source);
	mem_free(facts->url);
	mem_free(facts->about);
	memset(facts, 0, sizeof(*facts));
}

bool
store_body_keep(struct store *store, struct body *body,
    const struct body_facts *facts, struct err *err)
{
	struct body_facts before;
	int64_t size, stored;
	bool there;

	if (body == NULL || !body_end(body, &size, &stored))
		return true;
	there = store_body_find(store, facts->sha256, &before);
	body_facts_release(&before);
	return add_row(store, facts->sha256, size, stored, err) &&
	    add_giver(store, facts, err) &&
	    (there || add_pieces(store, body, facts->sha256, err));
}

bool
store_body_seen(struct store *store, const char *source,
    int64_t retrieved_at, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_BODY_SEEN, err);

	if (statement == NULL)
		return false;
	sql_text(statement, 1, source);
	sql_integer(statement, 2, retrieved_at);
	return sql_run(store, statement, err);
}

/* The digest that WHICH gives first, in HEX; false where it gives none. */
static bool
first_digest(struct store *store, enum statement which, char hex[65],
    bool *failed, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, which, err);
	bool found;

	*failed = statement == NULL;
	if (statement == NULL)
		return false;
	found = sql_row(store, statement, failed, err);
	if (found)
		copy_digest(hex, statement);
	(void)sqlite3_reset(statement);
	return found;
}

static bool
drop(struct store *store, const char *sha256, struct err *err)
{
	static const enum statement all[] = { SQL_PIECE_DROP, SQL_BODY_UNGIVE,
		SQL_BODY_DROP };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		sqlite3_stmt *statement = sql_prepare(store, all[i], err);

		if (statement == NULL)
			return false;
		sql_text(statement, 1, sha256);
		if (!sql_run(store, statement, err))
			return false;
	}
	return true;
}

static bool
stored_bytes(struct store *store, int64_t *bytes, struct err *err)
{
	sqlite3_stmt *statement = sql_prepare(store, SQL_BODY_SUM, err);
	bool failed = false;

	*bytes = 0;
	if (statement == NULL)
		return false;
	if (sql_row(store, statement, &failed, err))
		*bytes = sql_column_integer(statement, 0);
	(void)sqlite3_reset(statement);
	return !failed;
}

bool
store_body_trim(struct store *store, int64_t budget, struct err *err)
{
	char hex[65];
	bool failed;
	int64_t bytes;

	while (first_digest(store, SQL_BODY_UNUSED, hex, &failed, err))
		if (!drop(store, hex, err))
			return false;
	if (failed)
		return false;
	for (;;) {
		if (!stored_bytes(store, &bytes, err))
			return false;
		if (bytes <= budget ||
		    !first_digest(
			store, SQL_BODY_OLDEST, hex, &failed, err))
			return !failed;
		if (!drop(store, hex, err))
			return false;
	}
}

struct unpacking {
	z_stream stream;
	body_piece *piece;
	void *context;
	bool stopped, ended;
	char block[BLOCK];
};

static bool
unpack(struct unpacking *unpacking, const void *bytes, size_t length)
{
	int result = Z_OK;

	unpacking->stream.next_in = (unsigned char *)(uintptr_t)bytes;
	unpacking->stream.avail_in = (unsigned)length;
	do {
		size_t got;

		unpacking->stream.next_out =
		    (unsigned char *)unpacking->block;
		unpacking->stream.avail_out = BLOCK;
		result = inflate(&unpacking->stream, Z_NO_FLUSH);
		if (result != Z_OK && result != Z_STREAM_END &&
		    result != Z_BUF_ERROR)
			return false;
		got = BLOCK - unpacking->stream.avail_out;
		unpacking->ended = result == Z_STREAM_END;
		if (got > 0 &&
		    !unpacking->piece(
			unpacking->context, unpacking->block, got)) {
			unpacking->stopped = true;
			return true;
		}
	} while (unpacking->stream.avail_out == 0 && !unpacking->ended);
	return true;
}

bool
store_body_read(struct store *store, const char *sha256,
    body_piece *piece, void *context, struct err *err)
{
	struct unpacking *unpacking = mem_new(sizeof(*unpacking));
	sqlite3_stmt *statement = sql_prepare(store, SQL_PIECE_LOAD, err);
	bool failed = statement == NULL, fine;

	unpacking->piece = piece;
	unpacking->context = context;
	fine = !failed && inflateInit(&unpacking->stream) == Z_OK;
	if (fine) {
		sql_text(statement, 1, sha256);
		while (fine && !unpacking->stopped && !unpacking->ended &&
		    sql_row(store, statement, &failed, err))
			fine = unpack(unpacking,
			    sqlite3_column_blob(statement, 0),
			    (size_t)sqlite3_column_bytes(statement, 0));
		(void)inflateEnd(&unpacking->stream);
	}
	if (statement != NULL)
		(void)sqlite3_reset(statement);
	if (!failed && !(fine && (unpacking->ended || unpacking->stopped)))
		fine = err_set(err, "the body %.12s… is not kept%s", sha256,
		    fine ? "" : ", or it is damaged");
	mem_free(unpacking);
	return fine && !failed;
}
