/* SPDX-License-Identifier: MIT */
#include "base/die.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

static void (*die_hook)(void);

void
die_hook_set(void (*hook)(void))
{
	die_hook = hook;
}

void
die(const char *fmt, ...)
{
	void (*hook)(void) = die_hook;
	va_list args;

	die_hook = NULL; /* a hook that dies itself must not come back here */
	if (hook != NULL)
		hook();
	(void)fputs("bellwether: ", stderr);
	va_start(args, fmt);
	(void)vfprintf(stderr, fmt, args);
	va_end(args);
	(void)fputc('\n', stderr);
	exit(EX_SOFTWARE);
}
