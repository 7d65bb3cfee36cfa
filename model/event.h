/* A dated item of an event signal. What a publisher says later of the same item
 * (a slipped date, another status) is a later version of the same ID. */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/basis.h"
#include "model/labels.h"
#include "model/unit.h"

struct evidence;

#define NO_DATE INT64_MIN

struct event {
	char *id; /* the publisher's, else the link, else labels and title */
	int64_t date;	/* seconds UTC */
	int64_t due;	/* or NO_DATE */
	char *title, *kind, *link, *status; /* link and status may be NULL */
	bool has_amount;
	struct amount amount;
	struct unit unit; /* of the amount */
	struct labels labels;
	enum basis basis;
	unsigned round;	  /* set by the model: see model_round() */
	char *remark;	  /* or NULL */
	int64_t known_at; /* seconds UTC */
	struct evidence *evidence;
	/* Set by the model: the version before, and when the next one became
	 * known (INT64_MAX: there is none). */
	struct event *earlier;
	int64_t superseded_at;
};

void event_copy(struct event *to, const struct event *from);
void event_release(struct event *event);

/* Planned, neither delivered nor dropped, and the day of its due is over. */
bool event_is_overdue(const struct event *event, int64_t now);

/* Whether it became another kind, got another status or another due than the
 * version before said. */
bool event_is_turned(const struct event *event);

#endif
