/* SPDX-License-Identifier: MIT */
/* libxml2's events on their way to its own tree: counted, bounded, and with
 * the place of each node in the body. */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "fetch/xml_inside.h"

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_seen;
#else
typedef xmlErrorPtr error_seen;
#endif

/* What a node takes, with its place, about. */
enum {
	ELEMENT_BYTES = 160,
	ATTRIBUTE_BYTES = 260,
	NAMESPACE_BYTES = 80,
	TEXT_BYTES = 160
};

/* How far back a < is looked for, past what may be a tag's own >. */
enum { VALUE_BYTES = 256 };

static void *
on_malloc(size_t size)
{
	return mem_resize(NULL, size);
}

static xmlParserInputPtr
refuse_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url;
	(void)id;
	(void)parser;
	return NULL;
}

static void __attribute__((format(printf, 2, 3)))
say_nothing(void *context, const char *fmt, ...)
{
	(void)context;
	(void)fmt;
}

static void
hear_nothing(void *context, error_seen error)
{
	(void)context;
	(void)error;
}

void
xml_begin(void)
{
	static bool begun;

	if (begun)
		return;
	begun = true;
	(void)xmlMemSetup(mem_free, on_malloc, mem_resize, mem_text);
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse_entity);
	xmlSetGenericErrorFunc(NULL, say_nothing);
	xmlSetStructuredErrorFunc(NULL, hear_nothing);
#if LIBXML_VERSION < 21200
	xmlParserMaxDepth = LIMIT_DEPTH + 1; /* ours comes first */
#endif
}

void
xml_release(void)
{
	xmlCleanupParser();
}

static struct xml_tree *
tree_of(void *context)
{
	return ((xmlParserCtxtPtr)context)->_private;
}

bool
xml_stop(struct xml_tree *tree, const char *reason)
{
	if (!tree->failed)
		(void)err_set(&tree->why, "%s (line %d)", reason,
		    tree->parser->input->line);
	tree->failed = true;
	xmlStopParser(tree->parser);
	return false;
}

static bool
hold(struct xml_tree *tree, size_t bytes)
{
	tree->heard = tree->parsed;
	if (bytes > tree->held - tree->holding)
		return xml_stop(tree, "what has to be held of it is too large");
	tree->holding += bytes;
	return true;
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

static void
place_element(struct xml_tree *tree, const char *name)
{
	xmlParserCtxtPtr parser = tree->parser;
	const xmlChar *tag = find_tag(parser, name);
	struct xml_place *place = xml_place_new(tree, parser->node);

	place->line = line_of(parser, tag);
	place->offset = tag != NULL ? offset_of(parser, tag) : -1;
}

static bool
may_open(struct xml_tree *tree, int attributes, int namespaces)
{
	int depth = tree->parser->nodeNr;
	size_t *spaces = tree->spaces;

	if (depth >= LIMIT_DEPTH)
		return xml_stop(tree, "it is nested too deeply");
	spaces[depth + 1] = spaces[depth] + (size_t)namespaces;
	if (attributes > LIMIT_ATTRIBUTES ||
	    spaces[depth + 1] > LIMIT_ATTRIBUTES)
		return xml_stop(tree, "an element has too many attributes");
	return hold(tree,
	    ELEMENT_BYTES + (size_t)attributes * ATTRIBUTE_BYTES +
		(size_t)namespaces * NAMESPACE_BYTES);
}

/* VALUES is libxml2's: five pointers an attribute, the fourth to its value. */
static void
place_attributes(struct xml_tree *tree, int count, const xmlChar **values)
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

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int space_count, const xmlChar **spaces, int count,
    int default_count, const xmlChar **values)
{
	struct xml_tree *tree = tree_of(context);
	size_t bytes = 0;

	for (int i = 0; i < count; i++)
		bytes += (size_t)(values[5 * i + 4] - values[5 * i + 3]);
	if (!may_open(tree, count, space_count) || !hold(tree, bytes))
		return;
	xmlSAX2StartElementNs(context, name, prefix, uri, space_count, spaces,
	    count, default_count, values);
	if (tree->parser->node == NULL)
		return;
	place_element(tree, (const char *)name);
	place_attributes(tree, count, values);
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml_tree *tree = tree_of(context);

	tree->heard = tree->parsed;
	xmlSAX2EndElementNs(context, name, prefix, uri);
}

static void
on_html_start(void *context, const xmlChar *name, const xmlChar **values)
{
	struct xml_tree *tree = tree_of(context);
	size_t bytes = 0;
	int count = 0;

	for (; values != NULL && values[2 * count] != NULL; count++)
		if (values[2 * count + 1] != NULL)
			bytes += strlen((const char *)values[2 * count + 1]);
	if (!may_open(tree, count, 0) || !hold(tree, bytes))
		return;
	xmlSAX2StartElement(context, name, values);
	if (tree->parser->node != NULL)
		place_element(tree, (const char *)name);
}

static void
on_html_end(void *context, const xmlChar *name)
{
	struct xml_tree *tree = tree_of(context);

	tree->heard = tree->parsed;
	xmlSAX2EndElement(context, name);
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct xml_tree *tree = tree_of(context);
	xmlParserCtxtPtr parser = tree->parser;
	const xmlNode *last = parser->node != NULL ? parser->node->last : NULL;
	const xmlChar *at;
	struct xml_place *place;

	if (!hold(tree, (size_t)length))
		return;
	if (last == NULL || last->type != XML_TEXT_NODE)
		tree->text_length = 0;
	tree->text_length += (size_t)length;
	if (tree->text_length > LIMIT_TOKEN) {
		(void)xml_stop(tree, "a text in it is too long");
		return;
	}
	xmlSAX2Characters(context, text, length);
	if (parser->node == NULL || parser->node->last == last ||
	    !hold(tree, TEXT_BYTES))
		return;
	at = find_text(parser, text, (size_t)length);
	place = xml_place_new(tree, parser->node->last);
	place->line = line_of(parser, at);
	place->offset = at != NULL ? offset_of(parser, at) : -1;
}

static void
on_comment(void *context, const xmlChar *text)
{
	struct xml_tree *tree = tree_of(context);

	if (hold(tree, TEXT_BYTES + strlen((const char *)text)))
		xmlSAX2Comment(context, text);
}

static void
on_instruction(void *context, const xmlChar *target, const xmlChar *text)
{
	struct xml_tree *tree = tree_of(context);

	if (hold(tree,
		TEXT_BYTES +
		    (text != NULL ? strlen((const char *)text) : 0)))
		xmlSAX2ProcessingInstruction(context, target, text);
}

/* Here libxml2 2.9 can be held for hours by 500 bytes: declarations of its own
 * are not for a document that we read. At this moment the [ is yet to come. */
static void
on_doctype(void *context, const xmlChar *name, const xmlChar *id,
    const xmlChar *system)
{
	struct xml_tree *tree = tree_of(context);

	tree->heard = tree->parsed;
	if (*tree->parser->input->cur != '>') {
		(void)xml_stop(tree,
		    "its DOCTYPE has declarations of its own, which are not "
		    "read");
		return;
	}
	xmlSAX2InternalSubset(context, name, id, system);
}

static void
on_error(void *context, error_seen error)
{
	struct xml_tree *tree = tree_of(context);

	xml_word(tree, error);
}

static void
set_handler(xmlSAXHandler *handler, bool html)
{
	handler->characters = on_text;
	handler->cdataBlock = on_text; /* one text, as XPath sees it */
	handler->comment = on_comment;
	handler->processingInstruction = on_instruction;
	handler->serror = on_error;
	if (html) {
		handler->startElement = on_html_start;
		handler->endElement = on_html_end;
		return;
	}
	handler->startElementNs = on_start;
	handler->endElementNs = on_end;
	handler->ignorableWhitespace = on_text;
	handler->internalSubset = on_doctype;
	handler->externalSubset = NULL;
}

xmlParserCtxtPtr
xml_parser_new(struct xml_tree *tree)
{
	bool html = tree->kind == XML_KIND_HTML;
	xmlParserCtxtPtr parser;

	/* Encodings are settled before: libxml2 sees UTF-8 and believes no
	 * declaration. Never NOENT, DTDLOAD, HUGE or XINCLUDE. */
	if (html) {
		parser = htmlCreatePushParserCtxt(
		    NULL, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
		(void)htmlCtxtUseOptions(parser,
		    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
			HTML_PARSE_RECOVER);
	} else {
		parser = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
		(void)xmlCtxtUseOptions(parser,
		    XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	}
	parser->_private = tree;
	set_handler(parser->sax, html);
	return parser;
}
