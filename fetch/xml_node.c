/* SPDX-License-Identifier: MIT */
/* Nodes as the other modules see them, and their places in the body. */
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <string.h>

#include "fetch/encoding.h"
#include "fetch/xml_inside.h"

static const xmlNode *
inner(const struct xml_node *node)
{
	return (const xmlNode *)node;
}

static const struct xml_node *
outer(const xmlNode *node)
{
	return (const struct xml_node *)node;
}

const struct xml_node *
xml_tree_root(const struct xml_tree *tree)
{
	return tree->document != NULL
	    ? outer(xmlDocGetRootElement(tree->document))
	    : NULL;
}

static const xmlNode *
first_element(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

const struct xml_node *
xml_node_child(const struct xml_node *node)
{
	return inner(node)->type == XML_ELEMENT_NODE
	    ? outer(first_element(inner(node)->children))
	    : NULL;
}

const struct xml_node *
xml_node_next(const struct xml_node *node)
{
	return outer(first_element(inner(node)->next));
}

const struct xml_node *
xml_node_parent(const struct xml_node *node)
{
	const xmlNode *parent = inner(node)->parent;

	return parent != NULL && parent->type == XML_ELEMENT_NODE
	    ? outer(parent)
	    : NULL;
}

const char *
xml_node_name(const struct xml_node *node)
{
	return inner(node)->name != NULL ? (const char *)inner(node)->name
					 : "";
}

const char *
xml_node_space(const struct xml_node *node)
{
	const xmlNode *own = inner(node);

	return own->type == XML_ELEMENT_NODE && own->ns != NULL &&
		own->ns->href != NULL
	    ? (const char *)own->ns->href
	    : "";
}

bool
xml_node_attribute(const struct xml_node *node, const char *name,
    const char *space, struct buf *out)
{
	const xmlAttr *attribute = inner(node)->properties;

	for (; attribute != NULL; attribute = attribute->next) {
		const char *uri =
		    attribute->ns != NULL && attribute->ns->href != NULL
		    ? (const char *)attribute->ns->href
		    : "";

		if (!strcmp((const char *)attribute->name, name) &&
		    !strcmp(uri, space)) {
			xml_node_text(
			    (const struct xml_node *)attribute, out);
			return true;
		}
	}
	return false;
}

static bool
has_children(const xmlNode *node)
{
	return (node->type == XML_ELEMENT_NODE ||
		   node->type == XML_ATTRIBUTE_NODE ||
		   node->type == XML_DOCUMENT_NODE ||
		   node->type == XML_HTML_DOCUMENT_NODE) &&
	    node->children != NULL;
}

/* The node after this one and all in it, within TOP; or NULL. */
static const xmlNode *
next_after(const xmlNode *node, const xmlNode *top)
{
	while (node != top && node->next == NULL)
		node = node->parent;
	return node != top ? node->next : NULL;
}

static const xmlNode *
next_within(const xmlNode *node, const xmlNode *top)
{
	return has_children(node) ? node->children : next_after(node, top);
}

static bool
is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE;
}

void
xml_node_text(const struct xml_node *node, struct buf *out)
{
	const xmlNode *top = inner(node), *at = top;

	if (top->type == XML_NAMESPACE_DECL) {
		(void)buf_text(out,
		    (const char *)((const xmlNs *)(const void *)top)->href);
		return;
	}
	if (!has_children(top)) {
		if (top->type != XML_ELEMENT_NODE &&
		    top->type != XML_ATTRIBUTE_NODE && top->content != NULL)
			(void)buf_text(out, (const char *)top->content);
		return;
	}
	for (at = top->children; at != NULL && !out->full;
	    at = next_within(at, top))
		if (is_text(at) && at->content != NULL)
			(void)buf_text(out, (const char *)at->content);
}

/* The nearest place that is known: the node's own, or its element's. */
static const struct xml_place *
nearest_place(const struct xml_tree *tree, const struct xml_node *node)
{
	const xmlNode *at = inner(node);

	if (at->type == XML_NAMESPACE_DECL)
		at = (const xmlNode *)((const xmlNs *)(const void *)at)->next;
	while (at != NULL && at->type != XML_DOCUMENT_NODE &&
	    at->type != XML_HTML_DOCUMENT_NODE) {
		const struct xml_place *place = xml_place(tree, outer(at));

		if (place != NULL && place->line > 0)
			return place;
		at = at->parent;
	}
	return NULL;
}

size_t
xml_node_line(const struct xml_tree *tree, const struct xml_node *node)
{
	const struct xml_place *place = nearest_place(tree, node);

	return place != NULL ? place->line : 0;
}

int64_t
xml_node_offset(const struct xml_tree *tree, const struct xml_node *node)
{
	const struct xml_place *place = nearest_place(tree, node);

	return place != NULL && place->offset >= 0
	    ? encoding_offset(tree->encoding, place->offset)
	    : -1;
}

int64_t
xml_node_text_offset(
    const struct xml_tree *tree, const struct xml_node *node)
{
	const xmlNode *top = inner(node), *at;
	const struct xml_place *place = NULL;

	if (top->type != XML_ELEMENT_NODE)
		return xml_node_offset(tree, node);
	for (at = top->children; at != NULL && !is_text(at);
	    at = next_within(at, top))
		;
	if (at != NULL)
		place = xml_place(tree, outer(at));
	return place != NULL && place->offset >= 0
	    ? encoding_offset(tree->encoding, place->offset)
	    : xml_node_offset(tree, node);
}

uint32_t
xml_html_entity(const char *name)
{
	const htmlEntityDesc *entity =
	    htmlEntityLookup((const xmlChar *)name);

	return entity != NULL ? entity->value : 0;
}
