/* The one door to randomness: jitter, never secrets. */
#ifndef BASE_CHANCE_H
#define BASE_CHANCE_H

#include <stdint.h>

double chance(void); /* in [0, 1) */
void chance_seed(uint64_t seed);

#endif
