/* What the XML modules share, and nobody else sees. libxml2's types are known
 * by name only. */
#ifndef FETCH_XML_INSIDE_H
#define FETCH_XML_INSIDE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "fetch/xml_tree.h"

struct _xmlDoc;
struct _xmlError;
struct _xmlNode;
struct _xmlParserCtxt;
struct _xmlXPathContext;

/* What libxml2 does not remember of a node; the node's _private is its index
 * here plus one. */
struct xml_place {
	int64_t offset;		/* in UTF-8 without a mark, or -1 */
	uint32_t line;
	uint32_t index, alike;	/* xml_number.c: among its siblings */
};

struct xml_tree {
	enum xml_kind kind;
	size_t ceiling, held;
	char *told; /* the encoding, or NULL */
	struct encoding *encoding;
	struct buf head; /* raw, until the encoding is known */
	struct buf text; /* UTF-8, until there is enough for libxml2 */
	size_t taken;	 /* bytes of the body */
	bool begun;	 /* it looks like what it should be */
	bool looks_html; /* so it does, though XML was asked for */

	struct _xmlParserCtxt *parser;
	struct _xmlDoc *document; /* once it was ended */
	int64_t parsed, heard;	  /* bytes; those at the last event */
	size_t holding;		  /* what the tree takes, about */
	size_t text_length;	  /* of the text that goes on */
	size_t spaces[LIMIT_DEPTH + 1]; /* namespaces in scope, by depth */
	bool ending, failed, forgave;
	struct err why;

	struct xml_place *places;
	size_t place_count, place_room;
	bool numbered; /* index and alike are known */
	struct _xmlXPathContext *xpath;
	unsigned long spent; /* steps of all paths */
};

/* libxml2 made safe and silent, once. */
void xml_begin(void);

/* A new parser whose events build the tree. */
struct _xmlParserCtxt *xml_parser_new(struct xml_tree *tree);

/* Ends the parse with this reason and its line, unless there is one; false. */
bool xml_stop(struct xml_tree *tree, const char *reason);

/* The sentence for what libxml2 found wrong. */
void xml_word(struct xml_tree *tree, const struct _xmlError *error);

struct xml_place *xml_place(
    const struct xml_tree *tree, const struct xml_node *node);
struct xml_place *xml_place_new(struct xml_tree *tree, struct _xmlNode *node);

/* Of the element that was just opened; VALUES are libxml2's, five pointers an
 * attribute, the fourth to its value; and of the text that just began. */
void xml_place_element(struct xml_tree *tree, const char *name);
void xml_place_attributes(
    struct xml_tree *tree, int count, const unsigned char **values);
void xml_place_text(struct xml_tree *tree, const char *text, size_t length);

/* Gives every node its index among its siblings, once: in XPath 1.0 a step is
 * name[index]. 0: it is the only one. ALIKE: among those of its local name, in
 * whatever namespace. */
void xml_number(struct xml_tree *tree);

#endif
