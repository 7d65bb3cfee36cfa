/* SPDX-License-Identifier: MIT */
#include "tui/views.h"

#include <string.h>

#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/pairs.h"
#include "tui/panel.h"
#include "tui/view.h"

static bool
has_events(const struct signal *signal, const struct engine *engine)
{
	(void)engine;
	return signal != NULL && signal->definition->events;
}

/* Whether a panel that shows it asks for a matrix, and it has both
 * sides of one. */
static bool
is_matrix(const struct signal *signal, const struct engine *engine)
{
	const struct watchlist *watchlist = engine_watchlist(engine);

	if (signal == NULL || !pairs_fit(signal))
		return false;
	for (size_t i = 0; i < watchlist->counts[SECTION_PANEL]; i++) {
		const struct section *panel =
		    watchlist->sections[SECTION_PANEL][i];

		if (!strcmp(section_text(panel, "as"), "matrix") &&
		    panel_shows(panel, signal->definition->name))
			return true;
	}
	return false;
}

static bool
has_several(const struct signal *signal, const struct engine *engine)
{
	(void)engine;
	return signal != NULL && signal->series_count > 1;
}

static const struct {
	enum target_kind kind;
	bool (*takes)(const struct signal *signal, const struct engine *engine);
	const struct view_ops *ops;
} rows[] = {
	{ TARGET_WATCHLIST, NULL, &view_watchlist },
	{ TARGET_SIGNAL, has_events, &view_events },
	{ TARGET_SIGNAL, is_matrix, &view_matrix },
	{ TARGET_SIGNAL, has_several, &view_several },
	{ TARGET_SIGNAL, NULL, &view_signal },
	{ TARGET_SERIES, NULL, &view_signal },
	{ TARGET_FIGURE, NULL, &view_figure },
	{ TARGET_EVENT, NULL, &view_event },
	{ TARGET_ALERTS, NULL, &view_alerts },
	{ TARGET_ALERT, NULL, &view_alert },
	{ TARGET_SOURCES, NULL, &view_sources },
	{ TARGET_SOURCE, NULL, &view_source },
	{ TARGET_DOCUMENT, NULL, &view_document },
	{ TARGET_NOTES, NULL, &view_notes },
	{ TARGET_HELP, NULL, &view_help },
};

const struct view_ops *
view_for(const struct target *target, const struct model *model,
    const struct engine *engine)
{
	const struct signal *signal = target_signal_of(target, model);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].kind == target->kind &&
		    (rows[i].takes == NULL || rows[i].takes(signal, engine)))
			return rows[i].ops;
	return NULL;
}
