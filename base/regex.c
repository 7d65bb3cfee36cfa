/* SPDX-License-Identifier: MIT */
#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/err.h"
#include "base/iregexp.h"
#include "base/mem.h"

struct regex {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *context;
	bool linear;	/* by the DFA; then there are two codes: */
	pcre2_code *whole; /* one that matches the whole text alone */
	struct workspace *workspace;
};

struct workspace { /* of the DFA; it grows as texts need it */
	int *items;
	size_t count;
};

/* Enough for any sane pattern on a label or a title; it bounds the time of one
 * match to a few milliseconds. */
static const uint32_t match_limit = 100000;

/* Beyond it a pattern is too much for one text. */
enum { WORKSPACE_FIRST = 1000, WORKSPACE_MOST = 1 << 20, PATTERN_MOST = 65536 };

static pcre2_code *
compile(const char *pattern, size_t length, int *number, PCRE2_SIZE *offset)
{
	return pcre2_compile((PCRE2_SPTR)pattern, length,
	    PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY, number,
	    offset, NULL);
}

static struct regex *
regex_of(pcre2_code *code)
{
	struct regex *regex = mem_new(sizeof(*regex));

	regex->code = code;
	regex->match = pcre2_match_data_create(1, NULL);
	regex->context = pcre2_match_context_create(NULL);
	if (regex->match == NULL || regex->context == NULL)
		die("out of memory");
	(void)pcre2_set_match_limit(regex->context, match_limit);
	return regex;
}

struct regex *
regex_new(const char *pattern, struct err *err)
{
	unsigned char message[160];
	PCRE2_SIZE offset;
	int number;
	pcre2_code *code = compile(pattern, strlen(pattern), &number, &offset);

	if (code != NULL)
		return regex_of(code);
	(void)pcre2_get_error_message(number, message, sizeof(message));
	(void)err_at(err, offset, "bad regular expression: %s",
	    (const char *)message);
	return NULL;
}

static pcre2_code *
compile_whole(const struct buf *pattern)
{
	struct buf anchored;
	pcre2_code *code;
	PCRE2_SIZE offset;
	int number;

	buf_init(&anchored, 8 * PATTERN_MOST + 16);
	(void)buf_text(&anchored, "\\A(?:");
	(void)buf_add(&anchored, buf_string(pattern), pattern->length);
	(void)buf_text(&anchored, ")\\z");
	code = compile(
	    buf_string(&anchored), anchored.length, &number, &offset);
	buf_release(&anchored);
	return code;
}

struct regex *
regex_new_interoperable(const char *pattern, size_t length)
{
	struct regex *regex = NULL;
	pcre2_code *code = NULL;
	struct buf rewritten;
	PCRE2_SIZE offset;
	size_t at;
	int number;

	buf_init(&rewritten, 8 * PATTERN_MOST);
	if (length <= PATTERN_MOST &&
	    iregexp_rewrite(&rewritten, pattern, length, &at))
		code = compile(buf_string(&rewritten), rewritten.length,
		    &number, &offset);
	if (code != NULL) {
		regex = regex_of(code);
		regex->linear = true;
		regex->whole = compile_whole(&rewritten);
		regex->workspace = mem_new(sizeof(*regex->workspace));
		regex->workspace->count = WORKSPACE_FIRST;
		regex->workspace->items =
		    mem_new_array(WORKSPACE_FIRST, sizeof(int));
	}
	buf_release(&rewritten);
	return regex;
}

void
regex_free(struct regex *regex)
{
	if (regex == NULL)
		return;
	pcre2_match_context_free(regex->context);
	pcre2_match_data_free(regex->match);
	pcre2_code_free(regex->code);
	pcre2_code_free(regex->whole);
	if (regex->workspace != NULL)
		mem_free(regex->workspace->items);
	mem_free(regex->workspace);
	mem_free(regex);
}

/* Linear in the text: no pattern makes it try again and again. */
static bool
match_linear(const struct regex *regex, const pcre2_code *code,
    const char *text, size_t length)
{
	struct workspace *workspace = regex->workspace;

	if (code == NULL)
		return false;
	for (;;) {
		int found = pcre2_dfa_match(code, (PCRE2_SPTR)text, length, 0,
		    PCRE2_DFA_SHORTEST, regex->match, regex->context,
		    workspace->items, workspace->count);

		if (found != PCRE2_ERROR_DFA_WSSIZE ||
		    workspace->count >= WORKSPACE_MOST)
			return found >= 0;
		workspace->count *= 4;
		workspace->items = mem_resize(
		    workspace->items, workspace->count * sizeof(int));
	}
}

static bool
match(const struct regex *regex, const char *text, size_t length,
    uint32_t options)
{
	return pcre2_match(regex->code, (PCRE2_SPTR)text, length, 0, options,
		   regex->match, regex->context) >= 0;
}

bool
regex_finds(const struct regex *regex, const char *text, size_t length)
{
	if (regex->linear)
		return match_linear(regex, regex->code, text, length);
	return match(regex, text, length, 0);
}

bool
regex_matches(const struct regex *regex, const char *text, size_t length)
{
	if (regex->linear)
		return match_linear(regex, regex->whole, text, length);
	return match(
	    regex, text, length, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}
