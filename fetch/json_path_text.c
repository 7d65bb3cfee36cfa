/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "fetch/json_path_reader.h"

static bool
read_hex(struct path_reader *reader, uint32_t *unit)
{
	const char *text = reader->text + reader->at;

	*unit = 0;
	for (int i = 0; i < 4; i++) {
		char c = text[i];

		if (!isxdigit((unsigned char)c))
			return path_fail(
			    reader, "\\u with four hexadecimal digits");
		*unit = *unit * 16 +
		    (uint32_t)(isdigit((unsigned char)c)
			    ? c - '0'
			    : tolower((unsigned char)c) - 'a' + 10);
	}
	reader->at += 4;
	return true;
}

static bool
read_unicode(struct path_reader *reader, struct buf *out)
{
	size_t start = reader->at - 2; /* the backslash */
	uint32_t unit, low;
	char bytes[4];

	if (!read_hex(reader, &unit))
		return false;
	if (unit < 0xd800 || unit > 0xdfff)
		return buf_add(out, bytes, utf8_encode(unit, bytes));
	if (unit > 0xdbff || !path_take(reader, "\\u"))
		return err_at(reader->err, start,
		    "\\u%04x is half a character: the other half is missing",
		    (unsigned)unit);
	if (!read_hex(reader, &low))
		return false;
	if (low < 0xdc00 || low > 0xdfff)
		return err_at(reader->err, start,
		    "\\u%04x is half a character, and \\u%04x not its other "
		    "half",
		    (unsigned)unit, (unsigned)low);
	unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	return buf_add(out, bytes, utf8_encode(unit, bytes));
}

static bool
read_escape(struct path_reader *reader, char quote, struct buf *out)
{
	static const char letters[] = "bfnrt/\\", codes[] = "\b\f\n\r\t/\\";
	char c = reader->text[reader->at];
	const char *letter = c != '\0' ? strchr(letters, c) : NULL;

	if (c == 'u') {
		reader->at++;
		return read_unicode(reader, out);
	}
	if (c != quote && letter == NULL)
		return path_fail(
		    reader, "an escape such as \\n, \\\\ or \\u20ac");
	reader->at++;
	return buf_char(out, letter != NULL ? codes[letter - letters] : quote);
}

bool
path_read_string(struct path_reader *reader, char **text, size_t *length)
{
	size_t start = reader->at;
	char quote = reader->text[reader->at++];
	struct buf out;
	bool fine = true;

	buf_init(&out, LIMIT_LABEL);
	while (fine && reader->text[reader->at] != quote) {
		char c = reader->text[reader->at];

		if (c == '\0')
			fine = err_at(reader->err, start,
			    "the text that begins here lacks its closing "
			    "quote");
		else if ((unsigned char)c < ' ')
			fine = err_at(reader->err, reader->at,
			    "a control character is written as an escape: "
			    "\\n, \\u0007");
		else if (c == '\\' && reader->at++ > 0)
			fine = read_escape(reader, quote, &out);
		else
			fine = buf_char(&out, reader->text[reader->at++]) ||
			    err_at(reader->err, start, "the text is too long");
	}
	if (!fine) {
		buf_release(&out);
		return false;
	}
	reader->at++;
	*length = out.length;
	*text = buf_take(&out);
	return true;
}
