/* SPDX-License-Identifier: MIT */
#include "fetch/json_wrong.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"

enum { SHOWN = 60 }; /* bytes of a first line */

/* What yajl says, and how a person says it; the rest stays as it is. */
static const struct {
	const char *said, *meant;
} sentences[] = {
	{ "parse error: premature EOF", "it ends too early" },
	{ "parse error: trailing garbage", "more follows after its end" },
	{ "parse error: ", NULL },
	{ "lexical error: ", NULL },
};

const char *
json_wrong(const char *said)
{
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
		size_t length = strlen(sentences[i].said);

		if (!strncmp(said, sentences[i].said, length))
			return sentences[i].meant != NULL ? sentences[i].meant
							  : said + length;
	}
	return said;
}

bool
json_may_begin(const char *text, size_t length, bool whole, struct err *err)
{
	size_t blanks = strspn(text, " \t\r\n"), line = blanks;
	struct buf shown;

	if (blanks == length)
		return !whole || err_set(err, "it is empty");
	if (text[blanks] != '\0' &&
	    strchr("{[\"-0123456789tfn", text[blanks]) != NULL)
		return true;
	while (line < length && text[line] != '\n' && text[line] != '\r')
		line++;
	buf_init(&shown, LIMIT_LABEL);
	foreign_show(&shown, (struct foreign){ text + blanks, line - blanks },
	    SHOWN);
	(void)err_set(err, "it is not JSON: it begins with '%s'",
	    buf_string(&shown));
	buf_release(&shown);
	return false;
}
