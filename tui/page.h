/* Lines with a cursor: what most views are. A line may stand for something that
 * Enter opens. A page that is built anew keeps its cursor on what it was on. */
#ifndef TUI_PAGE_H
#define TUI_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/line.h"
#include "tui/target.h"

struct regex;

struct item {
	struct line line;
	struct target target; /* TARGET_NONE: nothing beneath */
	int group;	      /* the view's own: a panel's index */
	char *words;	      /* what search finds besides the text; or NULL */
};

struct page {
	struct item *items;
	size_t count, selected, top;
	struct target kept; /* what the cursor was on before page_rebuild() */
	size_t kept_at;
};

void page_init(struct page *page);
void page_release(struct page *page);

/* Empties it; page_built() puts the cursor back, or on the first line that
 * stands for something. */
void page_rebuild(struct page *page);
void page_built(struct page *page);

/* A new last line. TARGET is taken; NULL: it stands for nothing. The line is
 * borrowed until the next one is added. */
struct line *page_add(struct page *page, struct target *target);

/* Text that search finds in the last line besides what it shows. */
void page_words(struct page *page, const char *words);

/* Plain text over as many lines as WIDTH makes of it. */
void page_paragraph(struct page *page, enum style style, int indent, int width,
    const char *text);

void page_move(struct page *page, long by);
void page_select(struct page *page, size_t i);
const struct target *page_target(const struct page *page);

/* Selects the next line that stands for something; false: none does. */
bool page_seek(struct page *page);

/* The next line that holds it, from the cursor (wrapping around); false:
 * none. */
bool page_search(struct page *page, const struct regex *regex, bool forward);

/* Draws what fits around the cursor and rests the terminal's cursor on it. */
void page_draw(
    struct page *page, struct canvas *canvas, int x, int y, int width,
    int height);

#endif
