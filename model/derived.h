/* Computes one derived signal. Nobody outside this folder includes this. */
#ifndef MODEL_DERIVED_H
#define MODEL_DERIVED_H

#include <stdbool.h>

struct derivation;
struct model;
struct signal;

/* What SIGNAL rests on is computed. False: it came out as it was. */
bool derived_compute(struct model *model, struct signal *signal);

/* Notes what is known of its inputs, where that alone is another. */
void derived_note_inputs(struct derivation *derivation);

#endif
