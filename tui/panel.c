/* SPDX-License-Identifier: MIT */
#include "tui/panel.h"

#include <string.h>

#include "config/watchlist.h"

const char *
panel_signal(const struct section *panel, size_t i)
{
	const struct value *show = section_value(panel, "show");

	if (show == NULL)
		return NULL;
	if (show->kind == VALUE_ONE)
		return i == 0 ? show->text : NULL;
	return i < show->count ? show->items[i]->text : NULL;
}

bool
panel_shows(const struct section *panel, const char *signal)
{
	const char *name;

	for (size_t i = 0; (name = panel_signal(panel, i)) != NULL; i++)
		if (!strcmp(name, signal))
			return true;
	return false;
}
