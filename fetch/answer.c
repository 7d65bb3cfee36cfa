/* SPDX-License-Identifier: MIT */
#include "fetch/answer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"

void
answer_release(struct answer *answer)
{
	mem_free(answer->etag);
	mem_free(answer->last_modified);
	mem_free(answer->location);
	*answer = (struct answer){ .etag = NULL };
}

/* What stands behind NAME and its colon; NULL: another header, or one that is
 * too long to be kept, or holds what could begin another line. */
static char *
value_of(const char *line, size_t length, const char *name)
{
	size_t name_length = strlen(name);

	if (length <= name_length || line[name_length] != ':' ||
	    strncasecmp(line, name, name_length) != 0)
		return NULL;
	line += name_length + 1;
	length -= name_length + 1;
	while (length > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		length--;
	}
	while (length > 0 && strchr("\r\n \t", line[length - 1]) != NULL)
		length--;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == '\x7f')
			return NULL;
	return length > 0 && length <= LIMIT_LABEL ? mem_bytes(line, length)
						   : NULL;
}

static void
keep(char **to, char *value)
{
	if (value == NULL)
		return;
	mem_free(*to);
	*to = value;
}

/* Seconds, or a date; anything else is nothing said. */
static int64_t
pause_of(const char *value)
{
	struct err err;
	int64_t time, pause = 0;

	if (strspn(value, "0123456789") == strlen(value))
		pause = strlen(value) <= 9 ? strtol(value, NULL, 10)
					   : LIMIT_RETRY_AFTER_S;
	else if (date_parse_time(&time, NULL, value, &err) &&
	    time > clock_now())
		pause = time - clock_now();
	return pause < LIMIT_RETRY_AFTER_S ? pause : LIMIT_RETRY_AFTER_S;
}

bool
answer_line(struct answer *answer, const char *line, size_t length)
{
	size_t bytes = answer->bytes + length;
	char *pause;

	if (length >= 5 && !strncmp(line, "HTTP/", 5))
		answer_release(answer);
	answer->bytes = bytes;
	if (bytes > LIMIT_HEADERS)
		return false;
	keep(&answer->etag, value_of(line, length, "ETag"));
	keep(&answer->last_modified, value_of(line, length, "Last-Modified"));
	keep(&answer->location, value_of(line, length, "Location"));
	pause = value_of(line, length, "Retry-After");
	if (pause != NULL)
		answer->retry_after_s = pause_of(pause);
	mem_free(pause);
	return true;
}
