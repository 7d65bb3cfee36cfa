/* The body of a document as lines to be read: JSON laid out with a member a
 * line, anything else as it stands. It streams: of a large body only the lines
 * around what was picked are kept. Everything that comes out is clean text. */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct layout;

struct layout_line {
	char *before, *match, *after; /* match "" in most lines; owned */
	uint64_t number;	      /* from 1, of the laid out document */
};

/* OFFSET is where the picked text begins (-1: nothing is marked), LENGTH how
 * long it is in the body; 0: to the end of its JSON token. At most AROUND lines
 * before it and as many after it are kept (from the start, without a mark). */
struct layout *layout_new(
    bool json, int64_t offset, size_t length, size_t around);
void layout_free(struct layout *layout);

void layout_feed(struct layout *layout, const char *bytes, size_t length);
void layout_end(struct layout *layout);

/* What was kept; the whole document has LAYOUT_TOTAL lines. */
size_t layout_count(const struct layout *layout);
const struct layout_line *layout_line(const struct layout *layout, size_t i);
uint64_t layout_total(const struct layout *layout);

/* The kept line that has the mark; 0 where there is none. */
size_t layout_marked(const struct layout *layout);

#endif
