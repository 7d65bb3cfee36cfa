/* Functions that give one value for each series, not one a period. */
#ifndef MODEL_POINT_FUNCTIONS_H
#define MODEL_POINT_FUNCTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "model/eval.h"

struct function_call;
struct period;
struct reading;
struct row;

/* Whole days, and the result holds until there is one more. */
double point_days_since(const struct function_call *call, int64_t time);

void point_latest(struct function_call *call);
void point_first(struct function_call *call);
void point_at(struct function_call *call);
void point_age(struct function_call *call);
void point_known(struct function_call *call);
void point_streak(struct function_call *call);
void point_revision(struct function_call *call);
void point_count(struct function_call *call);	/* of events */
void point_last(struct function_call *call);
void point_overdue(struct function_call *call);
void point_changed(struct function_call *call);
void point_atleast(struct function_call *call);

/* The cell of ROW, which a condition of atleast() came to, that counts: as
 * alerts judge, the newest period that every input has reached. NULL: none. */
const struct cell *point_member_cell(const struct eval *eval,
    const struct node *member, enum shape shape, const struct row *row,
    int64_t as_of);

/* For why: see struct function. */
void point_inputs_streak(const struct function_call *call, size_t k,
    const struct row *row, const struct period *period,
    struct reading *reading);
int64_t point_then(const struct function_call *call);

#endif
