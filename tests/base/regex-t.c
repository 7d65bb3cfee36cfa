/* SPDX-License-Identifier: MIT */
#include "base/regex.h"

#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *pattern, *text;
	bool finds, matches;
} cases[] = {
	{ "multi-?year", "a multiyear deal", true, false },
	{ "(?i)multi-?year", "Multi-Year", true, true },
	{ "Qwen3.*", "Qwen3-32B", true, true },
	{ "Qwen3", "Qwen3-32B", true, false },
	{ "a|ab", "ab", true, true }, /* the whole text, not the first way */
	{ "", "", true, true },
	{ "", "x", true, false },
	{ "^.$", "里", true, true },
	{ "x$", "x\n", false, false },
	{ "a", "\xff", false, false }, /* no UTF-8, no match */
};

static void
test_time(const char *pattern, size_t length)
{
	struct err err;
	struct regex *regex = regex_new(pattern, &err);
	char *text = mem_new(length + 2);
	clock_t start;

	(void)memset(text, 'a', length);
	text[length] = '!';
	start = clock();
	ok(!regex_finds(regex, text, length + 1), pattern);
	is_soon(start, 5, "ends in time");
	mem_free(text);
	regex_free(regex);
}

int
main(void)
{
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct regex *regex = regex_new(cases[i].pattern, &err);
		size_t length = strlen(cases[i].text);

		ok(regex != NULL &&
			regex_finds(regex, cases[i].text, length) ==
			    cases[i].finds &&
			regex_matches(regex, cases[i].text, length) ==
			    cases[i].matches,
		    cases[i].pattern);
		regex_free(regex);
	}
	ok(regex_new("a(b", &err) == NULL, "a bad one is refused");
	is_string(err.text,
	    "bad regular expression: missing closing parenthesis",
	    "with PCRE2's words");
	is_int((int64_t)err.at, 3, "and the place");
	ok(regex_new("\\C", &err) == NULL, "no single bytes");
	ok(regex_new("\xff", &err) == NULL, "no pattern that is no UTF-8");
	regex_free(NULL);
	test_time("(a+)+$", 5000);
	test_time("(a|aa)+$", 5000);
	test_time("(.*)(.*)(.*)(.*)(.*)x", 5000);
	return done();
}
