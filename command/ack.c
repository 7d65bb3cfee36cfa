/* SPDX-License-Identifier: MIT */
#include "command/ack.h"

#include <stddef.h>

#include "alert/alert.h"
#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/quieting.h"
#include "engine/quiet.h"

static bool
acknowledge(struct engine *engine, const struct invocation *invocation,
    struct buf *out, struct err *err)
{
	const char *name = invocation->operands[0];
	char *reason = quieting_reason(invocation, 1);
	const struct alert *alert = engine_alert_named(engine, name);
	bool done =
	    quieting_knows_alert(engine, name, err) &&
	    engine_acknowledge(engine, name, reason, invocation->sticky, err);

	mem_free(reason);
	if (done)
		(void)buf_printf(out, "%s is %s: acknowledged until %s\n", name,
		    alert_state_name(alert->state),
		    invocation->sticky ? "it is ok" : "its level changes");
	return done;
}

static int
run(const struct invocation *invocation)
{
	return quieting_run(invocation, acknowledge);
}

const struct command command_ack = {
	.name = "ack",
	.operands = "ALERT REASON...",
	.help = "Acknowledge an alert until its level changes",
	.least = 2,
	.most = -1,
	.formats = 1 << FORMAT_TEXT,
	.run = run,
};
