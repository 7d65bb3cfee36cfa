/* SPDX-License-Identifier: MIT */
#include "command/lint.h"

#include <sysexits.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/open.h"
#include "config/watchlist.h"
#include "model/model.h"
#include "store/store.h"

/* What the history knows and the watchlist does not: renamed, or removed. */
static void
add_orphans(struct buf *out, struct watchlist *watchlist, const char *state)
{
	char *directory = store_directory(state);
	struct model *model = model_new();
	struct store *store = NULL;
	char **names = NULL;
	size_t count = 0, definitions;
	struct definition **all =
	    watchlist_take_definitions(watchlist, &definitions);
	struct err err;

	for (size_t i = 0; i < definitions; i++)
		(void)model_define(model, all[i]);
	if (directory != NULL &&
	    store_open(&store, directory, section_text(watchlist->top, "name"),
		true, &err) &&
	    store_orphans(store, model, &names, &count, &err) && count > 0) {
		(void)buf_printf(out, "%s: note: the history has signals that "
				      "the watchlist has not: ",
		    watchlist->file);
		for (size_t i = 0; i < count; i++)
			(void)buf_printf(
			    out, "%s%s", i > 0 ? ", " : "", names[i]);
		(void)buf_char(out, '\n');
	}
	for (size_t i = 0; i < count; i++)
		mem_free(names[i]);
	mem_free(names);
	mem_free(all);
	store_close(store);
	model_free(model);
	mem_free(directory);
}

static int
run(const struct invocation *invocation)
{
	const char *named = invocation->operand_count > 0
	    ? invocation->operands[0]
	    : invocation->watchlist;
	char *file = watchlist_path(named, invocation->program);
	struct complaints complaints = { 0 };
	struct watchlist *watchlist = watchlist_load(file,
	    invocation->tables, invocation->table_count, &complaints);
	int status = watchlist != NULL ? EX_OK : EX_DATAERR;
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	complaints_format(&out, &complaints);
	if (watchlist != NULL)
		add_orphans(&out, watchlist, invocation->state);
	if (!print_answer(&out, FORMAT_TEXT))
		status = EX_IOERR;
	buf_release(&out);
	complaints_release(&complaints);
	watchlist_free(watchlist);
	mem_free(file);
	return status;
}

const struct command command_lint = {
	.name = "lint",
	.operands = "[FILE]",
	.help = "Check a watchlist: print every mistake at its place",
	.most = 1,
	.formats = 1 << FORMAT_TEXT,
	.run = run,
};
