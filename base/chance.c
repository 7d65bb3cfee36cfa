/* SPDX-License-Identifier: MIT */
#include "base/chance.h"

#include <stdbool.h>
#include <time.h>
#include <unistd.h>

static uint64_t state;
static bool seeded;

void
chance_seed(uint64_t seed)
{
	state = seed;
	seeded = true;
}

/* splitmix64 (Steele, Lea, Flood 2014): good enough to spread requests. */
static uint64_t
next(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

double
chance(void)
{
	if (!seeded) {
		struct timespec now;

		(void)clock_gettime(CLOCK_REALTIME, &now);
		chance_seed((uint64_t)now.tv_nsec ^
		    (uint64_t)now.tv_sec << 20 ^ (uint64_t)getpid() << 40);
	}
	return (double)(next() >> 11) * 0x1p-53;
}
