/* An amount as a person reads it, with its unit: "67.7 bn RMB", "≥ 100 %",
 * "~120.0 bn RMB", "91.0 to 93.0 bn RMB". The one way that views, commands and
 * sentences write amounts; output for programs has full precision instead. */
#ifndef MODEL_AMOUNT_FORMAT_H
#define MODEL_AMOUNT_FORMAT_H

#include <stdbool.h>

struct amount;
struct buf;
struct unit;

/* UNIT may be NULL. */
void amount_format(
    struct buf *out, const struct amount *amount, const struct unit *unit);

/* A bare number as above: 67.7 bn, 11.6, 1,234. SIGNED writes the plus too. */
void amount_format_number(
    struct buf *out, double number, const struct unit *unit, bool is_signed);

#endif
