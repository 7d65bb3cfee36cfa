/* Functions that give one value for each series, not one a period. */
#ifndef MODEL_POINT_FUNCTIONS_H
#define MODEL_POINT_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct function_call;
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
bool point_reads_streak(const struct function_call *call,
    const struct row *row, size_t i, struct reading *reading);
void point_revision(struct function_call *call);
void point_count(struct function_call *call);	/* of events */
void point_last(struct function_call *call);
void point_overdue(struct function_call *call);
void point_changed(struct function_call *call);
void point_atleast(struct function_call *call);

#endif
