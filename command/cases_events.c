/* SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "base/mem.h"
#include "command/cases.h"
#include "command/subject.h"
#include "config/tree.h"
#include "config/watchlist.h"
#include "model/definition.h"
#include "model/model.h"

/* Names the event where nothing else does: the same is a later version. */
static char *
id_of(const struct event *event, char *id)
{
	return id != NULL ? id : mem_text(event->title);
}

static bool
read_labels(const struct subject *subject, const struct value *map,
    struct labels *labels)
{
	struct err err;

	if (map == NULL)
		return true;
	if (!cases_check_names(subject->file, map, NULL, "what labels has"))
		return false;
	for (size_t i = 0; i < map->count; i++) {
		if (!subject_has_label(subject, map->keys[i], &err)) {
			err.at = 0;
			return tree_complain_of_name(subject->file->tree,
			    map->keys[i], map->items[i], &err);
		}
		if (map->items[i]->kind != VALUE_ONE)
			return cases_say(subject->file, map->items[i],
			    "a label has one value");
		labels_put(labels, map->keys[i], map->items[i]->text);
	}
	return true;
}

static bool
read_times(const struct subject *subject, const struct value *map,
    struct event *event)
{
	const struct value *date = value_entry(map, "date");
	const struct value *due = value_entry(map, "due");
	const struct value *known = value_entry(map, "known");

	event->due = NO_DATE;
	if (date == NULL)
		return cases_say(subject->file, map,
		    "an event needs its date: date: 2025-03-26");
	if (!cases_read_day(subject->file, date, &event->date))
		return false;
	event->known_at = event->date;
	return (due == NULL ||
		   cases_read_day(subject->file, due, &event->due)) &&
	    (known == NULL ||
		cases_read_day(subject->file, known, &event->known_at));
}

static bool
read_event(const struct subject *subject, struct written_case *to,
    const struct value *map)
{
	static const char *const names[] = { "date", "title", "kind", "id",
		"due", "status", "known", "labels", "basis", "value", NULL };
	const struct value *value = value_entry(map, "value");
	struct given_event given = { .signal = subject->signal };
	struct event *event = &given.event;

	if (!cases_check_names(subject->file, map, names, "an event") ||
	    !read_times(subject, map, event) ||
	    !subject_read_basis(subject, map, &event->basis) ||
	    (value != NULL &&
		!subject_read_amount(subject, value, NULL, &event->amount)))
		return false;
	labels_init(&event->labels);
	event->has_amount = value != NULL;
	event->unit = subject->signal->definition->unit;
	event->title = subject_clean_entry(map, "title");
	event->kind = subject_clean_entry(map, "kind");
	event->status = subject_clean_entry(map, "status");
	if (event->title == NULL)
		event->title = mem_text("(no title)");
	if (event->kind == NULL)
		event->kind = mem_text("other");
	event->id = id_of(event, subject_clean_entry(map, "id"));
	to->events =
	    mem_room(to->events, to->event_count, sizeof(*to->events));
	to->events[to->event_count++] = given;
	return read_labels(subject, value_entry(map, "labels"),
	    &to->events[to->event_count - 1].event.labels);
}

bool
cases_read_events(struct case_file *file, struct written_case *to,
    const struct value *map)
{
	bool fine = true;

	if (map == NULL)
		return true;
	if (!cases_check_names(file, map, NULL, "what is under events"))
		return false;
	for (size_t i = 0; i < map->count; i++) {
		struct subject subject = { .file = file,
			.name = map->keys[i],
			.value = map->items[i] };
		const struct value *list = map->items[i];

		if (!subject_read(&subject, true) ||
		    (list->kind != VALUE_LIST &&
			!cases_say(file, list,
			    "events are a list, each with its date"))) {
			fine = false;
			continue;
		}
		for (size_t k = 0; k < list->count; k++)
			fine = read_event(&subject, to, list->items[k]) &&
			    fine;
	}
	return fine;
}
