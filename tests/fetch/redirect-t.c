/* SPDX-License-Identifier: MIT */
#include "fetch/redirect.h"

#include "base/limits.h"
#include "base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *from, *location;
	int before;
	const char *target, *why; /* one of them */
} cases[] = {
	{ "http://a/x/y?q", "/z", 0, "http://a/z", NULL },
	{ "http://a/x/y?q", "z?r", 0, "http://a/x/z?r", NULL },
	{ "http://a/x", "http://b:81/", 0, "http://b:81/", NULL },
	{ "http://a/x", "https://a/x", 0, "https://a/x", NULL },
	{ "https://a/x", "//b/y", 0, "https://b/y", NULL },
	{ "http://u:p@a/x", "http://b/y", 0, "http://b/y", NULL },
	{ "http://a/x", "HTTP://B/y", 0, "http://B/y", NULL },
	{ "http://a/", "/b", LIMIT_REDIRECTS - 1, "http://a/b", NULL },
	{ "http://a/", "/b", LIMIT_REDIRECTS, NULL, "it redirects too often" },
	{ "https://a/", "http://a/", 0, NULL,
	    "it redirects from https to http" },
	{ "http://a/", "file:///etc/passwd", 0, NULL,
	    "it redirects to what is neither http nor https" },
	{ "http://a/", "ftp://a/", 0, NULL,
	    "it redirects to what is neither http nor https" },
	{ "http://a/", "gopher://a/", 0, NULL,
	    "it redirects to what is neither http nor https" },
	{ "http://a/", NULL, 0, NULL, "it redirects to nowhere" },
	{ "http://a/", "http://", 0, NULL, "it redirects to nowhere" },
};

static const long yes[] = { 301, 302, 303, 307, 308 };
static const long no[] = { 200, 300, 304, 305, 306, 309, 404 };

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *why;
		char *target = redirect_target(
		    cases[i].from, cases[i].location, cases[i].before, &why);

		is_string(target != NULL ? target : why,
		    cases[i].target != NULL ? cases[i].target : cases[i].why,
		    cases[i].location != NULL ? cases[i].location : "none");
		ok((target != NULL) == (cases[i].target != NULL), "so");
		mem_free(target);
	}
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		is_int(redirect_is(yes[i]), true, "a redirect");
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		is_int(redirect_is(no[i]), false, "none");
	return done();
}
