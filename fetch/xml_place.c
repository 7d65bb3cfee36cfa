/* SPDX-License-Identifier: MIT */
/* Where in the body that stands which libxml2 just told. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "fetch/xml_inside.h"

/* How far back a < is looked for, past what may be a tag's own >. */
enum { VALUE_BYTES = 256 };

struct xml_place *
xml_place(const struct xml_tree *tree, const struct xml_node *node)
{
	uintptr_t number = (uintptr_t)((const xmlNode *)node)->_private;

	return number > 0 ? &tree->places[number - 1] : NULL;
}

struct xml_place *
xml_place_new(struct xml_tree *tree, xmlNodePtr node)
{
	if (tree->place_count == tree->place_room) {
		tree->place_room =
		    tree->place_room > 0 ? tree->place_room * 2 : 64;
		tree->places = mem_resize(tree->places,
		    tree->place_room * sizeof(*tree->places));
	}
	tree->places[tree->place_count] = (struct xml_place){ .offset = -1 };
	node->_private = (void *)(uintptr_t)(tree->place_count + 1);
	return &tree->places[tree->place_count++];
}

/* The offset of a byte of what is being parsed. */
static int64_t
offset_of(const xmlParserCtxt *parser, const xmlChar *at)
{
	long consumed = xmlByteConsumed((xmlParserCtxtPtr)(uintptr_t)parser);

	return consumed < 0 ? -1 : consumed - (parser->input->cur - at);
}

/* Where in the input the text of this event stands, or NULL. */
static const xmlChar *
find_text(const xmlParserCtxt *parser, const xmlChar *text, size_t length)
{
	const xmlParserInput *input = parser->input;
	size_t behind = (size_t)(input->cur - input->base);

	if (text >= input->base && text < input->end)
		return text;
	if (behind >= length && !memcmp(input->cur - length, text, length))
		return input->cur - length;
	if (behind > 0 && input->cur[-1] == ';') /* a reference */
		for (size_t i = 2; i <= behind && i <= 12; i++)
			if (input->cur[-(ptrdiff_t)i] == '&')
				return input->cur - i;
	return NULL;
}

/* The line of AT, which stands before what was read last. */
static uint32_t
line_of(const xmlParserCtxt *parser, const xmlChar *at)
{
	const xmlChar *end = parser->input->cur;
	int line = parser->input->line;

	while (at != NULL && at < end &&
	    (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		line--;
		at++;
	}
	return (uint32_t)(line > 0 ? line : 1);
}

/* Whether a tag of HTML from AT on goes on to END: > may stand in a value. */
static bool
reaches(const xmlChar *at, const xmlChar *end)
{
	xmlChar quote = '\0';

	for (; at < end; at++) {
		if (quote != '\0')
			quote = *at == quote ? '\0' : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else if (*at == '>')
			return false;
	}
	return true;
}

/* The < of the tag that was just read, or NULL: HTML has elements without. */
static const xmlChar *
find_tag(const xmlParserCtxt *parser, const char *name)
{
	const xmlChar *end = parser->input->cur, *at = end;
	const xmlChar *most = parser->input->base;
	size_t length = strlen(name);

	while (at > most) {
		if (*--at == '<' && !parser->html)
			return at;
		if (*at == '<' &&
		    !strncasecmp((const char *)at + 1, name, length))
			return reaches(at, end) ? at : NULL;
		if (*at == '>' && at - most > VALUE_BYTES && parser->html)
			most = at - VALUE_BYTES;
	}
	return NULL;
}

void
xml_place_element(struct xml_tree *tree, const char *name)
{
	xmlParserCtxtPtr parser = tree->parser;
	const xmlChar *tag = find_tag(parser, name);
	struct xml_place *place = xml_place_new(tree, parser->node);

	place->line = line_of(parser, tag);
	place->offset = tag != NULL ? offset_of(parser, tag) : -1;
}

void
xml_place_attributes(
    struct xml_tree *tree, int count, const unsigned char **values)
{
	const xmlParserInput *input = tree->parser->input;
	uint32_t line = xml_place(tree,
	    (const struct xml_node *)tree->parser->node)->line;
	xmlAttrPtr attribute = tree->parser->node->properties;

	for (int i = 0; i < count && attribute != NULL;
	    i++, attribute = attribute->next) {
		const xmlChar *value = values[5 * i + 3];
		struct xml_place *place;

		if (value < input->base || value >= input->end)
			continue;
		place = xml_place_new(tree, (xmlNodePtr)attribute);
		place->offset = offset_of(tree->parser, value);
		place->line = line;
	}
}

void
xml_place_text(struct xml_tree *tree, const char *text, size_t length)
{
	const xmlChar *at =
	    find_text(tree->parser, (const xmlChar *)text, length);
	struct xml_place *place =
	    xml_place_new(tree, tree->parser->node->last);

	place->line = line_of(tree->parser, at);
	place->offset = at != NULL ? offset_of(tree->parser, at) : -1;
}
