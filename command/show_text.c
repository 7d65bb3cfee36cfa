/* SPDX-License-Identifier: MIT */
#include "command/showing.h"

#include "base/date.h"
#include "base/limits.h"
#include "command/output.h"
#include "command/selection.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"

static void
text_figure(struct showing *showing, const struct signal *signal,
    const struct figure *figure)
{
	const struct vintage *vintage = figure_at(figure, showing->as_of);
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

void
show_text(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;
	size_t shown = 0;

	text_heading(showing, signal);
	for (size_t i = 0; i < signal->event_count; i++)
		if (signal_event_is_current(signal, i, showing->as_of) &&
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
