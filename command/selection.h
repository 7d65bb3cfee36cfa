/* Which signals and series the operands of show and why mean. */
#ifndef COMMAND_SELECTION_H
#define COMMAND_SELECTION_H

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

struct err;
struct event;
struct expr;
struct model;
struct series;
struct signal;

struct selection {
	const struct signal *signal;
	struct expr *selector; /* NULL: all of it */
};

/* Reads OPERAND, a signal's name with or without { … }. False with ERR set:
 * unknown, or not well written. */
bool selection_read(struct selection *selection, const struct model *model,
    const char *operand, struct err *err);
void selection_release(struct selection *selection);

bool selection_has_series(const struct selection *selection,
    const struct series *series, int64_t as_of);
/* Why there is nothing that it means; borrowed. */
const char *selection_reason(
    const struct selection *selection, const struct model *model);

bool selection_has_event(
    const struct selection *selection, const struct event *event);

#endif
