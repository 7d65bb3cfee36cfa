/* An alert as one row: its sign, title, state, and why; a red line has its
 * members with their states instead. */
#ifndef TUI_ALERT_ROW_H
#define TUI_ALERT_ROW_H

#include <stdbool.h>

struct alert;
struct alerts;
struct line;
struct scene;

/* Whether a red line has it as a member. */
bool alert_is_member(const struct alerts *alerts, const char *name);

void alert_row(struct line *line, const struct scene *scene,
    const struct alert *alert, int width);

/* What stands at the bottom when it is selected: its note, else its rule. */
void alert_detail(
    struct line *line, const struct scene *scene, const char *name);

#endif
