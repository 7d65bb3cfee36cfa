/* What the functions of events have counted. */
#ifndef MODEL_EVENT_FUNCTIONS_H
#define MODEL_EVENT_FUNCTIONS_H

#include <stdbool.h>

struct eval;
struct event;
struct explained;
struct signal;

/* The events that a function counts (count, last, overdue, changed), by date;
 * false where PART is none of these. */
typedef void explained_event(void *context, const struct signal *signal,
    const struct event *event);
bool explained_events(struct eval *eval, const struct explained *part,
    explained_event *each, void *context);

#endif
