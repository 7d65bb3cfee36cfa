/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/format.h"
#include "fetch/picking.h"
#include "fetch/samples.h"
#include "model/expr.h"
#include "model/selector.h"

struct samples_reading {
	struct picking *picking;
	struct samples *samples;
};

/* each: is a metric with label matchers, as in expressions:
 * http_requests_total{code=~"5..", method!="GET"} */
static void *
each_new(const struct section *signal, const char *text, struct err *err)
{
	(void)signal;
	return selector_parse(text, err);
}

static void
each_free(void *each)
{
	expr_free(each);
}

static void
free_name(void *name)
{
	mem_free(name);
}

/* value, timestamp, or a label's name. */
static bool
field_new(struct field *field, const struct section *signal, const char *text,
    struct err *err)
{
	(void)signal;
	if (text[0] == '\0' || text[strcspn(text, "{}\"=, ")] != '\0')
		return err_at(err, 0,
		    "'%.60s' is no part of a sample: value, timestamp or a "
		    "label's name is expected",
		    text);
	field->path = mem_text(text);
	field->free_path = free_name;
	field->kind = FIELD_RELATIVE;
	return true;
}

static bool
is_wanted(const struct expr *selector, const struct sample *sample)
{
	const struct node *node = selector->root;

	if (strcmp(node->name, sample->name) != 0)
		return false;
	for (size_t i = 0; i < node->matcher_count; i++) {
		const char *name = node->matchers[i].name;
		const char *value = labels_find(sample->labels, name);

		if (!selector_takes(node, name, value != NULL ? value : ""))
			return false;
	}
	return true;
}

static void
set_value(struct text_value *value, const char *text,
    const struct sample *sample, int64_t offset)
{
	if (text == NULL)
		return;
	value->found = true;
	value->text = mem_text(text);
	value->length = strlen(text);
	value->offset = offset;
	value->path = mem_printf(
	    "line %llu", (unsigned long long)sample->line);
}

static void
read_field(const struct field *field, const struct sample *sample,
    struct text_value *value)
{
	const char *name = field->path;

	if (field_word(field, value))
		return;
	if (field->kind == FIELD_NONE || !strcmp(name, "value"))
		set_value(value, sample->value, sample, sample->offset);
	else if (!strcmp(name, "timestamp"))
		set_value(value, sample->timestamp, sample, -1);
	else
		set_value(
		    value, labels_find(sample->labels, name), sample, -1);
}

static void
gather(struct picking *picking, size_t i, size_t each,
    const struct sample *sample)
{
	const struct recipe *recipe = picking->recipes[i];
	struct gathered *gathered = picking_node(picking, i, each);

	if (gathered == NULL)
		return;
	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->slots[part] != SLOT_NONE)
			read_field(&recipe->parts[part], sample,
			    &gathered->values[recipe->slots[part]]);
	for (size_t k = 0; k < recipe->label_count; k++)
		read_field(&recipe->labels[k].field, sample,
		    &gathered->values[recipe->slot_count + k]);
	picking_weigh(picking, i, gathered);
}

static bool
on_sample(void *context, const struct sample *sample, struct err *err)
{
	struct samples_reading *reading = context;
	struct picking *picking = reading->picking;

	(void)err;
	for (size_t i = 0; i < picking->count; i++)
		for (size_t k = 0; k < picking->recipes[i]->each_count; k++)
			if (is_wanted(picking->recipes[i]->each[k], sample))
				gather(picking, i, k, sample);
	return true;
}

static void *
open_samples(struct picking *picking)
{
	struct samples_reading *reading = mem_new(sizeof(*reading));

	reading->picking = picking;
	reading->samples = samples_new(on_sample, reading);
	return reading;
}

static void
close_samples(void *own)
{
	struct samples_reading *reading = own;

	samples_free(reading->samples);
	mem_free(reading);
}

static bool
feed_samples(void *own, const char *bytes, size_t length, struct err *err)
{
	struct samples_reading *reading = own;

	return samples_feed(reading->samples, bytes, length, err);
}

static bool
end_samples(void *own, struct err *err)
{
	struct samples_reading *reading = own;

	return samples_end(reading->samples, err);
}

const struct format format_openmetrics = {
	.name = "openmetrics",
	.wants_each = true,
	.has_value = true,
	.each_new = each_new,
	.each_free = each_free,
	.field_new = field_new,
	.open = open_samples,
	.close = close_samples,
	.feed = feed_samples,
	.end = end_samples,
};
