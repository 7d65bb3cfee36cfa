/* What a change of an alert rests on: the figures, events and members that its
 * condition read, each as it was known then, with its evidence, and what was
 * known of it before. Plain values with owned text. */
#ifndef MODEL_GROUND_H
#define MODEL_GROUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/basis.h"
#include "model/labels.h"
#include "model/period.h"

struct buf;
struct evidence;

enum ground_of { GROUND_FIGURE, GROUND_EVENT, GROUND_MEMBER, GROUND_OF_COUNT };

struct ground {
	enum ground_of of;
	int depth;    /* 0: the condition reads it; else what that rests on */
	bool changed; /* since the evaluation before: it is the cause */
	char *name;   /* of the signal, or of the alert that is a member */
	struct labels labels;
	bool has_period;
	struct period period; /* of an event: its day */
	bool has_amount;
	struct amount amount;
	char *unit; /* "" if none */
	enum basis basis;
	int64_t known_at;
	/* Of a figure that changed: what was known of its period before. */
	bool has_before;
	struct amount before;
	int64_t before_known_at;
	char *title; /* of an event or a member, else NULL */
	/* An event's kind, status and due, a member's state, why a figure is
	 * missing; and what that was before. NULL: there is none. */
	char *said, *was;
	struct evidence *evidence; /* held, or NULL */
};

struct grounds {
	struct ground *items;
	size_t count;
	size_t left_out; /* beyond LIMIT_GROUNDS */
};

const char *ground_of_word(enum ground_of of); /* "figure" */
void grounds_copy(struct grounds *to, const struct grounds *from);
void ground_release(struct ground *ground);
void grounds_release(struct grounds *grounds);

/* "margin{region="EU"} 2025Q3": which figure, event or member it is. */
void ground_format_name(struct buf *out, const struct ground *ground);
/* What is known of it: "8.2 %", "launch, delivered", "warn"; "" if nothing. */
void ground_format_value(struct buf *out, const struct ground *ground);
/* The same of before: "9.1 %", or "" where nothing was known. */
void ground_format_before(struct buf *out, const struct ground *ground);

/* An amount in the unit that is written so; "" is none. As exact as reasons say
 * it: a threshold may be near. */
void ground_format_amount(
    struct buf *out, const struct amount *amount, const char *unit);

/* Whether the cause is that figures were restated, and nothing else. */
bool grounds_are_restated(const struct grounds *grounds);

/* The cause in one sentence, as far as WIDEST names go: "margin 2025Q3 was
 * 9.1 %, now 8.2 %; capex 2025Q4 is 5 bn RMB, new"; "" where nothing that it
 * rests on has changed. */
void grounds_format_cause(
    struct buf *out, const struct grounds *grounds, size_t widest);

/* The figures of it that were restated alone. */
void grounds_format_restated(
    struct buf *out, const struct grounds *grounds, size_t widest);

#endif
