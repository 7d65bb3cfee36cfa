/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/event.h"
#include "model/evidence.h"
#include "store/store.h"
#include "tests/store/scene.h"
#include "tests/tap.h"

enum { VERSION = 6 }; /* of the present schema */

/* A file of each version, as its release made it. */
static const char *const version_1[] = { "tests/store/version-1.sql" };

static char *
read_text(const char *path)
{
	static char text[65536];
	FILE *file = fopen(path, "rb");
	size_t length =
	    file != NULL ? fread(text, 1, sizeof(text) - 1, file) : 0;

	if (file == NULL)
		printf("Bail out! %s\n", path);
	else
		(void)fclose(file);
	text[length] = '\0';
	return text;
}

static void
plant(const char *folder, const char *sql)
{
	sqlite3 *database = NULL;
	char *text = NULL;

	(void)mkdir(scene_path(folder, ""), 0700);
	(void)sqlite3_open(scene_path(folder, "x.db"), &database);
	if (sqlite3_exec(database, sql, NULL, NULL, &text) != SQLITE_OK)
		printf("Bail out! %s\n", text);
	(void)sqlite3_close(database);
}

static int
pragma(const char *folder, const char *sql)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	int number = -1;

	(void)sqlite3_open(scene_path(folder, "x.db"), &database);
	if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) ==
		SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		number = sqlite3_column_int(statement, 0);
	(void)sqlite3_finalize(statement);
	(void)sqlite3_close(database);
	return number;
}

static void
check_history(struct store *store)
{
	struct model *model = model_new();
	struct signal *figures = scene_signal(model, "capex", "d", false);
	struct signal *events = scene_signal(model, "silicon", "d", true);
	struct alert_memory memory;
	bool known = false;
	struct err err;

	ok(store_load(store, model, &err), "load");
	is_int((int64_t)figures->series_count, 1, "the series");
	is_number(figures->series[0]->figures[0].vintages[0].amount.value,
	    38676e6, "the figure");
	is_string(figures->series[0]
		      ->figures[0]
		      .vintages[0]
		      .evidence->document->sha256,
	    "00ff", "its evidence");
	is_int((int64_t)events->event_count, 1, "the event");
	ok(store_alert(store, "a", &memory, &known, &err) && known &&
		memory.state == ALERT_WARN,
	    "the alert");
	if (known)
		alert_memory_release(&memory);
	model_free(model);
}

static void
test_version_1(void)
{
	const char *sql = read_text(test_source(version_1[0]));
	struct store *store = NULL;
	struct err err = { .text = "" };

	plant("v1", sql);
	ok(store_open(&store, scene_path("v1", ""), "x", true, &err),
	    "an older one can be read");
	is_string(err.text, "", "without a word");
	check_history(store);
	store_close(store);
	is_int(pragma("v1", "PRAGMA user_version"), 1, "still of version 1");
	store = scene_store("v1", "x");
	check_history(store);
	store_close(store);
	is_int(
	    pragma("v1", "PRAGMA user_version"), VERSION, "of the present one");
	is_int(pragma("v1", "PRAGMA application_id"), 0x62656c6c, "signed");
	is_int(pragma("v1", "SELECT (SELECT max(id) FROM figure) = figure AND"
			    " (SELECT max(id) FROM event) = event FROM judged"),
	    1, "all that is there was judged");
	is_int(pragma("v1", "SELECT count(*) FROM pragma_integrity_check"
			    " WHERE integrity_check = 'ok'"),
	    1, "sound");
}

/* The first shape of version 3: one source a body. */
static void
test_version_3(void)
{
	struct store *store;
	char *sql = mem_printf("%s%s", read_text(test_source(version_1[0])),
	    "ALTER TABLE event ADD COLUMN evidence_remark TEXT;"
	    "CREATE INDEX event_item ON event (signal, item, known_at);"
	    "CREATE TABLE body (sha256 TEXT PRIMARY KEY,"
	    " source TEXT NOT NULL, url TEXT, retrieved_at INTEGER NOT NULL,"
	    " size INTEGER NOT NULL, stored INTEGER NOT NULL,"
	    " about TEXT NOT NULL) STRICT, WITHOUT ROWID;"
	    "CREATE TABLE piece (sha256 TEXT NOT NULL,"
	    " number INTEGER NOT NULL, bytes BLOB NOT NULL,"
	    " PRIMARY KEY (sha256, number)) STRICT;"
	    "CREATE INDEX body_of ON body (source, retrieved_at);"
	    "CREATE INDEX document_body ON document (sha256);"
	    "INSERT INTO body VALUES ('00ff', 'f', NULL, 1, 2, 3, '');"
	    "UPDATE source SET etag = 'x';"
	    "PRAGMA application_id = 0x62656c6c; PRAGMA user_version = 3;");

	plant("v3", sql);
	mem_free(sql);
	store = scene_store("v3", "x");
	check_history(store);
	store_close(store);
	is_int(
	    pragma("v3", "PRAGMA user_version"), VERSION, "of the present one");
	is_int(pragma("v3", "SELECT count(*) FROM body, given"), 0,
	    "bodies of now");
	is_int(pragma("v3", "SELECT count(*) FROM source WHERE etag = 'x'"), 0,
	    "which are asked for anew");
}

/* Many at once, on an old file and on none: one migrates, all go on. */
static void
test_crowd(const char *folder, const char *sql)
{
	enum { CROWD = 8 };
	pid_t children[CROWD];
	int good = 0;

	if (sql != NULL)
		plant(folder, sql);
	(void)fflush(stdout);
	for (int i = 0; i < CROWD; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct store *store = NULL;
			struct err err;
			bool opened = store_open(
			    &store, scene_path(folder, ""), "x", false, &err);

			if (!opened)
				(void)fprintf(stderr, "# %s\n", err.text);
			store_close(opened ? store : NULL);
			_exit(opened ? 0 : 1);
		}
	}
	for (int i = 0; i < CROWD; i++) {
		int status = -1;

		(void)waitpid(children[i], &status, 0);
		good += status == 0;
	}
	is_int(good, CROWD, folder);
	is_int(pragma(folder, "PRAGMA user_version"), VERSION, folder);
	ok(access(scene_path(folder, "x.db.new"), F_OK) != 0,
	    "nothing is left of the making");
}

/* What one that was killed while making left behind. */
static void
test_leftovers(void)
{
	static const char *const names[] = { "x.db.new", "x.db.new-wal",
		"x.db.new-shm", "x.db.new-journal" };
	struct store *store;
	struct err err;

	(void)mkdir(scene_path("left", ""), 0700);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		FILE *file = fopen(scene_path("left", names[i]), "wb");

		for (int k = 0; file != NULL && k < 9000; k++)
			(void)putc(k, file);
		if (file != NULL)
			(void)fclose(file);
	}
	store = scene_store("left", "x");
	ok(store_begin(store, &err) && store_commit(store, &err),
	    "made over what a killed one left");
	store_close(store);
	is_int(pragma("left", "SELECT count(*) FROM pragma_integrity_check"
			      " WHERE integrity_check = 'ok'"),
	    1, "sound");
}

int
main(void)
{
	test_version_1();
	test_version_3();
	test_crowd("crowd on none", NULL);
	test_crowd("crowd on an old one", read_text(test_source(version_1[0])));
	test_leftovers();
	return done();
}
