/* An XPath looked through before libxml2 sees it: what libxml2 would tell only
 * when a document is there, or not at all. */
#ifndef FETCH_XML_PATH_CHECK_H
#define FETCH_XML_PATH_CHECK_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct xml_namespace;

/* Prefixes that are in NAMESPACES, functions of XPath 1.0, no variables, and
 * brackets no deeper than LIMIT_PATH_DEPTH. err.at: where in TEXT. */
bool xml_path_check(const char *text, const struct xml_namespace *namespaces,
    size_t count, struct err *err);

#endif
