/* RSS, Atom and JSON Feed: dated items without any path. */
/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/feed.h"
#include "fetch/feed_text.h"
#include "fetch/format.h"
#include "fetch/json_field.h"
#include "fetch/json_match.h"
#include "fetch/json_path.h"
#include "fetch/picking.h"
#include "fetch/xml_tree.h"

struct feed_reading {
	struct picking *picking;
	struct xml_tree *tree;	  /* of RSS and Atom; NULL until it begins */
	struct json_match *match; /* of JSON Feed; the same */
	struct json_path *each;
	struct json_path **paths;
	size_t items;
};

static const struct {
	const char *field; /* of struct feed_item */
	enum part part;
} parts[] = {
	{ "id", PART_ID },
	{ "title", PART_TITLE },
	{ "link", PART_LINK },
	{ "date", PART_DATE },
	{ "summary", PART_REMARK },
};

enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

static bool
field_new(struct field *field, const struct section *signal, const char *text,
    struct err *err)
{
	(void)field;
	(void)signal;
	return err_at(err, 0,
	    "'%.60s': a feed's items are read without paths", text);
}

static void
set_value(struct text_value *value, char *text, const char *path,
    int64_t offset)
{
	if (value->found || text[0] == '\0') {
		mem_free(text);
		return;
	}
	value->found = true;
	value->text = text;
	value->length = strlen(text);
	value->offset = offset;
	value->path = mem_text(path);
}

/* The words that the watchlist has itself: basis. */
static void
set_words(const struct recipe *recipe, struct gathered *gathered)
{
	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->slots[part] != SLOT_NONE &&
		    !gathered->values[recipe->slots[part]].found)
			(void)field_word(&recipe->parts[part],
			    &gathered->values[recipe->slots[part]]);
}

static void
end_item(struct feed_reading *reading, size_t i, struct gathered *gathered,
    const char *path)
{
	const struct recipe *recipe = reading->picking->recipes[i];
	struct text_value *title =
	    &gathered->values[recipe->slots[PART_TITLE]];

	set_words(recipe, gathered);
	if (title->path == NULL)
		title->path = mem_text(path);
	picking_weigh(reading->picking, i, gathered);
}

static const char *
item_text(const struct feed_item *item, enum part part)
{
	switch (part) {
	case PART_ID:
		return item->id;
	case PART_TITLE:
		return item->title;
	case PART_LINK:
		return item->link;
	case PART_DATE:
		return item->date;
	default:
		return item->summary;
	}
}

/* Where its title is to be read. */
static int64_t
title_offset(const struct xml_tree *tree, const struct xml_node *item)
{
	const struct xml_node *child = xml_node_child(item);

	while (child != NULL && strcmp(xml_node_name(child), "title") != 0)
		child = xml_node_next(child);
	return child != NULL ? xml_node_text_offset(tree, child)
			     : xml_node_offset(tree, item);
}

static bool
on_item(void *context, const struct feed_item *item)
{
	struct feed_reading *reading = context;
	int64_t offset = title_offset(reading->tree, item->node);
	char *path = mem_printf("item %zu", ++reading->items);

	for (size_t i = 0; i < reading->picking->count; i++) {
		const struct recipe *recipe = reading->picking->recipes[i];
		struct gathered *gathered =
		    picking_node(reading->picking, i, 0);

		if (gathered == NULL)
			break;
		for (size_t k = 0; k < PARTS; k++)
			set_value(
			    &gathered->values[recipe->slots[parts[k].part]],
			    mem_text(item_text(item, parts[k].part)), path,
			    offset);
		end_item(reading, i, gathered, path);
	}
	mem_free(path);
	return true;
}

static enum part
part_named(const char *field)
{
	for (size_t i = 0; i < PARTS; i++)
		if (!strcmp(parts[i].field, field))
			return parts[i].part;
	return PART_REMARK;
}

static void
read_json_part(const struct feed_reading *reading, size_t k,
    const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps, struct text_value *to)
{
	struct field field = { .kind = FIELD_RELATIVE,
		.path = reading->paths[k] };
	struct text_value value;
	struct buf text;

	json_field_read(&field, tape, node, steps, &value);
	if (value.found && !value.is_null &&
	    strlen(value.text) == value.length) {
		buf_init(&text, LIMIT_LABEL);
		if (feed_json_paths[k].html)
			feed_text(value.text, &text);
		else
			feed_text_plain(value.text, &text);
		set_value(to, buf_take(&text), value.path, value.offset);
	}
	text_value_release(&value);
}

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct feed_reading *reading = context;
	struct buf path;

	buf_init(&path, LIMIT_LABEL);
	json_steps_format(&path, steps);
	for (size_t i = 0; i < reading->picking->count; i++) {
		const struct recipe *recipe = reading->picking->recipes[i];
		struct gathered *gathered =
		    picking_node(reading->picking, i, 0);

		if (gathered == NULL)
			break;
		for (size_t k = 0; k < feed_json_count; k++)
			read_json_part(reading, k, tape, node, steps,
			    &gathered->values[recipe->slots[part_named(
				feed_json_paths[k].field)]]);
		end_item(reading, i, gathered, buf_string(&path));
	}
	buf_release(&path);
}

static void *
open_feed(struct picking *picking)
{
	struct feed_reading *reading = mem_new(sizeof(*reading));

	reading->picking = picking;
	return reading;
}

static void
close_feed(void *own)
{
	struct feed_reading *reading = own;

	for (size_t i = 0; reading->paths != NULL && i < feed_json_count; i++)
		json_path_free(reading->paths[i]);
	mem_free(reading->paths);
	json_path_free(reading->each);
	json_match_free(reading->match);
	xml_tree_free(reading->tree);
	mem_free(reading);
}

/* Our own paths: they are well written. */
static void
begin_json(struct feed_reading *reading)
{
	struct json_query query = { NULL, on_node, reading };
	struct err unused;

	reading->each = json_path_parse(feed_json_each, &unused);
	reading->paths =
	    mem_new_array(feed_json_count, sizeof(*reading->paths));
	for (size_t i = 0; i < feed_json_count; i++)
		reading->paths[i] = json_path_parse_relative(
		    feed_json_paths[i].path, &unused);
	query.path = reading->each;
	reading->match = json_match_new(
	    &query, 1, reading->picking->hold);
}

/* The first byte that is no blank and no mark settles which it is. */
static void
begin(struct feed_reading *reading, const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length &&
	    (strchr(" \t\r\n", bytes[at]) != NULL ||
		(unsigned char)bytes[at] >= 0x80))
		at++;
	if (at < length && (bytes[at] == '{' || bytes[at] == '['))
		begin_json(reading);
	else
		reading->tree = xml_tree_new(XML_KIND_XML,
		    section_text(reading->picking->source, "encoding"),
		    (size_t)section_bytes(reading->picking->source, "limit"),
		    reading->picking->hold);
}

static bool
feed_feed(void *own, const char *bytes, size_t length, struct err *err)
{
	struct feed_reading *reading = own;

	if (reading->tree == NULL && reading->match == NULL)
		begin(reading, bytes, length);
	return reading->match != NULL
	    ? json_match_feed(reading->match, bytes, length, err)
	    : xml_tree_feed(reading->tree, bytes, length, err);
}

static bool
end_feed(void *own, struct err *err)
{
	struct feed_reading *reading = own;

	if (reading->match != NULL)
		return json_match_end(reading->match, err);
	if (reading->tree == NULL)
		return err_set(err, "it is empty");
	return xml_tree_end(reading->tree, err) &&
	    feed_read(reading->tree, reading->picking->url, on_item, reading,
		err);
}

const struct format format_feed = {
	.name = "feed",
	.events_only = true,
	.field_new = field_new,
	.open = open_feed,
	.close = close_feed,
	.feed = feed_feed,
	.end = end_feed,
};
