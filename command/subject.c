/* SPDX-License-Identifier: MIT */
#include "command/subject.h"

#include <string.h>

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
#include "model/selector.h"

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
	struct err err;
	char *hint;

	for (size_t i = 0; i < model_count(model); i++)
		names[i] = model_signal(model, i)->definition->name;
	hint = near_hint(name, names, model_count(model));
	(void)err_at(&err, 0, "unknown signal '%.100s'%s", name, hint);
	mem_free(hint);
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

bool
subject_has_label(
    const struct subject *subject, const char *name, struct err *err)
{
	const char *names[64];
	size_t count = label_names(subject, names, 64);
	char *hint;

	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	hint = near_hint(name, names, count);
	(void)err_set(err, "'%s' has no label '%.100s'%s",
	    subject->signal->definition->name, name, hint);
	mem_free(hint);
	return false;
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
	if (!subject_has_label(subject, matcher->name, err))
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
		(void)err_at(&err, 0, "'%s' is a signal of %s",
		    definition->name,
		    events ? "figures: it stands under figures"
			   : "events: it stands under events");
	else
		return true;
	return blame(subject, &err);
}

bool
subject_read(struct subject *subject, bool events)
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

bool
subject_read_basis(const struct subject *subject, const struct value *map,
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

bool
subject_read_amount(const struct subject *subject, const struct value *said,
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

char *
subject_clean_entry(const struct value *map, const char *name)
{
	const struct value *value = value_entry(map, name);

	return value != NULL && value->kind == VALUE_ONE
	    ? foreign_clean(foreign_text(value->text))
	    : NULL;
}
