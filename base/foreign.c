/* SPDX-License-Identifier: MIT */
#include "base/foreign.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

/* Controls, and what a reader cannot see: Unicode's default ignorable
 * characters, but for U+FE0E and U+FE0F, which every other emoji in a title
 * carries. */
static const struct {
	uint32_t first, last;
} unfit[] = {
	{ 0x00, 0x1f },	    /* C0 */
	{ 0x7f, 0x9f },	    /* DEL, C1 */
	{ 0xad, 0xad },	    /* soft hyphen: has no width, or one */
	{ 0x34f, 0x34f },   /* combining grapheme joiner */
	{ 0x61c, 0x61c },   /* Arabic letter mark */
	{ 0x115f, 0x1160 }, /* Hangul fillers */
	{ 0x17b4, 0x17b5 }, /* Khmer vowels that are not seen */
	{ 0x180b, 0x180f }, /* Mongolian selectors and separator */
	{ 0x200b, 0x200f }, /* zero width, marks */
	{ 0x2028, 0x202e }, /* separators, embeddings, overrides */
	{ 0x2060, 0x206f }, /* word joiner, isolates, deprecated */
	{ 0x3164, 0x3164 }, /* Hangul filler */
	{ 0xe000, 0xf8ff }, /* private use */
	{ 0xfdd0, 0xfdef }, /* no characters */
	{ 0xfe00, 0xfe0d }, /* variation selectors */
	{ 0xfeff, 0xfeff }, /* byte order mark */
	{ 0xffa0, 0xffa0 }, /* half-width Hangul filler */
	{ 0xfff0, 0xfffb }, /* specials */
	{ 0xfffe, 0xffff },
	{ 0x1bca0, 0x1bca3 }, /* shorthand format controls */
	{ 0x1d173, 0x1d17a }, /* musical format controls */
	{ 0xe0000, 0xe0fff }, /* tags, variation selectors supplement */
	{ 0xf0000, 0x10ffff }, /* private use */
};

struct foreign
foreign_text(const char *text)
{
	return (struct foreign){ text != NULL ? text : "",
		text != NULL ? strlen(text) : 0 };
}

static bool
is_unfit(uint32_t character)
{
	for (size_t i = 0; i < sizeof(unfit) / sizeof(unfit[0]); i++)
		if (character >= unfit[i].first && character <= unfit[i].last)
			return true;
	return false;
}

static bool
is_blank(uint32_t character)
{
	return character == '\n' || character == '\r' || character == '\t';
}

/* One character, or one byte that is none, as it is shown; its length in IN. */
static size_t
show_one(const char *in, size_t length, struct buf *piece)
{
	uint32_t character;
	size_t used = utf8_decode(in, length, &character);

	buf_clear(piece);
	if (used == 0) {
		(void)buf_printf(
		    piece, "<%02X>", (unsigned)(unsigned char)*in);
		return 1;
	}
	if (is_blank(character))
		(void)buf_char(piece, ' ');
	else if (is_unfit(character))
		(void)buf_printf(piece,
		    character < 0x100 ? "<%02X>" : "<U+%04X>",
		    (unsigned)character);
	else
		(void)buf_add(piece, in, used);
	return used;
}

/* How many characters from IN on are plain ASCII, at most LENGTH. */
static size_t
plain_run(const char *in, size_t length)
{
	size_t run = 0;

	while (run < length && in[run] >= ' ' && in[run] <= '~')
		run++;
	return run;
}

void
foreign_show(struct buf *out, struct foreign text, size_t limit)
{
	size_t start = out->length;
	struct buf piece;

	buf_init(&piece, 32);
	for (size_t i = 0; i < text.length;) {
		size_t left = limit - (out->length - start), used;
		size_t run = plain_run(text.bytes + i,
		    text.length - i < left ? text.length - i : left);

		if (run > 0) { /* nearly all text is of this kind */
			(void)buf_add(out, text.bytes + i, run);
			i += run;
			continue;
		}
		used = show_one(text.bytes + i, text.length - i, &piece);
		if (out->length - start + piece.length > limit) {
			(void)buf_text(out, "…");
			break;
		}
		(void)buf_add(out, piece.bytes, piece.length);
		i += used;
	}
	buf_release(&piece);
}

char *
foreign_clean(struct foreign text)
{
	struct buf out;

	buf_init(&out, LIMIT_LABEL + 16);
	foreign_show(&out, text, LIMIT_LABEL);
	return buf_take(&out);
}

bool
foreign_is_clean(struct foreign text)
{
	uint32_t character;

	for (size_t i = 0, used; i < text.length; i += used) {
		used = utf8_decode(
		    text.bytes + i, text.length - i, &character);
		if (used == 0 || is_unfit(character))
			return false;
	}
	return true;
}
