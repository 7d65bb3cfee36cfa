/* SPDX-License-Identifier: MIT */
#include "command/unsilence.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "base/number.h"
#include "command/command.h"
#include "command/quieting.h"
#include "engine/quiet.h"

static bool
read_id(int64_t *id, const char *text, struct err *err)
{
	double number;
	char *shown;

	if (strspn(text, "0123456789") == strlen(text) && strlen(text) < 16 &&
	    number_parse(&number, text, strlen(text))) {
		*id = (int64_t)number;
		return true;
	}
	shown = foreign_clean(foreign_text(text));
	(void)err_set(err,
	    "'%s' is no number of a silence; 'bellwether silences' lists them",
	    shown);
	mem_free(shown);
	return false;
}

static bool
end(struct engine *engine, const struct invocation *invocation, struct buf *out,
    struct err *err)
{
	int64_t id;

	return read_id(&id, invocation->operands[0], err) &&
	       engine_unsilence(engine, id, err) &&
	       buf_printf(out, "silence %lld is ended\n", (long long)id);
}

static int
run(const struct invocation *invocation)
{
	return quieting_run(invocation, end);
}

const struct command command_unsilence = {
	.name = "unsilence",
	.operands = "ID",
	.help = "End a silence before its time",
	.least = 1,
	.most = 1,
	.formats = 1 << FORMAT_TEXT,
	.run = run,
};
