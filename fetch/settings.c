/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/number.h"
#include "config/setting.h"
#include "config/watchlist.h"
#include "fetch/encoding.h"
#include "fetch/fetcher.h"

static bool
check_url(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)section;
	(void)key;
	if (!strncmp(text, "file:", 5))
		return text[5] != '\0' ||
		    err_at(err, 5, "'file:' needs a path behind it");
	if (!strncmp(text, "http://", 7) || !strncmp(text, "https://", 8))
		return strstr(text, "://")[3] != '\0' ||
		    err_at(err, 0, "'%s' names no host", text);
	return err_at(err, 0,
	    "'%.60s' must start with http://, https:// or file:", text);
}

/* A header is one line: what could begin another one is refused. */
static bool
check_header(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)section;
	if (strpbrk(text, "\r\n") != NULL ||
	    (key != NULL && strpbrk(key, ": \t\r\n") != NULL))
		return err_set(err, "a header is a name and one line of text");
	return true;
}

static bool
check_encoding(const struct section *section, const char *key,
    const char *text, struct err *err)
{
	const char *near = encoding_near(text);

	(void)section;
	(void)key;
	if (encoding_is_known(text))
		return true;
	return err_at(err, 0, "'%.40s' is no encoding that is read%s%s%s",
	    text, near != NULL ? "; did you mean '" : "",
	    near != NULL ? near : "", near != NULL ? "'?" : "");
}

static bool
check_delimiter(const struct section *section, const char *key,
    const char *text, struct err *err)
{
	(void)section;
	(void)key;
	return !strcmp(text, "tab") ||
	    (strlen(text) == 1 && strchr("\"\r\n", text[0]) == NULL) ||
	    err_at(err, 0,
		"'delimiter' must be one character of ASCII, or tab");
}

static bool
check_header_row(const struct section *section, const char *key,
    const char *text, struct err *err)
{
	(void)section;
	(void)key;
	return !strcmp(text, "none") ||
	    (text[0] >= '1' && text[0] <= '9' && strlen(text) < 7 &&
		text[strspn(text, "0123456789")] == '\0') ||
	    err_at(err, 0, "'header' must be a line's number, or none");
}

static bool
check_limit(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	(void)section;
	(void)key;
	return strcmp(text, "0") != 0 ||
	    err_at(err, 0, "a limit of 0 would let nothing in");
}

static bool
check_hold(const struct section *section, const char *key, const char *text,
    struct err *err)
{
	int64_t bytes = 0;

	(void)section;
	(void)key;
	return (size_parse(&bytes, text, err) && bytes >= (int64_t)MIB) ||
	    err_at(err, 0, "'hold' must be 1 MiB or more");
}

static bool
check_timeout(const struct section *section, const char *key,
    const char *text, struct err *err)
{
	(void)section;
	(void)key;
	return strspn(text, "0") != strcspn(text, "smhdw ") ||
	    err_at(err, 0, "within '%.40s' nothing can answer", text);
}

static const struct setting rows[] = {
	{ SECTION_SOURCE, "url", SETTING_TEXT, SHAPE_ONE, SETTING_SECRETS, NULL,
	    NULL, check_url, NULL,
	    "where it is: http://, https://, or file: relative to the "
	    "watchlist" },
	{ SECTION_SOURCE, "command", SETTING_TEXT, SHAPE_LIST, 0, NULL, NULL,
	    NULL, NULL,
	    "a program and its arguments, never a shell line; its output is "
	    "the document" },
	{ SECTION_SOURCE, "format", SETTING_CHOICE, SHAPE_ONE,
	    SETTING_DEFINES,
	    "json|xml|html|csv|feed|openmetrics", NULL, NULL,
	    NULL, "what the document is; as the paths are written, if left "
	    "out" },
	{ SECTION_SOURCE, "every", SETTING_DURATION, SHAPE_ONE, 0, NULL, "15m",
	    NULL, NULL,
	    "how often at most; files and commands are read at each run" },
	{ SECTION_SOURCE, "timeout", SETTING_DURATION, SHAPE_ONE, 0, NULL,
	    "15s", check_timeout, NULL, "the longest that one fetch may take" },
	{ SECTION_SOURCE, "limit", SETTING_SIZE, SHAPE_ONE, 0, NULL, "32 MiB",
	    check_limit, NULL, "the largest body" },
	{ SECTION_SOURCE, "hold", SETTING_SIZE, SHAPE_ONE, 0, NULL, "64 MiB",
	    check_hold, NULL,
	    "how much of it the paths may have held at once" },
	{ SECTION_SOURCE, "headers", SETTING_TEXT, SHAPE_MAP, SETTING_SECRETS,
	    NULL, NULL, check_header, NULL, "headers of the request" },
	{ SECTION_SOURCE, "query", SETTING_TEXT, SHAPE_MAP, SETTING_SECRETS,
	    NULL, NULL, NULL, NULL, "parameters of the URL" },
	{ SECTION_SOURCE, "user_agent", SETTING_TEXT, SHAPE_ONE,
	    SETTING_SECRETS, NULL, "bellwether", check_header, NULL,
	    "what it calls itself" },
	{ SECTION_SOURCE, "auth", SETTING_TEXT, SHAPE_MAP, SETTING_SECRETS,
	    "bearer|user|password", NULL, check_header, NULL,
	    "bearer: TOKEN, or user and password" },
	{ SECTION_SOURCE, "per_host", SETTING_WHOLE, SHAPE_ONE, 0, NULL, "2",
	    NULL, NULL, "requests to its host at once" },
	{ SECTION_SOURCE, "rate", SETTING_TEXT, SHAPE_ONE, SETTING_LATER, NULL,
	    NULL, NULL, NULL, "requests to its host in a time" },
	{ SECTION_SOURCE, "paginate", SETTING_ANY, SHAPE_MAP, SETTING_LATER,
	    NULL, NULL, NULL, NULL, "documents of several pages" },
	{ SECTION_SOURCE, "namespaces", SETTING_TEXT, SHAPE_MAP,
	    SETTING_DEFINES, NULL, NULL, NULL, NULL,
	    "prefixes of an XML document: PREFIX: URI" },
	{ SECTION_SOURCE, "encoding", SETTING_TEXT, SHAPE_ONE,
	    SETTING_DEFINES, NULL, NULL, check_encoding, NULL,
	    "what its text is written in, where it does not say so itself" },
	{ SECTION_SOURCE, "delimiter", SETTING_TEXT, SHAPE_ONE,
	    SETTING_DEFINES, NULL, NULL, check_delimiter, NULL,
	    "between the cells of a CSV: one character, or tab" },
	{ SECTION_SOURCE, "header", SETTING_TEXT, SHAPE_ONE, SETTING_DEFINES,
	    NULL, NULL, check_header_row, NULL,
	    "the line of a CSV that names its columns, or none: then they "
	    "are 1, 2, 3" },
};

static bool
check_section(const struct section *section, const char **at, struct err *err)
{
	bool url, command;

	*at = NULL;
	if (section->kind != SECTION_SOURCE)
		return true;
	url = section_text(section, "url") != NULL;
	command = section_value(section, "command") != NULL;
	if (url && command) {
		*at = "command";
		return err_set(err,
		    "the source '%s' has a 'url' and a 'command'; it can be "
		    "only one",
		    section->name);
	}
	if (!url && !command)
		return err_set(
		    err, "this source has no 'url', which is required");
	return true;
}

const struct settings fetch_settings = {
	.rows = rows,
	.count = sizeof(rows) / sizeof(rows[0]),
	.check_section = check_section,
};
