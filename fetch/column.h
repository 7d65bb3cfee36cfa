/* What the absolute paths of a document's signals found: $.meta.currency, one
 * value; $.quote.close[#], one for each index of the node that each: picked. */
#ifndef FETCH_COLUMN_H
#define FETCH_COLUMN_H

#include <stddef.h>

#include "fetch/field.h"
#include "fetch/json_tape.h"

struct json_path;

struct column {
	const struct json_path *path; /* borrowed from its field */
	struct text_value *values;
	size_t count, held; /* bytes */
	size_t own_segment; /* where [#] stands; SIZE_MAX: nowhere */
	size_t arrays;	    /* N of [#N] */
	size_t hold; /* the ceiling on HELD */
};

struct columns {
	struct column *items;
	size_t count;
	size_t hold; /* of each that is added */
};

/* A field that is absolute gets its column; others none. */
void columns_add(struct columns *columns, struct field *field);
void columns_release(struct columns *columns);

/* A json_found(); CONTEXT is the struct column. */
void column_found(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps);

/* FIELD's value for the node with those indices of its own; NULL: none. */
const struct text_value *columns_value(const struct columns *columns,
    const struct field *field, const size_t *own_indices);

#endif
