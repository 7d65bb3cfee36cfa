/* SPDX-License-Identifier: MIT */
#include "fetch/json_number.h"

#include <stdio.h>
#include <string.h>

#include "tests/tap.h"

static const struct {
	const char *a, *b;
	int order;
} cases[] = {
	{ "1", "2", -1 },
	{ "1", "1", 0 },
	{ "1", "1.0", 0 },
	{ "100", "1e2", 0 },
	{ "0.001", "1E-3", 0 },
	{ "-0", "0", 0 },
	{ "0.000e9", "-0e99", 0 },
	{ "-1", "0", -1 },
	{ "-1", "-2", 1 },
	{ "-10.5", "-1.05e1", 0 },
	{ "9007199254740993", "9007199254740992", 1 },
	{ "9007199254740993", "9007199254740993.0", 0 },
	{ "1e999", "1e1000", -1 },
	{ "-1e999", "1e-999", -1 },
	{ "1e-999", "0", 1 },
	{ "12.34", "1.234e+1", 0 },
	{ "0.10", "0.1", 0 },
	{ "0.1", "0.10000000000000000000001", -1 },
	{ "1e99999999999999999999", "1e9", 1 },
	{ "1e-99999999999999999999", "1e-9", -1 },
	{ "0e99999999999999999999", "0", 0 },
	{ "123456", "12345", 1 },
	{ "1234560", "123456", 1 },
};

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *a = cases[i].a, *b = cases[i].b;
		char name[120];

		(void)snprintf(name, sizeof(name), "%s and %s", a, b);
		is_int(json_number_compare(a, strlen(a), b, strlen(b)),
		    cases[i].order, name);
		is_int(json_number_compare(b, strlen(b), a, strlen(a)),
		    -cases[i].order, "and the other way round");
	}
	return done();
}
