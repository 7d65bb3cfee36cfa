/* SPDX-License-Identifier: MIT */
#include "model/amount_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct scaled_word {
	const char *word;
	double of;
};

struct bound_word {
	const char *word;
	enum bound bound;
};

/* In each table longer words stand before those that they begin with. */

static const char *const blanks[] = { " ", "\t", "\n", "\r", "\v", "\f",
	"\u00a0", "\u2007", "\u2009", "\u200a", "\u202f", "\u3000" };

static const struct bound_word bounds[] = {
	{ "more than", BOUND_AT_LEAST },
	{ "greater than", BOUND_AT_LEAST },
	{ "at least", BOUND_AT_LEAST },
	{ "no less than", BOUND_AT_LEAST },
	{ "not less than", BOUND_AT_LEAST },
	{ "no fewer than", BOUND_AT_LEAST },
	{ "not fewer than", BOUND_AT_LEAST },
	{ "a minimum of", BOUND_AT_LEAST },
	{ "in excess of", BOUND_AT_LEAST },
	{ "exceeding", BOUND_AT_LEAST },
	{ "upwards of", BOUND_AT_LEAST },
	{ "well over", BOUND_AT_LEAST },
	{ "just over", BOUND_AT_LEAST },
	{ "over", BOUND_AT_LEAST },
	{ "above", BOUND_AT_LEAST },
	{ ">=", BOUND_AT_LEAST },
	{ ">", BOUND_AT_LEAST },
	{ "≥", BOUND_AT_LEAST },
	{ "＞", BOUND_AT_LEAST },
	{ "超过", BOUND_AT_LEAST },
	{ "超過", BOUND_AT_LEAST },
	{ "超出", BOUND_AT_LEAST },
	{ "超", BOUND_AT_LEAST },
	{ "逾", BOUND_AT_LEAST },
	{ "至少", BOUND_AT_LEAST },
	{ "高于", BOUND_AT_LEAST },
	{ "多于", BOUND_AT_LEAST },
	{ "大于", BOUND_AT_LEAST },
	{ "不低于", BOUND_AT_LEAST },
	{ "不少于", BOUND_AT_LEAST },
	{ "不小于", BOUND_AT_LEAST },
	{ "up to", BOUND_AT_MOST },
	{ "at most", BOUND_AT_MOST },
	{ "no more than", BOUND_AT_MOST },
	{ "not more than", BOUND_AT_MOST },
	{ "not exceeding", BOUND_AT_MOST },
	{ "a maximum of", BOUND_AT_MOST },
	{ "as much as", BOUND_AT_MOST },
	{ "as many as", BOUND_AT_MOST },
	{ "less than", BOUND_AT_MOST },
	{ "fewer than", BOUND_AT_MOST },
	{ "just under", BOUND_AT_MOST },
	{ "under", BOUND_AT_MOST },
	{ "below", BOUND_AT_MOST },
	{ "<=", BOUND_AT_MOST },
	{ "<", BOUND_AT_MOST },
	{ "≤", BOUND_AT_MOST },
	{ "＜", BOUND_AT_MOST },
	{ "不到", BOUND_AT_MOST },
	{ "不足", BOUND_AT_MOST },
	{ "不超过", BOUND_AT_MOST },
	{ "不高于", BOUND_AT_MOST },
	{ "不多于", BOUND_AT_MOST },
	{ "不大于", BOUND_AT_MOST },
	{ "少于", BOUND_AT_MOST },
	{ "小于", BOUND_AT_MOST },
	{ "至多", BOUND_AT_MOST },
	{ "最多", BOUND_AT_MOST },
	{ "高达", BOUND_AT_MOST },
	{ "低于", BOUND_AT_MOST },
	{ "about", BOUND_ABOUT },
	{ "around", BOUND_ABOUT },
	{ "approximately", BOUND_ABOUT },
	{ "approx.", BOUND_ABOUT },
	{ "approx", BOUND_ABOUT },
	{ "roughly", BOUND_ABOUT },
	{ "nearly", BOUND_ABOUT },
	{ "almost", BOUND_ABOUT },
	{ "close to", BOUND_ABOUT },
	{ "circa", BOUND_ABOUT },
	{ "ca.", BOUND_ABOUT },
	{ "some", BOUND_ABOUT },
	{ "~", BOUND_ABOUT },
	{ "～", BOUND_ABOUT },
	{ "≈", BOUND_ABOUT },
	{ "大约", BOUND_ABOUT },
	{ "大概", BOUND_ABOUT },
	{ "约", BOUND_ABOUT },
	{ "約", BOUND_ABOUT },
	{ "接近", BOUND_ABOUT },
	{ "将近", BOUND_ABOUT },
	{ "近", BOUND_ABOUT },
};

static const struct bound_word bounds_after[] = {
	{ "or more", BOUND_AT_LEAST },
	{ "or higher", BOUND_AT_LEAST },
	{ "or above", BOUND_AT_LEAST },
	{ "and above", BOUND_AT_LEAST },
	{ "plus", BOUND_AT_LEAST },
	{ "以上", BOUND_AT_LEAST },
	{ "+", BOUND_AT_LEAST },
	{ "or less", BOUND_AT_MOST },
	{ "or fewer", BOUND_AT_MOST },
	{ "or lower", BOUND_AT_MOST },
	{ "以下", BOUND_AT_MOST },
	{ "左右", BOUND_ABOUT },
};

/* 兆 alone is not here: a million in one country, 1e12 in the next. */
static const struct scaled_word magnitudes[] = {
	{ "thousand", 1e3 },
	{ "thousands", 1e3 },
	{ "million", 1e6 },
	{ "millions", 1e6 },
	{ "billion", 1e9 },
	{ "billions", 1e9 },
	{ "trillion", 1e12 },
	{ "trillions", 1e12 },
	{ "lakh", 1e5 },
	{ "crore", 1e7 },
	{ "Tsd.", 1e3 },
	{ "Mio.", 1e6 },
	{ "Mio", 1e6 },
	{ "Mrd.", 1e9 },
	{ "Mrd", 1e9 },
	{ "mln", 1e6 },
	{ "mn", 1e6 },
	{ "bln", 1e9 },
	{ "bn", 1e9 },
	{ "trn", 1e12 },
	{ "tn", 1e12 },
	{ "万亿", 1e12 },
	{ "萬億", 1e12 },
	{ "千亿", 1e11 },
	{ "百亿", 1e10 },
	{ "十亿", 1e9 },
	{ "亿", 1e8 },
	{ "億", 1e8 },
	{ "千万", 1e7 },
	{ "百万", 1e6 },
	{ "万", 1e4 },
	{ "萬", 1e4 },
	{ "千", 1e3 },
	{ "兆円", 1e12 },
	{ "k", 1e3 },
	{ "m", 1e6 },
	{ "b", 1e9 },
	{ "t", 1e12 },
};

/* Beside a number of digits: what does not turn its meaning round. */
static const char *const fillers[] = { "%", "percentage", "percent",
	"year-over-year", "year-on-year", "yoy", "growth", "increase", "rate",
	"同比", "增长", "增幅" };

static const char *const minuses[] = { "-", "\u2212", "\u2013", "\u2011",
	"\uff0d" };
static const char *const dashes[] = { "-", "\u2013", "\u2014", "\u2011", "~",
	"～", "〜", "至", "到" };

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

size_t
blank_length(const char *text)
{
	for (size_t i = 0; i < COUNT(blanks); i++) {
		size_t length = strlen(blanks[i]);

		if (!strncmp(text, blanks[i], length))
			return length;
	}
	return 0;
}

void
skip_blanks(const char **text)
{
	size_t length;

	while ((length = blank_length(*text)) > 0)
		*text += length;
}

bool
skip_word(const char **text, const char *word)
{
	size_t length = strlen(word);

	if (strncasecmp(*text, word, length) != 0)
		return false;
	if (isalpha((unsigned char)word[length - 1]) &&
	    isalpha((unsigned char)(*text)[length]))
		return false;
	*text += length;
	skip_blanks(text);
	return true;
}

static bool
skip_one_of(const char **text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (skip_word(text, words[i]))
			return true;
	return false;
}

static bool
skip_scaled(const char **text, const struct scaled_word *words, size_t count,
    double *of)
{
	for (size_t i = 0; i < count; i++)
		if (skip_word(text, words[i].word)) {
			*of = words[i].of;
			return true;
		}
	return false;
}

static bool
skip_bound_word(const char **text, const struct bound_word *words, size_t count,
    enum bound *bound)
{
	for (size_t i = 0; i < count; i++)
		if (skip_word(text, words[i].word)) {
			*bound = words[i].bound;
			return true;
		}
	return false;
}

bool
skip_minus(const char **text)
{
	return skip_one_of(text, minuses, COUNT(minuses));
}

bool
skip_dash(const char **text)
{
	return skip_one_of(text, dashes, COUNT(dashes));
}

bool
skip_filler(const char **text)
{
	return skip_one_of(text, fillers, COUNT(fillers));
}

bool
skip_brackets(const char **text, bool closing)
{
	return skip_word(text, closing ? ")" : "(") ||
	       skip_word(text, closing ? "）" : "（");
}

bool
skip_bound(const char **text, enum bound *bound)
{
	return skip_bound_word(text, bounds, COUNT(bounds), bound);
}

bool
skip_more(const char **text)
{
	return skip_word(text, "+") || skip_word(text, "多") ||
	       skip_word(text, "余") || skip_word(text, "餘");
}

bool
skip_bound_after(const char **text, enum bound *bound)
{
	return skip_bound_word(text, bounds_after, COUNT(bounds_after), bound);
}

bool
skip_magnitude(const char **text, double *magnitude)
{
	if (**text == 'G' && !isalpha((unsigned char)(*text)[1])) {
		(*text)++; /* giga; a "g" is a gram */
		skip_blanks(text);
		*magnitude = 1e9;
		return true;
	}
	return skip_scaled(text, magnitudes, COUNT(magnitudes), magnitude);
}
