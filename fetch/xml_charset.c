/* SPDX-License-Identifier: MIT */
#include "fetch/xml_charset.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"

/* Labels without their hyphens, underscores, blanks, and "x-" before them.
 * UTF-7 and EBCDIC are not here: they hide markup. */
static const struct {
	const char *label, *name;
} labels[] = {
	{ "utf8", "UTF-8" },
	{ "unicode11utf8", "UTF-8" },
	{ "usascii", "US-ASCII" },
	{ "ascii", "US-ASCII" },
	{ "ansix341968", "US-ASCII" },
	{ "utf16", "UTF-16" },
	{ "utf16le", "UTF-16LE" },
	{ "utf16be", "UTF-16BE" },
	{ "iso88591", "ISO-8859-1" },
	{ "latin1", "ISO-8859-1" },
	{ "l1", "ISO-8859-1" },
	{ "iso88592", "ISO-8859-2" },
	{ "latin2", "ISO-8859-2" },
	{ "iso88593", "ISO-8859-3" },
	{ "iso88594", "ISO-8859-4" },
	{ "iso88595", "ISO-8859-5" },
	{ "iso88596", "ISO-8859-6" },
	{ "iso88597", "ISO-8859-7" },
	{ "iso88598", "ISO-8859-8" },
	{ "iso88599", "ISO-8859-9" },
	{ "latin5", "ISO-8859-9" },
	{ "iso885910", "ISO-8859-10" },
	{ "iso885913", "ISO-8859-13" },
	{ "iso885914", "ISO-8859-14" },
	{ "iso885915", "ISO-8859-15" },
	{ "latin9", "ISO-8859-15" },
	{ "iso885916", "ISO-8859-16" },
	{ "windows1250", "windows-1250" },
	{ "cp1250", "windows-1250" },
	{ "windows1251", "windows-1251" },
	{ "cp1251", "windows-1251" },
	{ "windows1252", "windows-1252" },
	{ "cp1252", "windows-1252" },
	{ "windows1253", "windows-1253" },
	{ "cp1253", "windows-1253" },
	{ "windows1254", "windows-1254" },
	{ "cp1254", "windows-1254" },
	{ "windows1255", "windows-1255" },
	{ "cp1255", "windows-1255" },
	{ "windows1256", "windows-1256" },
	{ "cp1256", "windows-1256" },
	{ "windows1257", "windows-1257" },
	{ "cp1257", "windows-1257" },
	{ "windows1258", "windows-1258" },
	{ "cp1258", "windows-1258" },
	{ "koi8r", "KOI8-R" },
	{ "koi8u", "KOI8-U" },
	{ "gb18030", "GB18030" },
	{ "gb2312", "GB18030" }, /* a part of it */
	{ "euccn", "GB18030" },
	{ "gbk", "GBK" },
	{ "big5", "Big5" },
	{ "shiftjis", "Shift_JIS" },
	{ "sjis", "Shift_JIS" },
	{ "eucjp", "EUC-JP" },
	{ "euckr", "EUC-KR" },
};

enum { LABEL = 40 };

const char *
xml_charset_find(const char *label)
{
	char plain[LABEL];
	size_t length = 0;

	if (!strncasecmp(label, "x-", 2))
		label += 2;
	for (; *label != '\0'; label++) {
		if (strchr("-_ :.", *label) != NULL)
			continue;
		if (length + 1 >= sizeof(plain))
			return NULL;
		plain[length++] = (char)tolower((unsigned char)*label);
	}
	plain[length] = '\0';
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (!strcmp(labels[i].label, plain))
			return labels[i].name;
	return NULL;
}

/* Where WORD begins in FROM..END, in any case; or NULL. */
static const char *
find_word(const char *from, const char *end, const char *word)
{
	size_t length = strlen(word);

	for (; from < end && (size_t)(end - from) >= length; from++)
		if (!strncasecmp(from, word, length))
			return from;
	return NULL;
}

/* The value behind WORD = in FROM..END, quoted or not, as a C string that is
 * the caller's; or NULL. */
static char *
value_of(const char *from, const char *end, const char *word)
{
	const char *at = find_word(from, end, word), *start;

	if (at == NULL)
		return NULL;
	at += strlen(word);
	while (at < end && isspace((unsigned char)*at))
		at++;
	if (at == end || *at != '=')
		return NULL;
	at++;
	while (at < end && strchr(" \t\r\n\"'", *at) != NULL)
		at++;
	start = at;
	while (at < end && strchr(" \t\r\n\"'/>;?", *at) == NULL)
		at++;
	return at > start ? mem_bytes(start, (size_t)(at - start)) : NULL;
}

/* <meta charset=x>, or <meta content="text/html; charset=x">. */
static char *
find_meta(const char *at, const char *end)
{
	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		const char *close = memchr(at, '>', (size_t)(end - at));
		char *label;

		if (close == NULL)
			return NULL;
		if (!strncmp(at, "<!--", 4)) {
			close = find_word(at, end, "-->");
			if (close == NULL)
				return NULL;
		} else if (!strncasecmp(at, "<meta", 5)) {
			label = value_of(at, close, "charset");
			if (label != NULL)
				return label;
		}
		at = close;
	}
	return NULL;
}

static char *
find_declaration(const char *head, const char *end)
{
	const char *close;

	if (strncmp(head, "<?xml", 5) != 0)
		return NULL;
	close = find_word(head, end, "?>");
	return close != NULL ? value_of(head, close, "encoding") : NULL;
}

static bool
settle(const char *label, bool html, const char **name, struct err *err)
{
	char *clean;

	*name = xml_charset_find(label);
	if (*name == NULL) {
		clean = foreign_clean(foreign_text(label));
		(void)err_set(err,
		    "it says that its encoding is '%.60s', which is not read",
		    clean);
		mem_free(clean);
		return false;
	}
	/* We just read that in ASCII. */
	if (!strncmp(*name, "UTF-16", 6))
		*name = "UTF-8";
	/* What browsers do with it, and publishers mean. */
	if (html && !strcmp(*name, "ISO-8859-1"))
		*name = "windows-1252";
	return true;
}

bool
xml_charset_declared(const char *head, size_t length, bool html,
    const char **name, struct err *err)
{
	char *copy = mem_bytes(head, length); /* and a '\0' behind it */
	const char *start = copy, *end = copy + length;
	char *label;
	bool fine = true;

	*name = NULL;
	if (length >= 4 && start[0] == '<' && start[1] == '\0')
		*name = "UTF-16LE";
	else if (length >= 4 && start[0] == '\0' && start[1] == '<')
		*name = "UTF-16BE";
	if (length >= 3 && !memcmp(start, "\xef\xbb\xbf", 3))
		start += 3;
	label = find_declaration(start, end);
	if (label == NULL && html)
		label = find_meta(start, end);
	if (label != NULL)
		fine = settle(label, html, name, err);
	mem_free(label);
	mem_free(copy);
	return fine;
}
