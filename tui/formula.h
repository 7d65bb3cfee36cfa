/* A formula as a tree: each part with what it came to, and each figure in it a
 * way further down. */
#ifndef TUI_FORMULA_H
#define TUI_FORMULA_H

struct explained;
struct view;

/* Appends the lines to the view's page. */
void formula_add(struct view *view, const struct explained *explained);

#endif
