/* SPDX-License-Identifier: MIT */
#include "command/check.h"

#include <sysexits.h>

#include "alert/alerts.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/checking.h"
#include "command/command.h"
#include "command/open.h"
#include "engine/engine.h"
#include "model/series.h"

enum { LOCK_WAIT_MS = 10000, UNKNOWN = 3 };

/* 2 before 1 before 3: a source that fails leaves things unknown. */
static int
status_of(const struct checking *checking)
{
	int status = alerts_exit(checking->alerts);

	for (size_t i = 0; i < engine_source_count(checking->engine); i++)
		if (status == 0 &&
		    engine_source(checking->engine, i)->state != SOURCE_OK)
			status = UNKNOWN;
	if (status == 0 && engine_store_trouble(checking->engine) != NULL)
		status = UNKNOWN;
	return status;
}

static bool
tell(struct checking *checking, const struct invocation *invocation,
    struct err *err)
{
	if (!engine_untold(checking->engine, &checking->untold,
		&checking->untold_count, err))
		return false;
	checking->status = status_of(checking);
	if (invocation->format == FORMAT_JSON)
		check_json(checking);
	else if (invocation->all || invocation->as_of != ALWAYS)
		check_text_all(checking); /* as of a day nothing is kept */
	else
		check_text_changes(checking);
	/* Told first, marked after: a change may be told twice, never not. */
	return print_answer(&checking->out, invocation->format)
	    ? engine_mark_told(checking->engine, checking->untold,
		  checking->untold_count, err)
	    : err_set(err, "the changes stay untold");
}

static int
run(const struct invocation *invocation)
{
	struct checking checking = { .status = EX_OK };
	struct err err;

	checking.engine = open_engine(invocation, &checking.status);
	if (checking.engine == NULL)
		return checking.status;
	checking.alerts = engine_alerts(checking.engine);
	buf_init(&checking.out, LIMIT_OUTPUT);
	if (!engine_lock(checking.engine, LOCK_WAIT_MS, &err)) {
		checking.status = say_failure(UNKNOWN, "%s", err.text);
	} else {
		engine_run(checking.engine);
		if (!tell(&checking, invocation, &err))
			checking.status = say_failure(UNKNOWN, "%s", err.text);
		else if (engine_store_trouble(checking.engine) != NULL)
			(void)say_failure(0, "nothing is kept: %s",
			    engine_store_trouble(checking.engine));
	}
	for (size_t i = 0; i < checking.untold_count; i++)
		transition_release(&checking.untold[i]);
	mem_free(checking.untold);
	buf_release(&checking.out);
	engine_free(checking.engine);
	return checking.status;
}

const struct command command_check = {
	.name = "check",
	.operands = "",
	.help = "Fetch what is due, evaluate, and print what changed",
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.run = run,
};
