/* SPDX-License-Identifier: MIT */
#include "fetch/answer.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *value;
	int64_t pause_s;
} pauses[] = {
	{ "120", 120 },
	{ " 0 ", 0 },
	{ "86400", 86400 },
	{ "86401", 86400 },
	{ "999999999", 86400 },
	{ "18446744073709551616", 86400 },
	{ "99999999999999999999999999999999", 86400 },
	{ "Thu, 01 Jan 2026 00:02:00 GMT", 120 },
	{ "Wed, 31 Dec 2025 23:59:00 GMT", 0 },
	{ "Thu, 01 Jan 2099 00:00:00 GMT", 86400 },
	{ "-5", 0 },
	{ "soon", 0 },
	{ "1.5", 0 },
	{ "", 0 },
};

static void
say(struct answer *answer, const char *line)
{
	ok(answer_line(answer, line, strlen(line)), "a line");
}

static const char *
shown(const char *text)
{
	return text != NULL ? text : "(none)";
}

int
main(void)
{
	struct answer answer = { .etag = NULL };
	char *long_line = mem_new(LIMIT_HEADERS + 2);

	clock_set(1767225600); /* Thu, 01 Jan 2026 00:00:00 GMT */
	for (size_t i = 0; i < ARRAY_LEN(pauses); i++) {
		char line[80];

		(void)snprintf(line, sizeof(line), "Retry-After:%s\r\n",
		    pauses[i].value);
		answer_release(&answer);
		say(&answer, line);
		is_int(answer.retry_after_s, pauses[i].pause_s,
		    pauses[i].value);
	}
	answer_release(&answer);
	say(&answer, "HTTP/1.1 103 Early Hints\r\n");
	say(&answer, "ETag: \"hint\"\r\n");
	say(&answer, "\r\n");
	say(&answer, "HTTP/1.1 200 OK\r\n");
	is_string(shown(answer.etag), "(none)",
	    "an interim answer's ETag does not count");
	say(&answer, "eTAG:W/\"1\"\t \r\n");
	say(&answer, "ETagged: no\r\n");
	say(&answer, "Last-Modified: Wed, 31 Dec 2025 23:59:00 GMT\r\n");
	say(&answer, "Location: a\x1b[2J\r\n");
	is_string(shown(answer.etag), "W/\"1\"", "ETag");
	is_string(shown(answer.last_modified),
	    "Wed, 31 Dec 2025 23:59:00 GMT", "Last-Modified");
	is_string(shown(answer.location), "(none)",
	    "no header with a control character is kept");
	(void)memset(long_line, 'x', LIMIT_HEADERS + 1);
	(void)memcpy(long_line, "ETag: ", 6);
	ok(!answer_line(&answer, long_line, LIMIT_HEADERS),
	    "all its headers together have a limit");
	answer_release(&answer);
	ok(answer_line(&answer, long_line, LIMIT_HEADERS),
	    "a line of that length alone");
	is_string(shown(answer.etag), "(none)", "is not kept");
	answer_release(&answer);
	mem_free(long_line);
	return done();
}
