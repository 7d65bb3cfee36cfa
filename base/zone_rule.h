/* When a place changes its clock in years to come: the TZ string of POSIX
 * ("EST5EDT,M3.2.0,M11.1.0"), with RFC 9636's hours from -167 to 167. A plain
 * value. */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

struct zone_change { /* a day of each year, and a time of the clock before */
	enum { CHANGE_MONTH, CHANGE_JULIAN, CHANGE_DAY } by;
	int month, week, day; /* Mm.w.d; Jn: day 1..365; n: day 0..365 */
	int seconds;
};

struct zone_rule {
	int standard, summer; /* seconds east of UTC */
	bool has_summer;
	struct zone_change start, end; /* of summer time */
};

/* The whole of TEXT; false where it is none. */
bool zone_rule_parse(struct zone_rule *rule, const char *text);

/* Seconds east of UTC at TIME. */
int zone_rule_offset(const struct zone_rule *rule, int64_t time);

#endif
