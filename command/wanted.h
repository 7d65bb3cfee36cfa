/* What a written case wants of one alert or expression at the end of a day. */
#ifndef COMMAND_WANTED_H
#define COMMAND_WANTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/complaint.h"
#include "model/amount.h"
#include "model/period.h"
#include "model/transition.h"

struct expr;

enum wanted_value {
	WANTED_NO_VALUE, /* it is not looked at */
	WANTED_NUMBER,
	WANTED_TRUE,
	WANTED_FALSE,
	WANTED_MISSING
};

struct wanted {
	char *subject; /* as it is written: an alert's name, an expression */
	struct place place;
	int64_t at; /* the end of that day */
	struct expr *expr; /* NULL: an alert */
	bool has_state, has_late, has_why, has_period, late;
	enum alert_state state;
	enum alert_why why; /* of its last change */
	enum wanted_value value;
	struct amount amount;
	double slack;	/* how far off what rounds to it may be */
	char *written;	/* the value as it is written */
	struct period period;
	char *reason; /* a part of it; or NULL */
	enum alert_state *outcomes; /* of a red line that is open */
	size_t outcome_count;
};

#endif
