/* SPDX-License-Identifier: MIT */
#include "command/showing.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/limits.h"
#include "command/output.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/model.h"

/* The worst state of the alerts that watch it. */
static const char *
state_mark(const struct showing *showing, const char *signal)
{
	const struct alert *alert = alerts_of_signal(
	    engine_alerts(showing->engine), signal, 0);

	return alert == NULL || alert->state == ALERT_OK
	    ? ""
	    : alert_state_name(alert->state);
}

static void
summary_value(struct showing *showing, const struct signal *signal,
    struct buf *value, struct buf *period)
{
	const struct figure *figure;
	const struct series *series = NULL;

	if (signal->definition->not_disclosed) {
		(void)buf_text(value, "not disclosed");
		if (signal->definition->proxy != NULL)
			(void)buf_printf(
			    period, "proxy: %s", signal->definition->proxy);
		return;
	}
	if (signal->definition->events) {
		size_t count = 0;

		for (size_t i = 0; i < signal->event_count; i++)
			count += signal_event_is_current(
			    signal, i, showing->as_of);
		(void)buf_printf(value, "%zu events", count);
		return;
	}
	if (signal->series_count > 1) {
		(void)buf_printf(value, "%zu series", signal->series_count);
		return;
	}
	if (signal->series_count == 1)
		series = signal->series[0];
	figure = series != NULL ? series_latest(series, showing->as_of) : NULL;
	if (figure == NULL) {
		(void)buf_text(value, "—");
		(void)buf_text(
		    period, output_reason(showing->model, signal, series));
		return;
	}
	amount_format(value, &figure_at(figure, showing->as_of)->amount,
	    &signal->definition->unit);
	output_period_text(
	    period, figure->period, signal->definition->fiscal_end);
	if (output_reason(showing->model, signal, series) != NULL)
		(void)buf_printf(period, "  (newest: %s)",
		    output_reason(showing->model, signal, series));
}

static void
summary_row(struct showing *showing, const char *name)
{
	const struct signal *signal = model_find(showing->model, name);
	struct buf value, period;

	if (signal == NULL)
		return;
	buf_init(&value, LIMIT_MESSAGE);
	buf_init(&period, LIMIT_MESSAGE);
	summary_value(showing, signal, &value, &period);
	(void)buf_text(&showing->out, "  ");
	output_cell(&showing->out, state_mark(showing, name), 10, false);
	output_cell(&showing->out, signal->definition->title, 42, false);
	output_cell(&showing->out, buf_string(&value), 20, true);
	(void)buf_printf(&showing->out, "  %s%s\n", buf_string(&period),
	    signal_is_late(showing->model, signal, NULL) ? "  late" : "");
	buf_release(&value);
	buf_release(&period);
}

static void
summary_alerts(struct showing *showing, const char *panel)
{
	const struct alerts *alerts = engine_alerts(showing->engine);

	for (size_t i = 0; i < alerts_count(alerts); i++) {
		const struct alert *alert = alerts_at(alerts, i);

		if (alert->panel == NULL || strcmp(alert->panel, panel) != 0)
			continue;
		(void)buf_text(&showing->out, "  ");
		output_cell(
		    &showing->out, alert_state_name(alert->state), 10, false);
		(void)buf_printf(&showing->out, "%s%s%s%s\n", alert->title,
		    alert->late ? " (late)" : "",
		    alert->reason[0] != '\0' ? ": " : "", alert->reason);
	}
}

void
show_summary(struct showing *showing)
{
	const struct watchlist *watchlist = engine_watchlist(showing->engine);

	(void)buf_printf(&showing->out, "%s\n",
	    section_text(watchlist->top, "name"));
	for (size_t i = 0; i < watchlist->counts[SECTION_PANEL]; i++) {
		const struct section *panel =
		    watchlist->sections[SECTION_PANEL][i];
		const struct value *show = section_value(panel, "show");
		const char *title = section_text(panel, "title");

		(void)buf_printf(&showing->out, "\n%s\n", title);
		for (size_t k = 0; show != NULL && k < show->count; k++)
			summary_row(showing, show->items[k]->text);
		summary_alerts(showing, title);
	}
}
