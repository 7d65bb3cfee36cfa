/* Names of labels in selectors and behind "by". */
#ifndef MODEL_CHECK_LABELS_H
#define MODEL_CHECK_LABELS_H

#include <stdbool.h>

struct err;
struct expr;
struct scope;

/* One that no signal has is a mistake: it would choose nothing, or keep nothing
 * apart, and say so nowhere. ERR has its place. */
bool check_labels(
    const struct expr *expr, const struct scope *scope, struct err *err);

#endif
