/* SPDX-License-Identifier: MIT */
#include <config.h>

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sysexits.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "command/command.h"
#include "command/open.h"
#include "command/options.h"
#include "engine/engine.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/event.h"
#include "model/series.h"
#include "tui/tui.h"

/* The rooms' settings, joined before anything loads. */
static const struct settings *const tables[] = {
	&fetch_settings,
	&pick_settings,
	&alert_settings,
	&tui_settings,
};

static int
run_screen(const struct invocation *invocation)
{
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct err err;

	if (engine == NULL)
		return status;
	if (!tui_run(engine, &status, &err))
		status = say_failure(EX_UNAVAILABLE, "%s", err.text);
	engine_free(engine);
	return status;
}

/* --help, and --version. */
static int
print_about(enum wanted wanted, const struct command *command)
{
	struct buf out;
	int status;

	buf_init(&out, LIMIT_MESSAGE);
	if (wanted == WANT_HELP)
		options_help(&out, command);
	else
		(void)buf_text(&out, PACKAGE_STRING "\n");
	status = print_answer(&out, FORMAT_TEXT) ? EX_OK : EX_IOERR;
	buf_release(&out);
	return status;
}

static int
act(const struct invocation *invocation, enum wanted wanted,
    const struct command *command)
{
	switch (wanted) {
	case WANT_HELP:
	case WANT_VERSION:
		return print_about(wanted, command);
	case WANT_COMMAND:
		return command->run(invocation);
	default:
		return run_screen(invocation);
	}
}

int
main(int argc, char **argv)
{
	struct invocation invocation = {
		.program = argc > 0 ? argv[0] : "bellwether",
		.as_of = ALWAYS,
		.from = NO_DATE,
		.to = NO_DATE,
		.tables = tables,
		.table_count = sizeof(tables) / sizeof(tables[0]),
	};
	const struct command *command;
	enum wanted wanted;
	struct err err;
	int status;

	/* Characters as the user has them; numbers stay in the "C" locale. */
	if (setlocale(LC_CTYPE, "") == NULL)
		(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)signal(SIGPIPE, SIG_IGN);
	file_keep_standard();
	if (options_read(&invocation, &wanted, &command, argc, argv, &err)) {
		status = act(&invocation, wanted, command);
	} else {
		status = say_failure(EX_USAGE, "%s", err.text);
		(void)fputs("Try 'bellwether --help'.\n", stderr);
	}
	options_release(&invocation);
	return status;
}
