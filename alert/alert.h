/* An alert as it stands: what views and commands read of it. */
#ifndef ALERT_ALERT_H
#define ALERT_ALERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/labels.h"
#include "model/period.h"
#include "model/transition.h"

struct expr;
struct section;

struct alert_series { /* one series of an alert that looks at several */
	struct labels labels;
	enum alert_state state;
	bool has_value;
	struct amount value;
	struct period period;
};

struct alert_member { /* of a red line */
	const char *name; /* borrowed from the watchlist */
	enum alert_state state;
	bool late;
};

struct alert { /* as it stands; read-only outside this folder */
	const char *name, *title, *note, *panel; /* note, panel: NULL if none */
	const struct section *section; /* NULL: that a source fails */
	enum alert_state state;
	enum alert_state level; /* WARN or CRIT while it fires or recovers */
	bool late;
	/* what is late: a signal (borrowed), and when it was expected */
	const char *late_signal;
	int64_t late_due;
	int64_t since;
	bool has_value, has_period;
	/* the left side of the first comparison that decided */
	struct amount value;
	char *unit;
	char *subject; /* that side as it is written, or NULL */
	struct period period;
	bool changed;	       /* by the last evaluation */
	enum alert_why why;    /* of that change */
	char *rule;	       /* the text of the condition that decided */
	char *reason; /* one sentence for a person: values, or why no data */
	/* The nearest threshold (warn while ok, crit while warn): value - limit
	 * in the unit, and whether it is known. */
	bool has_distance;
	double distance;
	/* of "signal < number" rules, else NAN */
	double warn_level, crit_level;
	const char *watched;   /* the signal on the left side, or NULL */
	struct labels labels; /* that its series that are not ok share */
	struct alert_series *series;
	size_t series_count;
	struct alert_member *members;
	size_t member_count;
	/* Of a red line that unknown members hold open: what it would be if
	 * none of them held, and if all did. */
	bool is_open;
	enum alert_state outcomes[2];
	char *takes; /* what it would take, or NULL */
	struct alert_memory memory; /* what must last */
	bool unsaved; /* the last evaluation has changed that */
};

/* The condition that stands for its state: crit's where it is at that level;
 * borrowed. */
const struct expr *alert_condition(const struct alert *alert);

#endif
