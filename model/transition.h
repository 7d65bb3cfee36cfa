/* What alert, store, engine, commands and screen say to each other of alerts:
 * states and their changes. Plain values with owned text. */
#ifndef MODEL_TRANSITION_H
#define MODEL_TRANSITION_H

#include <stdbool.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/ground.h"
#include "model/period.h"

enum alert_state {
	ALERT_OK,
	ALERT_PENDING,
	ALERT_WARN,
	ALERT_CRIT,
	ALERT_RECOVERING,
	ALERT_NO_DATA,
	ALERT_FAILED,
	ALERT_STATE_COUNT
};

enum alert_why {
	WHY_BASELINE, /* the first time that this alert was looked at */
	WHY_NEW,
	WHY_WORSE,
	WHY_BETTER,
	WHY_RESOLVED,
	WHY_NO_DATA,
	WHY_FAILED,
	WHY_LATE,
	WHY_ON_TIME,
	WHY_HAS_DATA, /* no more without, or failed: as it was before */
	WHY_RESTATED,	/* by a later vintage of what was judged already */
	WHY_REMINDER,
	WHY_SILENCE_ENDED,
	WHY_MUTE_ENDED,
	WHY_ACKNOWLEDGEMENT_ENDED, /* somebody took it back */
	ALERT_WHY_COUNT
};

/* Why an alert is not told at a time. */
enum quiet {
	QUIET_NOT,
	QUIET_ACKNOWLEDGED,
	QUIET_SILENCED,
	QUIET_MUTED,
	QUIET_COUNT
};

/* What lasts between two evaluations of one alert (or of one source: then the
 * name is "source:NAME"). */
struct alert_memory {
	char *name;
	enum alert_state state;
	/* WARN or CRIT while recovering, else = state */
	enum alert_state level;
	bool late;
	int64_t since;	       /* when it came into this state */
	/* How often in a row warn (crit) held, and since when: for "for:". */
	unsigned warn_run, crit_run;
	int64_t warn_since, crit_since;
	char rule_digest[65];  /* a changed rule has its own baseline */
	/* What it was judged by last: "margin", or NULL. */
	char *subject;
	struct amount value;
	struct period period; /* all zero if none */
};

struct transition {
	char *alert, *title;
	enum alert_state was, state;
	bool was_late, late;
	enum alert_why why;
	int64_t at;
	bool has_value;
	struct amount value;
	char *unit;	     /* "" if none */
	bool has_period;
	struct period period;
	char *rule;	     /* the condition's text */
	char *reason;	     /* one sentence: what it was and why */
	struct grounds grounds; /* what it rests on, and so its cause */
	bool told;	     /* by check */
	enum quiet quiet;    /* why it was not, and never will be */
	int64_t id;	     /* the store's, 0 before it was kept */
};

const char *alert_state_name(enum alert_state state); /* "no data" */
const char *alert_state_word(enum alert_state state); /* "no_data" */
const char *alert_why_name(enum alert_why why);
const char *quiet_name(enum quiet quiet); /* "silenced"; "" if not */
void transition_copy(struct transition *to, const struct transition *from);
void transition_release(struct transition *transition);
void alert_memory_release(struct alert_memory *memory);

#endif
