/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/date.h"
#include "base/env.h"
#include "base/err.h"

static bool is_set, looked;
static int64_t set_to;

void
clock_set(int64_t now)
{
	set_to = now;
	is_set = looked = true;
}

void
clock_run(void)
{
	is_set = false;
	looked = true;
}

static void
look_once(void)
{
	const char *text = env_text("BELLWETHER_NOW");
	struct err err;

	looked = true;
	if (text != NULL && date_parse_time(&set_to, NULL, text, &err))
		is_set = true;
}

int64_t
clock_now(void)
{
	if (!looked)
		look_once();
	return is_set ? set_to : (int64_t)time(NULL);
}

int64_t
clock_mono_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
