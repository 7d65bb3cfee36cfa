/* SPDX-License-Identifier: MIT */
#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/die.h"
#include "base/err.h"
#include "base/mem.h"

struct regex {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *context;
};

/* Enough for any sane pattern on a label or a title; it bounds the time of one
 * match to a few milliseconds. */
static const uint32_t match_limit = 100000;

struct regex *
regex_new(const char *pattern, struct err *err)
{
	struct regex *regex;
	unsigned char message[160];
	pcre2_code *code;
	PCRE2_SIZE offset;
	int number;

	code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
	    PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY,
	    &number, &offset, NULL);
	if (code == NULL) {
		(void)pcre2_get_error_message(
		    number, message, sizeof(message));
		(void)err_at(err, offset, "bad regular expression: %s",
		    (const char *)message);
		return NULL;
	}
	regex = mem_new(sizeof(*regex));
	regex->code = code;
	regex->match = pcre2_match_data_create(1, NULL);
	regex->context = pcre2_match_context_create(NULL);
	if (regex->match == NULL || regex->context == NULL)
		die("out of memory");
	(void)pcre2_set_match_limit(regex->context, match_limit);
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
	mem_free(regex);
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
	return match(regex, text, length, 0);
}

bool
regex_matches(const struct regex *regex, const char *text, size_t length)
{
	return match(
	    regex, text, length, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}
