/* SPDX-License-Identifier: MIT */
#include "base/near.h"

#include <stddef.h>

#include "base/mem.h"
#include "tests/tap.h"

static const char *const names[] = { "timeout", "unit", "url", "every" };

static const struct {
	const char *word, *nearest; /* NULL: none is near enough */
} cases[] = {
	{ "timout", "timeout" },
	{ "tiemout", "timeout" },
	{ "UNIT", "unit" },
	{ "unti", "unit" },
	{ "evry", "every" },
	{ "price", NULL },
	{ "tim", "timeout" },
	{ "Tim", "timeout" },
	{ "ti", NULL },
	{ "timeouts and more", NULL },
	{ "", NULL },
};

static const char *const many[] = { "a-1", "a-2", "a-3", "a-4", "a-5", "a-6",
	"a-7" };
static const char *const wide[] = {
	"a title that goes on, and on, and on, and on, and on, and on, and on",
	"another that goes on, and on, and on, and on, and on, and on, and on",
	"a third that goes on, and on, and on, and on, and on, and on, and on",
	"a last one" };

static const struct {
	const char *const *names;
	size_t count;
	const char *hint;
} hints[] = {
	{ names, 4, "; did you mean 'unit'?" },
	{ names, 1, "; there is only 'timeout'" },
	{ names, 0, "; there is none" },
	{ many, 2, "; there are 'a-1' and 'a-2'" },
	{ many, 3, "; there are 'a-1', 'a-2' and 'a-3'" },
	{ many, 6, "; there are 'a-1', 'a-2', 'a-3', 'a-4', 'a-5' and 'a-6'" },
	{ many, 7, "; there are 'a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'a-6' and "
		   "1 more" },
	{ wide, 4,
	    "; there are 'a title that goes on, and on, and on, and on, and "
	    "on, and on, and on', 'another that goes on, and on, and on, and "
	    "on, and on, and on, and on', 'a third that goes on, and on, and "
	    "on, and on, and on, and on, and on' and 1 more" },
};

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *got =
		    near_name(cases[i].word, names, ARRAY_LEN(names));

		is_string(got != NULL ? got : "(none)",
		    cases[i].nearest != NULL ? cases[i].nearest : "(none)",
		    cases[i].word);
	}
	ok(near_name("a t", wide, 1) == wide[0], "the only one that begins so");
	ok(near_name("a-1", many + 1, 6) != NULL, "a letter of three");
	ok(near_name("axy", many, 7) == NULL, "none begins so");
	ok(near_name("a t", (const char *const[]){ "a title", "a trial" },
	       2) == NULL,
	    "two begin so");
	ok(near_name("unit", names, 0) == NULL, "no names, no guess");
	for (size_t i = 0; i < ARRAY_LEN(hints); i++) {
		char *hint = near_hint("unti", hints[i].names, hints[i].count);

		is_string(hint, hints[i].hint, hints[i].hint);
		mem_free(hint);
	}
	return done();
}
