/* SPDX-License-Identifier: MIT */
/* What a document is, from what it is called, how it was sent, how it
 * begins. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "base/near.h"
#include "fetch/query.h"

enum { HEAD = 4096 }; /* so far the first line is looked at */

static const char *const names[QUERY_FORMATS] = {
	[QUERY_UNKNOWN] = "",
	[QUERY_JSON] = "json",
	[QUERY_XML] = "xml",
	[QUERY_HTML] = "html",
	[QUERY_CSV] = "csv",
};

static const struct {
	const char *ending;
	enum query_format format;
} endings[] = {
	{ ".json", QUERY_JSON }, { ".geojson", QUERY_JSON },
	{ ".xml", QUERY_XML }, { ".rss", QUERY_XML }, { ".atom", QUERY_XML },
	{ ".rdf", QUERY_XML }, { ".xbrl", QUERY_XML }, { ".xhtml", QUERY_XML },
	{ ".svg", QUERY_XML }, { ".html", QUERY_HTML }, { ".htm", QUERY_HTML },
	{ ".csv", QUERY_CSV }, { ".tsv", QUERY_CSV },
};

/* The part behind the slash: "application/atom+xml" ends in xml. */
static const struct {
	const char *ending;
	enum query_format format;
} types[] = {
	{ "json", QUERY_JSON }, { "/html", QUERY_HTML }, { "xml", QUERY_XML },
	{ "/csv", QUERY_CSV }, { "/tab-separated-values", QUERY_CSV },
};

const char *
query_format_name(enum query_format format)
{
	return names[format];
}

bool
query_format_parse(
    enum query_format *format, const char *name, struct err *err)
{
	const char *near;
	char *clean;

	for (int i = QUERY_JSON; i < QUERY_FORMATS; i++)
		if (!strcmp(names[i], name)) {
			*format = (enum query_format)i;
			return true;
		}
	near = near_name(name, names + 1, QUERY_FORMATS - 1);
	clean = foreign_clean(foreign_text(name));
	(void)err_set(err,
	    "'%s' is no format: json, xml, html or csv is expected%s%s%s",
	    clean, near != NULL ? "; did you mean '" : "",
	    near != NULL ? near : "", near != NULL ? "'?" : "");
	mem_free(clean);
	return false;
}

static bool
ends_with(const char *text, size_t length, const char *ending)
{
	size_t own = strlen(ending);

	return length >= own &&
	    !strncasecmp(text + length - own, ending, own);
}

enum query_format
query_format_of_file(const char *name)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (ends_with(name, strlen(name), endings[i].ending))
			return endings[i].format;
	return QUERY_UNKNOWN;
}

enum query_format
query_format_of_type(const char *type)
{
	size_t length = type != NULL ? strcspn(type, "; \t") : 0;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (ends_with(type, length, types[i].ending))
			return types[i].format;
	return QUERY_UNKNOWN;
}

/* Past a byte order mark and blanks; UTF-16 has a zero beside each of them. */
static size_t
skip_head(const char *bytes, size_t length)
{
	static const char *const marks[] = { "\xef\xbb\xbf", "\xff\xfe",
		"\xfe\xff" };
	size_t at = 0;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (length >= strlen(marks[i]) &&
		    !memcmp(bytes, marks[i], strlen(marks[i])))
			at = strlen(marks[i]);
	while (at < length &&
	    (bytes[at] == '\0' || isspace((unsigned char)bytes[at])))
		at++;
	return at;
}

/* Behind the first MARK from AT on; LENGTH: there is none. */
static size_t
behind(const char *bytes, size_t length, size_t at, const char *mark)
{
	size_t own = strlen(mark);

	for (; length - at >= own; at++)
		if (!memcmp(bytes + at, mark, own))
			return at + own;
	return length;
}

/* Past blanks, <?…?> and <!--…-->. */
static size_t
skip_prolog(const char *bytes, size_t length)
{
	size_t at = 0;

	for (;;) {
		const char *end;

		while (at < length && isspace((unsigned char)bytes[at]))
			at++;
		if (length - at >= 4 && !memcmp(bytes + at, "<!--", 4))
			end = "-->";
		else if (length - at >= 2 && !memcmp(bytes + at, "<?", 2))
			end = "?>";
		else
			return at;
		at = behind(bytes, length, at + 2, end);
	}
}

static enum query_format
of_markup(const char *bytes, size_t length)
{
	static const char *const html[] = { "<!doctype html", "<html" };
	size_t at = skip_prolog(bytes, length);

	for (size_t i = 0; i < sizeof(html) / sizeof(html[0]); i++)
		if (length - at >= strlen(html[i]) &&
		    !strncasecmp(bytes + at, html[i], strlen(html[i])))
			return QUERY_HTML;
	return QUERY_XML;
}

/* Whether what stands behind the prolog is there. */
static bool
tells(const char *bytes, size_t length)
{
	return skip_prolog(bytes, length) + sizeof("<!doctype html") <= length;
}

/* One line with something between its cells; else it is a scalar of JSON, or
 * wrong as one. */
static enum query_format
of_line(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length && bytes[i] != '\n' && bytes[i] != '\r';
	     i++)
		if (strchr(",;\t|", bytes[i]) != NULL && bytes[i] != '\0')
			return QUERY_CSV;
	return QUERY_JSON;
}

enum query_format
query_format_of_bytes(const char *bytes, size_t length, bool end)
{
	size_t at = skip_head(bytes, length);
	bool whole = end || length >= HEAD ||
	    memchr(bytes + at, '\n', length - at) != NULL;

	if (at == length)
		return whole ? QUERY_JSON : QUERY_UNKNOWN;
	if (bytes[at] == '{' || bytes[at] == '[')
		return QUERY_JSON;
	if (bytes[at] == '<')
		return end || length >= HEAD || tells(bytes + at, length - at)
		    ? of_markup(bytes + at, length - at)
		    : QUERY_UNKNOWN;
	return whole ? of_line(bytes + at, length - at) : QUERY_UNKNOWN;
}
