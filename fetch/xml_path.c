/* SPDX-License-Identifier: MIT */
#include "fetch/xml_path.h"

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "base/mem.h"
#include "fetch/xml_inside.h"
#include "fetch/xml_path_check.h"

struct xml_path {
	xmlXPathCompExprPtr compiled;
	xmlNs *namespaces; /* href and prefix are ours */
	xmlNsPtr *pointers; /* to them, as libxml2 wants it */
	size_t count;
};

static void
copy_namespaces(struct xml_path *path,
    const struct xml_namespace *namespaces, size_t count)
{
	path->count = count;
	path->namespaces = mem_new_array(count, sizeof(*path->namespaces));
	path->pointers = mem_new_array(count, sizeof(xmlNsPtr));
	for (size_t i = 0; i < count; i++) {
		xmlNs *own = &path->namespaces[i];

		own->type = XML_NAMESPACE_DECL;
		own->href = (xmlChar *)mem_text(namespaces[i].uri);
		own->prefix = (xmlChar *)mem_text(namespaces[i].prefix);
		path->pointers[i] = own;
	}
}

/* libxml2's words for a mistake in a path; -1: any other. */
static const struct {
	int code;
	const char *meaning;
} meanings[] = {
	{ XPATH_NUMBER_ERROR, "this is no number" },
	{ XPATH_UNFINISHED_LITERAL_ERROR, "this text does not end" },
	{ XPATH_START_LITERAL_ERROR, "a text in quotes was expected here" },
	{ XPATH_UNCLOSED_ERROR, "this is not closed" },
	{ XPATH_INVALID_PREDICATE_ERROR, "a ']' is missing" },
	{ XPATH_UNKNOWN_FUNC_ERROR, "there is no such function" },
	{ XPATH_INVALID_ARITY, "this function takes another number of values" },
	{ XPATH_INVALID_TYPE, "a value of another kind was expected here" },
	{ XPATH_UNDEF_PREFIX_ERROR, "this prefix means nothing here" },
	{ XPATH_EXPR_ERROR, "this is no XPath 1.0" },
};

static const char *
meaning_of(int code)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].code + XML_XPATH_EXPRESSION_OK == code)
			return meanings[i].meaning;
	return "this is no XPath 1.0";
}

static bool
fail_parse(const xmlXPathContext *context, const char *text, struct err *err)
{
	const xmlError *error = &context->lastError;
	size_t at = error->int1 > 0 ? (size_t)error->int1 : 0;

	return err_at(err, at < strlen(text) ? at : strlen(text), "%s",
	    meaning_of(error->code));
}

struct xml_path *
xml_path_parse(const char *text, const struct xml_namespace *namespaces,
    size_t count, struct err *err)
{
	struct xml_path *path;
	xmlXPathContextPtr context;

	if (!xml_path_check(text, namespaces, count, err))
		return NULL;
	xml_begin();
	path = mem_new(sizeof(*path));
	copy_namespaces(path, namespaces, count);
	context = xmlXPathNewContext(NULL);
	context->opLimit = LIMIT_XPATH_OPS;
	path->compiled = xmlXPathCtxtCompile(context, (const xmlChar *)text);
	if (path->compiled == NULL) {
		(void)fail_parse(context, text, err);
		xml_path_free(path);
		path = NULL;
	}
	xmlXPathFreeContext(context);
	return path;
}

void
xml_path_free(struct xml_path *path)
{
	if (path == NULL)
		return;
	xmlXPathFreeCompExpr(path->compiled);
	for (size_t i = 0; i < path->count; i++) {
		mem_free((void *)(uintptr_t)path->namespaces[i].href);
		mem_free((void *)(uintptr_t)path->namespaces[i].prefix);
	}
	mem_free(path->namespaces);
	mem_free(path->pointers);
	mem_free(path);
}

static enum xml_found_kind
kind_of(const xmlNode *node)
{
	switch (node->type) {
	case XML_ELEMENT_NODE:
		return XML_FOUND_ELEMENT;
	case XML_ATTRIBUTE_NODE:
		return XML_FOUND_ATTRIBUTE;
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		return XML_FOUND_TEXT;
	default:
		return XML_FOUND_OTHER;
	}
}

static void
tell_nodes(const struct xml_match *common, xmlNodeSetPtr nodes,
    xml_found found, void *context)
{
	xmlXPathNodeSetSort(nodes);
	for (int i = 0; i < nodes->nodeNr; i++) {
		const struct xml_node *node =
		    (const struct xml_node *)nodes->nodeTab[i];
		struct xml_match match = *common;

		match.kind = kind_of(nodes->nodeTab[i]);
		match.node = node;
		match.line = xml_node_line(common->tree, node);
		match.offset = xml_node_offset(common->tree, node);
		if (!found(context, &match))
			return;
	}
}

static void
tell(const struct xml_match *common, xmlXPathObjectPtr result,
    xml_found found, void *context)
{
	struct xml_match match = *common;
	xmlChar *value;

	if (result->type == XPATH_NODESET) {
		if (result->nodesetval != NULL)
			tell_nodes(common, result->nodesetval, found, context);
		return;
	}
	value = xmlXPathCastToString(result);
	match.kind = result->type == XPATH_NUMBER ? XML_FOUND_NUMBER
	    : result->type == XPATH_BOOLEAN	  ? XML_FOUND_BOOLEAN
						  : XML_FOUND_STRING;
	match.value = (const char *)value;
	(void)found(context, &match);
	xmlFree(value);
}

/* One context a tree: it knows all functions, and they are many. */
static xmlXPathContextPtr
context_for(struct xml_tree *tree, const struct xml_path *path,
    const struct xml_node *from)
{
	xmlXPathContextPtr context = tree->xpath;

	if (context == NULL) {
		/* So that comparing two nodes takes one step. */
		(void)xmlXPathOrderDocElems(tree->document);
		tree->xpath = context = xmlXPathNewContext(tree->document);
	}
	xmlResetError(&context->lastError);
	context->opLimit = LIMIT_XPATH_OPS;
	context->opCount = 0;
	context->namespaces = path->pointers;
	context->nsNr = (int)path->count;
	context->node = from != NULL ? (xmlNodePtr)(uintptr_t)from
				     : (xmlNodePtr)tree->document;
	return context;
}

static bool
fail_select(const xmlXPathContext *context, struct err *err)
{
	int code = context->lastError.code;

	if (context->opCount >= context->opLimit ||
	    code == XPATH_OP_LIMIT_EXCEEDED + XML_XPATH_EXPRESSION_OK)
		return err_set(err,
		    "the path takes too many steps in this document");
	if (code == XPATH_RECURSION_LIMIT_EXCEEDED + XML_XPATH_EXPRESSION_OK)
		return err_set(err, "the path is too long");
	return err_set(err, "the path does not fit this document: %s",
	    meaning_of(code));
}

bool
xml_select(struct xml_tree *tree, const struct xml_path *path,
    const struct xml_node *from, xml_found found, void *context,
    struct err *err)
{
	xmlXPathContextPtr xpath = context_for(tree, path, from);
	struct xml_match common = { .tree = tree, .path = path,
		.offset = -1 };
	xmlXPathObjectPtr result;

	if (tree->spent > LIMIT_XPATH_ALL)
		return err_set(err,
		    "the paths take too many steps in this document");
	result = xmlXPathCompiledEval(path->compiled, xpath);
	tree->spent += xpath->opCount + 1;
	xpath->namespaces = NULL;
	xpath->nsNr = 0;
	if (result == NULL)
		return fail_select(xpath, err);
	tell(&common, result, found, context);
	xmlXPathFreeObject(result);
	return true;
}

void
xml_match_text(const struct xml_match *match, struct buf *out)
{
	if (match->node != NULL)
		xml_node_text(match->node, out);
	else if (match->value != NULL)
		(void)buf_text(out, match->value);
}

/* 'it''s' has no form in XPath 1.0; a namespace with both quotes has none. */
static void
add_quoted(struct buf *out, const char *text)
{
	const char *quote = strchr(text, '\'') != NULL ? "\"" : "'";

	(void)buf_text(out, quote);
	(void)buf_text(out, text);
	(void)buf_text(out, quote);
}

static const char *
prefix_of(const struct xml_path *path, const xmlNs *space)
{
	if (space->prefix != NULL &&
	    !strcmp((const char *)space->prefix, "xml"))
		return "xml";
	for (size_t i = 0; i < path->count; i++)
		if (xmlStrEqual(path->namespaces[i].href, space->href))
			return (const char *)path->namespaces[i].prefix;
	return NULL;
}

/* The name; false: by its local name alone. */
static bool
add_name(struct buf *out, const struct xml_path *path, const xmlNs *space,
    const xmlChar *name)
{
	const char *prefix = NULL;

	/* HTML has names with colons and without namespaces. */
	if ((space == NULL || space->href == NULL) &&
	    strchr((const char *)name, ':') == NULL) {
		(void)buf_text(out, (const char *)name);
		return true;
	}
	if (space != NULL)
		prefix = prefix_of(path, space);
	if (prefix != NULL) {
		(void)buf_printf(
		    out, "%s:%s", prefix, (const char *)name);
		return true;
	}
	(void)buf_text(out, "*[local-name()=");
	add_quoted(out, (const char *)name);
	(void)buf_char(out, ']');
	return false;
}

static void
add_index(struct buf *out, uint32_t index)
{
	if (index > 0)
		(void)buf_printf(out, "[%u]", (unsigned)index);
}

static void
add_step(struct buf *out, const struct xml_match *match, const xmlNode *node)
{
	const struct xml_place *place =
	    xml_place(match->tree, (const struct xml_node *)node);
	bool exact = true;

	(void)buf_char(out, '/');
	switch (node->type) {
	case XML_ELEMENT_NODE:
		exact = add_name(out, match->path, node->ns, node->name);
		break;
	case XML_ATTRIBUTE_NODE:
		(void)buf_char(out, '@');
		(void)add_name(out, match->path,
		    ((const xmlAttr *)(const void *)node)->ns, node->name);
		return;
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		(void)buf_text(out, "text()");
		break;
	case XML_COMMENT_NODE:
		(void)buf_text(out, "comment()");
		break;
	case XML_PI_NODE:
		(void)buf_text(out, "processing-instruction()");
		break;
	default:
		(void)buf_text(out, "node()");
		return;
	}
	add_index(out, exact ? place->index : place->alike);
}

static bool
is_document(const xmlNode *node)
{
	return node->type == XML_DOCUMENT_NODE ||
	    node->type == XML_HTML_DOCUMENT_NODE;
}

void
xml_match_path(const struct xml_match *match, struct buf *out)
{
	const xmlNode *chain[LIMIT_DEPTH + 4];
	const xmlNode *node = (const xmlNode *)match->node;
	const xmlNs *space = NULL;
	size_t count = 0;

	if (node == NULL)
		return;
	xml_number(match->tree);
	if (node->type == XML_NAMESPACE_DECL) {
		space = (const xmlNs *)(const void *)node;
		node = (const xmlNode *)space->next;
	}
	for (; node != NULL && !is_document(node) && count < LIMIT_DEPTH + 4;
	    node = node->parent)
		chain[count++] = node;
	if (count == 0)
		(void)buf_char(out, '/');
	while (count > 0)
		add_step(out, match, chain[--count]);
	if (space != NULL)
		(void)buf_printf(out, "/namespace::%s",
		    space->prefix != NULL ? (const char *)space->prefix
					  : "*[name()='']");
}
