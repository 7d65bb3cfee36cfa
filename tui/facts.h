/* Titled lists of facts, as the pages of a figure, an alert, a source have
 * them: a name, and what is known, wrapped under itself. */
#ifndef TUI_FACTS_H
#define TUI_FACTS_H

#include <stdint.h>

#include "tui/canvas.h"

struct evidence;
struct page;
struct target;
struct view;

/* A blank line (but at the top) and a heading. */
void facts_title(struct page *page, const char *title);

/* Nothing where TEXT is NULL or empty. TARGET (taken) is what the first line
 * stands for, or NULL. */
void facts_add(struct page *page, int width, const char *name,
    enum style style, const char *text, struct target *target);
void facts_time(struct page *page, int width, const char *name, int64_t time);

/* Where a figure or an event came from. */
void facts_evidence(struct view *view, const struct evidence *evidence);

#endif
