/* What was known at other times. Nobody outside this folder includes this. */
#ifndef MODEL_TIMES_H
#define MODEL_TIMES_H

#include <stdbool.h>
#include <stdint.h>

struct check_call;
struct function_call;

bool times_check_asof(struct check_call *call);
bool times_check_restated(struct check_call *call);

int64_t times_then(const struct function_call *call); /* of asof */
void times_asof(struct function_call *call);
void times_restated(struct function_call *call);

#endif
