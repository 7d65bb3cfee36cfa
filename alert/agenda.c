/* SPDX-License-Identifier: MIT */
#include "alert/agenda.h"

#include <stdint.h>

#include "alert/entry.h"
#include "base/heap.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/expr.h"
#include "model/model.h"

struct list {
	size_t *items;
	size_t count;
};

struct agenda {
	struct list *of_signal; /* by signal->index: who names it */
	size_t signals;
	struct list *lines; /* by entry: the red lines that name it */
	int64_t *ranks;	    /* members come before red lines */
	struct list unnoted; /* judged since the last that kept */
	struct list last;    /* given in this evaluation, or the last one */
	size_t entries;
	bool keeps;
	struct heap *queue, *timetable;
	bool renew;
	int64_t as_of, evaluated_at;
	uint64_t seen;
};

struct agenda *
agenda_new(void)
{
	return mem_new(sizeof(struct agenda));
}

static void
list_add(struct list *list, size_t item)
{
	if (list->count > 0 && list->items[list->count - 1] == item)
		return;
	list->items = mem_room(list->items, list->count, sizeof(size_t));
	list->items[list->count++] = item;
}

/* Its room follows from its count. */
static void
list_clear(struct list *list)
{
	mem_free(list->items);
	*list = (struct list){ NULL, 0 };
}

static void
lists_free(struct list *lists, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(lists[i].items);
	mem_free(lists);
}

static void
release(struct agenda *agenda)
{
	lists_free(agenda->of_signal, agenda->signals);
	lists_free(agenda->lines, agenda->entries);
	mem_free(agenda->ranks);
	list_clear(&agenda->unnoted);
	list_clear(&agenda->last);
	heap_free(agenda->queue);
	heap_free(agenda->timetable);
	*agenda = (struct agenda){ .renew = true };
}

void
agenda_free(struct agenda *agenda)
{
	if (agenda == NULL)
		return;
	release(agenda);
	mem_free(agenda);
}

void
agenda_renew(struct agenda *agenda)
{
	agenda->renew = true;
}

struct naming {
	struct agenda *agenda;
	const struct alerts *alerts;
	size_t entry;
};

static void
add_name(void *context, const struct node *node)
{
	const struct naming *naming = context;
	const struct alerts *alerts = naming->alerts;

	if (node->kind == NODE_ALERT) {
		const struct entry *member =
		    map_find(alerts->by_name, node->name);

		if (member != NULL)
			list_add(&naming->agenda->lines[member -
				     alerts->entries],
			    naming->entry);
	} else {
		const struct signal *signal =
		    model_find(alerts->model, node->name);

		if (signal != NULL)
			list_add(&naming->agenda->of_signal[signal->index],
			    naming->entry);
	}
}

/* Circles were refused at load. */
static void
rank_entry(struct agenda *agenda, const struct alerts *alerts, size_t i,
    int64_t *ranked)
{
	const struct rule *rule = &alerts->entries[i].rule;

	if (agenda->ranks[i] != INT64_MAX)
		return;
	agenda->ranks[i] = 0;
	for (size_t k = 0; k < rule->member_count; k++) {
		const struct entry *member =
		    map_find(alerts->by_name, rule->members[k]);

		if (member != NULL)
			rank_entry(agenda, alerts,
			    (size_t)(member - alerts->entries), ranked);
	}
	agenda->ranks[i] = (*ranked)++;
}

static void
build(struct agenda *agenda, const struct alerts *alerts)
{
	int64_t ranked = 0;

	release(agenda);
	agenda->signals = model_count(alerts->model);
	agenda->entries = alerts->count;
	agenda->of_signal = mem_new_array(agenda->signals, sizeof(struct list));
	agenda->lines = mem_new_array(alerts->count, sizeof(struct list));
	agenda->ranks = mem_new_array(alerts->count, sizeof(int64_t));
	agenda->queue = heap_new(alerts->count);
	agenda->timetable = heap_new(alerts->count);
	for (size_t i = 0; i < alerts->count; i++) {
		const struct rule *rule = &alerts->entries[i].rule;
		const struct expr *exprs[] = { rule->warn, rule->crit,
			rule->clear };
		struct naming naming = { agenda, alerts, i };

		agenda->ranks[i] = INT64_MAX;
		for (size_t k = 0; k < sizeof(exprs) / sizeof(*exprs); k++)
			if (exprs[k] != NULL)
				expr_names(exprs[k], add_name, &naming);
	}
	for (size_t i = 0; i < alerts->count; i++)
		rank_entry(agenda, alerts, i, &ranked);
}

static void
wake(struct agenda *agenda, size_t entry)
{
	heap_put(agenda->queue, entry, agenda->ranks[entry]);
}

static void
wake_touched(struct agenda *agenda, const struct model *model)
{
	const struct signal *signal = model_touched(model);

	for (; signal != NULL && signal->touched > agenda->seen;
	     signal = signal->touched_before) {
		const struct list *named = &agenda->of_signal[signal->index];

		for (size_t i = 0; i < named->count; i++)
			wake(agenda, named->items[i]);
	}
}

static void
wake_timely(struct agenda *agenda, int64_t now)
{
	int64_t at;
	size_t i;

	while (heap_first(agenda->timetable, &i, &at) && at <= now) {
		heap_drop(agenda->timetable, i);
		wake(agenda, i);
	}
}

void
agenda_begin(struct agenda *agenda, struct alerts *alerts, bool keeps)
{
	const struct model *model = alerts->model;
	int64_t as_of = model_as_of(model), now = model_now(model);

	for (size_t i = 0; i < agenda->last.count; i++) {
		struct alert *alert =
		    &alerts->entries[agenda->last.items[i]].alert;

		alert->changed = alert->unsaved = false;
	}
	list_clear(&agenda->last);
	if (agenda->queue == NULL || agenda->signals != model_count(model))
		build(agenda, alerts);
	if (agenda->renew || now < agenda->evaluated_at ||
	    (as_of == ALWAYS) != (agenda->as_of == ALWAYS))
		for (size_t i = 0; i < agenda->entries; i++)
			wake(agenda, i);
	else
		wake_touched(agenda, model);
	wake_timely(agenda, now);
	for (size_t i = 0; i < agenda->unnoted.count && keeps; i++)
		wake(agenda, agenda->unnoted.items[i]);
	if (keeps)
		list_clear(&agenda->unnoted);
	agenda->keeps = keeps;
	agenda->renew = false;
	agenda->as_of = as_of;
	agenda->evaluated_at = now;
	agenda->seen =
	    model_touched(model) != NULL ? model_touched(model)->touched : 0;
}

bool
agenda_next(struct agenda *agenda, size_t *entry)
{
	if (!heap_first(agenda->queue, entry, NULL))
		return false;
	heap_drop(agenda->queue, *entry);
	list_add(&agenda->last, *entry);
	if (!agenda->keeps)
		list_add(&agenda->unnoted, *entry);
	return true;
}

void
agenda_wake_lines(struct agenda *agenda, size_t entry)
{
	const struct list *lines = &agenda->lines[entry];

	for (size_t i = 0; i < lines->count; i++)
		wake(agenda, lines->items[i]);
}

void
agenda_wait(struct agenda *agenda, size_t entry, int64_t at)
{
	if (at != INT64_MAX)
		heap_put(agenda->timetable, entry, at);
	else
		heap_drop(agenda->timetable, entry);
}
