/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "command/ack.h"
#include "command/check.h"
#include "command/command.h"
#include "command/complete.h"
#include "command/eval.h"
#include "command/lint.h"
#include "command/pick.h"
#include "command/replay.h"
#include "command/show.h"
#include "command/silence.h"
#include "command/silences.h"
#include "command/test.h"
#include "command/try.h"
#include "command/unack.h"
#include "command/unsilence.h"
#include "command/why.h"

const struct command *const commands[] = {
	&command_check,
	&command_show,
	&command_why,
	&command_eval,
	&command_replay,
	&command_lint,
	&command_test,
	&command_pick,
	&command_try,
	&command_ack,
	&command_unack,
	&command_silence,
	&command_unsilence,
	&command_silences,
	&command_complete,
};

const size_t command_count = sizeof(commands) / sizeof(commands[0]);

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}
