/* The one door to time. Tests, and $BELLWETHER_NOW, set it. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#define DAY_S ((int64_t)86400)

/* Seconds since 1970-01-01 UTC. */
int64_t clock_now(void);

/* Milliseconds of a clock that only goes forward, for waits and durations. */
int64_t clock_mono_ms(void);

/* From now on clock_now() is this; clock_run() lets it go again. */
void clock_set(int64_t now);
void clock_run(void);

#endif
