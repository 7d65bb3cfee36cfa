/* SPDX-License-Identifier: MIT */
#include "fetch/json_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "fetch/json_number.h"
#include "fetch/json_tape.h"

struct json_side
json_side_number(const char *text, size_t length)
{
	struct json_side side = { .kind = JSON_NUMBER,
		.text = text,
		.length = length };

	side.has_double = number_parse(&side.number, text, length);
	return side;
}

struct json_side
json_side_of(const struct json_tape *tape, uint32_t node)
{
	struct json_side side = { .kind = tape->nodes[node].kind,
		.node = node };

	side.text = json_tape_text(tape, node, &side.length);
	return side.kind == JSON_NUMBER
	    ? json_side_number(side.text, side.length)
	    : side;
}

static bool equal_nodes(
    const struct json_tape *tape, uint32_t a, uint32_t b);

/* Doubles where they differ, the texts where not: rounding keeps the order. */
static int
compare_numbers(const struct json_side *a, const struct json_side *b)
{
	if (a->has_double && b->has_double && a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return json_number_compare(a->text, a->length, b->text, b->length);
}

bool
json_side_equal(const struct json_tape *tape, const struct json_side *a,
    const struct json_side *b)
{
	if (a->nothing || b->nothing)
		return a->nothing && b->nothing;
	if (a->kind != b->kind)
		return false;
	if (a->kind == JSON_NUMBER)
		return compare_numbers(a, b) == 0;
	if (a->kind == JSON_STRING)
		return a->length == b->length &&
		    !memcmp(a->text, b->text, a->length);
	if (a->kind == JSON_ARRAY || a->kind == JSON_OBJECT)
		return equal_nodes(tape, a->node, b->node);
	return true;
}

struct member {
	const char *key;
	size_t length;
	uint32_t node;
};

static int
by_name(const void *a, const void *b)
{
	const struct member *one = a, *other = b;
	size_t common =
	    one->length < other->length ? one->length : other->length;
	int order = memcmp(one->key, other->key, common);

	if (order != 0 || one->length != other->length)
		return order != 0 ? order
		    : one->length < other->length ? -1
						  : 1;
	return one->node < other->node ? -1 : one->node > other->node;
}

static struct member *
members_by_name(const struct json_tape *tape, uint32_t object)
{
	uint32_t count = tape->nodes[object].children, child = object + 1;
	struct member *members = mem_new_array(count, sizeof(*members));

	for (uint32_t i = 0; i < count; i++) {
		const struct json_node *node = &tape->nodes[child];

		members[i] =
		    (struct member){ buf_string(&tape->bytes) + node->key,
			    node->key_length, child };
		child = node->end;
	}
	qsort(members, count, sizeof(*members), by_name);
	return members;
}

/* Sorted, for the order of members means nothing: looking each one up would
 * take the square of their number. */
static bool
equal_objects(const struct json_tape *tape, uint32_t a, uint32_t b)
{
	struct member *left = members_by_name(tape, a);
	struct member *right = members_by_name(tape, b);
	bool equal = true;

	for (uint32_t i = 0; equal && i < tape->nodes[a].children; i++)
		equal = left[i].length == right[i].length &&
		    !memcmp(left[i].key, right[i].key, left[i].length) &&
		    equal_nodes(tape, left[i].node, right[i].node);
	mem_free(left);
	mem_free(right);
	return equal;
}

static bool
equal_arrays(const struct json_tape *tape, uint32_t a, uint32_t b)
{
	uint32_t i = a + 1, k = b + 1;

	for (uint32_t n = 0; n < tape->nodes[a].children; n++) {
		if (!equal_nodes(tape, i, k))
			return false;
		i = tape->nodes[i].end;
		k = tape->nodes[k].end;
	}
	return true;
}

static bool
equal_nodes(const struct json_tape *tape, uint32_t a, uint32_t b)
{
	const struct json_node *left = &tape->nodes[a];
	const struct json_node *right = &tape->nodes[b];
	struct json_side one, other;

	if (left->kind != right->kind || left->children != right->children)
		return false;
	if (left->kind == JSON_OBJECT)
		return equal_objects(tape, a, b);
	if (left->kind == JSON_ARRAY)
		return equal_arrays(tape, a, b);
	one = json_side_of(tape, a);
	other = json_side_of(tape, b);
	return json_side_equal(tape, &one, &other);
}

bool
json_side_less(const struct json_side *a, const struct json_side *b)
{
	size_t common = a->length < b->length ? a->length : b->length;
	int order;

	if (a->nothing || b->nothing || a->kind != b->kind)
		return false;
	if (a->kind == JSON_NUMBER)
		return compare_numbers(a, b) < 0;
	if (a->kind != JSON_STRING)
		return false;
	/* UTF-8's order is that of the code points. */
	order = memcmp(a->text, b->text, common);
	return order != 0 ? order < 0 : a->length < b->length;
}
