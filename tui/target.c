/* SPDX-License-Identifier: MIT */
#include "tui/target.h"

#include <string.h>

#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"

struct target
target_named(enum target_kind kind, const char *name)
{
	struct target target = { .kind = kind, .name = mem_text(name) };

	labels_init(&target.labels);
	return target;
}

struct target
target_series(const struct signal *signal, const struct series *series)
{
	struct target target =
	    target_named(TARGET_SERIES, signal->definition->name);

	labels_copy(&target.labels, &series->labels);
	target.voice = series->voice;
	return target;
}

struct target
target_figure(const struct signal *signal, const struct series *series,
    struct period period)
{
	struct target target = target_series(signal, series);

	target.kind = TARGET_FIGURE;
	target.period = period;
	return target;
}

struct target
target_event(const struct signal *signal, const struct event *event)
{
	struct target target =
	    target_named(TARGET_EVENT, signal->definition->name);

	target.id = mem_text(event->id);
	return target;
}

struct target
target_document(const struct evidence *evidence)
{
	struct target target =
	    target_named(TARGET_DOCUMENT, evidence->document->source);

	target.id = mem_text(evidence->document->sha256);
	target.offset = evidence->offset;
	target.length = evidence->text != NULL ? strlen(evidence->text) : 0;
	return target;
}

void
target_copy(struct target *to, const struct target *from)
{
	*to = *from;
	to->name = mem_text(from->name);
	to->id = mem_text(from->id);
	labels_init(&to->labels);
	labels_copy(&to->labels, &from->labels);
}

void
target_release(struct target *target)
{
	mem_free(target->name);
	mem_free(target->id);
	labels_release(&target->labels);
	memset(target, 0, sizeof(*target));
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && !strcmp(a, b));
}

bool
target_equal(const struct target *a, const struct target *b)
{
	return a->kind == b->kind && a->voice == b->voice &&
	    same_text(a->name, b->name) && same_text(a->id, b->id) &&
	    !labels_compare(&a->labels, &b->labels) &&
	    (a->kind != TARGET_FIGURE || period_equal(a->period, b->period));
}

const struct signal *
target_signal_of(const struct target *target, const struct model *model)
{
	return target->name != NULL ? model_find(model, target->name) : NULL;
}

const struct series *
target_series_of(const struct target *target, const struct model *model)
{
	const struct signal *signal = target_signal_of(target, model);

	if (signal == NULL)
		return NULL;
	if (target->kind == TARGET_SIGNAL)
		return signal->series_count == 1 ? signal->series[0] : NULL;
	return signal_series(signal, &target->labels, target->voice);
}
