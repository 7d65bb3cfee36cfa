/* SPDX-License-Identifier: MIT */
#include "model/event.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/evidence.h"

void
event_copy(struct event *to, const struct event *from)
{
	*to = *from;
	to->id = mem_text(from->id);
	to->title = mem_text(from->title);
	to->kind = mem_text(from->kind);
	to->link = mem_text(from->link);
	to->status = mem_text(from->status);
	to->remark = mem_text(from->remark);
	labels_copy(&to->labels, &from->labels);
	to->evidence = evidence_hold(from->evidence);
}

void
event_release(struct event *event)
{
	mem_free(event->id);
	mem_free(event->title);
	mem_free(event->kind);
	mem_free(event->link);
	mem_free(event->status);
	mem_free(event->remark);
	labels_release(&event->labels);
	evidence_release(event->evidence);
	*event = (struct event){ .id = NULL };
}

/* What ends a planned item's life, well or not. */
static bool
is_settled(const char *status)
{
	return status != NULL &&
	    (!strcmp(status, "delivered") || !strcmp(status, "dropped"));
}

bool
event_is_overdue(const struct event *event, int64_t now)
{
	return event->due != NO_DATE &&
	    date_day_of(event->due) < date_day_of(now) &&
	    !is_settled(event->status);
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && !strcmp(a, b));
}

bool
event_is_turned(const struct event *event)
{
	const struct event *before = event->earlier;

	return before != NULL &&
	    (event->due != before->due ||
		!same_text(event->kind, before->kind) ||
		!same_text(event->status, before->status));
}
