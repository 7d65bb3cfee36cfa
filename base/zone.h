/* The clocks of places, by their names in the IANA database ("Asia/Shanghai"),
 * from the system's files (TZif, RFC 9636) under $TZDIR, else
 * /usr/share/zoneinfo. "UTC" needs none. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdint.h>

struct err;
struct zone;

/* NULL with ERR set: no such name (and which may be meant), or no such file. */
struct zone *zone_new(const char *name, struct err *err);
void zone_free(struct zone *zone);

/* How many seconds its clock is ahead of UTC at TIME. */
int zone_offset(const struct zone *zone, int64_t time);

#endif
