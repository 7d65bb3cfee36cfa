/* One query asked of one document of any format as its bytes arrive: a JSONPath
 * of JSON, an XPath of XML and HTML, a column of CSV. What the form of the
 * query allows is told while the document is read. */
#ifndef FETCH_QUERY_H
#define FETCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct query;
struct xml_namespace;

enum query_format {
	QUERY_UNKNOWN,
	QUERY_JSON,
	QUERY_XML,
	QUERY_HTML,
	QUERY_CSV,
	QUERY_FORMATS
};

/* "json"; "" of UNKNOWN. */
const char *query_format_name(enum query_format format);

/* By its name. False: ERR lists those that there are. */
bool query_format_parse(
    enum query_format *format, const char *name, struct err *err);

/* As the ending of a file's name says, or a Content-Type; else UNKNOWN. */
enum query_format query_format_of_file(const char *name);
enum query_format query_format_of_type(const char *type);

/* As the document begins; UNKNOWN: more of it is needed, never at its END. */
enum query_format query_format_of_bytes(
    const char *bytes, size_t length, bool end);

struct query_match {
	const char *path; /* where it stands, clean; NULL where not wanted */
	const char *value; /* compact JSON, clean */
	size_t length;
};

/* All is borrowed for the call. */
typedef void (*query_found)(void *context, const struct query_match *match);

struct query_settings { /* borrowed for the call of query_new() */
	enum query_format format;
	const char *text; /* a '\0' is behind it */
	size_t length;
	const struct xml_namespace *namespaces; /* of XML and HTML */
	size_t namespace_count;
	bool paths;  /* they are wanted */
	size_t held; /* the ceiling on what the query makes us hold */
	query_found found;
	void *context;
};

/* NULL: the query is wrong; ERR says why, and err.at where. */
struct query *query_new(const struct query_settings *settings, struct err *err);
void query_free(struct query *query);

/* Any number of bytes, any cut. False: it is not of that format; ERR says why
 * and where, err.at the byte where that is known. END: it is whole. */
bool query_feed(
    struct query *query, const char *bytes, size_t length, struct err *err);
bool query_end(struct query *query, struct err *err);

/* How many bytes of what was fed are past: nothing is wrong in them. */
size_t query_passed(const struct query *query);

/* Why nothing can match in it, or NULL; borrowed from the query. */
const char *query_note(const struct query *query);

#endif
