/* SPDX-License-Identifier: MIT */
#include "base/near.h"

#include <stddef.h>

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
	{ "", NULL },
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
	ok(near_name("unit", names, 0) == NULL, "no names, no guess");
	return done();
}
