/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/format.h"
#include "fetch/picking.h"
#include "fetch/query.h"
#include "fetch/xml_path.h"
#include "fetch/xml_tree.h"

struct xml_reading {
	struct picking *picking;
	struct xml_tree *tree; /* NULL: it is not known yet of which kind */
	struct buf head;       /* that tells */
	size_t recipe, each; /* that is being selected */
	struct err *err;     /* what a part's path ran into */
	bool failed;
};

static const struct value *
namespaces_of(const struct section *signal)
{
	const char *from = section_text(signal, "from");
	const struct section *source = from != NULL
	    ? watchlist_section(signal->watchlist, SECTION_SOURCE, from)
	    : NULL;

	return source != NULL ? section_value(source, "namespaces") : NULL;
}

static struct xml_path *
path_new(const struct section *signal, const char *text, struct err *err)
{
	const struct value *declared = namespaces_of(signal);
	size_t count = declared != NULL ? declared->count : 0;
	struct xml_namespace *namespaces =
	    mem_new_array(count, sizeof(*namespaces));
	struct xml_path *path;

	for (size_t i = 0; i < count; i++)
		namespaces[i] = (struct xml_namespace){ declared->keys[i],
			declared->items[i]->text };
	path = xml_path_parse(text, namespaces, count, err);
	mem_free(namespaces);
	return path;
}

static void *
each_new(const struct section *signal, const char *text, struct err *err)
{
	return path_new(signal, text, err);
}

static void
path_free(void *path)
{
	xml_path_free(path);
}

static bool
field_new(struct field *field, const struct section *signal, const char *text,
    struct err *err)
{
	field->path = path_new(signal, text, err);
	if (field->path == NULL)
		return false;
	field->free_path = path_free;
	field->kind = FIELD_RELATIVE;
	return true;
}

/* An empty text says nothing. */
static bool
take_value(void *context, const struct xml_match *match)
{
	struct text_value *value = context;
	struct buf text, path;

	buf_init(&text, LIMIT_TOKEN);
	buf_init(&path, LIMIT_LABEL);
	xml_match_text(match, &text);
	xml_match_path(match, &path);
	value->found = true;
	value->is_null = text.length == 0;
	value->length = text.length;
	value->text = buf_take(&text);
	value->path = buf_take(&path);
	value->offset = match->node != NULL
	    ? xml_node_text_offset(match->tree, match->node)
	    : match->offset;
	return false; /* the first is the one */
}

/* What a path computes stands nowhere: its evidence is the node. */
static void
place_value(const struct xml_match *node, struct text_value *value)
{
	struct buf path;

	if (!value->found || value->path[0] != '\0')
		return;
	buf_init(&path, LIMIT_LABEL);
	xml_match_path(node, &path);
	mem_free(value->path);
	value->path = buf_take(&path);
	value->offset = node->offset;
}

static void
read_field(struct xml_reading *reading, const struct field *field,
    const struct xml_match *node, struct text_value *value)
{
	if (field_word(field, value) || field->kind != FIELD_RELATIVE ||
	    reading->failed)
		return;
	reading->failed = !xml_select(reading->tree, field->path, node->node,
	    take_value, value, reading->err);
	place_value(node, value);
}

static bool
on_node(void *context, const struct xml_match *match)
{
	struct xml_reading *reading = context;
	const struct recipe *recipe =
	    reading->picking->recipes[reading->recipe];
	struct gathered *gathered = picking_node(
	    reading->picking, reading->recipe, reading->each);
	struct text_value *title;

	if (gathered == NULL)
		return false;
	for (int part = 0; part < PART_COUNT; part++)
		if (recipe->slots[part] != SLOT_NONE)
			read_field(reading, &recipe->parts[part], match,
			    &gathered->values[recipe->slots[part]]);
	for (size_t i = 0; i < recipe->label_count; i++)
		read_field(reading, &recipe->labels[i].field, match,
		    &gathered->values[recipe->slot_count + i]);
	if (recipe->events) {
		title = &gathered->values[recipe->slots[PART_TITLE]];
		if (!title->found)
			(void)take_value(title, match);
	}
	picking_weigh(reading->picking, reading->recipe, gathered);
	return !reading->failed;
}

static void
grow(struct xml_reading *reading, enum xml_kind kind)
{
	const struct section *source = reading->picking->source;

	reading->tree = xml_tree_new(kind, section_text(source, "encoding"),
	    (size_t)section_bytes(source, "limit"), reading->picking->hold);
}

static void *
open_markup(struct picking *picking)
{
	struct xml_reading *reading = mem_new(sizeof(*reading));

	reading->picking = picking;
	buf_init(&reading->head, 2 * LIMIT_FEED);
	return reading;
}

static void *
open_xml(struct picking *picking)
{
	struct xml_reading *reading = open_markup(picking);

	grow(reading, XML_KIND_XML);
	return reading;
}

static void *
open_html(struct picking *picking)
{
	struct xml_reading *reading = open_markup(picking);

	grow(reading, XML_KIND_HTML);
	return reading;
}

static void
close_xml(void *own)
{
	struct xml_reading *reading = own;

	xml_tree_free(reading->tree);
	buf_release(&reading->head);
	mem_free(reading);
}

static bool
feed_xml(void *own, const char *bytes, size_t length, struct err *err)
{
	struct xml_reading *reading = own;

	return xml_tree_feed(reading->tree, bytes, length, err);
}

/* WHOLE: nothing more comes. */
static bool
feed_head(struct xml_reading *reading, bool whole, struct err *err)
{
	const struct buf *head = &reading->head;
	enum query_format format =
	    query_format_of_bytes(buf_string(head), head->length, whole);

	if (format == QUERY_UNKNOWN)
		return true;
	grow(reading,
	    format == QUERY_HTML ? XML_KIND_HTML : XML_KIND_XML);
	return feed_xml(reading, buf_string(head), head->length, err);
}

static bool
feed_markup(void *own, const char *bytes, size_t length, struct err *err)
{
	struct xml_reading *reading = own;
	size_t part = length < LIMIT_FEED ? length : LIMIT_FEED;

	if (reading->tree != NULL)
		return feed_xml(own, bytes, length, err);
	(void)buf_add(&reading->head, bytes, part);
	if (!feed_head(reading, false, err))
		return false;
	if (part == length)
		return true;
	return feed_markup(own, bytes + part, length - part, err);
}

static bool
select_all(struct xml_reading *reading, size_t i, struct err *err)
{
	const struct recipe *recipe = reading->picking->recipes[i];

	reading->recipe = i;
	for (size_t k = 0; k < recipe->each_count; k++) {
		reading->each = k;
		if (!xml_select(reading->tree, recipe->each[k], NULL, on_node,
			reading, err) ||
		    reading->failed)
			return false;
	}
	return true;
}

static bool
end_xml(void *own, struct err *err)
{
	struct xml_reading *reading = own;

	reading->err = err;
	if (!xml_tree_end(reading->tree, err))
		return false;
	for (size_t i = 0; i < reading->picking->count; i++)
		if (!select_all(reading, i, err))
			return false;
	return true;
}

static bool
end_markup(void *own, struct err *err)
{
	struct xml_reading *reading = own;

	if (reading->tree == NULL && !feed_head(reading, true, err))
		return false;
	return end_xml(own, err);
}

const struct format format_xml = {
	.name = "xml",
	.wants_each = true,
	.each_new = each_new,
	.each_free = path_free,
	.field_new = field_new,
	.open = open_xml,
	.close = close_xml,
	.feed = feed_xml,
	.end = end_xml,
};

const struct format format_html = {
	.name = "html",
	.wants_each = true,
	.each_new = each_new,
	.each_free = path_free,
	.field_new = field_new,
	.open = open_html,
	.close = close_xml,
	.feed = feed_xml,
	.end = end_xml,
};

const struct format format_markup = {
	.name = "XML or HTML",
	.wants_each = true,
	.each_new = each_new,
	.each_free = path_free,
	.field_new = field_new,
	.open = open_markup,
	.close = close_xml,
	.feed = feed_markup,
	.end = end_markup,
};
