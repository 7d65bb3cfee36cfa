/* An alert as one row: its sign, title, state, and why; a red line has its
 * members with their states instead. */
#ifndef TUI_ALERT_ROW_H
#define TUI_ALERT_ROW_H

#include <stdbool.h>

#include "model/transition.h"

struct alert;
struct alerts;
struct line;
struct scene;
struct target;

/* Whether a red line has it as a member. */
bool alert_is_member(const struct alerts *alerts, const char *name);

void alert_row(struct line *line, const struct scene *scene,
    const struct alert *alert, int width);

/* The state of the alert that a row is of, or of the worst one on its signal;
 * ALERT_OK where there is none. */
enum alert_state alert_state_of(
    const struct scene *scene, const struct target *target);

/* What stands at the bottom when it is selected: its note, else its rule. */
void alert_detail(
    struct line *line, const struct scene *scene, const char *name);

#endif
