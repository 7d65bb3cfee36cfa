/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "fetch/format.h"
#include "fetch/json_field.h"
#include "fetch/json_match.h"
#include "fetch/json_path.h"
#include "fetch/picking.h"

struct reader { /* of one each of one signal */
	struct picking *picking;
	size_t recipe, each;
};

struct json_reading {
	struct json_match *match;
	struct reader **readers;
	size_t count;
};

/* The index nearest to the node, then those further up: $.rows[3].cells['a'] is
 * row 3. */
static void
note_indices(const struct json_steps *steps, struct gathered *gathered)
{
	size_t count = 0;

	for (size_t i = steps->count; i > 0 && count < OWN_ARRAYS; i--)
		if (steps->items[i - 1].is_index)
			gathered->own_indices[count++] =
			    steps->items[i - 1].index;
	for (count += count == 0; count < OWN_ARRAYS; count++)
		gathered->own_indices[count] = SIZE_MAX;
}

static void
gather(const struct recipe *recipe, const struct json_tape *tape,
    uint32_t node, const struct json_steps *steps, struct text_value *values)
{
	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->slots[part] != SLOT_NONE)
			json_field_read(&recipe->parts[part], tape, node,
			    steps, &values[recipe->slots[part]]);
	for (size_t i = 0; i < recipe->label_count; i++)
		json_field_read(&recipe->labels[i].field, tape, node, steps,
		    &values[recipe->slot_count + i]);
	/* An event's evidence is its node where the title has no path. */
	if (recipe->events && !values[recipe->slots[PART_TITLE]].found)
		json_value_of(
		    tape, node, steps, &values[recipe->slots[PART_TITLE]]);
}

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	const struct reader *reader = context;
	struct gathered *gathered = picking_node(
	    reader->picking, reader->recipe, reader->each);

	if (gathered == NULL)
		return;
	note_indices(steps, gathered);
	gather(reader->picking->recipes[reader->recipe], tape, node, steps,
	    gathered->values);
	picking_weigh(reader->picking, reader->recipe, gathered);
}

static void
add_readers(struct json_reading *reading, struct picking *picking, size_t i)
{
	for (size_t k = 0; k < picking->recipes[i]->each_count; k++) {
		struct reader *reader = mem_new(sizeof(*reader));

		*reader = (struct reader){ picking, i, k };
		reading->readers = mem_room(reading->readers, reading->count,
		    sizeof(*reading->readers));
		reading->readers[reading->count++] = reader;
	}
}

static void *
open_json(struct picking *picking)
{
	struct json_reading *reading = mem_new(sizeof(*reading));
	struct json_query *queries;
	size_t count;

	for (size_t i = 0; i < picking->count; i++)
		add_readers(reading, picking, i);
	count = reading->count + picking->columns.count;
	queries = mem_new_array(count, sizeof(*queries));
	for (size_t i = 0; i < reading->count; i++) {
		struct reader *reader = reading->readers[i];

		queries[i] = (struct json_query){
			picking->recipes[reader->recipe]->each[reader->each],
			on_node, reader
		};
	}
	for (size_t i = 0; i < picking->columns.count; i++)
		queries[reading->count + i] =
		    (struct json_query){ picking->columns.items[i].path,
			    column_found, &picking->columns.items[i] };
	reading->match = json_match_new(queries, count, picking->hold);
	mem_free(queries);
	return reading;
}

static void
close_json(void *own)
{
	struct json_reading *reading = own;

	json_match_free(reading->match);
	for (size_t i = 0; i < reading->count; i++)
		mem_free(reading->readers[i]);
	mem_free(reading->readers);
	mem_free(reading);
}

static bool
feed_json(void *own, const char *bytes, size_t length, struct err *err)
{
	struct json_reading *reading = own;

	return json_match_feed(reading->match, bytes, length, err);
}

static bool
end_json(void *own, struct err *err)
{
	struct json_reading *reading = own;

	return json_match_end(reading->match, err);
}

static void *
each_new(const struct section *signal, const char *text, struct err *err)
{
	(void)signal;
	return json_path_parse(text, err);
}

static void
each_free(void *each)
{
	json_path_free(each);
}

const struct format format_json = {
	.name = "json",
	.wants_each = true,
	.each_new = each_new,
	.each_free = each_free,
	.field_new = json_field_new,
	.open = open_json,
	.close = close_json,
	.feed = feed_json,
	.end = end_json,
};
