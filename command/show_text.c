/* SPDX-License-Identifier: MIT */
#include "command/showing.h"

#include "base/date.h"
#include "base/limits.h"
#include "command/output.h"
#include "command/selection.h"
#include "command/table.h"
#include "model/definition.h"
#include "model/forecast.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"

static void
text_figure(const struct showing *showing, struct table *table,
    const struct signal *signal, const struct figure *figure)
{
	const struct vintage *vintage = figure_at(figure, showing->as_of);
	struct buf text;

	if (vintage == NULL && figure->missing == NULL)
		return;
	buf_init(&text, LIMIT_MESSAGE);
	output_period_text(
	    &text, figure->period, signal->definition->fiscal_end);
	table_row(table);
	table_cell(table, buf_string(&text));
	buf_clear(&text);
	if (vintage == NULL) {
		table_cell(table, "—");
		table_tail(table, figure->missing);
		buf_release(&text);
		return;
	}
	output_amount_text(&text, signal, &vintage->amount);
	table_cell(table, buf_string(&text));
	table_cell(table, vintage_word(vintage, &figure->period));
	buf_clear(&text);
	(void)buf_text(&text, "known ");
	date_format(&text, date_day_of(vintage->known_at));
	table_cell(table, buf_string(&text));
	table_tail(table, vintage->confidence);
	table_tail(table, vintage->remark);
	buf_release(&text);
}

static void
text_series(const struct showing *showing, struct table *table,
    const struct signal *signal, const struct series *series)
{
	struct buf labels;

	if (series->labels.count > 0) {
		buf_init(&labels, LIMIT_MESSAGE);
		labels_format(&labels, &series->labels);
		table_text(table, buf_string(&labels), 2, 4);
		buf_release(&labels);
	}
	for (size_t k = 0; k < series->count; k++)
		text_figure(showing, table, signal, &series->figures[k]);
}

static void
text_event(struct table *table, const struct event *event)
{
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	date_format(&text, date_day_of(event->date));
	table_row(table);
	table_cell(table, buf_string(&text));
	table_cell(table, event->kind);
	table_cell(table, basis_name(event->basis));
	table_tail(table, event->title);
	table_tail(table, event->status);
	if (event->due != NO_DATE) {
		buf_clear(&text);
		(void)buf_text(&text, "due ");
		date_format(&text, date_day_of(event->due));
		table_tail(table, buf_string(&text));
	}
	table_tail(table, event->remark);
	buf_release(&text);
}

static void
text_heading(struct showing *showing, const struct signal *signal)
{
	const struct definition *definition = signal->definition;
	struct buf *out = &showing->out;
	struct buf failure;

	(void)buf_printf(out, "%s (%s)", definition->title, definition->name);
	if (signal_is_late(showing->model, signal, NULL))
		(void)buf_text(out, ", late");
	if (definition->not_disclosed)
		(void)buf_printf(out, ": not disclosed%s%s",
		    definition->proxy != NULL ? "; proxy: " : "",
		    definition->proxy != NULL ? definition->proxy : "");
	(void)buf_char(out, '\n');
	if (definition->note != NULL) {
		(void)buf_text(out, "  ");
		table_wrap(out, definition->note, 2, 2);
	}
	buf_init(&failure, LIMIT_MESSAGE);
	if (output_failure(&failure, showing->engine, signal)) {
		(void)buf_text(out, "  ");
		table_wrap(out, buf_string(&failure), 2, 2);
	}
	buf_release(&failure);
}

void
show_text(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;
	struct table table = { .align = signal->definition->events ? "lll"
								    : "lrll",
		.widest = 40,
		.indent = 4 };

	text_heading(showing, signal);
	for (size_t i = 0; i < signal->event_count; i++)
		if (signal_event_is_current(signal, i, showing->as_of) &&
		    selection_has_event(selection, signal->events[i]))
			text_event(&table, signal->events[i]);
	for (size_t i = 0; i < signal->series_count; i++)
		if (selection_has_series(
			selection, signal->series[i], showing->as_of))
			text_series(
			    showing, &table, signal, signal->series[i]);
	table_format(&showing->out, &table);
	if (table.count == 0 && !signal->definition->not_disclosed)
		(void)buf_printf(&showing->out, "  — %s\n",
		    selection_reason(selection, showing->model));
	table_release(&table);
}
