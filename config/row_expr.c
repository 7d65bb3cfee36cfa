/* SPDX-License-Identifier: MIT */
/* A condition that is asked of each row: written out for one of them, and its
 * mistakes told at where they stand in what was typed. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/asked.h"
#include "config/references.h"
#include "config/watchlist.h"
#include "model/expr.h"
#include "model/function.h"
#include "model/lexer.h"

struct edit { /* of TEXT: at AT, SKIPPED bytes became OUT_START to OUT_END */
	size_t at, skipped, out_start, out_end;
};

struct writing {
	const struct watchlist *watchlist;
	const char *text, *signal;
	bool guess;
	struct token *tokens; /* the last is of kind END */
	size_t count;
	struct buf out;
	size_t copied; /* of TEXT into OUT */
	struct edit *edits;
	size_t edit_count;
};

static bool
read_tokens(struct writing *writing, struct err *err)
{
	struct lexer lexer;
	bool read = lexer_start(&lexer, writing->text,
	    section_fiscal_end(writing->watchlist->top), err);

	while (read) {
		writing->tokens = mem_room(writing->tokens, writing->count,
		    sizeof(*writing->tokens));
		writing->tokens[writing->count++] = lexer.token;
		if (lexer.token.kind == TOKEN_END)
			return true;
		read = lexer_next(&lexer, err);
	}
	return false;
}

static bool
is_word(const struct writing *writing, size_t i, const char *word)
{
	const struct token *token = &writing->tokens[i];

	return (token->kind == TOKEN_NAME || token->kind == TOKEN_SIGN) &&
	    token->end - token->start == strlen(word) &&
	    !strncmp(writing->text + token->start, word, strlen(word));
}

static bool
is_one_of(const struct writing *writing, size_t i, const char *const *words,
    size_t count)
{
	for (size_t k = 0; k < count; k++)
		if (is_word(writing, i, words[k]))
			return true;
	return false;
}

static void
copy_to(struct writing *writing, size_t at)
{
	(void)buf_add(&writing->out, writing->text + writing->copied,
	    at - writing->copied);
	writing->copied = at;
}

/* SKIPPED bytes at AT become BEFORE, the signal's name, and AFTER. */
static void
put_signal(struct writing *writing, size_t at, size_t skipped,
    const char *before, const char *after)
{
	struct edit edit = { .at = at, .skipped = skipped };

	copy_to(writing, at);
	edit.out_start = writing->out.length;
	(void)buf_printf(
	    &writing->out, "%s%s%s", before, writing->signal, after);
	edit.out_end = writing->out.length;
	writing->copied = at + skipped;
	writing->edits = mem_room(writing->edits, writing->edit_count,
	    sizeof(*writing->edits));
	writing->edits[writing->edit_count++] = edit;
}

/* "yoy" without arguments, where it needs but one. */
static bool
is_bare_function(const struct writing *writing, size_t i)
{
	const struct token *token = &writing->tokens[i];
	const struct function *function;
	bool bare;
	char *name;

	if (token->kind != TOKEN_NAME || is_word(writing, i + 1, "(") ||
	    is_word(writing, i + 1, "by"))
		return false;
	name = mem_bytes(
	    writing->text + token->start, token->end - token->start);
	function = function_find(name);
	bare = function != NULL && function->least == 1 &&
	    watchlist_section(writing->watchlist, SECTION_SIGNAL, name) ==
		NULL;
	mem_free(name);
	return bare;
}

/* "> 50" where a value should stand before it. */
static bool
is_bare_comparison(const struct writing *writing, size_t i)
{
	static const char *const comparisons[] = { "=", "!=", "<", "<=", ">",
		">=" };
	static const char *const openers[] = { "and", "or", "not", "(", "," };

	return is_one_of(writing, i, comparisons, 6) &&
	    (i == 0 || is_one_of(writing, i - 1, openers, 5));
}

static void
write_token(struct writing *writing, size_t i)
{
	const struct token *token = &writing->tokens[i];

	if (is_word(writing, i, "self"))
		put_signal(writing, token->start, 4, "", "");
	else if (is_bare_function(writing, i))
		put_signal(writing, token->end, 0, "(", ")");
	else if (is_bare_comparison(writing, i))
		put_signal(writing, token->start, 0, "", " ");
}

/* Labels are in { }, and in the ( ) behind "by": no names of these. */
static void
write_out(struct writing *writing)
{
	const char *closing = NULL;

	for (size_t i = 0; i < writing->count; i++) {
		if (closing == NULL && is_word(writing, i, "{"))
			closing = "}";
		else if (closing == NULL && is_word(writing, i, "by"))
			closing = ")";
		else if (closing != NULL && is_word(writing, i, closing))
			closing = NULL;
		else if (closing == NULL &&
		    writing->tokens[i].kind != TOKEN_END)
			write_token(writing, i);
	}
	copy_to(writing, strlen(writing->text));
}

/* Where the byte AT of what was written out is in what was typed. */
static size_t
place_of(const struct writing *writing, size_t at)
{
	size_t i = writing->edit_count;
	const struct edit *edit;

	while (i > 0 && writing->edits[i - 1].out_start > at)
		i--;
	if (i == 0)
		return at;
	edit = &writing->edits[i - 1];
	return at < edit->out_end
	    ? edit->at
	    : edit->at + edit->skipped + (at - edit->out_end);
}

/* Whether EXPR, which is right, is asked of a row. */
static bool
suits(
    const struct writing *writing, const struct expr *expr, struct err *err)
{
	if (!expr->is_truth)
		return err_at(err, 0,
		    "a condition is expected, such as > 50 or yoy > 20, and "
		    "this is a number");
	return writing->edit_count > 0 ||
	    err_at(err, 0,
		"nothing in it speaks of the row: '> 50', 'yoy > 20' and "
		"'self' do");
}

static struct expr *
read_expr(struct writing *writing, struct err *err)
{
	struct expr *expr;

	if (!read_tokens(writing, err))
		return NULL;
	write_out(writing);
	expr = expr_of_watchlist(writing->watchlist,
	    buf_string(&writing->out), writing->guess, err);
	if (expr == NULL && err->at != ERR_NOWHERE)
		err->at = place_of(writing, err->at);
	if (expr == NULL || suits(writing, expr, err))
		return expr;
	expr_free(expr);
	return NULL;
}

struct expr *
watchlist_row_expr(const struct watchlist *watchlist, const char *text,
    const char *signal, bool guess, struct err *err)
{
	struct writing writing = { .watchlist = watchlist,
		.text = text,
		.signal = signal,
		.guess = guess };
	struct expr *expr;

	buf_init(&writing.out, LIMIT_MESSAGE);
	expr = read_expr(&writing, err);
	buf_release(&writing.out);
	mem_free(writing.tokens);
	mem_free(writing.edits);
	return expr;
}
