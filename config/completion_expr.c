/* SPDX-License-Identifier: MIT */
/* Where in an expression its end is, and so what may follow. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/completion.h"
#include "config/watchlist.h"
#include "model/basis.h"
#include "model/expr.h"
#include "model/function.h"
#include "model/lexer.h"

struct bracket { /* one that is open */
	char sign;
	const struct function *function; /* '(': whose arguments, or NULL */
	int argument;			 /* the one in hand, from 0 */
	bool by;		 /* '(': the labels of an aggregation */
	const struct section *signal; /* '{': whose labels, or NULL */
};

struct standing { /* behind the tokens that were read */
	const struct watchlist *watchlist; /* or NULL */
	const char *text;
	struct bracket brackets[LIMIT_EXPR_DEPTH];
	size_t depth;
	struct token last, before; /* kind END: there is none */
	/* Whose arguments the next '(' opens: in "max by (m) (". */
	const struct function *aggregator;
	bool in_text; /* behind a '"' that nothing closes */
};

static bool
token_is(const struct standing *standing, const struct token *token,
    const char *word)
{
	return (token->kind == TOKEN_NAME || token->kind == TOKEN_SIGN) &&
	    token->end - token->start == strlen(word) &&
	    !strncmp(standing->text + token->start, word, strlen(word));
}

static const struct function *
token_function(const struct standing *standing, const struct token *token)
{
	const struct function *function;
	char *name;

	if (token->kind != TOKEN_NAME)
		return NULL;
	name = mem_bytes(
	    standing->text + token->start, token->end - token->start);
	function = function_find(name);
	mem_free(name);
	return function;
}

static const struct section *
token_signal(const struct standing *standing, const struct token *token)
{
	const struct section *signal;
	char *name;

	if (standing->watchlist == NULL || token->kind != TOKEN_NAME)
		return NULL;
	name = mem_bytes(
	    standing->text + token->start, token->end - token->start);
	signal = watchlist_section(standing->watchlist, SECTION_SIGNAL, name);
	mem_free(name);
	return signal;
}

static struct bracket *
top(struct standing *standing)
{
	return standing->depth > 0 ? &standing->brackets[standing->depth - 1]
				   : NULL;
}

static bool
push(struct standing *standing, char sign)
{
	struct bracket *bracket;

	if (standing->depth == LIMIT_EXPR_DEPTH)
		return false;
	bracket = &standing->brackets[standing->depth++];
	*bracket = (struct bracket){ .sign = sign };
	if (sign == '{') {
		bracket->signal = token_signal(standing, &standing->last);
		/* A derived one has labels of those that it names. */
		if (bracket->signal != NULL &&
		    section_text(bracket->signal, "expr") != NULL)
			bracket->signal = NULL;
		return true;
	}
	bracket->by = token_is(standing, &standing->last, "by");
	bracket->function = bracket->by || token_is(standing,
						  &standing->last, ")")
	    ? standing->aggregator
	    : token_function(standing, &standing->last);
	return true;
}

/* The token that was read; false: no expression goes on like this. */
static bool
step(struct standing *standing, const struct token *token)
{
	struct bracket *bracket = top(standing);

	if (token_is(standing, token, "(") || token_is(standing, token, "{")) {
		if (!push(standing, standing->text[token->start]))
			return false;
	} else if (token_is(standing, token, ")") ||
	    token_is(standing, token, "}")) {
		if (bracket == NULL)
			return false;
		standing->aggregator = bracket->by ? bracket->function : NULL;
		standing->depth--;
	} else if (token_is(standing, token, ",") && bracket != NULL) {
		bracket->argument++;
	} else if (token_is(standing, token, "by")) {
		standing->aggregator =
		    token_function(standing, &standing->last);
	}
	standing->before = standing->last;
	standing->last = *token;
	return true;
}

/* The first LENGTH bytes of it; false where they make no sense. */
static bool
walk(struct standing *standing)
{
	struct lexer lexer;
	struct err err;
	bool read = lexer_start(&lexer, standing->text, FISCAL_CALENDAR, &err);

	while (read && lexer.token.kind != TOKEN_END) {
		if (!step(standing, &lexer.token))
			return false;
		read = lexer_next(&lexer, &err);
	}
	standing->in_text =
	    !read && standing->text[lexer.token.start] == '"';
	return read || standing->in_text;
}

static bool
opens_list(const struct standing *standing)
{
	return token_is(standing, &standing->last, "(") ||
	    token_is(standing, &standing->last, "{") ||
	    token_is(standing, &standing->last, ",");
}

static bool
is_match(const struct standing *standing)
{
	static const char *const signs[] = { "=", "!=", "=~", "!~" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (token_is(standing, &standing->last, signs[i]))
			return true;
	return false;
}

/* Within { }. Values are known of one label only: the others' are figures'. */
static void
offer_matcher(struct completion *completion, struct standing *standing)
{
	if (opens_list(standing) && !standing->in_text) {
		completion_of_labels(completion, standing->watchlist,
		    top(standing)->signal, "=");
		return;
	}
	if (!is_match(standing) ||
	    !token_is(standing, &standing->before, "basis"))
		return;
	for (int basis = 0; basis < BASIS_COUNT; basis++) {
		char *text = mem_printf("%s%s\"",
		    standing->in_text ? "" : "\"",
		    basis_name((enum basis)basis));

		completion_offer(completion, text, NULL);
		mem_free(text);
	}
}

static void
offer_functions(struct completion *completion)
{
	for (size_t i = 0; i < function_count; i++) {
		const struct function *function = function_at(i);
		char *text = mem_printf("%s(", function->name);
		char *help =
		    mem_printf("%s: %s", function->usage, function->help);

		completion_offer(completion, text, help);
		mem_free(help);
		mem_free(text);
	}
}

static void
offer_currencies(
    struct completion *completion, const struct watchlist *watchlist)
{
	for (size_t i = 0; watchlist != NULL && i < watchlist->rate_count;
	     i++) {
		const struct rate *rate = &watchlist->rates[i];

		completion_offer(completion, rate->base, NULL);
		completion_offer(completion, rate->quote, NULL);
	}
}

/* Words instead of an expression; true where nothing else may stand. */
static bool
offer_words(struct completion *completion, const struct standing *standing,
    const struct bracket *bracket)
{
	const struct function *function = bracket->function;

	if (function == NULL || bracket->argument == 0)
		return false;
	if (bracket->argument == 1 && opens_list(standing) &&
	    strstr(function->usage, "since") != NULL)
		completion_offer(
		    completion, "since", "all periods from one on");
	if (!strcmp(function->name, "atleast"))
		completion_of_alerts(completion, standing->watchlist);
	if (function->words == 0 || bracket->argument < function->words)
		return false;
	if (bracket->argument == function->words)
		offer_currencies(completion, standing->watchlist);
	else
		completion_offer(
		    completion, "average", "at the period's average rate");
	return true;
}

static void
offer_operand(struct completion *completion, struct standing *standing)
{
	const struct bracket *bracket = top(standing);

	if (bracket != NULL && offer_words(completion, standing, bracket))
		return;
	if (completion->row != NULL)
		completion_offer(
		    completion, completion->row, "the signal of each row");
	completion_of_signals(completion, standing->watchlist);
	offer_functions(completion);
	completion_offer(completion, "not", "true where it does not hold");
}

static void
offer_operator(struct completion *completion, const struct standing *standing)
{
	const struct function *function =
	    token_function(standing, &standing->last);

	if (function != NULL && function->aggregates &&
	    token_signal(standing, &standing->last) == NULL) {
		completion_offer(
		    completion, "by", "one series for each value of labels");
		return;
	}
	completion_offer(completion, "and", "both hold");
	completion_offer(completion, "or", "one of them holds, or both");
}

static bool
ends_operand(const struct standing *standing)
{
	static const char *const words[] = { "and", "or", "not", "since",
		"by" };

	if (token_is(standing, &standing->last, ")") ||
	    token_is(standing, &standing->last, "}"))
		return standing->aggregator == NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (token_is(standing, &standing->last, words[i]))
			return false;
	return standing->last.kind != TOKEN_END &&
	    standing->last.kind != TOKEN_SIGN;
}

/* Where the word at the end of TEXT begins. */
static size_t
word_start(const char *text)
{
	size_t at = strlen(text);

	while (at > 0 &&
	    (isalnum((unsigned char)text[at - 1]) || text[at - 1] == '_'))
		at--;
	return at;
}

/* The innermost function that is open. */
static const struct function *
function_within(const struct standing *standing)
{
	const struct function *function = NULL;

	for (size_t i = 0; i < standing->depth; i++)
		if (standing->brackets[i].function != NULL)
			function = standing->brackets[i].function;
	return function;
}

static void
offer(struct completion *completion, struct standing *standing)
{
	const struct bracket *bracket = top(standing);

	completion->within = function_within(standing);
	if (bracket != NULL && bracket->sign == '{') {
		offer_matcher(completion, standing);
	} else if (standing->in_text) {
		return;
	} else if (bracket != NULL && bracket->by) {
		if (opens_list(standing))
			completion_of_labels(
			    completion, standing->watchlist, NULL, "");
	} else if (ends_operand(standing)) {
		offer_operator(completion, standing);
	} else if (!token_is(standing, &standing->last, "by") &&
	    !token_is(standing, &standing->last, ")")) {
		offer_operand(completion, standing);
	}
}

void
completion_of_expr(
    struct completion *completion, const struct watchlist *watchlist)
{
	const char *typed = completion->typed;
	size_t start = word_start(typed);
	char *before = mem_bytes(typed, start);
	struct standing standing = { .watchlist = watchlist, .text = before };

	completion->start = start;
	if (!isdigit((unsigned char)typed[start]) && walk(&standing))
		offer(completion, &standing);
	mem_free(before);
}
