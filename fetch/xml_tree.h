/* An XML or HTML document as a tree, from pieces of any size. It opens no file,
 * asks no server, and takes no DOCTYPE with declarations of its own. Nobody
 * but fetch/xml_*.c knows libxml2. */
#ifndef FETCH_XML_TREE_H
#define FETCH_XML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;
struct xml_node; /* an element, attribute, text …; of its tree */
struct xml_tree;

enum xml_kind { XML_KIND_XML, XML_KIND_HTML };

/* ENCODING: what the watchlist or the publisher says, or NULL for what the
 * document declares (a byte order mark outranks both). CEILING is for the
 * body's bytes, HELD for what the tree of it takes, about. */
struct xml_tree *xml_tree_new(enum xml_kind kind, const char *encoding,
    size_t ceiling, size_t held);
void xml_tree_free(struct xml_tree *tree);

/* Any number of bytes, any cut: the result is the same. False: malformed, ERR
 * says where and why; feed no more. END: the document is whole, and well formed
 * to its end (HTML always is, where it is HTML at all). */
bool xml_tree_feed(struct xml_tree *tree, const char *bytes, size_t length,
    struct err *err);
bool xml_tree_end(struct xml_tree *tree, struct err *err);

/* Of a tree that was ended. Borrowed, as long as the tree lives; NULL: none. */
const struct xml_node *xml_tree_root(const struct xml_tree *tree);
const struct xml_node *xml_node_child(const struct xml_node *node);
const struct xml_node *xml_node_next(const struct xml_node *node);
const struct xml_node *xml_node_parent(const struct xml_node *node);

/* An element's local name; the URI of its namespace, or "". */
const char *xml_node_name(const struct xml_node *node);
const char *xml_node_space(const struct xml_node *node);

/* Appends the attribute's value; false where there is none. SPACE is the URI of
 * its namespace, "" for none. */
bool xml_node_attribute(const struct xml_node *node, const char *name,
    const char *space, struct buf *out);

/* Appends the string value of any node (XPath 1.0, 5), up to OUT's ceiling. */
void xml_node_text(const struct xml_node *node, struct buf *out);

/* From 1: where it begins; 0 where that is not known. */
size_t xml_node_line(
    const struct xml_tree *tree, const struct xml_node *node);

/* Where it begins in the body: an element's <, an attribute's value, a text's
 * first byte; for an attribute of HTML, one with references and for all others
 * that of their element. -1: the body is not UTF-8, or HTML implies that
 * element. */
int64_t xml_node_offset(
    const struct xml_tree *tree, const struct xml_node *node);

/* Where its text begins: of an element its first text's first byte, if that is
 * known. */
int64_t xml_node_text_offset(
    const struct xml_tree *tree, const struct xml_node *node);

/* The character of an entity of HTML (nbsp, eacute), 0 where there is none. */
uint32_t xml_html_entity(const char *name);

/* Gives back what libxml2 keeps for itself; no tree and no path may live. */
void xml_release(void);

#endif
