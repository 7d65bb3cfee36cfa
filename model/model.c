/* SPDX-License-Identifier: MIT */
#include "model/model.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"

struct model {
	struct signal **signals;
	size_t count;
	struct map *by_name;
	int64_t as_of;
	unsigned round;
};

struct model *
model_new(void)
{
	struct model *model = mem_new(sizeof(*model));

	model->by_name = map_new();
	model->as_of = ALWAYS;
	model->round = ROUND_JUDGED + 1;
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

static void
drop_series(struct signal *signal)
{
	for (size_t i = 0; i < signal->series_count; i++)
		series_free(signal->series[i]);
	mem_free(signal->series);
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
		mem_free(model->signals[i]);
	}
	mem_free(model->signals);
	map_free(model->by_name);
	mem_free(model);
}

struct signal *
model_define(struct model *model, struct definition *definition)
{
	struct signal *signal = mem_new(sizeof(*signal));

	signal->definition = definition;
	signal->index = model->count;
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
	figure->vintages = mem_room(figure->vintages, figure->vintage_count,
	    sizeof(struct vintage));
	(void)memmove(&figure->vintages[i + 1], &figure->vintages[i],
	    (figure->vintage_count - i) * sizeof(struct vintage));
	vintage_copy(&figure->vintages[i], vintage);
	if (vintage->round == 0)
		figure->vintages[i].round = model->round;
	signal->version++;
	return figure->vintage_count++ == 0 ? ADDED_FIGURE : ADDED_VINTAGE;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && !strcmp(a, b));
}

static bool
says_the_same(const struct event *a, const struct event *b)
{
	return a->date == b->date && a->due == b->due &&
	    same_text(a->title, b->title) && same_text(a->kind, b->kind) &&
	    same_text(a->status, b->status) && same_text(a->link, b->link) &&
	    a->basis == b->basis && a->has_amount == b->has_amount &&
	    (!a->has_amount || amount_equal(a->amount, b->amount)) &&
	    !labels_compare(&a->labels, &b->labels);
}

static int
compare_events(const struct event *a, const struct event *b)
{
	int order;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	order = strcmp(a->id, b->id);
	if (order != 0)
		return order;
	return a->known_at == b->known_at ? 0
	    : a->known_at < b->known_at	  ? -1
					  : 1;
}

/* Between the versions of its id that were known before it, and after. */
static void
link_version(struct signal *signal, struct event *event, struct event *before,
    struct event *after)
{
	event->earlier = before;
	event->superseded_at = after != NULL ? after->known_at : ALWAYS;
	if (before != NULL)
		before->superseded_at = event->known_at;
	if (after != NULL)
		after->earlier = event;
	else
		map_put(signal->newest, event->id, event);
}

static void
insert_event(struct signal *signal, struct event *event)
{
	size_t low = 0, high = signal->event_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_events(signal->events[middle], event) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	signal->events = mem_room(
	    signal->events, signal->event_count, sizeof(*signal->events));
	(void)memmove(&signal->events[low + 1], &signal->events[low],
	    (signal->event_count - low) * sizeof(*signal->events));
	signal->events[low] = event;
	signal->event_count++;
}

enum added
model_add_event(
    struct model *model, struct signal *signal, const struct event *event)
{
	struct event *before, *after = NULL, *copy;

	if (signal->newest == NULL)
		signal->newest = map_new();
	before = map_find(signal->newest, event->id);
	while (before != NULL && before->known_at > event->known_at) {
		after = before;
		before = before->earlier;
	}
	if (before != NULL && says_the_same(before, event))
		return ADDED_NOTHING;
	copy = mem_new(sizeof(*copy));
	event_copy(copy, event);
	if (event->round == 0)
		copy->round = model->round;
	link_version(signal, copy, before, after);
	insert_event(signal, copy);
	signal->version++;
	return before != NULL ? ADDED_VINTAGE : ADDED_FIGURE;
}

void
model_clear(struct model *model, struct signal *signal)
{
	(void)model;
	drop_series(signal);
	drop_events(signal);
	signal->version++;
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

bool
signal_event_is_current(
    const struct signal *signal, size_t i, int64_t as_of)
{
	const struct event *event = signal->events[i];

	return event->known_at <= as_of &&
	    (event->superseded_at == ALWAYS || event->superseded_at > as_of);
}
