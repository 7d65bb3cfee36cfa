/* SPDX-License-Identifier: MIT */
#include "command/open.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "config/watchlist.h"
#include "engine/engine.h"

int
say_failure(int status, const char *fmt, ...)
{
	va_list args;

	(void)fputs("bellwether: ", stderr);
	va_start(args, fmt);
	(void)vfprintf(stderr, fmt, args);
	va_end(args);
	(void)fputc('\n', stderr);
	return status;
}

static void
print_complaints(const struct complaints *complaints)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	complaints_format(&out, complaints);
	(void)fputs(buf_string(&out), stderr);
	buf_release(&out);
}

struct engine *
open_engine(const struct invocation *invocation, int *status)
{
	char *file = watchlist_path(invocation->watchlist, invocation->program);
	struct engine_options options = {
		.watchlist_file = file,
		.state_directory = invocation->state,
		.as_of = invocation->as_of,
		.no_fetch = invocation->no_fetch,
		.tables = invocation->tables,
		.table_count = invocation->table_count,
	};
	struct complaints complaints = { 0 };
	enum engine_failure failure;
	struct engine *engine;
	struct err err;

	engine = engine_new(&options, &failure, &complaints, &err);
	if (engine == NULL && failure == ENGINE_WATCHLIST) {
		print_complaints(&complaints);
		*status = EX_DATAERR;
	} else if (engine == NULL) {
		*status = say_failure(EX_CANTCREAT, "%s", err.text);
	}
	complaints_release(&complaints);
	mem_free(file);
	return engine;
}

bool
print_all(const struct buf *out)
{
	const char *bytes = buf_string(out);

	if (!out->full &&
	    fwrite(bytes, 1, out->length, stdout) == out->length &&
	    fflush(stdout) == 0)
		return true;
	if (out->full)
		(void)say_failure(0, "the answer is too long to be printed");
	else
		(void)say_failure(0, "standard output cannot be written");
	return false;
}
