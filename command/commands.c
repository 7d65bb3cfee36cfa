/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "command/check.h"
#include "command/command.h"
#include "command/eval.h"
#include "command/lint.h"
#include "command/pick.h"
#include "command/show.h"
#include "command/try.h"
#include "command/why.h"

const struct command *const commands[] = {
	&command_check,
	&command_show,
	&command_why,
	&command_eval,
	&command_lint,
	&command_pick,
	&command_try,
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
