/* SPDX-License-Identifier: MIT */
#include "fetch/column.h"

#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_field.h"
#include "fetch/json_path.h"

static size_t
own_segment(const struct json_path *path)
{
	for (size_t i = 0; i < path->count; i++)
		if (path->segments[i].selectors[0].kind == SELECT_OWN)
			return i;
	return SIZE_MAX;
}

void
columns_add(struct columns *columns, struct field *field)
{
	struct column *column;

	if (field->kind != FIELD_ABSOLUTE)
		return;
	field->column = columns->count;
	columns->items = mem_room(
	    columns->items, columns->count, sizeof(*columns->items));
	columns->items[columns->count++] = (struct column){
		.path = field->path,
		.own_segment = own_segment(field->path),
		.hold = columns->hold,
	};
	column = &columns->items[field->column];
	if (column->own_segment != SIZE_MAX)
		column->arrays =
		    (size_t)column->path->segments[column->own_segment]
			.selectors[0]
			.index;
}

void
columns_release(struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->items[i];

		for (size_t k = 0; k < column->count; k++)
			text_value_release(&column->values[k]);
		mem_free(column->values);
	}
	mem_free(columns->items);
	*columns = (struct columns){ .items = NULL };
}

void
column_found(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct column *column = context;
	size_t at = column->own_segment < steps->count
	    ? steps->items[column->own_segment].index
	    : 0;

	if (at >= LIMIT_MATCHES || column->held > column->hold)
		return;
	while (column->count <= at) {
		column->values = mem_room(column->values, column->count,
		    sizeof(*column->values));
		column->values[column->count++] =
		    (struct text_value){ .found = false };
		column->held += sizeof(*column->values);
	}
	if (column->values[at].found)
		return;
	json_value_of(tape, node, steps, &column->values[at]);
	column->held += text_value_size(&column->values[at]);
}

const struct text_value *
columns_value(const struct columns *columns, const struct field *field,
    const size_t *own_indices)
{
	const struct column *column = &columns->items[field->column];
	size_t at = column->own_segment == SIZE_MAX
	    ? 0
	    : own_indices[column->arrays];

	return at < column->count && column->values[at].found
	    ? &column->values[at]
	    : NULL;
}
