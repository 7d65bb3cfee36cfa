/* What a signal is derived from: what its formula names, and however far
 * below. */
#ifndef MODEL_INPUTS_H
#define MODEL_INPUTS_H

#include <stdbool.h>

struct expr;
struct model;
struct signal;

/* Calls EACH for every signal of MODEL that EXPR is evaluated over, as often as
 * it is named. */
void inputs_named(const struct model *model, const struct expr *expr,
    void (*each)(void *context, struct signal *input), void *context);

/* Calls EACH for SIGNAL, and where that says so for what it is derived from,
 * and so on; each signal once, however often formulas name it. EACH makes no
 * walk of its own. */
void inputs_each(const struct model *model, const struct signal *signal,
    bool (*each)(void *context, const struct signal *input), void *context);

#endif
