/* Where a redirect leads, and whether it is followed: by us, not by libcurl. */
#ifndef FETCH_REDIRECT_H
#define FETCH_REDIRECT_H

#include <stdbool.h>

/* 301, 302, 303, 307, 308. */
bool redirect_is(long status);

/* FROM's answer says LOCATION (may be NULL), after BEFORE other redirects. The
 * absolute URL, the caller's; NULL: it is not followed, *WHY says why. */
char *redirect_target(
    const char *from, const char *location, int before, const char **why);

#endif
