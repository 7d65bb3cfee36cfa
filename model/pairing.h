/* Which rows of two results go together: those that agree on the labels that
 * both have. An index, so that a thousand are not compared with a thousand. */
#ifndef MODEL_PAIRING_H
#define MODEL_PAIRING_H

#include <stddef.h>

struct labels;
struct pairing;
struct result;

/* Of the rows of SIDE, to be asked for the partners of rows of OTHER. Both must
 * outlive it. */
struct pairing *pairing_new(
    const struct result *side, const struct result *other);
void pairing_free(struct pairing *pairing);

/* The first row of SIDE that agrees with LABELS, those of a row of OTHER, and
 * the one after the I-th; the count of rows where there is none. */
size_t pairing_first(
    const struct pairing *pairing, const struct labels *labels);
size_t pairing_after(
    const struct pairing *pairing, const struct labels *labels, size_t i);

#endif
