/* SPDX-License-Identifier: MIT */
#include "tui/tui.h"

#include "base/err.h"

bool
tui_run(struct engine *engine, int *status, struct err *err)
{
	(void)engine;
	(void)status;
	return err_set(err, "there is no terminal to draw on");
}
