/* SPDX-License-Identifier: MIT */
#include "alert/alerts.h"
#include "base/buf.h"
#include "engine/engine.h"
#include "tui/alert_row.h"
#include "tui/view.h"
#include "tui/views.h"

/* Worst first; what is well last. */
static const enum alert_state order[] = { ALERT_CRIT, ALERT_FAILED, ALERT_WARN,
	ALERT_RECOVERING, ALERT_NO_DATA, ALERT_PENDING, ALERT_OK };

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

	if (target != NULL)
		alert_detail(line, view->scene, target->name);
}

const struct view_ops view_alerts = {
	.name = "alerts",
	.build = build,
	.crumb = crumb,
	.detail = detail,
};
