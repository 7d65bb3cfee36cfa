/* SPDX-License-Identifier: MIT */
#include "fetch/recipe.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/format.h"
#include "model/basis.h"
#include "model/definition.h"

static const char *const basis_words[] = { "reported", "estimated", "guided",
	"claimed", "independent", "derived", "manual", NULL };
static const char *const bound_words[] = { "exact", "about", "at_least",
	"at_most", "range", NULL };

static const struct {
	const char *setting, *key; /* KEY of a map setting */
	const char *const *words;
} sources[PART_COUNT] = {
	[PART_VALUE] = { "value", NULL, NULL },
	[PART_PERIOD] = { "period", "start", NULL },
	[PART_PERIOD_END] = { "period", "end", NULL },
	[PART_BASIS] = { "basis", NULL, basis_words },
	[PART_VINTAGE] = { "vintage", NULL, NULL },
	[PART_BOUND] = { "bound", NULL, bound_words },
	[PART_CONFIDENCE] = { "confidence", NULL, NULL },
	[PART_REMARK] = { "remark", NULL, NULL },
	[PART_DATE] = { "event", "date", NULL },
	[PART_TITLE] = { "event", "title", NULL },
	[PART_KIND] = { "event", "kind", NULL },
	[PART_LINK] = { "event", "link", NULL },
	[PART_ID] = { "event", "id", NULL },
	[PART_STATUS] = { "event", "status", NULL },
	[PART_DUE] = { "event", "due", NULL },
};

static const char *
part_text(const struct recipe *recipe, enum part part)
{
	const struct value *value =
	    section_value(recipe->section, sources[part].setting);
	const struct value *entry;

	if (part == PART_VALUE && recipe->events) {
		value = section_value(recipe->section, "event");
		entry = value_entry(value, "value");
		return entry != NULL ? entry->text : NULL;
	}
	if (value == NULL)
		return NULL;
	if (value->kind == VALUE_ONE)
		return part == PART_PERIOD_END ? NULL : value->text;
	entry = sources[part].key != NULL
	    ? value_entry(value, sources[part].key)
	    : NULL;
	return entry != NULL ? entry->text : NULL;
}

static void
take_parts(struct recipe *recipe)
{
	struct err err;

	for (int part = 0; part < PART_COUNT; part++) {
		const char *text = part_text(recipe, (enum part)part);

		if (text == NULL && part == PART_PERIOD &&
		    recipe->format->has_value)
			text = "retrieved"; /* what is current */
		if (text == NULL)
			continue;
		if (part == PART_PERIOD && !strcmp(text, "retrieved"))
			recipe->reads_now = true;
		else
			(void)field_parse(&recipe->parts[part],
			    recipe->section, text, sources[part].words, &err);
	}
}

static void
take_each(struct recipe *recipe)
{
	const struct value *value = section_value(recipe->section, "each");
	size_t count = value == NULL	? 0
	    : value->kind == VALUE_ONE ? 1
					      : value->count;
	struct err err;

	recipe->each = mem_new_array(count, sizeof(*recipe->each));
	recipe->each_count = count;
	for (size_t i = 0; i < count; i++)
		recipe->each[i] = recipe->format->each_new(recipe->section,
		    value->kind == VALUE_ONE ? value->text
					     : value->items[i]->text,
		    &err);
}

static void
take_labels(struct recipe *recipe)
{
	const struct value *value = section_value(recipe->section, "labels");
	struct err err;

	if (value == NULL)
		return;
	recipe->labels =
	    mem_new_array(value->count, sizeof(*recipe->labels));
	recipe->label_count = value->count;
	for (size_t i = 0; i < value->count; i++) {
		recipe->labels[i].name = mem_text(value->keys[i]);
		(void)field_parse(&recipe->labels[i].field,
		    recipe->section, value->items[i]->text, NULL, &err);
	}
}

/* What the format gives without a path. */
static bool
is_given(const struct recipe *recipe, enum part part)
{
	if (recipe->format->events_only)
		return part == PART_DATE || part == PART_TITLE ||
		    part == PART_LINK || part == PART_ID ||
		    part == PART_REMARK;
	return recipe->format->has_value && part == PART_VALUE;
}

/* An event's title is gathered in any case: it, or its node, is the
 * evidence. */
static void
take_slots(struct recipe *recipe)
{
	for (int part = 0; part < PART_COUNT; part++) {
		enum field_kind kind = recipe->parts[part].kind;
		bool gathered =
		    (kind != FIELD_NONE && kind != FIELD_ABSOLUTE) ||
		    (recipe->events && part == PART_TITLE) ||
		    is_given(recipe, (enum part)part);

		recipe->slots[part] = SLOT_NONE;
		if (gathered)
			recipe->slots[part] =
			    (unsigned char)recipe->slot_count++;
	}
}

static struct pattern *
take_patterns(
    const struct recipe *recipe, const char *setting, size_t *count)
{
	const struct value *value = section_value(recipe->section, setting);
	struct pattern *patterns;
	struct err err;

	*count = value != NULL ? value->count : 0;
	patterns = mem_new_array(*count, sizeof(*patterns));
	for (size_t i = 0; i < *count; i++) {
		patterns[i].name = mem_text(value->keys[i]);
		patterns[i].regex = regex_new(value->items[i]->text, &err);
	}
	return patterns;
}

static void
take_placeholders(struct recipe *recipe)
{
	const struct value *value = section_value(recipe->section, "missing");
	size_t count = value == NULL	? 0
	    : value->kind == VALUE_ONE ? 1
					      : value->count;

	recipe->placeholders = mem_new_array(count, sizeof(char *));
	recipe->placeholder_count = count;
	for (size_t i = 0; i < count; i++)
		recipe->placeholders[i] = value->kind == VALUE_ONE
		    ? value->text
		    : value->items[i]->text;
}

static void
take_length(struct recipe *recipe)
{
	static const struct {
		const char *word;
		enum period_kind kind;
	} lengths[] = { { "quarter", PERIOD_QUARTER }, { "year", PERIOD_YEAR },
		{ "month", PERIOD_MONTH }, { "day", PERIOD_DAY } };
	const char *text = section_text(recipe->section, "length");

	for (size_t i = 0; text != NULL && i < 4; i++)
		if (!strcmp(text, lengths[i].word)) {
			recipe->has_length = true;
			recipe->length = lengths[i].kind;
		}
}

static void
take_cumulative(struct recipe *recipe)
{
	const char *text = section_text(recipe->section, "cumulative");

	recipe->cumulative.has_start =
	    recipe->parts[PART_PERIOD_END].kind != FIELD_NONE;
	if (text == NULL || recipe->events)
		return;
	recipe->cumulative.year_ends = !strcmp(text, "fiscal_year")
	    ? recipe->fiscal_end
	    : FISCAL_CALENDAR;
}

struct recipe *
recipe_new(const struct section *signal)
{
	struct recipe *recipe = mem_new(sizeof(*recipe));
	const char *decimal = section_text(signal, "decimal");
	const char *basis = section_text(signal, "basis");
	const char *unit = section_text(signal, "unit");
	enum basis unused;
	struct err err;

	recipe->section = signal;
	recipe->format = format_of_signal(signal);
	recipe->events = section_flag(signal, "events");
	recipe->scale = section_text(signal, "scale") != NULL
	    ? section_number(signal, "scale")
	    : 1;
	recipe->decimal = decimal != NULL ? decimal[0] : 0;
	recipe->basis_varies = basis != NULL && !basis_parse(&unused, basis);
	recipe->fiscal_end = section_fiscal_end(signal);
	if (unit != NULL)
		(void)unit_parse(&recipe->unit, unit, &err);
	take_each(recipe);
	take_parts(recipe);
	take_slots(recipe);
	take_labels(recipe);
	take_length(recipe);
	take_cumulative(recipe);
	take_placeholders(recipe);
	recipe->kinds = take_patterns(recipe, "kinds", &recipe->kind_count);
	recipe->label_patterns = take_patterns(
	    recipe, "label_patterns", &recipe->label_pattern_count);
	return recipe;
}

static void
free_patterns(struct pattern *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(patterns[i].name);
		regex_free(patterns[i].regex);
	}
	mem_free(patterns);
}

void
recipe_free(struct recipe *recipe)
{
	if (recipe == NULL)
		return;
	for (size_t i = 0; i < recipe->each_count; i++)
		recipe->format->each_free(recipe->each[i]);
	for (int part = 0; part < PART_COUNT; part++)
		field_release(&recipe->parts[part]);
	for (size_t i = 0; i < recipe->label_count; i++) {
		mem_free(recipe->labels[i].name);
		field_release(&recipe->labels[i].field);
	}
	free_patterns(recipe->kinds, recipe->kind_count);
	free_patterns(recipe->label_patterns, recipe->label_pattern_count);
	mem_free(recipe->each);
	mem_free(recipe->labels);
	mem_free(recipe->placeholders);
	mem_free(recipe);
}
