/* Documents for the tests of XML: read with any cut, matches told as text. */
#ifndef TESTS_FETCH_XML_TEXT_H
#define TESTS_FETCH_XML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "fetch/xml_path.h"
#include "fetch/xml_tree.h"

struct buf;
struct err;

/* NULL with ERR set. Each piece is in memory of its own, so that a byte too far
 * is seen. */
struct xml_tree *xml_text_read(enum xml_kind kind, const char *bytes,
    size_t length, size_t cut, struct err *err);

/* All that PATH finds, each as "kind path=text @line:offset", a line each; or
 * the mistake, behind "!". */
void xml_text_select(struct xml_tree *tree, const char *path,
    const struct xml_namespace *namespaces, size_t count, struct buf *out);

/* A piece of text repeated. */
void xml_text_repeat(struct buf *out, const char *text, size_t times);

#endif
