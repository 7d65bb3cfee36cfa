/* Functions that work period by period: which cells they read, and what they
 * make of them. See struct function. */
#ifndef MODEL_POSITIONAL_H
#define MODEL_POSITIONAL_H

#include <stdbool.h>
#include <stddef.h>

struct amount;
struct function_call;
struct period;
struct reading;
struct row;

typedef bool positional_read(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading);
typedef bool positional_make(const struct function_call *call,
    const struct row *row, struct reading *reading, struct amount *out);

positional_read positional_reads_before;       /* n periods, one by default */
positional_read positional_reads_year_before;
positional_read positional_reads_years_before; /* so many as argument 1 says */
positional_read positional_reads_year_end;     /* the last of the year before */
positional_read positional_reads_twelve_months;
positional_read positional_reads_window;       /* n periods, or since one */
positional_read positional_reads_window_before; /* its own, and n before it */
positional_read positional_reads_own;	       /* of the period alone */
positional_read positional_reads_since_from;   /* pace's [from, to) */

/* Why nothing was read: a break. Always false. */
bool positional_broken(const struct function_call *call,
    struct reading *reading, struct period period);

positional_make positional_earlier;
positional_make positional_change;
positional_make positional_growth;
positional_make positional_compound;
positional_make positional_sum;
positional_make positional_average;
positional_make positional_greatest;
positional_make positional_least;
positional_make positional_pace;

#endif
