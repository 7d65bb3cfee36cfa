/* if and coalesce: one of several values, period by period. Nobody outside this
 * folder includes this. */
#ifndef MODEL_CHOOSE_H
#define MODEL_CHOOSE_H

#include <stdbool.h>

struct check_call;
struct function_call;

bool choose_check_if(struct check_call *call);
bool choose_check_first(struct check_call *call);

void choose_if(struct function_call *call);
void choose_first(struct function_call *call); /* coalesce */

#endif
