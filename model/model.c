/* SPDX-License-Identifier: MIT */
#include "model/model.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/graph.h"

struct model {
	struct signal **signals;
	size_t count;
	struct map *by_name;
	int64_t as_of;
	unsigned round;
	struct signal *touched; /* last */
	uint64_t touches;
	struct graph *graph;
};

struct model *
model_new(void)
{
	struct model *model = mem_new(sizeof(*model));

	model->by_name = map_new();
	model->as_of = ALWAYS;
	model->round = ROUND_JUDGED + 1;
	model->graph = mem_new(sizeof(*model->graph));
	return model;
}

static void
series_free(struct series *series)
{
	for (size_t i = 0; i < series->count; i++) {
		struct figure *figure = &series->figures[i];

		for (size_t k = 0; k < figure->vintage_count; k++)
			vintage_release(&figure->vintages[k]);
		mem_free(figure->vintages);
		mem_free(figure->missing);
	}
	labels_release(&series->labels);
	mem_free(series->figures);
	mem_free(series);
}

void
series_free_all(struct series **series, size_t count)
{
	for (size_t i = 0; i < count; i++)
		series_free(series[i]);
	mem_free(series);
}

static void
drop_series(struct signal *signal)
{
	series_free_all(signal->series, signal->series_count);
	signal->series = NULL;
	signal->series_count = 0;
}

static void
drop_events(struct signal *signal)
{
	for (size_t i = 0; i < signal->event_count; i++) {
		event_release(signal->events[i]);
		mem_free(signal->events[i]);
	}
	mem_free(signal->events);
	map_free(signal->newest);
	signal->events = NULL;
	signal->newest = NULL;
	signal->event_count = 0;
}

void
model_free(struct model *model)
{
	if (model == NULL)
		return;
	for (size_t i = 0; i < model->count; i++) {
		drop_series(model->signals[i]);
		drop_events(model->signals[i]);
		definition_free(
		    (struct definition *)model->signals[i]->definition);
		derivation_free(model->signals[i]->derivation);
		mem_free(model->signals[i]);
	}
	mem_free(model->signals);
	map_free(model->by_name);
	graph_release(model->graph);
	mem_free(model->graph);
	mem_free(model);
}

struct signal *
model_define(struct model *model, struct definition *definition)
{
	struct signal *signal = mem_new(sizeof(*signal));

	signal->definition = definition;
	signal->index = model->count;
	signal->derivation = derivation_new();
	model->graph->built = false;
	model->signals =
	    mem_room(model->signals, model->count, sizeof(*model->signals));
	model->signals[model->count++] = signal;
	map_put(model->by_name, definition->name, signal);
	return signal;
}

struct signal *
model_find(const struct model *model, const char *name)
{
	return map_find(model->by_name, name);
}

size_t
model_count(const struct model *model)
{
	return model->count;
}

struct signal *
model_signal(const struct model *model, size_t i)
{
	assert(i < model->count);
	return model->signals[i];
}

struct graph *
model_graph(const struct model *model)
{
	if (!model->graph->built)
		graph_build(model->graph, model);
	return model->graph;
}

const struct signal *
model_touched(const struct model *model)
{
	return model->touched;
}

uint64_t
model_computations(const struct model *model)
{
	return model->graph->computations;
}

uint64_t
model_touches(const struct model *model)
{
	return model->touches;
}

static void
unlink_touched(struct model *model, struct signal *signal)
{
	if (signal->touched_before != NULL)
		signal->touched_before->touched_after = signal->touched_after;
	if (signal->touched_after != NULL)
		signal->touched_after->touched_before =
		    signal->touched_before;
	if (model->touched == signal)
		model->touched = signal->touched_before;
}

void
model_touch(struct model *model, struct signal *signal, int64_t known_at)
{
	if (known_at < signal->derivation->news_from)
		signal->derivation->news_from = known_at;
	unlink_touched(model, signal);
	signal->touched = ++model->touches;
	signal->touched_before = model->touched;
	signal->touched_after = NULL;
	if (model->touched != NULL)
		model->touched->touched_after = signal;
	model->touched = signal;
}

void
model_note(struct model *model, struct signal *signal, int64_t known_at)
{
	signal->version++;
	if (known_at > signal->derivation->youngest)
		signal->derivation->youngest = known_at;
	if (known_at < signal->derivation->comes_at)
		signal->derivation->comes_at = known_at;
	model_touch(model, signal, known_at);
}

void
model_set_as_of(struct model *model, int64_t as_of)
{
	model->as_of = as_of;
}

int64_t
model_as_of(const struct model *model)
{
	return model->as_of;
}

int64_t
model_now(const struct model *model)
{
	return model->as_of != ALWAYS ? model->as_of : clock_now();
}

unsigned
model_round(const struct model *model)
{
	return model->round;
}

void
model_end_round(struct model *model)
{
	model->round++;
}

static int
compare_key(const struct series *series, const struct labels *labels,
    enum basis voice)
{
	int order = labels_compare(&series->labels, labels);

	return order != 0 ? order : (int)series->voice - (int)voice;
}

/* Where the series is, or belongs. */
static size_t
place_of(const struct signal *signal, const struct labels *labels,
    enum basis voice)
{
	size_t low = 0, high = signal->series_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_key(signal->series[middle], labels, voice) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct series *
signal_series(const struct signal *signal, const struct labels *labels,
    enum basis voice)
{
	size_t i = place_of(signal, labels, voice);

	return i < signal->series_count &&
		!compare_key(signal->series[i], labels, voice)
	    ? signal->series[i]
	    : NULL;
}

static struct series *
series_of(struct signal *signal, const struct labels *labels,
    enum basis voice)
{
	size_t i = place_of(signal, labels, voice);
	struct series *series = signal_series(signal, labels, voice);

	if (series != NULL)
		return series;
	series = mem_new(sizeof(*series));
	labels_copy(&series->labels, labels);
	series->voice = voice;
	signal->series = mem_room(
	    signal->series, signal->series_count, sizeof(*signal->series));
	(void)memmove(&signal->series[i + 1], &signal->series[i],
	    (signal->series_count - i) * sizeof(*signal->series));
	signal->series[i] = series;
	signal->series_count++;
	return series;
}

static struct figure *
figure_of(struct series *series, struct period period)
{
	struct figure *figure = (struct figure *)series_find(series, period);
	size_t i = series->count;

	if (figure != NULL)
		return figure;
	while (i > 0 &&
	    period_compare(series->figures[i - 1].period, period) > 0)
		i--;
	series->figures =
	    mem_room(series->figures, series->count, sizeof(struct figure));
	(void)memmove(&series->figures[i + 1], &series->figures[i],
	    (series->count - i) * sizeof(struct figure));
	series->count++;
	series->figures[i] = (struct figure){ .period = period };
	return &series->figures[i];
}

enum added
model_add(struct model *model, struct signal *signal,
    const struct labels *labels, struct period period,
    const struct vintage *vintage)
{
	struct series *series =
	    series_of(signal, labels, basis_voice(vintage->basis));
	struct figure *figure = figure_of(series, period);
	size_t i = figure->vintage_count;
	int64_t seen_at =
	    vintage->seen_at != 0 ? vintage->seen_at : clock_now();

	if (seen_at > figure->seen_at)
		figure->seen_at = seen_at;
	while (i > 0 && figure->vintages[i - 1].known_at > vintage->known_at)
		i--;
	if (i > 0 &&
	    amount_equal(figure->vintages[i - 1].amount, vintage->amount))
		return ADDED_NOTHING;
	figure->vintages = mem_room_for_few(figure->vintages,
	    figure->vintage_count, sizeof(struct vintage));
	(void)memmove(&figure->vintages[i + 1], &figure->vintages[i],
	    (figure->vintage_count - i) * sizeof(struct vintage));
	vintage_copy(&figure->vintages[i], vintage);
	if (vintage->round == 0)
		figure->vintages[i].round = model->round;
	model_note(model, signal, vintage->known_at);
	return figure->vintage_count++ == 0 ? ADDED_FIGURE : ADDED_VINTAGE;
}

void
model_clear(struct model *model, struct signal *signal)
{
	drop_series(signal);
	drop_events(signal);
	signal->derivation->youngest = INT64_MIN;
	signal->version++;
	model_touch(model, signal, INT64_MIN);
}

void
model_replace(struct model *model, struct signal *signal,
    struct series **series, size_t count)
{
	(void)model;
	drop_series(signal);
	signal->series = series;
	signal->series_count = count;
	signal->version++;
}
