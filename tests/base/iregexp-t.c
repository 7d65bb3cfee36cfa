/* SPDX-License-Identifier: MIT */
#include "base/iregexp.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/regex.h"
#include "tests/tap.h"

static const struct {
	const char *pattern;
	const char *rewritten; /* NULL: it is none */
	size_t at;	       /* and where */
} patterns[] = {
	{ "", "", 0 },
	{ "ab*c+d?", "ab*c+d?", 0 },
	{ "a|b|", "a|b|", 0 },
	{ "(a(b)c)*", "(?:a(?:b)c)*", 0 },
	{ "a.b", "a[^\\n\\r]b", 0 },
	{ "[.]", "[.]", 0 },
	{ "[^a-z0-9]", "[^a-z0-9]", 0 },
	{ "[-a]", "[\\-a]", 0 },
	{ "[a-]", "[a\\-]", 0 },
	{ "[\\p{Lu}x]", "[\\p{Lu}x]", 0 },
	{ "a{2}b{2,}c{2,5}", "a{2}b{2,}c{2,5}", 0 },
	{ "\\p{L}\\P{Nd}", "\\p{L}\\P{Nd}", 0 },
	{ "\\(\\.\\n\\t", "\\(\\.\\n\\t", 0 },
	{ "^a$", "^a$", 0 },
	{ "里", "里", 0 },
	{ "CY20[0-9]{2}Q[1-4]", "CY20[0-9]{2}Q[1-4]", 0 },
	{ "*a", NULL, 0 },
	{ "a**", NULL, 2 },
	{ "a*?", NULL, 2 },
	{ "a++", NULL, 2 },
	{ "(?:a)", NULL, 1 },
	{ "(?=a)", NULL, 1 },
	{ "(a)\\1", NULL, 3 },
	{ "\\d", NULL, 0 },
	{ "\\bword", NULL, 0 },
	{ "\\p{Latin}", NULL, 0 },
	{ "\\p{Lx}", NULL, 0 },
	{ "\\pL", NULL, 0 },
	{ "[a", NULL, 0 },
	{ "[]", NULL, 0 },
	{ "[^]", NULL, 0 },
	{ "[[:alpha:]]", NULL, 0 },
	{ "[a-\\p{L}]", NULL, 0 },
	{ "a]", NULL, 1 },
	{ "a}", NULL, 1 },
	{ "a{", NULL, 1 },
	{ "a{,3}", NULL, 1 },
	{ "a{1,2", NULL, 1 },
	{ "(a", NULL, 2 },
	{ "a)", NULL, 1 },
	{ "(a|*)", NULL, 3 },
	{ "a\\", NULL, 1 },
	{ "a\xff", NULL, 1 },
};

static const struct {
	const char *pattern, *text;
	bool search, match;
} cases[] = {
	{ "CY20[0-9]{2}Q1", "CY2025Q1I", true, false },
	{ "CY20[0-9]{2}Q1I", "CY2025Q1I", true, true },
	{ "a.c", "a\nc", false, false },
	{ "a.c", "a里c", true, true },
	{ "a|ab", "ab", true, true },
	{ "\\p{Lu}", "É", true, true },
	{ "b", "abc", true, false },
	{ "", "abc", true, false },
	{ "", "", true, true },
	{ "abc$", "abc\n", false, false },
};

static void
test_rewrite(size_t i)
{
	const char *pattern = patterns[i].pattern;
	size_t at = 99;
	struct buf out;
	bool fine;

	buf_init(&out, 4096);
	fine = iregexp_rewrite(&out, pattern, strlen(pattern), &at);
	if (patterns[i].rewritten != NULL) {
		is_string(fine ? buf_string(&out) : "(refused)",
		    patterns[i].rewritten, pattern);
	} else {
		ok(!fine, pattern);
		is_int((int64_t)at, (int64_t)patterns[i].at, "where");
	}
	buf_release(&out);
}

/* What makes others try each way takes no time here. */
static void
test_time(const char *pattern)
{
	struct regex *regex =
	    regex_new_interoperable(pattern, strlen(pattern));
	size_t length = 24000;
	char *text = mem_new(length + 1);
	clock_t start = clock();

	(void)memset(text, 'a', length);
	ok(!regex_matches(regex, text, length), pattern);
	is_soon(start, 5, "ends in time");
	mem_free(text);
	regex_free(regex);
}

int
main(void)
{
	char *deep = mem_new(200001);

	for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
		test_rewrite(i);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *text = cases[i].text;
		struct regex *regex = regex_new_interoperable(
		    cases[i].pattern, strlen(cases[i].pattern));

		ok(regex != NULL &&
			regex_finds(regex, text, strlen(text)) ==
			    cases[i].search &&
			regex_matches(regex, text, strlen(text)) ==
			    cases[i].match,
		    cases[i].pattern);
		regex_free(regex);
	}
	test_time("(a*)*b");
	test_time("(a|aa)+b");
	(void)memset(deep, '(', 100000);
	(void)memset(deep + 100000, ')', 100000);
	ok(regex_new_interoperable(deep, 200000) == NULL,
	    "a pattern has its limit");
	(void)memset(deep + 1000, ')', 1000);
	ok(regex_new_interoperable(deep, 2000) == NULL,
	    "also of its brackets");
	mem_free(deep);
	return done();
}
