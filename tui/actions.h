/* What a command does in every view that has no meaning of its own for it. */
#ifndef TUI_ACTIONS_H
#define TUI_ACTIONS_H

#include "tui/view.h"

extern const struct view_action global_actions[]; /* CMD_NONE ends it */

#endif
