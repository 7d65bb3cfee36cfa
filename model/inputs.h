/* What a signal is derived from, however far below. */
#ifndef MODEL_INPUTS_H
#define MODEL_INPUTS_H

#include <stdbool.h>

struct model;
struct signal;

/* Calls EACH for SIGNAL, and where that says so for what it is derived from,
 * and so on; each signal once, however often formulas name it. */
void inputs_each(const struct model *model, const struct signal *signal,
    bool (*each)(void *context, const struct signal *input), void *context);

#endif
