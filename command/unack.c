/* SPDX-License-Identifier: MIT */
#include "command/unack.h"

#include <stddef.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/quieting.h"
#include "engine/quiet.h"

static bool
take_back(struct engine *engine, const struct invocation *invocation,
    struct buf *out, struct err *err)
{
	const char *name = invocation->operands[0];

	return quieting_knows_alert(engine, name, err) &&
	       engine_unacknowledge(engine, name, err) &&
	       buf_printf(out, "%s is not acknowledged any more\n", name);
}

static int
run(const struct invocation *invocation)
{
	return quieting_run(invocation, take_back);
}

const struct command command_unack = {
	.name = "unack",
	.operands = "ALERT",
	.help = "Take an acknowledgement back",
	.least = 1,
	.most = 1,
	.formats = 1 << FORMAT_TEXT,
	.run = run,
};
