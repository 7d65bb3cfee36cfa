/* What is claimed against what others measured: gap and unconfirmed, with "by"
 * or without. Nobody outside this folder includes this. */
#ifndef MODEL_CLAIMS_H
#define MODEL_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>

struct check_call;
struct function_call;
struct period;
struct reading;
struct row;

bool claims_check_gap(struct check_call *call);
bool claims_check_unconfirmed(struct check_call *call);

void claims_gap(struct function_call *call);
void claims_unconfirmed(struct function_call *call);
void claims_inputs_unconfirmed(const struct function_call *call, size_t k,
    const struct row *row, const struct period *period,
    struct reading *reading);

#endif
