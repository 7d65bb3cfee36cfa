/* for: how long a condition must hold before it fires: "2 periods", "3d", "2
 * runs" (evaluations). A plain value. */
#ifndef ALERT_HOLD_H
#define ALERT_HOLD_H

#include <stdbool.h>
#include <stdint.h>

struct err;

enum hold_by { HOLD_NOTHING, HOLD_PERIODS, HOLD_SECONDS, HOLD_RUNS };

struct hold {
	enum hold_by by;
	unsigned count;	 /* of periods or runs */
	int64_t seconds;
};

bool hold_parse(struct hold *hold, const char *text, struct err *err);

#endif
