/* SPDX-License-Identifier: MIT */
#include "fetch/json_function.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/near.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "fetch/json_path.h"
#include "fetch/json_tape.h"

struct json_pattern { /* compiled once, as long as it stays the same */
	char *text;
	size_t length;
	struct regex *regex; /* NULL: it is no I-Regexp */
};

struct json_pattern *
json_pattern_new(void)
{
	return mem_new(sizeof(struct json_pattern));
}

void
json_pattern_free(struct json_pattern *pattern)
{
	if (pattern == NULL)
		return;
	mem_free(pattern->text);
	regex_free(pattern->regex);
	mem_free(pattern);
}

static const struct regex *
compile(struct json_pattern *pattern, const struct json_side *side)
{
	if (pattern->text != NULL && pattern->length == side->length &&
	    !memcmp(pattern->text, side->text, side->length))
		return pattern->regex;
	mem_free(pattern->text);
	regex_free(pattern->regex);
	pattern->text = mem_bytes(side->text, side->length);
	pattern->length = side->length;
	pattern->regex = regex_new_interoperable(side->text, side->length);
	return pattern->regex;
}

static struct json_side
side_of_count(uint64_t count, char digits[NUMBER_DIGITS])
{
	int length = snprintf(
	    digits, NUMBER_DIGITS, "%llu", (unsigned long long)count);

	return json_side_number(digits, (size_t)length);
}

static struct json_side
side_of_truth(bool truth)
{
	return (struct json_side){ .kind = truth ? JSON_TRUE : JSON_FALSE };
}

struct found { /* nodes of an argument */
	uint64_t count;
	uint32_t last;
};

static void
on_found(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct found *found = context;

	(void)tape;
	(void)steps;
	found->count++;
	found->last = node;
}

static struct found
find_nodes(const struct json_tape *tape, const struct json_call *call,
    uint32_t node)
{
	const struct json_path *query = call->arguments[0].query;
	const struct json_steps none = { NULL, 0 };
	struct found found = { 0, 0 };

	json_eval(tape, query, 0, query->relative ? node : 0, &none, on_found,
	    &found);
	return found;
}

static struct json_side
call_count(const struct json_tape *tape, const struct json_call *call,
    uint32_t node, char digits[NUMBER_DIGITS])
{
	return side_of_count(find_nodes(tape, call, node).count, digits);
}

static struct json_side
call_value(const struct json_tape *tape, const struct json_call *call,
    uint32_t node, char digits[NUMBER_DIGITS])
{
	struct found found = find_nodes(tape, call, node);

	(void)digits;
	return found.count == 1 ? json_side_of(tape, found.last)
				: (struct json_side){ .nothing = true };
}

static uint64_t
count_characters(const char *text, size_t length)
{
	uint64_t count = 0;
	uint32_t character;

	for (size_t at = 0, used; at < length; at += used, count++) {
		used = utf8_decode(text + at, length - at, &character);
		used += used == 0;
	}
	return count;
}

static struct json_side
call_length(const struct json_tape *tape, const struct json_call *call,
    uint32_t node, char digits[NUMBER_DIGITS])
{
	char own[NUMBER_DIGITS];
	struct json_side side =
	    json_operand_side(tape, &call->arguments[0], node, own);

	if (!side.nothing && side.kind == JSON_STRING)
		return side_of_count(
		    count_characters(side.text, side.length), digits);
	if (!side.nothing &&
	    (side.kind == JSON_ARRAY || side.kind == JSON_OBJECT))
		return side_of_count(tape->nodes[side.node].children, digits);
	return (struct json_side){ .nothing = true };
}

typedef bool finds(
    const struct regex *regex, const char *text, size_t length);

static struct json_side
try_pattern(const struct json_tape *tape, const struct json_call *call,
    uint32_t node, finds *find)
{
	char digits[2][NUMBER_DIGITS];
	struct json_side text =
	    json_operand_side(tape, &call->arguments[0], node, digits[0]);
	struct json_side pattern =
	    json_operand_side(tape, &call->arguments[1], node, digits[1]);
	const struct regex *regex;

	if (text.nothing || text.kind != JSON_STRING || pattern.nothing ||
	    pattern.kind != JSON_STRING)
		return side_of_truth(false);
	regex = compile(call->pattern, &pattern);
	return side_of_truth(
	    regex != NULL && find(regex, text.text, text.length));
}

static struct json_side
call_match(const struct json_tape *tape, const struct json_call *call,
    uint32_t node, char digits[NUMBER_DIGITS])
{
	(void)digits;
	return try_pattern(tape, call, node, regex_matches);
}

static struct json_side
call_search(const struct json_tape *tape, const struct json_call *call,
    uint32_t node, char digits[NUMBER_DIGITS])
{
	(void)digits;
	return try_pattern(tape, call, node, regex_finds);
}

static const struct json_function functions[] = {
	{ "count", TYPE_VALUE, 1, { TYPE_NODES }, call_count },
	{ "length", TYPE_VALUE, 1, { TYPE_VALUE }, call_length },
	{ "match", TYPE_LOGICAL, 2, { TYPE_VALUE, TYPE_VALUE }, call_match },
	{ "search", TYPE_LOGICAL, 2, { TYPE_VALUE, TYPE_VALUE }, call_search },
	{ "value", TYPE_VALUE, 1, { TYPE_NODES }, call_value },
};

enum { FUNCTION_COUNT = sizeof(functions) / sizeof(functions[0]) };

const struct json_function *
json_function_find(const char *name, size_t length, const char **nearest)
{
	const char *names[FUNCTION_COUNT];
	char *word;

	for (size_t i = 0; i < FUNCTION_COUNT; i++) {
		names[i] = functions[i].name;
		if (strlen(names[i]) == length &&
		    !memcmp(names[i], name, length))
			return &functions[i];
	}
	word = mem_bytes(name, length);
	*nearest = near_name(word, names, FUNCTION_COUNT);
	mem_free(word);
	return NULL;
}
