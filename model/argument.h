/* What a function's CHECK asks of its I-th argument; after a mistake false with
 * the error set: "'yoy' expects a number here: yoy(x)". Nobody outside this
 * folder includes this. */
#ifndef MODEL_ARGUMENT_H
#define MODEL_ARGUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/expr.h"

struct check_call;

bool argument_wrong(
    const struct check_call *call, size_t i, const char *expected);

bool argument_is_number(const struct check_call *call, size_t i);

/* A value a period: of one value there is nothing before. */
bool argument_is_series(const struct check_call *call, size_t i);

/* What was learned at some time, for some period: no bare literal. */
bool argument_is_learned(const struct check_call *call, size_t i);

bool argument_is_literal(const struct check_call *call, size_t i,
    enum node_kind kind, const char *expected);

/* How many periods: 4, or "4 quarters"; up to 1000. */
bool argument_is_count(const struct check_call *call, size_t i, int least);

bool argument_is_window(const struct check_call *call, size_t i, int least);

/* A whole number written out, -3 too; it is put into *NUMBER. */
bool argument_is_whole(const struct check_call *call, size_t i, int least,
    int most, int *number);

#endif
