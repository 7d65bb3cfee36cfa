/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/err.h"
#include "base/near.h"
#include "config/setting.h"
#include "config/watchlist.h"
#include "tui/keymap.h"
#include "tui/tui.h"

static bool
check_key(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	const char *near;

	(void)section;
	if (key == NULL || keymap_parse_key(key) == KEY_NONE)
		return err_set(err,
		    "'%s' is no key: a character, ^X, or Enter, Esc, Tab, "
		    "S-Tab, Up, Down, Left, Right, PgUp, PgDn, Home, End, "
		    "Backspace, Space is expected",
		    key != NULL ? key : "");
	if (keymap_find(text) != NULL)
		return true;
	near = keymap_near(text);
	if (near != NULL)
		return err_at(err, 0,
		    "unknown screen command '%s'; did you mean '%s'?", text,
		    near);
	return err_at(err, 0, "unknown screen command '%s'", text);
}

static const struct setting rows[] = {
	{ SECTION_PANEL, "title", SETTING_TEXT, SHAPE_ONE, SETTING_REQUIRED,
	    NULL, NULL, setting_is_line, NULL, "what stands above it" },
	{ SECTION_PANEL, "show", SETTING_SIGNAL, SHAPE_ONE_OR_LIST, 0, NULL,
	    NULL, NULL, NULL, "its signals, in order" },
	{ SECTION_PANEL, "overlay", SETTING_SIGNAL, SHAPE_LIST, 0, NULL, NULL,
	    NULL, NULL,
	    "signals of one unit that are drawn over one another" },
	{ SECTION_PANEL, "as", SETTING_CHOICE, SHAPE_ONE, 0,
	    "rows|matrix", "rows", NULL, NULL,
	    "how a signal of many series is opened: a list, or a matrix of "
	    "two labels" },

	{ SECTION_TOP, "keys", SETTING_TEXT, SHAPE_MAP, 0, NULL, NULL,
	    check_key, NULL, "keys of your own: KEY: command" },
};

const struct settings tui_settings = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
};
