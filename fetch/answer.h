/* The headers of one HTTP answer, as far as they matter here. */
#ifndef FETCH_ANSWER_H
#define FETCH_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct answer {
	char *etag, *last_modified, *location; /* owned; NULL: not said */
	int64_t retry_after_s; /* up to LIMIT_RETRY_AFTER_S; 0: not said */
	size_t bytes;	       /* of all its lines, interim answers' too */
};

void answer_release(struct answer *answer); /* and zeroed */

/* One line as it came, its end included; a status line begins anew (what a 103
 * or a 100 said does not count). False: they are longer than LIMIT_HEADERS. */
bool answer_line(struct answer *answer, const char *line, size_t length);

#endif
