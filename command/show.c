/* SPDX-License-Identifier: MIT */
#include "command/show.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "command/selection.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"

struct showing { /* one answer in the making */
	const struct engine *engine;
	const struct model *model;
	struct buf out;
	struct json_writer json;
};

static int64_t
as_of(const struct showing *showing)
{
	return model_as_of(showing->model);
}

static void
json_series(struct showing *showing, const struct signal *signal,
    const struct series *series)
{
	const struct definition *definition = signal->definition;
	const struct labels none = { NULL, 0 };
	struct json_writer *json = &showing->json;

	json_object(json);
	json_key(json, "signal");
	json_text(json, definition->name);
	json_key(json, "title");
	json_text(json, definition->title);
	json_key(json, "unit");
	output_unit(json, &definition->unit);
	json_key(json, "labels");
	output_labels(json, series != NULL ? &series->labels : &none);
	json_key(json, "late");
	json_flag(json, signal_is_late(showing->model, signal, NULL));
	json_key(json, "not_disclosed");
	json_flag(json, definition->not_disclosed);
	json_key(json, "proxy");
	json_text(json, definition->proxy);
	json_key(json, "reason");
	json_text(json, output_reason(showing->model, signal, series));
	json_key(json, "figures");
	json_array(json);
	for (size_t i = 0; series != NULL && i < series->count; i++) {
		const struct figure *figure = &series->figures[i];

		if (figure_at(figure, as_of(showing)) == NULL &&
		    figure->missing == NULL)
			continue;
		json_object(json);
		output_figure_keys(json, showing->model, figure);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void
json_events(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;
	const struct labels none = { NULL, 0 };
	struct json_writer *json = &showing->json;

	json_object(json);
	json_key(json, "signal");
	json_text(json, signal->definition->name);
	json_key(json, "title");
	json_text(json, signal->definition->title);
	json_key(json, "labels");
	output_labels(json, &none);
	json_key(json, "late");
	json_flag(json, signal_is_late(showing->model, signal, NULL));
	json_key(json, "events");
	json_array(json);
	for (size_t i = 0; i < signal->event_count; i++) {
		if (!signal_event_is_current(signal, i, as_of(showing)) ||
		    !selection_has_event(selection, signal->events[i]))
			continue;
		json_object(json);
		output_event_keys(json, signal->events[i]);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void
json_selection(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;
	size_t shown = 0;

	if (signal->definition->events) {
		json_events(showing, selection);
		return;
	}
	for (size_t i = 0; i < signal->series_count; i++) {
		if (!selection_has_series(selection, signal->series[i]))
			continue;
		json_series(showing, signal, signal->series[i]);
		shown++;
	}
	if (shown == 0)
		json_series(showing, signal, NULL);
}

static void
csv_series(struct showing *showing, const struct signal *signal,
    const struct series *series)
{
	struct buf *out = &showing->out;
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	for (size_t i = 0; i < series->count; i++) {
		const struct figure *figure = &series->figures[i];
		const struct vintage *vintage =
		    figure_at(figure, as_of(showing));

		if (vintage == NULL)
			continue;
		output_csv(out, signal->definition->name, false);
		buf_clear(&text);
		labels_format(&text, &series->labels);
		output_csv(out, buf_string(&text), false);
		buf_clear(&text);
		period_format(&text, figure->period);
		output_csv(out, buf_string(&text), false);
		buf_clear(&text);
		date_format(&text, date_day_of(figure->period.start));
		output_csv(out, buf_string(&text), false);
		buf_clear(&text);
		date_format(&text, date_day_of(figure->period.end));
		output_csv(out, buf_string(&text), false);
		output_csv_number(out, vintage->amount.value, false);
		output_csv_number(out, vintage->amount.low, false);
		output_csv_number(out, vintage->amount.high, false);
		output_csv(out,
		    bound_name(amount_bound(vintage->amount)), false);
		buf_clear(&text);
		unit_format(&text, &signal->definition->unit);
		output_csv(out, buf_string(&text), false);
		output_csv(out, basis_name(vintage->basis), false);
		output_csv(out, vintage->confidence, false);
		buf_clear(&text);
		date_format_time(&text, vintage->known_at);
		output_csv(out, buf_string(&text), false);
		output_csv(out, vintage->remark, true);
	}
	buf_release(&text);
}

static void
csv_events(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;
	struct buf *out = &showing->out;
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	for (size_t i = 0; i < signal->event_count; i++) {
		const struct event *event = signal->events[i];

		if (!signal_event_is_current(signal, i, as_of(showing)) ||
		    !selection_has_event(selection, event))
			continue;
		output_csv(out, signal->definition->name, false);
		buf_clear(&text);
		date_format(&text, date_day_of(event->date));
		output_csv(out, buf_string(&text), false);
		output_csv(out, event->kind, false);
		output_csv(out, event->title, false);
		output_csv(out, basis_name(event->basis), false);
		output_csv(out, event->status, false);
		output_csv(out, event->link, true);
	}
	buf_release(&text);
}

static void
csv_selection(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;

	if (signal->definition->events) {
		csv_events(showing, selection);
		return;
	}
	for (size_t i = 0; i < signal->series_count; i++)
		if (selection_has_series(selection, signal->series[i]))
			csv_series(showing, signal, signal->series[i]);
}

static void
text_figure(struct showing *showing, const struct signal *signal,
    const struct figure *figure)
{
	const struct vintage *vintage = figure_at(figure, as_of(showing));
	struct buf text;

	if (vintage == NULL && figure->missing == NULL)
		return;
	buf_init(&text, LIMIT_MESSAGE);
	output_period_text(
	    &text, figure->period, signal->definition->fiscal_end);
	(void)buf_text(&showing->out, "    ");
	output_cell(&showing->out, buf_string(&text), 21, false);
	buf_clear(&text);
	if (vintage != NULL)
		amount_format(
		    &text, &vintage->amount, &signal->definition->unit);
	else
		(void)buf_text(&text, "—");
	output_cell(&showing->out, buf_string(&text), 20, true);
	buf_clear(&text);
	if (vintage == NULL) {
		(void)buf_printf(&showing->out, "  %s\n", figure->missing);
		buf_release(&text);
		return;
	}
	(void)buf_text(&text, "  known ");
	date_format(&text, date_day_of(vintage->known_at));
	(void)buf_printf(&showing->out, "  %-11s %s%s%s%s%s\n",
	    basis_name(vintage->basis), buf_string(&text) + 2,
	    vintage->confidence != NULL ? "  " : "",
	    vintage->confidence != NULL ? vintage->confidence : "",
	    vintage->remark != NULL ? "; " : "",
	    vintage->remark != NULL ? vintage->remark : "");
	buf_release(&text);
}

static void
text_event(struct showing *showing, const struct event *event)
{
	struct buf *out = &showing->out;

	(void)buf_text(out, "    ");
	date_format(out, date_day_of(event->date));
	(void)buf_printf(out, "  %-13s %-11s %s", event->kind,
	    basis_name(event->basis), event->title);
	if (event->due != NO_DATE) {
		(void)buf_text(out, "; due ");
		date_format(out, date_day_of(event->due));
	}
	if (event->status != NULL)
		(void)buf_printf(out, " (%s)", event->status);
	if (event->remark != NULL)
		(void)buf_printf(out, "; %s", event->remark);
	(void)buf_char(out, '\n');
}

static void
text_heading(struct showing *showing, const struct signal *signal)
{
	const struct definition *definition = signal->definition;
	struct buf *out = &showing->out;

	(void)buf_printf(out, "%s (%s)", definition->title, definition->name);
	if (signal_is_late(showing->model, signal, NULL))
		(void)buf_text(out, ", late");
	if (definition->not_disclosed)
		(void)buf_printf(out, ": not disclosed%s%s",
		    definition->proxy != NULL ? "; proxy: " : "",
		    definition->proxy != NULL ? definition->proxy : "");
	(void)buf_char(out, '\n');
	if (definition->note != NULL)
		(void)buf_printf(out, "  %s\n", definition->note);
}

static void
text_selection(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;
	size_t shown = 0;

	text_heading(showing, signal);
	for (size_t i = 0; i < signal->event_count; i++)
		if (signal_event_is_current(signal, i, as_of(showing)) &&
		    selection_has_event(selection, signal->events[i])) {
			text_event(showing, signal->events[i]);
			shown++;
		}
	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (!selection_has_series(selection, series))
			continue;
		shown++;
		if (series->labels.count > 0) {
			(void)buf_text(&showing->out, "  ");
			labels_format(&showing->out, &series->labels);
			(void)buf_char(&showing->out, '\n');
		}
		for (size_t k = 0; k < series->count; k++)
			text_figure(showing, signal, &series->figures[k]);
	}
	if (shown == 0 && !signal->definition->not_disclosed)
		(void)buf_printf(&showing->out, "  — %s\n",
		    signal->definition->events
			? "no event is known"
			: output_reason(showing->model, signal, NULL));
}

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
			    signal, i, as_of(showing));
		(void)buf_printf(value, "%zu events", count);
		return;
	}
	if (signal->series_count > 1) {
		(void)buf_printf(value, "%zu series", signal->series_count);
		return;
	}
	if (signal->series_count == 1)
		series = signal->series[0];
	figure = series != NULL ? series_latest(series, as_of(showing)) : NULL;
	if (figure == NULL) {
		(void)buf_text(value, "—");
		(void)buf_text(
		    period, output_reason(showing->model, signal, series));
		return;
	}
	amount_format(value, &figure_at(figure, as_of(showing))->amount,
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

/* Without operands: the watchlist panel by panel, as the screen has it. */
static void
summary(struct showing *showing)
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

typedef void show_one(
    struct showing *showing, const struct selection *selection);

static show_one *const ways[] = {
	[FORMAT_TEXT] = text_selection,
	[FORMAT_JSON] = json_selection,
	[FORMAT_CSV] = csv_selection,
};

static bool
show_operand(struct showing *showing, const char *operand, show_one *show,
    struct err *err)
{
	struct selection selection;
	bool read =
	    selection_read(&selection, showing->model, operand, err);

	if (read)
		show(showing, &selection);
	selection_release(&selection);
	return read;
}

static bool
show_all(struct showing *showing, const struct invocation *invocation,
    struct err *err)
{
	show_one *show = ways[invocation->format];

	for (size_t i = 0; i < invocation->operand_count; i++)
		if (!show_operand(
			showing, invocation->operands[i], show, err))
			return false;
	if (invocation->operand_count > 0)
		return true;
	if (invocation->format == FORMAT_TEXT) {
		summary(showing);
		return true;
	}
	for (size_t i = 0; i < model_count(showing->model); i++)
		(void)show_operand(showing,
		    model_signal(showing->model, i)->definition->name, show,
		    err);
	return true;
}

static const char csv_header[] =
    "signal,labels,period,start,end,value,low,high,bound,unit,basis,"
    "confidence,known_at,remark\r\n";

static int
run(const struct invocation *invocation)
{
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct showing showing = { .engine = engine };
	struct err err;

	if (engine == NULL)
		return status;
	engine_run(engine);
	showing.model = engine_model(engine);
	buf_init(&showing.out, LIMIT_OUTPUT);
	json_init(&showing.json, &showing.out);
	if (invocation->format == FORMAT_JSON)
		json_array(&showing.json);
	if (invocation->format == FORMAT_CSV)
		(void)buf_text(&showing.out, csv_header);
	if (!show_all(&showing, invocation, &err)) {
		status = say_failure(EX_USAGE, "%s", err.text);
	} else {
		if (invocation->format == FORMAT_JSON) {
			json_array_end(&showing.json);
			(void)buf_char(&showing.out, '\n');
		}
		if (!print_all(&showing.out))
			status = EX_IOERR;
	}
	buf_release(&showing.out);
	engine_free(engine);
	return status;
}

const struct command command_show = {
	.name = "show",
	.operands = "[SIGNAL...]",
	.help = "Print signals: their figures, or the whole watchlist",
	.most = -1,
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON | 1 << FORMAT_CSV,
	.run = run,
};
