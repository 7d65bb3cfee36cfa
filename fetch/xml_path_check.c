/* SPDX-License-Identifier: MIT */
#include "fetch/xml_path_check.h"

#include <ctype.h>
#include <string.h>

#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/utf8.h"
#include "fetch/xml_path.h"

/* XPath 1.0, 4 and 2.3; behind them the operators that may stand before (. */
static const char *const callable[] = { "boolean", "ceiling", "concat",
	"contains", "count", "false", "floor", "id", "lang", "last",
	"local-name", "name", "namespace-uri", "normalize-space", "not",
	"number", "position", "round", "starts-with", "string",
	"string-length", "substring", "substring-after", "substring-before",
	"sum", "translate", "true", "comment", "node",
	"processing-instruction", "text", "and", "div", "mod", "or" };

enum {
	CALLABLE = sizeof(callable) / sizeof(callable[0]),
	FUNCTIONS = 27
};

struct scan {
	const char *text;
	size_t at;
	const struct xml_namespace *namespaces;
	size_t count;
};

static size_t
name_length(const char *text)
{
	size_t length = 0;
	unsigned char c = (unsigned char)text[0];

	if (!isalpha(c) && c != '_' && c < 0x80)
		return 0;
	for (;; c = (unsigned char)text[length]) {
		if (!isalnum(c) && (c == '\0' || strchr("-_.", c) == NULL) &&
		    c < 0x80)
			return length;
		length++;
	}
}

static bool
check_prefix(const struct scan *scan, size_t length, struct err *err)
{
	const char *name = scan->text + scan->at;
	char *clean;

	for (size_t i = 0; i < scan->count; i++)
		if (strlen(scan->namespaces[i].prefix) == length &&
		    !memcmp(scan->namespaces[i].prefix, name, length))
			return true;
	if (length == 3 && !memcmp(name, "xml", 3))
		return true;
	clean = foreign_clean((struct foreign){ name, length });
	(void)err_at(err, scan->at,
	    "the prefix '%.100s' means nothing here: declare it in "
	    "namespaces (pick: --namespace)",
	    clean);
	mem_free(clean);
	return false;
}

static bool
check_function(const struct scan *scan, size_t length, struct err *err)
{
	char *name = mem_bytes(scan->text + scan->at, length);
	const char *near;
	char *clean;
	bool fine = false;

	for (size_t i = 0; i < CALLABLE; i++)
		fine = fine || !strcmp(callable[i], name);
	if (!fine) {
		near = near_name(name, callable, FUNCTIONS);
		clean = foreign_clean(foreign_text(name));
		(void)err_at(err, scan->at,
		    "XPath 1.0 has no function '%.100s'%s%s%s", clean,
		    near != NULL ? "; did you mean '" : "",
		    near != NULL ? near : "", near != NULL ? "'?" : "");
		mem_free(clean);
	}
	mem_free(name);
	return fine;
}

/* A name, and what it is by what stands behind it. */
static bool
check_name(struct scan *scan, size_t length, struct err *err)
{
	const char *behind = scan->text + scan->at + length;
	bool prefix = behind[0] == ':' && behind[1] != ':';

	if (prefix && !check_prefix(scan, length, err))
		return false;
	if (prefix) {
		length += 1 + name_length(behind + 1);
		behind = scan->text + scan->at + length;
	}
	behind += strspn(behind, " \t\r\n");
	if (*behind == '(' && !check_function(scan, length, err))
		return false;
	scan->at += length;
	return true;
}

static bool
skip_literal(struct scan *scan, struct err *err)
{
	const char *start = scan->text + scan->at;
	const char *end = strchr(start + 1, *start);

	if (end == NULL)
		return err_at(err, scan->at, "this text does not end");
	scan->at += (size_t)(end - start) + 1;
	return true;
}

static bool
check_sign(struct scan *scan, size_t *depth, struct err *err)
{
	switch (scan->text[scan->at]) {
	case '$':
		return err_at(err, scan->at,
		    "there are no variables here; a JSONPath begins with $, "
		    "an XPath with /");
	case '(':
	case '[':
		if (++*depth > LIMIT_PATH_DEPTH)
			return err_at(
			    err, scan->at, "this is nested too deeply");
		break;
	case ')':
	case ']':
		*depth -= *depth > 0;
		break;
	default:
		break;
	}
	scan->at++;
	return true;
}

bool
xml_path_check(const char *text, const struct xml_namespace *namespaces,
    size_t count, struct err *err)
{
	struct scan scan = { text, 0, namespaces, count };
	size_t depth = 0;

	if (text[strspn(text, " \t\r\n")] == '\0')
		return err_at(err, 0, "the path is empty");
	if (!utf8_is_valid(text, strlen(text)))
		return err_at(err, 0, "the path is not UTF-8");
	while (text[scan.at] != '\0') {
		size_t length = name_length(text + scan.at);
		bool fine;

		if (text[scan.at] == '"' || text[scan.at] == '\'')
			fine = skip_literal(&scan, err);
		else if (length > 0)
			fine = check_name(&scan, length, err);
		else
			fine = check_sign(&scan, &depth, err);
		if (!fine)
			return false;
	}
	return true;
}
