/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

#include "base/env.h"
#include "tests/tap.h"

int
main(void)
{
	int64_t before = clock_mono_ms();

	(void)setenv("BELLWETHER_NOW", "2026-11-20T08:00:00Z", 1);
	is_int(clock_now(), 1795161600, "the environment sets it");
	clock_set(42);
	is_int(clock_now(), 42, "a test does");
	clock_run();
	ok(llabs(clock_now() - (int64_t)time(NULL)) <= 1, "and lets it go");
	ok(clock_mono_ms() >= before, "only forward");
	(void)setenv("EMPTY_HERE", "", 1);
	(void)unsetenv("UNSET_HERE");
	ok(env_text("EMPTY_HERE") == NULL && env_is_set("EMPTY_HERE"),
	    "empty is set, and no text");
	ok(env_text("UNSET_HERE") == NULL && !env_is_set("UNSET_HERE"),
	    "unset is neither");
	is_string(env_text("BELLWETHER_NOW"), "2026-11-20T08:00:00Z", "a text");
	return done();
}
