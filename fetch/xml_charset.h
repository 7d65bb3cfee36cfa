/* What an XML or HTML document says of its own encoding, and the many names
 * that publishers have for those that we read (fetch/encoding.h). */
#ifndef FETCH_XML_CHARSET_H
#define FETCH_XML_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

struct err;

enum { XML_HEAD = 1024 }; /* where the encoding has to be told, in bytes */

/* The encoding that LABEL means (utf8, latin1, CP1251, "x-sjis"), as
 * encoding_new() takes it; NULL where it is none that is read. Borrowed for
 * the program's life. */
const char *xml_charset_find(const char *label);

/* What the first bytes of a document declare: <?xml encoding="…"?>, or for HTML
 * <meta charset>. *NAME is NULL where they say nothing. False: they declare
 * what is not read; ERR names it. */
bool xml_charset_declared(const char *head, size_t length, bool html,
    const char **name, struct err *err);

#endif
