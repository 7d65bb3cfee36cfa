/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "base/near.h"
#include "command/cases.h"
#include "config/tree.h"
#include "config/watchlist.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/model.h"

struct subject { /* the series that figures are given of */
	struct case_file *file;
	const char *name; /* as it is written */
	const struct value *value;
	struct signal *signal;
	struct labels labels;
	enum basis basis;
};

static bool
blame(const struct subject *subject, const struct err *err)
{
	return tree_complain_of_name(
	    subject->file->tree, subject->name, subject->value, err);
}

static bool
unknown_signal(const struct subject *subject, const char *name)
{
	const struct model *model = subject->file->model;
	const char **names =
	    mem_new_array(model_count(model), sizeof(*names));
	const char *near;
	struct err err;

	for (size_t i = 0; i < model_count(model); i++)
		names[i] = model_signal(model, i)->definition->name;
	near = near_name(name, names, model_count(model));
	(void)err_at(&err, 0, "unknown signal '%.100s'%s%s%s", name,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
	mem_free(names);
	return blame(subject, &err);
}

static const struct section *
section_of(const struct subject *subject)
{
	return watchlist_section(subject->file->watchlist, SECTION_SIGNAL,
	    subject->signal->definition->name);
}

/* The names of the labels that the signal has; as many as ROOM at most. */
static size_t
label_names(const struct subject *subject, const char **names, size_t room)
{
	static const char *const settings[] = { "labels", "label_patterns" };
	size_t count = 0;

	for (int i = 0; i < 2; i++) {
		const struct value *map =
		    section_value(section_of(subject), settings[i]);

		for (size_t k = 0; map != NULL && map->keys != NULL &&
		    k < map->count && count < room;
		    k++)
			names[count++] = map->keys[k];
	}
	return count;
}

static bool
check_label(const struct subject *subject, const char *name, struct err *err)
{
	const char *names[64], *near;
	size_t count = label_names(subject, names, 64);

	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	near = near_name(name, names, count);
	return err_set(err, "'%s' has no label '%.100s'%s%s%s",
	    subject->signal->definition->name, name,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static bool
take_matcher(
    struct subject *subject, const struct matcher *matcher, struct err *err)
{
	if (matcher->match != MATCH_EQ)
		return err_set(err, "figures are given of one series: "
				    "label=\"value\" is expected");
	if (!strcmp(matcher->name, "basis"))
		return basis_parse(&subject->basis, matcher->value) ||
		    err_set(err, "'%.100s' is no basis", matcher->value);
	if (!check_label(subject, matcher->name, err))
		return false;
	labels_put(&subject->labels, matcher->name, matcher->value);
	return true;
}

static bool
read_selector(struct subject *subject)
{
	struct err err;
	struct expr *selector = selector_parse(subject->name, &err);
	bool fine = selector != NULL || blame(subject, &err);

	if (fine) {
		const struct node *node = selector->root;

		subject->signal =
		    model_find(subject->file->model, node->name);
		fine = subject->signal != NULL ||
		    unknown_signal(subject, node->name);
		for (size_t i = 0; fine && i < node->matcher_count; i++)
			fine = take_matcher(
				   subject, &node->matchers[i], &err) ||
			    blame(subject, &err);
	}
	expr_free(selector);
	return fine;
}

/* The basis that its watchlist gives it, where that is a word. */
static enum basis
usual_basis(const struct subject *subject)
{
	const char *word = section_text(section_of(subject), "basis");
	enum basis basis;

	return word != NULL && basis_parse(&basis, word) ? basis
							  : BASIS_REPORTED;
}

static bool
check_kind(const struct subject *subject, bool events)
{
	const struct definition *definition = subject->signal->definition;
	struct err err;

	if (definition->expr != NULL)
		(void)err_at(&err, 0,
		    "'%s' is computed: give figures of what its formula "
		    "names, %.300s",
		    definition->name, definition->expr->text);
	else if (definition->events != events)
		(void)err_at(&err, 0, "'%s' is a signal of %s", definition->name,
		    events ? "figures: it stands under figures"
			   : "events: it stands under events");
	else
		return true;
	return blame(subject, &err);
}

static bool
read_subject(struct subject *subject, bool events)
{
	subject->basis = BASIS_COUNT;
	subject->signal = model_find(subject->file->model, subject->name);
	if (subject->signal == NULL &&
	    (strchr(subject->name, '{') != NULL && !events
		    ? !read_selector(subject)
		    : !unknown_signal(subject, subject->name)))
		return false;
	if (!check_kind(subject, events))
		return false;
	if (subject->basis == BASIS_COUNT)
		subject->basis = usual_basis(subject);
	return true;
}

static bool
read_basis(const struct subject *subject, const struct value *map,
    enum basis *basis)
{
	const struct value *value = value_entry(map, "basis");

	*basis = subject->basis;
	return value == NULL ||
	    (value->kind == VALUE_ONE && basis_parse(basis, value->text)) ||
	    cases_say(subject->file, value,
		"it is no basis: reported, estimated, guided, claimed, "
		"independent or manual is expected");
}

static bool
read_amount(const struct subject *subject, const struct value *said,
    const struct value *bound_said, struct amount *amount)
{
	enum bound bound;
	struct err err;

	if (said == NULL || said->kind != VALUE_ONE)
		return cases_say(subject->file,
		    said != NULL ? said : subject->value,
		    "a number is expected here");
	if (!amount_parse(amount, said->text, '.', &err))
		return tree_complain(subject->file->tree, said, &err);
	if (bound_said == NULL)
		return true;
	if (bound_said->kind != VALUE_ONE ||
	    !bound_parse(&bound, bound_said->text) || bound == BOUND_RANGE)
		return cases_say(subject->file, bound_said,
		    "it is no bound: exact, about, at_least or at_most is "
		    "expected");
	*amount = amount_bounded(amount->value, bound);
	return true;
}

static char *
clean_entry(const struct value *map, const char *name)
{
	const struct value *value = value_entry(map, name);

	return value != NULL && value->kind == VALUE_ONE
	    ? foreign_clean(foreign_text(value->text))
	    : NULL;
}

static struct labels
labels_with_basis(const struct subject *subject, enum basis basis)
{
	struct labels labels;

	labels_init(&labels);
	labels_copy(&labels, &subject->labels);
	if (subject->signal->definition->basis_varies &&
	    basis_voice(basis) != BASIS_REPORTED)
		labels_put(&labels, "basis", basis_name(basis));
	return labels;
}

/* By the end of its last day, unless something else is said. */
static int64_t
known_by(const struct known_rule *known, struct period period)
{
	if (known->is_date)
		return known->date;
	return known->seconds == 0 && period.end > period.start
	    ? period.end - 1
	    : period.end + known->seconds;
}

/* One vintage: 8.2, or { value: 8.2, known: 2025-08-29 }. */
static bool
read_vintage(const struct subject *subject, struct written_case *to,
    const struct known_rule *known, struct period period,
    const struct value *value)
{
	static const char *const names[] = { "value", "bound", "known",
		"basis", "confidence", "remark", NULL };
	const struct value *said =
	    value->kind == VALUE_MAP ? value_entry(value, "value") : value;
	const struct value *when = value_entry(value, "known");
	struct vintage vintage = {
		.known_at = known_by(known, period),
	};

	if ((value->kind == VALUE_MAP &&
		!cases_check_names(subject->file, value, names, "a figure")) ||
	    !read_amount(subject, said != NULL ? said : value,
		value_entry(value, "bound"), &vintage.amount) ||
	    !read_basis(subject, value, &vintage.basis) ||
	    (when != NULL &&
		!cases_read_day(subject->file, when, &vintage.known_at)))
		return false;
	vintage.confidence = clean_entry(value, "confidence");
	vintage.remark = clean_entry(value, "remark");
	to->figures =
	    mem_room(to->figures, to->figure_count, sizeof(*to->figures));
	to->figures[to->figure_count++] = (struct given_figure){
		subject->signal, labels_with_basis(subject, vintage.basis),
		period, vintage };
	return true;
}

static bool
read_period(const struct subject *subject, struct written_case *to,
    const struct known_rule *known, size_t i)
{
	const struct value *value = subject->value->items[i];
	struct period period;
	struct err err;
	bool fine = true;

	if (!period_parse(&period, subject->value->keys[i],
		subject->signal->definition->fiscal_end, &err))
		return tree_complain_of_name(subject->file->tree,
		    subject->value->keys[i], value, &err);
	if (value->kind != VALUE_LIST)
		return read_vintage(subject, to, known, period, value);
	for (size_t k = 0; k < value->count; k++)
		fine = read_vintage(
			   subject, to, known, period, value->items[k]) &&
		    fine;
	return fine;
}

static bool
read_series(struct case_file *file, struct written_case *to,
    const struct known_rule *known, const struct value *map, size_t i)
{
	struct subject subject = { .file = file,
		.name = map->keys[i],
		.value = map->items[i] };
	bool fine = read_subject(&subject, false) &&
	    cases_check_names(
		file, subject.value, NULL, "the figures of a signal");

	for (size_t k = 0; fine && k < subject.value->count; k++)
		fine = read_period(&subject, to, known, k);
	labels_release(&subject.labels);
	return fine;
}

bool
cases_read_figures(struct case_file *file, struct written_case *to,
    const struct known_rule *known, const struct value *map)
{
	bool fine = true;

	if (map == NULL)
		return true;
	if (!cases_check_names(file, map, NULL, "what is under figures"))
		return false;
	for (size_t i = 0; i < map->count; i++)
		fine = read_series(file, to, known, map, i) && fine;
	return fine;
}

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
		if (!check_label(subject, map->keys[i], &err)) {
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
	    !read_basis(subject, map, &event->basis) ||
	    (value != NULL &&
		!read_amount(subject, value, NULL, &event->amount)))
		return false;
	labels_init(&event->labels);
	event->has_amount = value != NULL;
	event->unit = subject->signal->definition->unit;
	event->title = clean_entry(map, "title");
	event->kind = clean_entry(map, "kind");
	event->status = clean_entry(map, "status");
	if (event->title == NULL)
		event->title = mem_text("(no title)");
	if (event->kind == NULL)
		event->kind = mem_text("other");
	event->id = id_of(event, clean_entry(map, "id"));
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

		if (!read_subject(&subject, true) ||
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
