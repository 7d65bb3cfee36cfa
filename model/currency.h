/* convert(x, USD): by the signals that the watchlist names as rates. The CHECK
 * adds the rates it needs to the call, as children that were not written: so
 * they are inputs like any other. Nobody outside this folder includes this. */
#ifndef MODEL_CURRENCY_H
#define MODEL_CURRENCY_H

#include <stdbool.h>
#include <stddef.h>

struct check_call;
struct function_call;
struct period;
struct reading;
struct row;

bool currency_check(struct check_call *call);
void currency_convert(struct function_call *call);

/* The cells of the K-th child, a rate, that a result at PERIOD is made of. */
void currency_inputs(const struct function_call *call, size_t k,
    const struct row *row, const struct period *period,
    struct reading *reading);

/* What the cells of ROW that READING names come to; there is at least one. */
struct cell currency_mean(const struct row *row, const struct reading *reading,
    const struct period *period);

#endif
