/* How what is made of flows, stocks and rates comes together in longer periods:
 * the part of the check that follows kind:. Nobody outside this folder includes
 * this. */
#ifndef MODEL_CHECK_KIND_H
#define MODEL_CHECK_KIND_H

#include "model/check.h"

/* Sums and differences of one kind are of that kind, and what is taken times or
 * by one value, or has it added. SIDES: the types of both. */
enum signal_kind check_kind_of_operation(
    const struct node *node, const struct type *sides);

/* What is taken over several periods speaks of the time up to its own end: of a
 * longer period the last one is it. ARGUMENTS: the types of the children. */
enum signal_kind check_kind_of_call(
    const struct node *node, const struct type *arguments);

#endif
