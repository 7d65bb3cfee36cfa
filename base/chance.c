/* SPDX-License-Identifier: MIT */
#include "base/chance.h"

#include <stdbool.h>
#include <unistd.h>

#include "base/clock.h"

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
	if (!seeded)
		chance_seed((uint64_t)clock_now() << 20 ^
		    (uint64_t)clock_mono_ms() ^ (uint64_t)getpid() << 40);
	return (double)(next() >> 11) * 0x1p-53;
}
