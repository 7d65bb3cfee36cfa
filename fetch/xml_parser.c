/* SPDX-License-Identifier: MIT */
/* libxml2's events on their way to its own tree: counted, bounded, and with
 * the place of each node in the body. */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "base/limits.h"
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
hold_too_much(struct xml_tree *tree)
{
	char *reason = mem_printf("its tree would take more than %zu MiB, "
				  "which is the ceiling (hold)",
	    tree->held / MIB);

	(void)xml_stop(tree, reason);
	mem_free(reason);
	return false;
}

static bool
hold(struct xml_tree *tree, size_t bytes)
{
	tree->heard = tree->parsed;
	if (bytes > tree->held - tree->holding)
		return hold_too_much(tree);
	tree->holding += bytes;
	return true;
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
	xml_place_element(tree, (const char *)name);
	xml_place_attributes(tree, count, values);
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
		xml_place_element(tree, (const char *)name);
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
	xml_place_text(tree, (const char *)text, (size_t)length);
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
