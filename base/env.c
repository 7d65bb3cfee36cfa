/* SPDX-License-Identifier: MIT */
#include "base/env.h"

#include <stddef.h>
#include <stdlib.h>

const char *
env_text(const char *name)
{
	const char *text = getenv(name);

	return text != NULL && *text != '\0' ? text : NULL;
}

bool
env_is_set(const char *name)
{
	return getenv(name) != NULL;
}
