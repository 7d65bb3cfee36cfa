/* SPDX-License-Identifier: MIT */
#include "command/showing.h"

#include "base/limits.h"
#include "command/output.h"
#include "command/selection.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/model.h"

/* Nothing at all where the source failed: it is that. */
static void
write_reason(struct showing *showing, const struct selection *selection,
    const struct series *series)
{
	const struct signal *signal = selection->signal;
	struct buf failure;

	buf_init(&failure, LIMIT_MESSAGE);
	if (signal->series_count == 0 &&
	    output_failure(&failure, showing->engine, signal))
		json_text(&showing->json, buf_string(&failure));
	else
		json_text(&showing->json,
		    series != NULL
			? output_reason(showing->model, signal, series)
			: selection_reason(selection, showing->model));
	buf_release(&failure);
}

static void
write_series(struct showing *showing, const struct selection *selection,
    const struct series *series)
{
	const struct signal *signal = selection->signal;
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
	write_reason(showing, selection, series);
	json_key(json, "figures");
	json_array(json);
	for (size_t i = 0; series != NULL && i < series->count; i++) {
		const struct figure *figure = &series->figures[i];

		if (figure_at(figure, showing->as_of) == NULL &&
		    figure->missing == NULL)
			continue;
		json_object(json);
		output_figure_keys(
		    json, model_as_of(showing->model), signal, figure);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void
write_events(struct showing *showing, const struct selection *selection)
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
		if (!signal_event_is_current(signal, i, showing->as_of) ||
		    !selection_has_event(selection, signal->events[i]))
			continue;
		json_object(json);
		output_event_keys(json, signal->events[i]);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

void
show_json(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;
	size_t shown = 0;

	if (signal->definition->events) {
		write_events(showing, selection);
		return;
	}
	for (size_t i = 0; i < signal->series_count; i++) {
		if (!selection_has_series(
			selection, signal->series[i], showing->as_of))
			continue;
		write_series(showing, selection, signal->series[i]);
		shown++;
	}
	if (shown == 0)
		write_series(showing, selection, NULL);
}
