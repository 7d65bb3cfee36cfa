/* Mistakes in a watchlist, each at its place: what watchlist_load() finds and
 * lint prints. They outlive the watchlist. */
#ifndef CONFIG_COMPLAINT_H
#define CONFIG_COMPLAINT_H

#include <stddef.h>

struct buf;

struct place {
	const char *file; /* as the user would name it */
	unsigned line, column; /* from 1; column counts characters */
};

/* One sentence with its place, the line of the file and a caret beneath. */
enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };
struct complaint {
	enum severity severity;
	struct place place;
	char *text;
	char *line; /* clean, tabs as blanks; NULL if there is none */
	int indent; /* cells before the caret */
};
struct complaints { /* the first LIMIT_COMPLAINTS of them */
	struct complaint *items;
	size_t count, errors, untold;
};

void complaints_release(struct complaints *complaints);

/* FILE:LINE:COLUMN: error: sentence, the line, the caret; sorted by place. */
void complaints_format(struct buf *out, const struct complaints *complaints);

#endif
