/* SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "base/mem.h"
#include "command/cases.h"
#include "command/subject.h"
#include "config/tree.h"
#include "config/watchlist.h"
#include "model/definition.h"
#include "model/model.h"

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
	    !subject_read_amount(subject, said != NULL ? said : value,
		value_entry(value, "bound"), &vintage.amount) ||
	    !subject_read_basis(subject, value, &vintage.basis) ||
	    (when != NULL &&
		!cases_read_day(subject->file, when, &vintage.known_at)))
		return false;
	vintage.confidence = subject_clean_entry(value, "confidence");
	vintage.remark = subject_clean_entry(value, "remark");
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
	bool fine = subject_read(&subject, false) &&
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
