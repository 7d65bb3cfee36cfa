/* SPDX-License-Identifier: MIT */
#include "fetch/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/utf8.h"

/* What is read, and what iconv calls it. UTF-7 is not here: it hides markup. */
static const char *const names[] = { "UTF-8", "US-ASCII", "UTF-16",
	"UTF-16LE", "UTF-16BE", "ISO-8859-1", "ISO-8859-2", "ISO-8859-3",
	"ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8",
	"ISO-8859-9", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14",
	"ISO-8859-15", "ISO-8859-16", "windows-1250", "windows-1251",
	"windows-1252", "windows-1253", "windows-1254", "windows-1255",
	"windows-1256", "windows-1257", "windows-1258", "KOI8-R", "KOI8-U",
	"GB18030", "GBK", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR" };

enum { NAMES = sizeof(names) / sizeof(names[0]), HEAD = 4 };

struct encoding {
	const char *name;
	bool begun, utf8;
	iconv_t converter; /* (iconv_t)-1: none is needed */
	char held[HEAD];   /* the first bytes, or a character that is cut */
	size_t held_count;
	int64_t mark;	   /* bytes of the mark */
	int64_t read;	   /* bytes that were converted */
};

static const char *
find_name(const char *name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (!strcasecmp(names[i], name))
			return names[i];
	return NULL;
}

bool
encoding_is_known(const char *name)
{
	return find_name(name) != NULL;
}

const char *
encoding_near(const char *name)
{
	return near_name(name, names, NAMES);
}

struct encoding *
encoding_new(const char *name)
{
	struct encoding *encoding = mem_new(sizeof(*encoding));

	encoding->name = name != NULL ? find_name(name) : NULL;
	encoding->converter = (iconv_t)-1;
	return encoding;
}

void
encoding_free(struct encoding *encoding)
{
	if (encoding == NULL)
		return;
	if (encoding->converter != (iconv_t)-1)
		(void)iconv_close(encoding->converter);
	mem_free(encoding);
}

static const struct {
	const char *bytes;
	size_t length;
	const char *name;
} marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

/* A mark is stronger than what was said: publishers mislabel, marks do not. */
static bool
settle(struct encoding *encoding, const char *bytes, size_t length,
    struct err *err)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (length >= marks[i].length &&
		    !memcmp(bytes, marks[i].bytes, marks[i].length)) {
			encoding->name = marks[i].name;
			encoding->mark = (int64_t)marks[i].length;
			break;
		}
	if (encoding->name == NULL)
		encoding->name = "UTF-8";
	if (!strcmp(encoding->name, "UTF-16"))
		encoding->name = "UTF-16BE"; /* RFC 2781: without a mark */
	encoding->begun = true;
	encoding->utf8 = !strcmp(encoding->name, "UTF-8");
	if (encoding->utf8)
		return true;
	encoding->converter = iconv_open("UTF-8", encoding->name);
	return encoding->converter != (iconv_t)-1 ||
	    err_set(err, "this system cannot convert %s", encoding->name);
}

static bool
wrong(const struct encoding *encoding, struct err *err)
{
	size_t at = encoding->utf8 ? (size_t)encoding->read : ERR_NOWHERE;

	return err_at(err, at, "it is not %s at byte %lld", encoding->name,
	    (long long)encoding->read);
}

static void
hold(struct encoding *encoding, const char *bytes, size_t length)
{
	memcpy(encoding->held, bytes, length);
	encoding->held_count = length;
}

static bool
copy_utf8(struct encoding *encoding, const char *bytes, size_t length,
    struct buf *out, struct err *err)
{
	size_t at = 0;
	uint32_t character;

	while (at < length) {
		size_t step = (unsigned char)bytes[at] < 0x80
		    ? 1
		    : utf8_decode(bytes + at, length - at, &character);

		if (step == 0)
			break;
		at += step;
	}
	(void)buf_add(out, bytes, at);
	encoding->read += (int64_t)at;
	if (at == length)
		return true;
	if (length - at >= HEAD || !utf8_is_cut(bytes + at, length - at))
		return wrong(encoding, err);
	hold(encoding, bytes + at, length - at);
	return true;
}

static bool
convert_by_iconv(struct encoding *encoding, const char *bytes, size_t length,
    struct buf *out, struct err *err)
{
	char *input = (char *)(uintptr_t)bytes; /* iconv() reads it only */
	size_t left = length;

	while (left > 0) {
		char piece[4096];
		char *output = piece;
		size_t room = sizeof(piece), before = left;
		size_t result = iconv(
		    encoding->converter, &input, &left, &output, &room);

		(void)buf_add(out, piece, sizeof(piece) - room);
		encoding->read += (int64_t)(before - left);
		if (result != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno != EINVAL || left >= HEAD)
			return wrong(encoding, err);
		hold(encoding, input, left);
		return true;
	}
	return true;
}

static bool
convert(struct encoding *encoding, const char *bytes, size_t length,
    struct buf *out, struct err *err)
{
	return encoding->utf8
	    ? copy_utf8(encoding, bytes, length, out, err)
	    : convert_by_iconv(encoding, bytes, length, out, err);
}

/* What was held, with as much of the new piece as ends it. */
static bool
feed_held(struct encoding *encoding, const char **bytes, size_t *length,
    struct buf *out, struct err *err)
{
	while (encoding->held_count > 0 && *length > 0) {
		char together[HEAD + 1];
		size_t count = encoding->held_count;

		memcpy(together, encoding->held, count);
		together[count] = **bytes;
		(*bytes)++;
		(*length)--;
		encoding->held_count = 0;
		if (!convert(encoding, together, count + 1, out, err))
			return false;
	}
	return true;
}

static bool
begin(struct encoding *encoding, const char **bytes, size_t *length,
    bool at_end, struct err *err)
{
	char head[HEAD];
	size_t count = encoding->held_count, more = HEAD - count;

	if (more > *length)
		more = *length;
	memcpy(head, encoding->held, count);
	if (more > 0)
		memcpy(head + count, *bytes, more);
	if (count + more < 3 && !at_end) { /* a mark may still come */
		hold(encoding, head, count + more);
		*length = 0;
		return true;
	}
	if (!settle(encoding, head, count + more, err))
		return false;
	encoding->read = encoding->mark;
	if ((size_t)encoding->mark >= count) {
		*bytes += (size_t)encoding->mark - count;
		*length -= (size_t)encoding->mark - count;
		encoding->held_count = 0;
	} else { /* what is held begins behind the mark */
		memmove(encoding->held, encoding->held + encoding->mark,
		    count - (size_t)encoding->mark);
		encoding->held_count = count - (size_t)encoding->mark;
	}
	return true;
}

bool
encoding_feed(struct encoding *encoding, const char *bytes, size_t length,
    struct buf *out, struct err *err)
{
	if (length == 0)
		return true;
	if (!encoding->begun &&
	    !begin(encoding, &bytes, &length, false, err))
		return false;
	if (!encoding->begun)
		return true;
	return feed_held(encoding, &bytes, &length, out, err) &&
	    (length == 0 || convert(encoding, bytes, length, out, err));
}

bool
encoding_end(struct encoding *encoding, struct buf *out, struct err *err)
{
	const char *bytes = "";
	size_t length = 0, count;
	char rest[HEAD];

	if (!encoding->begun && !begin(encoding, &bytes, &length, true, err))
		return false;
	count = encoding->held_count;
	memcpy(rest, encoding->held, count);
	encoding->held_count = 0;
	if (count > 0 && !convert(encoding, rest, count, out, err))
		return false;
	return encoding->held_count == 0 ||
	    err_set(err, "it ends within a character of %s",
		encoding->name);
}

int64_t
encoding_offset(const struct encoding *encoding, int64_t offset)
{
	return encoding->utf8 ? offset + encoding->mark : -1;
}
