/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "alert/alerts.h"
#include "alert/hush.h"
#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/model.h"
#include "model/quiet.h"
#include "tui/alert_row.h"
#include "tui/desk.h"
#include "tui/facts.h"
#include "tui/glyphs.h"
#include "tui/quieting.h"
#include "tui/view.h"
#include "tui/views.h"

/* Worst first; what is well last. */
static const enum alert_state order[] = { ALERT_CRIT, ALERT_FAILED, ALERT_WARN,
	ALERT_RECOVERING, ALERT_NO_DATA, ALERT_PENDING, ALERT_OK };

/* Those that last; x ends one. */
static void
add_silences(struct view *view)
{
	const struct hush *hush = engine_hush(view->scene->engine);
	int64_t now = model_now(view_model(view));
	bool titled = false;

	for (size_t i = 0; i < hush_silence_count(hush); i++) {
		const struct silence *silence = hush_silence_at(hush, i);
		struct target target;
		struct buf words;
		char id[24];

		if (silence->until <= now)
			continue;
		if (!titled)
			facts_title(&view->page, "Silences");
		titled = true;
		buf_init(&words, LIMIT_MESSAGE);
		quieting_silence(&words, silence);
		(void)snprintf(
		    id, sizeof(id), "%lld", (long long)silence->id);
		target = target_named(TARGET_SILENCE, id);
		line_add(page_add(&view->page, &target), STYLE_DIM, "%s %s",
		    view->scene->glyphs->quiet, buf_string(&words));
		buf_release(&words);
	}
}

static void
build(struct view *view)
{
	const struct alerts *alerts = engine_alerts(view->scene->engine);

	for (size_t k = 0; k < sizeof(order) / sizeof(order[0]); k++)
		for (size_t i = 0; i < alerts_count(alerts); i++) {
			const struct alert *alert = alerts_at(alerts, i);
			struct target target;

			if (alert->state != order[k])
				continue;
			target = target_named(TARGET_ALERT, alert->name);
			alert_row(page_add(&view->page, &target), view->scene,
			    alert, view->width);
			page_words(&view->page, alert->name);
		}
	add_silences(view);
	if (view->page.count == 0)
		line_text(page_add(&view->page, NULL), STYLE_DIM,
		    "the watchlist has no alerts");
}

static void
crumb(const struct view *view, struct buf *out)
{
	(void)view;
	(void)buf_text(out, "Alerts");
}

static void
detail(const struct view *view, struct line *line)
{
	const struct target *target = page_target(&view->page);

	if (target != NULL && target->kind == TARGET_SILENCE)
		line_add(line, STYLE_DIM,
		    "silence %s: what is not ok at its end is told",
		    target->name);
	else if (target != NULL)
		alert_detail(line, view->scene, target->name);
}

/* A silence is all there is of it in its row. */
static unsigned
open_row(struct view *view)
{
	const struct target *target = page_target(&view->page);

	if (target != NULL && target->kind == TARGET_SILENCE)
		desk_say(view->desk, "silence %s; x ends it", target->name);
	else if (target != NULL)
		desk_open(view->desk, target);
	return REACT_DRAW;
}

static const struct view_action actions[] = {
	{ CMD_OPEN, open_row },
	{ CMD_NONE, NULL },
};

const struct view_ops view_alerts = {
	.actions = actions,
	.name = "alerts",
	.build = build,
	.crumb = crumb,
	.detail = detail,
};
