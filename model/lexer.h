/* The words of an expression. */
#ifndef MODEL_LEXER_H
#define MODEL_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/period.h"

struct err;

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_TEXT,	/* with its quotes */
	TOKEN_DATE,
	TOKEN_PERIOD,
	TOKEN_DURATION,
	TOKEN_NAME,	/* also and, or, not, by, since */
	TOKEN_SIGN	/* one of + - * / ^ ( ) { } , = != < <= > >= =~ !~ */
};

struct token {
	enum token_kind kind;
	size_t start, end; /* bytes of the text */
	double number;	   /* NUMBER; DURATION: how many periods, else 0 */
	int64_t seconds;
	struct period period; /* DURATION of periods: the kind */
};

struct lexer {
	const char *text;
	size_t at;
	int fiscal_end;
	struct token token; /* the one in hand */
};

/* Takes the first token in hand. */
bool lexer_start(
    struct lexer *lexer, const char *text, int fiscal_end, struct err *err);
bool lexer_next(struct lexer *lexer, struct err *err);

/* Whether the token in hand is that name or sign. */
bool lexer_is(const struct lexer *lexer, const char *word);

#endif
