/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>

static bool
is_tail(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

size_t
utf8_decode(const char *bytes, size_t length, uint32_t *character)
{
	const unsigned char *in = (const unsigned char *)bytes;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t need;
	uint32_t got;

	if (length == 0)
		return 0;
	if (in[0] < 0x80) {
		*character = in[0];
		return 1;
	}
	need = in[0] >= 0xf0 ? 4 : in[0] >= 0xe0 ? 3 : 2;
	if (in[0] < 0xc2 || in[0] > 0xf4 || length < need)
		return 0;
	got = in[0] & (0xffu >> (need + 1));
	for (size_t i = 1; i < need; i++) {
		if (!is_tail(in[i]))
			return 0;
		got = got << 6 | (in[i] & 0x3fu);
	}
	if (got < least[need] || got > 0x10ffff ||
	    (got >= 0xd800 && got <= 0xdfff))
		return 0;
	*character = got;
	return need;
}

size_t
utf8_encode(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

bool
utf8_is_cut(const char *bytes, size_t length)
{
	unsigned char first = (unsigned char)bytes[0];
	size_t whole = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

	if (first < 0xc2 || first > 0xf4 || length >= whole)
		return false;
	for (size_t i = 1; i < length; i++)
		if (((unsigned char)bytes[i] & 0xc0) != 0x80)
			return false;
	return true;
}

bool
utf8_is_valid(const char *bytes, size_t length)
{
	uint32_t character;

	for (size_t i = 0, used; i < length; i += used) {
		used = utf8_decode(bytes + i, length - i, &character);
		if (used == 0)
			return false;
	}
	return true;
}
