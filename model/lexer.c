/* SPDX-License-Identifier: MIT */
#include "model/lexer.h"

#include <ctype.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/utf8.h"

/* Longer signs first. */
static const char *const signs[] = { "!=", "<=", ">=", "=~", "!~", "+", "-",
	"*", "/", "^", "(", ")", "{", "}", ",", "=", "<", ">" };

static const struct {
	const char *word;
	enum period_kind kind; /* INSTANT: of whatever kind they are */
} period_words[] = {
	{ "periods", PERIOD_INSTANT }, { "period", PERIOD_INSTANT },
	{ "quarters", PERIOD_QUARTER }, { "quarter", PERIOD_QUARTER },
	{ "months", PERIOD_MONTH }, { "month", PERIOD_MONTH },
	{ "years", PERIOD_YEAR }, { "year", PERIOD_YEAR },
};

static bool
is_name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* YYYY-MM-DD, or YYYY-MM: a bare "2025-06" is a month, never a subtraction. */
static size_t
dashed_length(const char *text)
{
	size_t year = strspn(text, "0123456789");
	size_t month;

	if (year != 4 || text[4] != '-')
		return 0;
	month = strspn(text + 5, "0123456789");
	if (month != 2)
		return 0;
	if (text[7] == '-' && strspn(text + 8, "0123456789") == 2)
		return 10;
	return 7;
}

static bool
is_period_word(const char *word, size_t length)
{
	size_t digits = strspn(word, "0123456789");

	if (digits == 4 && length == 6 && (word[4] == 'Q' || word[4] == 'q'))
		return true;
	return (length == 6 || length == 8) &&
	    (!strncmp(word, "FY", 2) || !strncmp(word, "CY", 2)) &&
	    strspn(word + 2, "0123456789") == 4 &&
	    (length == 6 || word[6] == 'Q');
}

static bool
read_period(struct lexer *lexer, size_t length, struct err *err)
{
	char *word = mem_bytes(lexer->text + lexer->at, length);
	int64_t days;
	bool read = true;

	if (length == 10 && date_parse(&days, word)) {
		lexer->token.kind = TOKEN_DATE;
		lexer->token.period = period_of_day(days);
	} else {
		lexer->token.kind = TOKEN_PERIOD;
		read = period_parse(
		    &lexer->token.period, word, lexer->fiscal_end, err);
		if (!read)
			err->at = lexer->at;
	}
	lexer->at += length;
	mem_free(word);
	return read;
}

/* "8 quarters": blanks and a period word after a number. */
static bool
skip_period_word(struct lexer *lexer)
{
	size_t at = lexer->at;

	while (lexer->text[at] == ' ')
		at++;
	for (size_t i = 0; i < sizeof(period_words) / sizeof(*period_words);
	    i++) {
		size_t length = strlen(period_words[i].word);

		if (strncmp(lexer->text + at, period_words[i].word, length) ||
		    is_name_byte(lexer->text[at + length]))
			continue;
		lexer->at = at + length;
		lexer->token.period.kind = period_words[i].kind;
		return true;
	}
	return false;
}

/* The digits, the point and the exponent of a number. */
static size_t
number_length(const char *start)
{
	size_t length = strspn(start, "0123456789."), sign;

	if (start[length] != 'e' && start[length] != 'E')
		return length;
	sign = start[length + 1] == '+' || start[length + 1] == '-';
	if (!isdigit((unsigned char)start[length + 1 + sign]))
		return length;
	return length + 1 + sign +
	    strspn(start + length + 1 + sign, "0123456789");
}

/* As number_parse(), and ".5". */
static bool
parse_number(double *number, const char *start, size_t length)
{
	char *text = mem_printf("%s%.*s", *start == '.' ? "0" : "",
	    (int)(length < 2000 ? length : 2000), start);
	bool read = number_parse(number, text, strlen(text));

	mem_free(text);
	return read;
}

static bool
read_number(struct lexer *lexer, struct err *err)
{
	const char *start = lexer->text + lexer->at;
	size_t length = number_length(start), word = length;
	struct token *token = &lexer->token;
	char *text;
	bool read;

	if (!parse_number(&token->number, start, length))
		return err_at(err, lexer->at, "'%.*s' is no number",
		    (int)(length < 40 ? length : 40), start);
	token->kind = TOKEN_NUMBER;
	while (is_name_byte(start[word]))
		word++;
	lexer->at += word;
	if (word == length) {
		if (skip_period_word(lexer))
			token->kind = TOKEN_DURATION;
		return true;
	}
	text = mem_bytes(start, word);
	read = duration_parse(&token->seconds, text, err);
	mem_free(text);
	token->kind = TOKEN_DURATION;
	token->number = 0;
	return read ||
	    err_at(err, lexer->at - word,
		"'%.*s' is neither a number, a period nor a duration (60d, "
		"2h)",
		(int)(word < 40 ? word : 40), start);
}

static bool
read_text(struct lexer *lexer, struct err *err)
{
	const char *text = lexer->text;
	size_t at = lexer->at + 1;

	while (text[at] != '\0' && text[at] != '"')
		at += text[at] == '\\' && text[at + 1] != '\0' ? 2 : 1;
	if (text[at] != '"')
		return err_at(err, lexer->at,
		    "the text that begins here lacks its closing '\"'");
	lexer->token.kind = TOKEN_TEXT;
	lexer->at = at + 1;
	return true;
}

/* As other languages have them. */
static const struct {
	const char *theirs, *ours;
} foreign_signs[] = { { "==", "=" }, { "<>", "!=" }, { "&&", "and" },
	{ "||", "or" }, { "**", "^" } };

static bool
refuse_foreign_sign(const struct lexer *lexer, struct err *err)
{
	for (size_t i = 0;
	     i < sizeof(foreign_signs) / sizeof(foreign_signs[0]); i++)
		if (!strncmp(lexer->text + lexer->at, foreign_signs[i].theirs,
			2))
			return err_at(err, lexer->at,
			    "there is no '%s'; did you mean '%s'?",
			    foreign_signs[i].theirs, foreign_signs[i].ours);
	return true;
}

static bool
read_sign(struct lexer *lexer, struct err *err)
{
	const char *text = lexer->text + lexer->at;
	uint32_t character;
	size_t length;
	char *shown;

	if (!refuse_foreign_sign(lexer, err))
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		length = strlen(signs[i]);
		if (strncmp(text, signs[i], length) != 0)
			continue;
		lexer->token.kind = TOKEN_SIGN;
		lexer->at += length;
		return true;
	}
	length = utf8_decode(text, strnlen(text, 4), &character);
	shown = foreign_clean(
	    (struct foreign){ text, length > 0 ? length : 1 });
	(void)err_at(err, lexer->at,
	    "'%s' is not understood: a signal, a number or an operator is "
	    "expected",
	    shown);
	mem_free(shown);
	return false;
}

static bool
read_word(struct lexer *lexer, struct err *err)
{
	const char *start = lexer->text + lexer->at;
	size_t length = 0;

	while (is_name_byte(start[length]))
		length++;
	if (is_period_word(start, length))
		return read_period(lexer, length, err);
	if (isdigit((unsigned char)*start))
		return read_number(lexer, err);
	lexer->token.kind = TOKEN_NAME;
	lexer->at += length;
	return true;
}

bool
lexer_next(struct lexer *lexer, struct err *err)
{
	const char *text = lexer->text;
	size_t dashed;
	bool read;

	while (
	    text[lexer->at] != '\0' && isspace((unsigned char)text[lexer->at]))
		lexer->at++;
	lexer->token = (struct token){ .start = lexer->at };
	dashed = dashed_length(text + lexer->at);
	if (text[lexer->at] == '\0') {
		lexer->token.kind = TOKEN_END;
		read = true;
	} else if (dashed > 0 && !is_name_byte(text[lexer->at + dashed])) {
		read = read_period(lexer, dashed, err);
	} else if (is_name_byte(text[lexer->at])) {
		read = read_word(lexer, err);
	} else if (text[lexer->at] == '.' &&
	    isdigit((unsigned char)text[lexer->at + 1])) {
		read = read_number(lexer, err);
	} else if (text[lexer->at] == '"') {
		read = read_text(lexer, err);
	} else {
		read = read_sign(lexer, err);
	}
	lexer->token.end = lexer->at;
	return read;
}

bool
lexer_start(
    struct lexer *lexer, const char *text, int fiscal_end, struct err *err)
{
	*lexer = (struct lexer){ .text = text, .fiscal_end = fiscal_end };
	return lexer_next(lexer, err);
}

bool
lexer_is(const struct lexer *lexer, const char *word)
{
	const struct token *token = &lexer->token;

	return (token->kind == TOKEN_NAME || token->kind == TOKEN_SIGN) &&
	    token->end - token->start == strlen(word) &&
	    !strncmp(lexer->text + token->start, word, strlen(word));
}
