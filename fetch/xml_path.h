/* XPath 1.0: read once, asked of many trees. Prefixes mean what the source's
 * namespaces say, whatever the document calls them. */
#ifndef FETCH_XML_PATH_H
#define FETCH_XML_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;
struct xml_node;
struct xml_path;
struct xml_tree;

struct xml_namespace {
	const char *prefix, *uri;
};

/* NAMESPACES are copied. NULL: it is no XPath, or names a prefix, a function or
 * a variable that is not there; ERR says what, err.at where in TEXT. */
struct xml_path *xml_path_parse(const char *text,
    const struct xml_namespace *namespaces, size_t count, struct err *err);
void xml_path_free(struct xml_path *path);

enum xml_found_kind {
	XML_FOUND_ELEMENT,
	XML_FOUND_ATTRIBUTE,
	XML_FOUND_TEXT,
	XML_FOUND_OTHER,  /* the document, a comment, an instruction */
	XML_FOUND_STRING, /* the path is an expression: a value */
	XML_FOUND_NUMBER,
	XML_FOUND_BOOLEAN
};

struct xml_match {
	enum xml_found_kind kind;
	const struct xml_node *node; /* NULL: a value; lives as its tree */
	const char *value;	     /* as XPath's string() has it, or NULL */
	size_t line;		     /* from 1; 0: not known, or a value */
	int64_t offset;		     /* xml_node_offset(); -1 for a value */
	struct xml_tree *tree;
	const struct xml_path *path;
};

/* The string value: a node's, or the value. Appended up to OUT's ceiling. */
void xml_match_text(const struct xml_match *match, struct buf *out);

/* The normalized path of the node, an XPath that leads to it alone:
 * /a/e:b[2]/@c. Names are in the path's own namespaces; one of none of them is
 * *[local-name()='b'][2]. Nothing for a value. */
void xml_match_path(const struct xml_match *match, struct buf *out);

/* False ends the search, and is no failure. */
typedef bool (*xml_found)(void *context, const struct xml_match *match);

/* All that PATH finds from FROM on (NULL: from the document), in document
 * order. A value is one match. The tree was ended. False: it takes more steps
 * than LIMIT_XPATH_OPS, or all paths of this tree LIMIT_XPATH_ALL, ERR says
 * so. */
bool xml_select(struct xml_tree *tree, const struct xml_path *path,
    const struct xml_node *from, xml_found found, void *context,
    struct err *err);

#endif
