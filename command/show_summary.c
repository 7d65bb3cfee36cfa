/* SPDX-License-Identifier: MIT */
#include "command/showing.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/output.h"
#include "command/table.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/forecast.h"
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

/* The newest figure and its period, or what stands for them; REASON is why the
 * newest period has none. */
static void
summary_value(const struct showing *showing, const struct signal *signal,
    struct buf *value, struct buf *period, const char **reason)
{
	const struct figure *figure;
	const struct series *series = NULL, *main_series;
	size_t series_known = 0;

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
		(void)buf_printf(
		    value, "%zu event%s", count, count == 1 ? "" : "s");
		return;
	}
	main_series = signal_main_series(signal, showing->as_of);
	for (size_t i = 0; i < signal->series_count; i++) {
		if (!series_is_known(signal->series[i], showing->as_of))
			continue;
		series = signal->series[i];
		series_known++;
	}
	if (main_series == NULL && series_known > 1) {
		(void)buf_printf(value, "%zu series", series_known);
		return;
	}
	if (main_series != NULL)
		series = main_series;
	figure = series != NULL
	    ? signal_latest(signal, series, showing->as_of)
	    : NULL;
	if (figure == NULL) {
		(void)buf_text(value, "—");
		*reason = output_reason(showing->model, signal, series);
		return;
	}
	output_amount_text(
	    value, signal, &figure_at(figure, showing->as_of)->amount);
	output_period_text(
	    period, figure->period, signal->definition->fiscal_end);
	if (vintage_is_forecast(
		figure_at(figure, showing->as_of), &figure->period))
		(void)buf_text(period, " forecast");
	*reason = output_reason(showing->model, signal, series);
}

static void
summary_row(const struct showing *showing, struct table *table,
    const char *name)
{
	const struct signal *signal = model_find(showing->model, name);
	const char *reason = NULL;
	struct buf value, period;

	if (signal == NULL)
		return;
	buf_init(&value, LIMIT_MESSAGE);
	buf_init(&period, LIMIT_MESSAGE);
	summary_value(showing, signal, &value, &period, &reason);
	table_row(table);
	table_cell(table, state_mark(showing, name));
	table_cell(table, signal->definition->title);
	table_cell(table, buf_string(&value));
	if (signal_is_late(showing->model, signal, NULL))
		(void)buf_printf(
		    &period, "%slate", period.length > 0 ? " " : "");
	table_cell(table, buf_string(&period));
	table_tail(table, reason);
	buf_release(&value);
	buf_release(&period);
}

/* PANEL's; NULL: of no panel. */
static void
summary_alerts(
    const struct showing *showing, struct table *table, const char *panel)
{
	const struct alerts *alerts = engine_alerts(showing->engine);

	for (size_t i = 0; i < alerts_count(alerts); i++) {
		const struct alert *alert = alerts_at(alerts, i);
		char *text;

		if (alert->panel == NULL || panel == NULL
			? alert->panel != panel
			: strcmp(alert->panel, panel) != 0)
			continue;
		text = mem_printf("%s%s%s%s", alert->title,
		    alert->late ? " (late)" : "",
		    alert->reason[0] != '\0' ? ": " : "", alert->reason);
		table_row(table);
		table_cell(table, alert_state_name(alert->state));
		table_tail(table, text);
		mem_free(text);
	}
}

static void
summary_signals(const struct showing *showing, struct table *table,
    const struct value *show)
{
	if (show == NULL)
		return;
	if (show->kind == VALUE_ONE)
		summary_row(showing, table, show->text);
	for (size_t k = 0; k < show->count; k++)
		summary_row(showing, table, show->items[k]->text);
}

/* Without panels: all signals, in the file's order, and all alerts. */
static void
summary_everything(const struct showing *showing, struct table *table)
{
	table_line(table, "");
	for (size_t i = 0; i < model_count(showing->model); i++)
		summary_row(showing, table,
		    model_signal(showing->model, i)->definition->name);
	summary_alerts(showing, table, NULL);
}

/* Only those that are not well. */
static void
summary_sources(struct showing *showing)
{
	struct buf *out = &showing->out;
	bool any = false;

	for (size_t i = 0; i < engine_source_count(showing->engine); i++) {
		const struct source_memory *source =
		    engine_source(showing->engine, i);
		char *text;

		if (source->state == SOURCE_OK)
			continue;
		(void)buf_text(out, any ? "  " : "\nSources that failed\n  ");
		any = true;
		text = mem_printf("%s is %s%s%s", source->name,
		    source_state_name(source->state),
		    source->reason != NULL ? ": " : "",
		    source->reason != NULL ? source->reason : "");
		table_wrap(out, text, 2, 4);
		mem_free(text);
	}
}

void
show_summary(struct showing *showing)
{
	const struct watchlist *watchlist = engine_watchlist(showing->engine);
	struct table table = {
		.align = "llrl", .widest = 30, .indent = 2, .beneath = 1
	};

	table_line(&table, section_text(watchlist->top, "name"));
	for (size_t i = 0; i < watchlist->counts[SECTION_PANEL]; i++) {
		const struct section *panel =
		    watchlist->sections[SECTION_PANEL][i];
		const char *title = section_text(panel, "title");

		table_line(&table, "");
		table_line(&table, title);
		summary_signals(
		    showing, &table, section_value(panel, "show"));
		summary_alerts(showing, &table, title);
	}
	if (watchlist->counts[SECTION_PANEL] == 0)
		summary_everything(showing, &table);
	table_format(&showing->out, &table);
	table_release(&table);
	summary_sources(showing);
}
