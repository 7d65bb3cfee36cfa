/* SPDX-License-Identifier: MIT */
#include "fetch/json_guard.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { BLOCK = 16 };	      /* bytes that are looked at together */
enum { UNIT = 6, PAIR = 12 }; /* bytes of \ud83d and of \ud83d\ude00 */

#ifdef __SSE2__
/* How many of the 16 bytes stand before the first that is not plain ASCII. */
static size_t
plain_length(const char *bytes)
{
	__m128i block = _mm_loadu_si128((const __m128i *)(const void *)bytes);
	__m128i odd = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\v')),
	    _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\f')),
		_mm_cmpeq_epi8(block, _mm_set1_epi8('\\'))));
	int mask = _mm_movemask_epi8(_mm_or_si128(block, odd));

	return mask == 0 ? BLOCK : (size_t)__builtin_ctz((unsigned)mask);
}
#else
#define ONES  0x0101010101010101u
#define HIGHS 0x8080808080808080u

/* A byte of WORD is BYTE; it may be said of more words, never of fewer. */
static uint64_t
has_byte(uint64_t word, unsigned char byte)
{
	uint64_t zeros = word ^ (ONES * byte);

	return (zeros - ONES) & ~zeros & HIGHS;
}

static bool
is_plain(const char *bytes)
{
	uint64_t word;

	(void)memcpy(&word, bytes, sizeof(word));
	return ((word & HIGHS) | has_byte(word, '\v') | has_byte(word, '\f') |
		   has_byte(word, '\\')) == 0;
}

/* 0: one of them may not be plain ASCII. */
static size_t
plain_length(const char *bytes)
{
	return is_plain(bytes) && is_plain(bytes + sizeof(uint64_t)) ? BLOCK
								      : 0;
}
#endif

static size_t
skip_plain(const char *bytes, size_t at, size_t length)
{
	size_t plain = BLOCK;

	while (length - at >= BLOCK && plain == BLOCK) {
		plain = plain_length(bytes + at);
		at += plain;
	}
	return at;
}

/* The four digits of \uXXXX; false: they are none, and yajl says so. */
static bool
read_unit(const char *bytes, unsigned *unit)
{
	static const char digits[] = "0123456789abcdefABCDEF";

	*unit = 0;
	for (int i = 2; i < UNIT; i++) {
		const char *digit =
		    bytes[i] != '\0' ? strchr(digits, bytes[i]) : NULL;
		unsigned value;

		if (digit == NULL)
			return false;
		value = (unsigned)(digit - digits);
		*unit = *unit * 16 + (value > 15 ? value - 6 : value);
	}
	return true;
}

static bool
is_low(const char *bytes, size_t left)
{
	unsigned unit;

	return left >= UNIT && bytes[0] == '\\' && bytes[1] == 'u' &&
	    read_unit(bytes, &unit) && unit >= 0xdc00 && unit <= 0xdfff;
}

/* The length of the escape at BYTES; 0: what is to come decides it. */
static size_t
pass_escape(char *bytes, size_t left, bool last)
{
	unsigned unit;

	if (left >= 2 && bytes[1] != 'u')
		return 2;
	if (left < UNIT)
		return last ? 1 : 0;
	if (!read_unit(bytes, &unit) || unit < 0xd800 || unit > 0xdfff)
		return 2;
	if (unit <= 0xdbff && left < PAIR && !last)
		return 0;
	if (unit <= 0xdbff && is_low(bytes + UNIT, left - UNIT))
		return PAIR;
	(void)memcpy(bytes + 2, "fffd", 4);
	return UNIT;
}

/* The length of what stands at BYTES; 0: cut, or wrong, and then WHY is set. */
static size_t
pass_one(char *bytes, size_t left, bool last, const char **why)
{
	uint32_t character;
	size_t used;

	if (bytes[0] == '\\')
		return pass_escape(bytes, left, last);
	used = utf8_decode(bytes, left, &character);
	if (used == 0 && (last || !utf8_is_cut(bytes, left)))
		*why = "it is not UTF-8";
	if (used > 0 && (character == '\v' || character == '\f')) {
		*why = "a control character stands there";
		return 0;
	}
	return used;
}

bool
json_guard(char *bytes, size_t length, bool last, size_t *fit,
    const char **why)
{
	size_t at = 0;

	*why = NULL;
	while (at < length) {
		size_t used;

		at = skip_plain(bytes, at, length);
		if (at == length)
			break;
		used = pass_one(bytes + at, length - at, last, why);
		if (used == 0)
			break;
		at += used;
	}
	*fit = at;
	return *why == NULL;
}

size_t
json_next_token(const char *bytes, size_t at, size_t length)
{
	for (; at < length; at++)
		switch (bytes[at]) {
		case ' ':
		case '\t':
		case '\r':
		case '\n':
		case ',':
		case ':':
			break;
		default:
			return at;
		}
	return at;
}
