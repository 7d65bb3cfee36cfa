/* SPDX-License-Identifier: MIT */
#include "model/selector.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/regex.h"
#include "model/expr.h"
#include "model/lexer.h"

char *
text_unquoted(const char *quoted, size_t length)
{
	char *text = mem_bytes(quoted, length);
	size_t count = 0;

	for (size_t i = 1; i + 1 < length; i++) {
		if (quoted[i] == '\\' && i + 2 < length &&
		    (quoted[i + 1] == '"' || quoted[i + 1] == '\\'))
			i++;
		text[count++] = quoted[i];
	}
	text[count] = '\0';
	return text;
}

bool
matcher_set(
    struct matcher *matcher, const struct lexer *lexer, struct err *err)
{
	const struct token *token = &lexer->token;

	matcher->value = text_unquoted(
	    lexer->text + token->start, token->end - token->start);
	if (matcher->match == MATCH_EQ || matcher->match == MATCH_NE)
		return true;
	matcher->regex = regex_new(matcher->value, err);
	if (matcher->regex != NULL)
		return true;
	err->at = token->start + 1 +
	    (err->at != ERR_NOWHERE ? err->at : 0); /* after the quote */
	return false;
}
