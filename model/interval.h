/* Interval arithmetic on amounts: the value by the formula, the ends by the
 * interval, approximate if any operand is. False where the result is no number:
 * *REASON says why, as a constant sentence. */
#ifndef MODEL_INTERVAL_H
#define MODEL_INTERVAL_H

#include <stdbool.h>

#include "model/amount.h"
#include "model/eval.h"
#include "model/expr.h"

bool interval_operate(enum operator op, struct amount a, struct amount b,
    struct amount *out, const char **reason);

/* (value / base − 1) × 100; the base must be above zero. */
bool interval_growth(struct amount value, struct amount base,
    struct amount *out, const char **reason);

/* (value / base) ^ (1 / years) − 1, in %; as before, and the value not
 * below. */
bool interval_compound(struct amount value, struct amount base, int years,
    struct amount *out, const char **reason);

/* False where OUT is no number, or its bounds say nothing. */
bool interval_settle(struct amount *out, const char **reason);

/* Holds for the whole intervals, for none of them, or cannot be told. */
enum truth interval_compare(
    enum operator op, struct amount a, struct amount b);

#endif
